//! A text as words, whatever it is wrapped in: tags, escapes and addresses hide no phrase.
//!
//! A word is a row of letters and digits in lower case. What stands in a tag, or in the brackets behind a link's
//! words, is read as a text of its own, so that the words around it stay together.

mod letters;

use letters::Letters;

/// The most words that a phrase is recognized by.
pub(super) const LONGEST: usize = 6;

/// How many words are remembered: a power of two.
const REMEMBERED: usize = 8;

/// What a text is wrapped in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Pages, feeds and drawings; also everything that has no wrapping.
    Markup,
    /// Records: the addresses of links stand in brackets.
    Markdown,
    /// JSON and scripts, with escapes in their texts.
    Script,
    /// Calendars, with escapes and lines that are cut after so many bytes.
    Calendar,
}

impl Form {
    /// The form of an output, by its path; `None` where it is no text.
    pub(super) fn of(path: &str) -> Option<Self> {
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        Some(match ending {
            "html" | "xml" | "svg" | "txt" | "csv" | "tsv" | "css" | "vtt" | "srt" | "webmanifest" => {
                Self::Markup
            }
            "json" | "js" => Self::Script,
            "ics" => Self::Calendar,
            _ => return None,
        })
    }
}

/// The last words of a text.
#[derive(Debug, Clone, Default)]
pub(super) struct Trail {
    /// The hashes of the last words, each by itself.
    hashes: [u64; REMEMBERED],
    starts: [usize; REMEMBERED],
    /// How many words there were.
    pub count: usize,
    /// Where the last one ends.
    pub end: usize,
    /// Whether it is of what stands aside.
    pub is_aside: bool,
}

impl Trail {
    #[inline]
    fn push(&mut self, hash: u64, start: usize, end: usize) {
        self.hashes[self.count % REMEMBERED] = hash;
        self.starts[self.count % REMEMBERED] = start;
        self.count += 1;
        self.end = end;
    }

    /// Where the last `words` words start.
    pub(super) fn start(&self, words: usize) -> usize {
        self.starts[self.count.wrapping_sub(words) % REMEMBERED]
    }

    /// What phrases of the last words end in: the last word alone, and the last two.
    #[inline]
    pub(super) fn endings(&self) -> [u64; 2] {
        let [last, before] = [1, 2].map(|words| self.hashes[self.count.wrapping_sub(words) % REMEMBERED]);
        let last_word = last & 0xFFFF;
        let last_two = last.wrapping_mul(FACTOR).wrapping_add(before) >> 32 & 0xFFFF_0000;
        [last_word, last_two | last_word]
    }

    /// The hash of the last words, for every number of words up to the longest phrase. Its lower bits are its
    /// [`ending`].
    #[inline]
    pub(super) fn phrases(&self) -> impl Iterator<Item = (usize, u64)> + '_ {
        let [last_word, last_two] = self.endings();
        let words = 1..=self.count.min(LONGEST);
        words.scan(0_u64, move |phrase, words| {
            let hash = self.hashes[self.count.wrapping_sub(words) % REMEMBERED];
            *phrase = phrase.wrapping_mul(FACTOR).wrapping_add(hash);
            let ending = if words == 1 { last_word } else { last_two };
            Some((words, *phrase & !ENDING | ending))
        })
    }
}

/// The bits of a phrase's hash that tell what it ends in.
const ENDING: u64 = 0xFFFF_FFFF;

const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

/// What a phrase ends in, by its hash.
#[inline]
pub(super) fn ending(hash: u64) -> u64 {
    hash & ENDING
}

/// Parts words.
const GAP: u8 = 0;
/// Needs a closer look.
const SPECIAL: u8 = 1;

/// What a byte is: a gap, special, or the small letter or digit that it stands for.
const CLASS: [u8; 256] = {
    let mut class = [GAP; 256];
    let mut byte = 0_u8;
    loop {
        class[byte as usize] = match byte {
            b'<' | b'>' | b'(' | b')' | b'&' | b'%' | b'\\' | b'\r' | b'\n' | 0x80.. => SPECIAL,
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => byte.to_ascii_lowercase(),
            _ => GAP,
        };
        if byte == u8::MAX {
            break class;
        }
        byte += 1;
    }
};

/// Calls `each` after every word of a text, with the words up to it.
pub(super) fn read(text: &[u8], form: Form, each: &mut impl FnMut(&Trail)) {
    let mut reader = Reader {
        text,
        form,
        trails: [Trail::default(), Trail { is_aside: true, ..Trail::default() }],
        aside: None,
        letters: Letters::default(),
        start: None,
        each,
    };
    let mut at = 0;
    while at < text.len() {
        at = match CLASS[usize::from(text[at])] {
            GAP => {
                reader.end_word(at);
                at + 1
            }
            SPECIAL => reader.special(at),
            _ => reader.letters(at),
        };
    }
    reader.end_word(text.len());
}

struct Reader<'t, 'e, E: FnMut(&Trail)> {
    text: &'t [u8],
    form: Form,
    /// Of the text, and of what stands aside.
    trails: [Trail; 2],
    /// What ends that which stands aside, where the reader is in it.
    aside: Option<u8>,
    letters: Letters,
    /// Where the word began that is being read.
    start: Option<usize>,
    each: &'e mut E,
}

impl<E: FnMut(&Trail)> Reader<'_, '_, E> {
    /// Reads letters and digits up to the first other byte.
    fn letters(&mut self, at: usize) -> usize {
        self.start.get_or_insert(at);
        at + self.letters.take(&self.text[at..])
    }

    #[inline]
    fn end_word(&mut self, at: usize) {
        if let Some(start) = self.start.take() {
            let trail = &mut self.trails[usize::from(self.aside.is_some())];
            trail.push(std::mem::take(&mut self.letters).finish(), start, at);
            (self.each)(trail);
        }
    }

    /// Reads a byte that may mean something, and what belongs to it.
    fn special(&mut self, at: usize) -> usize {
        let next = self.text.get(at + 1).copied().unwrap_or_default();
        match self.text[at] {
            byte @ (b'>' | b')') if self.aside == Some(byte) => {
                self.end_word(at);
                self.aside = None;
            }
            b'<' if self.aside.is_none() && (next.is_ascii_alphabetic() || b"/!?".contains(&next)) => {
                self.step_aside(at, b'>');
            }
            b'(' if self.form == Form::Markdown && at > 0 && self.text[at - 1] == b']' => {
                self.step_aside(at, b')');
            }
            b'&' => return self.entity(at),
            b'%' => return self.percent(at),
            b'\\' => return self.escape(at, next),
            b'\r' | b'\n' if self.form == Form::Calendar => {
                let cut = [&b"\r\n "[..], b"\n ", b"\r\n\t", b"\n\t"];
                if let Some(cut) = cut.iter().find(|cut| self.text[at..].starts_with(cut)) {
                    return at + cut.len();
                }
                self.end_word(at);
            }
            0x80.. => return self.character(at),
            _ => self.end_word(at),
        }
        at + 1
    }

    fn step_aside(&mut self, at: usize, closing: u8) {
        self.end_word(at);
        if self.aside.is_none() {
            self.aside = Some(closing);
            self.trails[1].count = 0;
        }
    }

    /// `&amp;`, `&#39;`, `&#x27;`: the character that is meant.
    fn entity(&mut self, at: usize) -> usize {
        let rest = &self.text[at + 1..self.text.len().min(at + 12)];
        let Some(length) = rest.iter().position(|byte| *byte == b';') else {
            self.end_word(at);
            return at + 1;
        };
        let name = std::str::from_utf8(&rest[..length]).unwrap_or_default();
        let end = at + length + 2;
        let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
            Some(number) => u32::from_str_radix(number, 16).ok(),
            None => number.parse().ok(),
        });
        match (number.and_then(char::from_u32), name) {
            (Some(character), _) => self.push(character, at),
            (None, "shy" | "zwj" | "zwnj") => {}
            (None, name) if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
                self.end_word(at);
            }
            _ => {
                self.end_word(at);
                return at + 1;
            }
        }
        end
    }

    /// `%C3%A9`: the character that is meant.
    fn percent(&mut self, at: usize) -> usize {
        let mut bytes = [0_u8; 4];
        let mut count = 0;
        let hex = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        while count < 4
            && let Some([b'%', high, low]) = self.text.get(at + count * 3..at + count * 3 + 3)
            && let Some((high, low)) = hex(*high).zip(hex(*low))
        {
            bytes[count] = high * 16 + low;
            count += 1;
        }
        match first_character(&bytes[..count]) {
            Some((character, length)) => {
                self.push(character, at);
                at + length * 3
            }
            None => {
                self.end_word(at);
                at + 1
            }
        }
    }

    /// `\n`, `\u00e9`: the character that is meant, where the form has such.
    fn escape(&mut self, at: usize, next: u8) -> usize {
        match (self.form, next) {
            (Form::Script, b'u') => {
                let digits =
                    self.text.get(at + 2..at + 6).and_then(|digits| std::str::from_utf8(digits).ok());
                let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
                match number.and_then(char::from_u32) {
                    Some(character) => self.push(character, at),
                    None => self.end_word(at),
                }
                at + if number.is_some() { 6 } else { 2 }
            }
            (Form::Script | Form::Calendar, b'n' | b'N' | b'r' | b't' | b'b' | b'f') => {
                self.end_word(at);
                at + 2
            }
            _ => {
                self.end_word(at);
                at + 1
            }
        }
    }

    fn character(&mut self, at: usize) -> usize {
        let bytes = &self.text[at..self.text.len().min(at + 4)];
        match first_character(bytes) {
            Some((character, length)) => {
                self.push(character, at);
                at + length
            }
            None => {
                self.end_word(at);
                at + 1
            }
        }
    }

    /// Takes a character that was written at `at`, in whatever way.
    fn push(&mut self, character: char, at: usize) {
        const INVISIBLE: [char; 5] = ['\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{feff}'];
        if character.is_alphanumeric() {
            self.start.get_or_insert(at);
            let mut bytes = [0; 4];
            for small in character.to_lowercase() {
                small.encode_utf8(&mut bytes).bytes().for_each(|byte| self.letters.push(byte));
            }
        } else if !INVISIBLE.contains(&character) {
            self.end_word(at);
        }
    }
}

fn first_character(bytes: &[u8]) -> Option<(char, usize)> {
    let valid = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).ok()?,
    };
    let character = valid.chars().next()?;
    Some((character, character.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn last(text: &str, form: Form, words: usize) -> Vec<u64> {
        let mut found = Vec::new();
        read(text.as_bytes(), form, &mut |trail| {
            found.extend(trail.phrases().filter(|(count, _)| *count == words).map(|(_, hash)| hash));
        });
        found
    }

    fn holds(text: &str, form: Form, phrase: &str) -> bool {
        let words = phrase.split_whitespace().count();
        last(text, form, words).contains(&last(phrase, Form::Markup, words)[0])
    }

    #[test]
    fn a_phrase_is_found_whatever_it_is_wrapped_in() {
        let phrase = "what Zoë’s colleagues fear";
        for (text, form) in [
            ("so WHAT\nZOË's colleagues   fear?", Form::Markup),
            ("<p>What <b class=\"x y\">Zoë</b>&#39;s&nbsp;colleagues</p><p>fear", Form::Markup),
            ("<a title=\"What Zo&#xEB;&#x27;s colleagues fear\">", Form::Markup),
            ("<a href=\"x/what-zo%C3%AB%27s-colleagues_fear.html\">", Form::Markup),
            ("{\"t\":\"What\\nZo\\u00eb\\u2019s colleagues fear\"}", Form::Script),
            ("SUMMARY:What Zo\r\n ë's col\r\n leagues\\nfear", Form::Calendar),
            ("What [Zoë’s](../a/b.md) *colleagues* fear", Form::Markdown),
            ("[x](../a/what-zoë-s-colleagues-fear.md)", Form::Markdown),
            ("what Zoë’s col\u{ad}lea&shy;gues fear", Form::Markup),
        ] {
            assert!(holds(text, form, "what zoë s colleagues fear"), "{text}");
            assert!(!holds(text, form, "what zoë s colleagues hope"), "{text}");
        }
        assert!(holds(phrase, Form::Markup, "zoë s colleagues fear"));
        assert!(!holds("a 5% less & more; b", Form::Markup, "a b"));
        assert!(holds("a 5% less & more; b", Form::Markup, "5 less more b"));
        assert!(
            holds("if (a <b) { say(\"what we fear\") }", Form::Script, "what we fear"),
            "an open tag is read"
        );
    }

    #[test]
    fn no_bytes_stop_the_reader() {
        for text in
            [&b"\xff\xfe%"[..], b"%C3", b"&", b"&#;", b"&#xffffffff;", b"\\u", b"\\ud800x", b"<", b"\xc3"]
        {
            for form in [Form::Markup, Form::Markdown, Form::Script, Form::Calendar] {
                read(text, form, &mut |_| {});
            }
        }
    }
}
