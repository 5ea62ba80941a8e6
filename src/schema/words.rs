//! What is said of a field that is wrong: said by the reader of records and by forms that write them.

/// A field that is needed is not there.
pub const MISSING: &str = "`{field}` is missing";
/// A text that cannot be read as a date.
pub const NOT_A_DATE: &str = "`{field}` is not a date: `{value}`";
/// How dates are written.
pub const HOW_DATES_ARE_WRITTEN: &str =
    "write a day as 2026-10-05, a month as \"2026-10\", a school year as \"2026-27\"";
/// A number that cannot be meant.
pub const OUT_OF_RANGE: &str = "`{field}` must be {bounds}";

/// The words with each `{name}` replaced by what it stands for.
pub fn said(words: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(words.len());
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let named = after.split_once('}').and_then(|(name, after)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((*value, after))
        });
        match named {
            Some((value, after)) => {
                text.push_str(value);
                rest = after;
            }
            None => {
                text.push('{');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}

/// The numbers that a field may hold, in words.
pub fn bounds(least: Option<f64>, most: Option<f64>) -> String {
    match (least, most) {
        (Some(least), Some(most)) => format!("a number from {least} to {most}"),
        (Some(least), None) => format!("a number of at least {least}"),
        (None, Some(most)) => format!("a number of at most {most}"),
        (None, None) => "an ordinary number".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_replaced_and_what_they_stand_for_is_left_alone() {
        assert_eq!(
            said(NOT_A_DATE, &[("field", "date"), ("value", "{field}")]),
            "`date` is not a date: `{field}`"
        );
        assert_eq!(said("a {b} {c", &[("c", "x")]), "a {b} {c");
    }
}
