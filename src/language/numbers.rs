//! Numbers and lists, as the language writes them.

use super::Language;

impl Language {
    /// Digits as a program writes them (`-1234.5`) with the language's signs: `−1,234.5`.
    pub fn number(&self, digits: &str) -> String {
        let (sign, digits) = match digits.strip_prefix('-') {
            Some(digits) => ("−", digits),
            None => ("", digits),
        };
        let (whole, fraction) =
            digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
        let mut text = String::from(sign);
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && (whole.len() - place).is_multiple_of(3) {
                text.push_str(&self.thousands);
            }
            text.push(digit);
        }
        if let Some(fraction) = fraction {
            text.push_str(&self.decimal);
            text.push_str(fraction);
        }
        text
    }

    /// `1 day`, `74 days`.
    pub fn days(&self, days: i64) -> String {
        crate::say!(self, "count.days", count = days)
    }

    /// Words one after the other, `and` before the last: `a, b and c`.
    pub fn list<T: AsRef<str>>(&self, words: &[T]) -> String {
        let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
        match words.split_last() {
            None => String::new(),
            Some((last, [])) => (*last).to_owned(),
            Some((last, rest)) => {
                crate::say!(self, "list.two", first = rest.join(self.word("list.comma")), second = last)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Language, Texts, shipped};

    #[test]
    fn signs_follow_the_language() {
        let english = Language::english();
        assert_eq!(
            ["1234567.5", "-0.25", "905"].map(|digits| english.number(digits)),
            ["1,234,567.5", "−0.25", "905"]
        );
        let german = Texts::from([
            ("number.decimal".to_owned(), ",".to_owned()),
            ("number.thousands".to_owned(), ".".to_owned()),
        ]);
        assert_eq!(Language::of("de", &german).number("-1234.5"), "−1.234,5");
    }

    #[test]
    fn the_last_of_a_list_has_its_own_word() {
        let english = Language::english();
        assert_eq!(english.list(&["a", "b", "c"]), "a, b and c");
        assert_eq!((english.list(&["a"]), english.list::<&str>(&[])), ("a".into(), String::new()));
        let spanish = Language::of("es", shipped("es").expect("Spanish is shipped"));
        assert_eq!(spanish.list(&["a", "b", "c"]), "a, b y c");
    }
}
