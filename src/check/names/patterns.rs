//! What looks like the address, number or birth date of a person.

use std::ops::Range;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// A name from the roster.
    Name,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A student number, or another that stands for one person.
    Number,
    /// A birth date.
    BirthDate,
}

/// The shapes of student numbers: `#` stands for a digit.
#[derive(Debug, Default)]
pub(super) struct Shapes(Vec<Vec<char>>);

impl Shapes {
    pub(super) fn new(shapes: &[String]) -> Self {
        Self(shapes.iter().map(|shape| shape.trim().to_lowercase().chars().collect()).collect())
    }
}

/// Everything in a text that looks like the address, number or birth date of a person.
pub(super) fn find(text: &str, shapes: &Shapes, found: &mut Vec<(Range<usize>, What)>) {
    found.extend(emails(text).map(|range| (range, What::Email)));
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return;
    }
    let lower = text.to_ascii_lowercase();
    let mut done = 0;
    for (at, _) in lower.match_indices(|letter: char| letter.is_ascii_digit()) {
        if at < done || lower[..at].ends_with(char::is_alphanumeric) {
            continue;
        }
        let run = Run::at(&lower, at);
        done = run.range.end;
        if let Some((range, what)) = run.what(&lower) {
            found.push((range, what));
        }
    }
    found.extend(birth_dates(&lower).map(|range| (range, What::BirthDate)));
    for shape in &shapes.0 {
        found.extend(shaped(&lower, shape).map(|range| (range, What::Number)));
    }
}

fn emails(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices('@').filter_map(|(at, _)| {
        let local = |letter: char| letter.is_alphanumeric() || "._%+-".contains(letter);
        let start = text[..at].rfind(|letter: char| !local(letter));
        let start = start.map_or(0, |start| start + text[start..].chars().next().map_or(0, char::len_utf8));
        let rest = &text[at + 1..];
        let host = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '.' && letter != '-');
        let host = rest[..host.unwrap_or(rest.len())].trim_end_matches(['.', '-']);
        let (name, top) = host.rsplit_once('.')?;
        let is_host = !name.is_empty() && top.chars().count() >= 2 && top.chars().all(char::is_alphabetic);
        (start < at && is_host).then(|| start..at + 1 + host.len())
    })
}

/// Digits in groups with one sign between two groups: `(212) 555-0123`.
struct Run {
    range: Range<usize>,
    /// The lengths of the groups.
    groups: Vec<usize>,
    /// What stands between the groups.
    between: String,
    first_digit: char,
}

impl Run {
    fn at(text: &str, start: usize) -> Self {
        let mut run = Self {
            range: start..start,
            groups: Vec::new(),
            between: String::new(),
            first_digit: text[start..].chars().next().unwrap_or('0'),
        };
        loop {
            let rest = &text[run.range.end..];
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            run.groups.push(digits);
            run.range.end += digits;
            let rest = &rest[digits..];
            let sign = rest.chars().next().filter(|sign| "-./ \u{a0}\u{2011}\u{2013})".contains(*sign));
            let Some(sign) = sign else {
                return run;
            };
            let mut next = sign.len_utf8();
            if sign == ')' && rest[next..].starts_with([' ', '-']) {
                next += 1;
            }
            if sign == ' ' && rest[next..].starts_with('(') {
                next += 1;
            }
            if !rest[next..].starts_with(|letter: char| letter.is_ascii_digit()) {
                return run;
            }
            run.between.push(sign);
            run.range.end += next;
        }
    }

    fn what(&self, text: &str) -> Option<(Range<usize>, What)> {
        let before = &text[..self.range.start];
        if text[self.range.end..].starts_with(char::is_alphanumeric) {
            return None;
        }
        let digits: usize = self.groups.iter().sum();
        let open = before.ends_with('(');
        let international = before.trim_end_matches('(').ends_with('+');
        let start = before.trim_end_matches(['(', '+']).len();
        let range = start..self.range.end;
        if self.is_phone(open) || international && (8..=15).contains(&digits) {
            return Some((range, What::Phone));
        }
        if self.groups == [3, 2, 4] && self.between == "--" {
            return Some((range, What::Number));
        }
        let words = words_before(before);
        if (7..=15).contains(&digits) && words.iter().any(|word| PHONES.contains(word)) && !self.is_date() {
            return Some((range, What::Phone));
        }
        let alone = self.groups.len() == 1 && (4..=14).contains(&digits);
        (alone && is_of_student(&words, before)).then_some((range, What::Number))
    }

    /// Three, three and four digits, as in North America.
    fn is_phone(&self, open: bool) -> bool {
        let (groups, between) = match (self.groups.as_slice(), self.first_digit) {
            ([1, rest @ ..], '1') => (rest, self.between.get(1..).unwrap_or_default()),
            (groups, '2'..='9') => (groups, self.between.as_str()),
            _ => return false,
        };
        let plain = !between.contains([' ', ')', '/']);
        groups == [3, 3, 4] && (plain || (open || self.groups.len() == 4) || between.starts_with(')'))
    }

    fn is_date(&self) -> bool {
        matches!(self.groups.as_slice(), [4, 1..=2, 1..=2] | [1..=2, 1..=2, 2 | 4])
    }
}

const PHONES: [&str; 10] =
    ["phone", "phones", "tel", "telephone", "call", "cell", "mobile", "fax", "text", "whatsapp"];

/// The last words before a place, on the same line.
fn words_before(before: &str) -> Vec<&str> {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let words = line.rsplit(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.take(3).collect()
}

/// Whether the words say that the number after them stands for a student.
fn is_of_student(words: &[&str], before: &str) -> bool {
    let near = before.trim_end_matches([' ', ':', '#', '.', '=', '\u{a0}']);
    let stripped = before.trim_end();
    match words {
        ["sid" | "ssid" | "osis" | "upn" | "ssn", ..] => true,
        ["id" | "number" | "no" | "nr" | "nummer", "student" | "pupil" | "learner" | "lunch", ..] => true,
        ["student" | "pupil" | "learner", ..] => stripped.ends_with('#'),
        ["id", ..] => near.len() < stripped.len() && near.ends_with("id"),
        _ => false,
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A word about birth and the day after it.
fn birth_dates(lower: &str) -> impl Iterator<Item = Range<usize>> {
    const BIRTHS: [&str; 5] = ["born", "birth", "dob", "d.o.b", "bday"];
    memchr::memchr2_iter(b'b', b'd', lower.as_bytes()).filter_map(|at| {
        let word = BIRTHS.into_iter().find(|word| lower[at..].starts_with(word))?;
        if lower[..at].ends_with(char::is_alphanumeric) {
            return None;
        }
        let mut end = at + word.len();
        for _ in 0..5 {
            let rest = &lower[end..];
            let start = end + rest.find(|letter: char| letter.is_alphanumeric() || letter == '\n')?;
            let length = lower[start..].find(|letter: char| !letter.is_alphanumeric());
            let length = length.unwrap_or(lower.len() - start);
            let next = &lower[start..start + length];
            if let Some(end) = day_at(lower, start) {
                return Some(at..end);
            }
            if !["on", "in", "date", "day", "is", "was", "the", "of", "b", "s"].contains(&next) {
                return None;
            }
            end = start + length;
        }
        None
    })
}

/// Where a day ends that is written at a place: `3/4/2015`, `2015-03-04`, `March 4`, `4 March`.
fn day_at(lower: &str, start: usize) -> Option<usize> {
    let is_month =
        |word: &str| word.len() >= 3 && MONTHS.iter().any(|month| month.starts_with(word) || *month == word);
    let rest = &lower[start..];
    let word = rest.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    let after = rest[word.len()..].trim_start_matches([' ', '.', ',']);
    let next = after.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    let is_day = |word: &str| {
        let digits = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        matches!(digits.len(), 1 | 2)
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && word.len() <= digits.len() + 2
    };
    let end = lower.len() - after.len() + next.len();
    if is_month(word) && is_day(next) || is_day(word) && is_month(next) {
        return Some(end);
    }
    if !rest.starts_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let run = Run::at(lower, start);
    let groups = run.groups.as_slice();
    let is_day = matches!(groups, [1..=2, 1..=2] | [1..=2, 1..=2, 2 | 4] | [4, 1..=2, 1..=2])
        && !run.between.contains(' ');
    is_day.then_some(run.range.end)
}

/// Where a text has a shape, whole words only.
fn shaped<'t>(lower: &'t str, shape: &'t [char]) -> impl Iterator<Item = Range<usize>> + 't {
    lower.char_indices().filter_map(move |(at, _)| {
        if lower[..at].ends_with(char::is_alphanumeric) {
            return None;
        }
        let mut rest = lower[at..].chars();
        let fits = shape.iter().all(|sign| match (sign, rest.next()) {
            ('#', Some(letter)) => letter.is_ascii_digit(),
            (sign, letter) => letter == Some(*sign),
        });
        let rest = rest.as_str();
        (fits && !rest.starts_with(char::is_alphanumeric)).then(|| at..lower.len() - rest.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(What, &str)> {
        let mut found = Vec::new();
        find(text, &Shapes::new(&["S####".into()]), &mut found);
        found.sort_by_key(|(range, _)| range.start);
        found.into_iter().map(|(range, what)| (what, &text[range])).collect()
    }

    #[test]
    fn addresses() {
        assert_eq!(
            found("Write to Ana.Ruiz+x@school.example.org."),
            [(What::Email, "Ana.Ruiz+x@school.example.org")]
        );
        assert_eq!(found("é@ü.org"), [(What::Email, "é@ü.org")]);
        for plain in ["@school", "a@b", "a @ b.org", "12 @ 3.50", "@", "x@.org"] {
            assert_eq!(found(plain), [], "{plain}");
        }
    }

    #[test]
    fn telephone_numbers() {
        for phone in [
            "(212) 555-0123",
            "212-555-0123",
            "212.555.0123",
            "1-212-555-0123",
            "+1 212 555 0123",
            "+44 20 7946 0958",
            "1 (212) 555-0123",
            "(212)555-0123",
        ] {
            assert_eq!(found(&format!("call {phone}, please")), [(What::Phone, phone)]);
            assert_eq!(found(&format!("x {phone}")), [(What::Phone, phone)]);
        }
        assert_eq!(found("Phone: 555 0123"), [(What::Phone, "555 0123")]);
        for plain in [
            "2026-27",
            "2026-11-04",
            "120-450-1200",
            "41 of 120",
            "pages 100-120",
            "212-555-01234",
            "9:10–9:40",
            "text 2026-11-24",
            "212 555 0123 rows",
            "0.22",
            "1,000,000",
            "call 911",
            "3.14159265358",
        ] {
            assert_eq!(found(plain), [], "{plain}");
        }
    }

    #[test]
    fn numbers_of_students() {
        assert_eq!(found("Student ID: 44719"), [(What::Number, "44719")]);
        assert_eq!(found("student number 4471"), [(What::Number, "4471")]);
        assert_eq!(found("Student #4471 and ID #123456"), [(What::Number, "4471"), (What::Number, "123456")]);
        assert_eq!(found("123-45-6789"), [(What::Number, "123-45-6789")]);
        assert_eq!(found("s1234, S12345, xS1234"), [(What::Number, "s1234")]);
        for plain in ["student 2026", "the number 1200", "did 4000", "Title ID 3", "students: 4100"] {
            assert_eq!(found(plain), [], "{plain}");
        }
    }

    #[test]
    fn birth_dates() {
        for text in [
            "born 3/4/2015",
            "born on March 4, 2015",
            "DOB: 2015-03-04",
            "date of birth 4 March",
            "Birthday is 3/4",
        ] {
            assert!(matches!(found(text).as_slice(), [(What::BirthDate, _)]), "{text}: {:?}", found(text));
        }
        for plain in [
            "born in 2015",
            "newborn 3/4",
            "born leaders; 3/4 of them",
            "birthday books, 12 of them",
            "born to read 20 books",
        ] {
            assert_eq!(found(plain), [], "{plain}");
        }
    }
}
