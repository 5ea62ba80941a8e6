//! Whether the colors of a theme can be told apart, read off the custom properties of its style sheets.
//!
//! Source: Web Content Accessibility Guidelines 2.2, relative luminance and contrast ratio; success criteria 1.4.3
//! (4.5:1 for text) and 1.4.11 (3:1 for graphics and the borders of controls).

mod sheet;

use std::collections::BTreeMap;

use super::super::{Content, File};
use crate::diagnostic::{Code, Diagnostic};
use crate::input::InputFile;
use crate::language::Language;
use crate::report::number;
use crate::source::Source;

/// For words.
const WORDS: f64 = 4.5;
/// For lines and marks.
const MARKS: f64 = 3.0;

/// What stands on what, and how far apart it must be.
const PAIRS: [(&str, &[&str], f64); 11] = [
    ("--ink", &["--paper", "--wash", "--accent-wash", "--mark-wash"], WORDS),
    ("--ink-soft", &["--paper", "--wash", "--accent-wash", "--mark-wash"], WORDS),
    ("--accent", &["--paper", "--wash", "--accent-wash"], WORDS),
    ("--mark", &["--paper", "--wash", "--mark-wash"], WORDS),
    ("--paper", &["--accent"], WORDS),
    ("--line-strong", &["--paper", "--wash"], MARKS),
    ("--focus", &["--paper", "--wash"], MARKS),
    ("--chart-1", &["--paper"], MARKS),
    ("--chart-2", &["--paper"], MARKS),
    ("--chart-3", &["--paper"], MARKS),
    ("--chart-4", &["--paper"], MARKS),
];

/// By day or by night, with more contrast or without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Scheme {
    is_dark: bool,
    has_more: bool,
}

impl Scheme {
    const ALL: [Self; 4] = [
        Self { is_dark: false, has_more: false },
        Self { is_dark: true, has_more: false },
        Self { is_dark: false, has_more: true },
        Self { is_dark: true, has_more: true },
    ];

    fn words(self) -> &'static str {
        match (self.is_dark, self.has_more) {
            (false, false) => "by day",
            (true, false) => "by night",
            (false, true) => "by day, where more contrast is asked for",
            (true, true) => "by night, where more contrast is asked for",
        }
    }
}

/// Two colors that are too near to each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Near {
    /// The custom property of what stands on the ground.
    pub ink: &'static str,
    /// The custom property of the ground.
    pub ground: &'static str,
    /// When.
    pub when: &'static str,
    /// How far apart they are.
    pub ratio: f64,
    /// How far apart they must be.
    pub least_ratio: f64,
}

/// The pairs of a style sheet that are too near to each other, each once.
///
/// Colors that are written in a way that is not understood are passed over.
pub fn near(css: &str) -> Vec<Near> {
    let rules = sheet::properties(css);
    let mut found: Vec<Near> = Vec::new();
    for scheme in Scheme::ALL {
        let properties = sheet::in_scheme(&rules, scheme);
        for (ink, grounds, least_ratio) in PAIRS {
            for ground in grounds {
                let Some(ratio) = ratio_of(&properties, scheme, ink, ground) else {
                    continue;
                };
                let is_new = !found.iter().any(|near| near.ink == ink && near.ground == *ground);
                if ratio < least_ratio && is_new {
                    found.push(Near { ink, ground, when: scheme.words(), ratio, least_ratio });
                }
            }
        }
    }
    found
}

/// Looks at the colors of a theme whose style sheets a site has changed.
pub(super) fn check(theme: &str, files: &[InputFile], outputs: &[File]) -> Vec<Diagnostic> {
    let prefix = format!("themes/{theme}/css/");
    let changed = |file: &&InputFile| file.path.starts_with(&prefix) && file.path.ends_with(".css");
    let changed: Vec<Source> = files
        .iter()
        .filter(changed)
        .filter_map(|file| Source::decode(file.path.as_str(), &file.bytes).ok())
        .collect();
    if changed.is_empty() {
        return Vec::new();
    }
    let sheets = outputs.iter().filter(|output| output.path.ends_with(".css"));
    let text = sheets.filter_map(|sheet| match &sheet.content {
        Content::Here(bytes) => std::str::from_utf8(bytes.as_slice()).ok(),
        Content::Standing | Content::Aside(_) => None,
    });
    let text: String = text.collect();
    near(&text).into_iter().map(|near| problem(theme, &changed, &near)).collect()
}

fn problem(theme: &str, changed: &[Source], near: &Near) -> Diagnostic {
    let Near { ink, ground, when, ratio, least_ratio } = near;
    // Rounded down, so that no number says enough where it is not.
    let english = Language::english();
    let ratio = number::plain(english, (ratio * 100.0).floor() / 100.0);
    let least_ratio = number::plain(english, *least_ratio);
    let message =
        format!("`{ink}` on `{ground}` has a contrast of {ratio}:1 {when}; it needs {least_ratio}:1");
    let place = |name: &str| {
        changed.iter().find_map(|source| {
            let start = source.text().find(&format!("{name}:"))?;
            Some((source, start..start + name.len()))
        })
    };
    let problem = match place(ink).or_else(|| place(ground)) {
        Some((source, range)) => Diagnostic::at(Code::Contrast, source, range, message),
        None => Diagnostic::file(Code::Contrast, &format!("themes/{theme}"), message),
    };
    problem.help("make one of the two lighter or darker")
}

fn ratio_of(properties: &BTreeMap<&str, &str>, scheme: Scheme, ink: &str, ground: &str) -> Option<f64> {
    let color = |name: &str| sheet::color(properties, properties.get(name)?, scheme.is_dark, 0);
    Some(ratio(color(ink)?, color(ground)?))
}

fn ratio(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(color: [u8; 3]) -> f64 {
    let linear = |channel: u8| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    let [red, green, blue] = color.map(linear);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ratio_is_that_of_the_guidelines() {
        let at = |one, other| (ratio(one, other) * 100.0).round() / 100.0;
        assert_eq!(at([0; 3], [255; 3]), 21.0);
        assert_eq!(at([255; 3], [255; 3]), 1.0);
        assert_eq!(at([0x77; 3], [255; 3]), 4.48, "the gray that just fails");
        assert_eq!(at([0x76; 3], [255; 3]), 4.54, "the gray that just passes");
        assert_eq!(at([255, 0, 0], [255; 3]), 4.0);
    }

    #[test]
    fn near_colors_are_found_by_day_and_by_night() {
        let css = ":root { --paper: #fff; --fog: #777; --ink: var(--fog); --accent: #000 }\n\
                   @media (prefers-color-scheme: dark) { :root { --accent: rgb(240, 240, 240); --fog: #333333 } }\n\
                   .x { --ink: #fff }";
        let found: Vec<_> = near(css).into_iter().map(|near| (near.ink, near.ground, near.when)).collect();
        assert_eq!(
            found,
            [
                ("--ink", "--paper", "by day"),
                ("--accent", "--paper", "by night"),
                ("--paper", "--accent", "by night")
            ]
        );
    }

    #[test]
    fn the_theme_has_no_colors_too_near_to_each_other() {
        let found = near(include_str!("../../../themes/harbor/css/00-tokens.css"));
        assert_eq!(found, []);
    }
}
