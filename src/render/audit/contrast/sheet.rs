//! The custom properties of a style sheet, and the colors they stand for.

use std::collections::BTreeMap;

use super::Scheme;

/// A custom property and under which condition it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Property {
    name: String,
    value: String,
    /// By night only, or by day only; `None` is both.
    is_dark: Option<bool>,
    /// Only where more contrast is asked for.
    needs_more: bool,
}

/// How deep one property may lead to another.
const DEEPEST: usize = 16;

/// The custom properties of the root, in the order in which they are written.
pub(super) fn properties(css: &str) -> Vec<Property> {
    let css = without_comments(css);
    let mut found = Vec::new();
    let mut around: Vec<&str> = Vec::new();
    let mut rest = css.as_str();
    while let Some(at) = rest.find(['{', '}', ';']) {
        let (before, after) = (rest[..at].trim(), &rest[at + 1..]);
        match rest.as_bytes()[at] {
            b'{' => around.push(before),
            sign => {
                found.extend(property(before, &around));
                if sign == b'}' {
                    around.pop();
                }
            }
        }
        rest = after;
    }
    found
}

fn without_comments(css: &str) -> String {
    let mut left = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        left.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    left + rest
}

/// A declaration as a property of the root, where it is one on a screen.
fn property(declaration: &str, around: &[&str]) -> Option<Property> {
    let (name, value) = declaration.split_once(':')?;
    let name = name.trim().strip_prefix("--")?;
    let (selector, conditions) = around.split_last()?;
    if !selector.split(',').any(|one| matches!(one.trim(), ":root" | "html")) {
        return None;
    }
    let conditions = conditions.join(" ");
    if conditions.contains("print") || conditions.contains("forced-colors") {
        return None;
    }
    let scheme = conditions.split_once("prefers-color-scheme:").map(|(_, scheme)| scheme.trim_start());
    let is_dark = scheme.map(|scheme| scheme.starts_with("dark"));
    let needs_more = conditions.contains("prefers-contrast");
    Some(Property { name: format!("--{name}"), value: value.trim().to_owned(), is_dark, needs_more })
}

/// The properties that hold in a scheme, by name.
pub(super) fn in_scheme(properties: &[Property], scheme: Scheme) -> BTreeMap<&str, &str> {
    let holds = |property: &&Property| {
        property.is_dark.is_none_or(|is_dark| is_dark == scheme.is_dark)
            && (!property.needs_more || scheme.has_more)
    };
    properties
        .iter()
        .filter(holds)
        .map(|property| (property.name.as_str(), property.value.as_str()))
        .collect()
}

/// The color that a value stands for; `None` where it is written in a way that is not understood.
pub(super) fn color(
    properties: &BTreeMap<&str, &str>,
    value: &str,
    is_dark: bool,
    depth: usize,
) -> Option<[u8; 3]> {
    if depth > DEEPEST {
        return None;
    }
    let value = value.trim();
    let inside = |name: &str| value.strip_prefix(name)?.trim_start().strip_prefix('(')?.strip_suffix(')');
    if let Some(inside) = inside("var") {
        let (name, other) =
            inside.split_once(',').map_or((inside, None), |(name, other)| (name, Some(other)));
        let meant = properties.get(name.trim()).copied().or(other)?;
        return color(properties, meant, is_dark, depth + 1);
    }
    if let Some((day, night)) = inside("light-dark").and_then(|inside| inside.split_once(',')) {
        return color(properties, if is_dark { night } else { day }, is_dark, depth + 1);
    }
    if let Some(inside) = inside("rgb") {
        let channels = inside.split([',', ' ']).filter(|part| !part.is_empty()).map(str::parse);
        let channels: Vec<u8> = channels.collect::<Result<_, _>>().ok()?;
        return channels.try_into().ok();
    }
    match value.to_ascii_lowercase().as_str() {
        "white" => Some([255; 3]),
        "black" => Some([0; 3]),
        value => hex(value.strip_prefix('#')?),
    }
}

fn hex(digits: &str) -> Option<[u8; 3]> {
    let number = u32::from_str_radix(digits, 16).ok()?;
    match digits.len() {
        3 => {
            let channel = |shift: u32| u8::try_from((number >> shift) & 15).ok().map(|channel| channel * 17);
            Some([channel(8)?, channel(4)?, channel(0)?])
        }
        6 => {
            let [_, red, green, blue] = number.to_be_bytes();
            Some([red, green, blue])
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colors_are_read_in_the_ways_they_are_written() {
        let properties = BTreeMap::from([("--a", "#12436d"), ("--loop", "var(--loop)")]);
        let of = |value| color(&properties, value, true, 0);
        assert_eq!(of("var( --a )"), Some([0x12, 0x43, 0x6d]));
        assert_eq!(of("var(--b, #fFf)"), Some([255; 3]));
        assert_eq!(of("light-dark(white, black)"), Some([0; 3]));
        assert_eq!(of("rgb(1 2 3)"), Some([1, 2, 3]));
        for unknown in ["var(--b)", "var(--loop)", "hsl(1 2% 3%)", "#12345", "rgb(1 2)", "calc(1px)", ""] {
            assert_eq!(of(unknown), None, "{unknown}");
        }
    }
}
