//! The objects of a PDF file, one after the other, without trusting what it says about their places.

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Name(String),
    Text(Vec<u8>),
    Number(f64),
    /// Another object, by its number.
    Reference(u64),
    Array(Vec<Value>),
    Dictionary(Dictionary),
    /// `true`, `null` and what else is a word.
    Word(Vec<u8>),
}

/// Values by their names.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Dictionary(Vec<(String, Value)>);

impl Dictionary {
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some_and(|value| *value != Value::Word(b"null".to_vec()))
    }

    pub(super) fn is(&self, name: &str, value: &str) -> bool {
        matches!(self.get(name), Some(Value::Name(own)) if own == value)
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range was checked")]
    pub(super) fn number(&self, name: &str) -> Option<usize> {
        match self.get(name) {
            Some(Value::Number(number)) if (0.0..1e12).contains(number) => Some(*number as usize),
            _ => None,
        }
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    pub(super) fn values(&self) -> impl Iterator<Item = &Value> {
        self.0.iter().map(|(_, value)| value)
    }

    /// How a stream is packed, the last step of its reading last.
    pub(super) fn filters(&self) -> Vec<String> {
        let short = |name: &str| match name {
            "Fl" => "FlateDecode".to_owned(),
            "DCT" => "DCTDecode".to_owned(),
            name => name.to_owned(),
        };
        match self.get("Filter") {
            Some(Value::Name(name)) => vec![short(name)],
            Some(Value::Array(names)) => names
                .iter()
                .map(|name| match name {
                    Value::Name(name) => short(name),
                    _ => String::new(),
                })
                .collect(),
            Some(Value::Reference(_)) => vec![String::new()],
            _ => Vec::new(),
        }
    }

    /// Whether a packed stream is also written as differences between its rows.
    pub(super) fn predicts(&self) -> bool {
        let differs = |value: &Value| match value {
            Value::Dictionary(dictionary) => {
                dictionary.number("Predictor").is_some_and(|predictor| predictor > 1)
            }
            Value::Reference(_) => true,
            _ => false,
        };
        match self.get("DecodeParms") {
            Some(Value::Array(values)) => values.iter().any(differs),
            Some(value) => differs(value),
            None => false,
        }
    }
}

/// How deep values may lie within others.
const DEEPEST: usize = 64;

/// Reads values.
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// The next object and its number, 0 for a trailer. What is no object is passed over.
    pub(super) fn next_object(&mut self) -> Option<(u64, Value)> {
        let mut numbers = [0; 2];
        loop {
            self.skip_blanks();
            let start = self.at;
            if self.peek()?.is_ascii_digit() {
                numbers = [numbers[1], self.whole_number().unwrap_or_default() as u64];
                continue;
            }
            let number = match self.word() {
                b"obj" => numbers[0],
                b"trailer" => 0,
                _ => continue,
            };
            if let Some(value) = self.value() {
                return Some((number, value));
            }
            self.at = self.at.max(start + 1);
        }
    }

    /// The bytes of the stream that follows an object, where one does; moves behind it.
    pub(super) fn stream(&mut self, dictionary: &Dictionary) -> Option<&'a [u8]> {
        self.skip_blanks();
        let rest = self.bytes.get(self.at..)?;
        let rest = rest.strip_prefix(b"stream")?;
        let rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        let said = dictionary.number("Length").filter(|length| {
            let after = rest.get(*length..).unwrap_or_default();
            let blanks = after.iter().take_while(|byte| is_blank(**byte)).count();
            after[blanks..].starts_with(b"endstream")
        });
        let end = b"endstream";
        let length =
            said.or_else(|| rest.windows(end.len()).position(|window| window == end)).unwrap_or(rest.len());
        self.at = self.bytes.len() - rest.len() + length;
        Some(&rest[..length])
    }

    /// The value that stands next.
    pub(super) fn value(&mut self) -> Option<Value> {
        self.value_within(0)
    }

    fn value_within(&mut self, depth: usize) -> Option<Value> {
        if depth > DEEPEST {
            return None;
        }
        self.skip_blanks();
        match self.peek()? {
            b'/' => self.name().map(Value::Name),
            b'(' => Some(Value::Text(self.text_in_brackets())),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                self.dictionary(depth).map(Value::Dictionary)
            }
            b'<' => Some(Value::Text(self.text_in_digits())),
            b'[' => self.array(depth).map(Value::Array),
            b'0'..=b'9' | b'+' | b'-' | b'.' => Some(self.number_or_reference()),
            b']' | b'>' | b')' | b'}' => None,
            _ => Some(Value::Word(self.word().to_vec())),
        }
    }

    fn array(&mut self, depth: usize) -> Option<Vec<Value>> {
        self.at += 1;
        let mut values = Vec::new();
        loop {
            self.skip_blanks();
            if self.peek()? == b']' {
                self.at += 1;
                return Some(values);
            }
            values.push(self.value_within(depth + 1)?);
        }
    }

    fn dictionary(&mut self, depth: usize) -> Option<Dictionary> {
        self.at += 2;
        let mut entries = Vec::new();
        loop {
            self.skip_blanks();
            match self.peek()? {
                b'>' => {
                    self.at += 2;
                    return Some(Dictionary(entries));
                }
                b'/' => {
                    let name = self.name()?;
                    entries.push((name, self.value_within(depth + 1)?));
                }
                _ => {
                    self.value_within(depth + 1)?;
                }
            }
        }
    }

    fn name(&mut self) -> Option<String> {
        self.at += 1;
        let mut name = Vec::new();
        while let Some(byte) = self.peek().filter(|byte| is_regular(*byte)) {
            self.at += 1;
            let digits = self.bytes.get(self.at..self.at + 2).filter(|_| byte == b'#');
            match digits.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()) {
                Some(escaped) => {
                    self.at += 2;
                    name.push(escaped);
                }
                None => name.push(byte),
            }
        }
        Some(String::from_utf8_lossy(&name).into_owned())
    }

    fn text_in_brackets(&mut self) -> Vec<u8> {
        self.at += 1;
        let (mut text, mut open) = (Vec::new(), 1);
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\\' => self.escaped(&mut text),
                b'(' => {
                    open += 1;
                    text.push(byte);
                }
                b')' => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                    text.push(byte);
                }
                byte => text.push(byte),
            }
        }
        text
    }

    /// What stands behind a `\`.
    fn escaped(&mut self, text: &mut Vec<u8>) {
        let Some(byte) = self.peek() else {
            return;
        };
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'\r' | b'\n' => {}
            b'0'..=b'7' => {
                let mut number = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit) = self.peek().filter(|digit| (b'0'..=b'7').contains(digit)) else {
                        break;
                    };
                    self.at += 1;
                    number = number * 8 + u32::from(digit - b'0');
                }
                text.push(number.to_le_bytes()[0]);
            }
            byte => text.push(byte),
        }
    }

    fn text_in_digits(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut digits = Vec::new();
        while let Some(byte) = self.peek() {
            self.at += 1;
            match char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok()) {
                Some(digit) => digits.push(digit),
                None if byte == b'>' => break,
                None => {}
            }
        }
        digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or_default()).collect()
    }

    /// `12`, or `12 0 R`: the object of that number.
    fn number_or_reference(&mut self) -> Value {
        let start = self.at;
        let word = self.word();
        let number: f64 =
            std::str::from_utf8(word).ok().and_then(|word| word.parse().ok()).unwrap_or_default();
        if word.iter().all(u8::is_ascii_digit) {
            let after = self.at;
            if self.whole_number().is_some() {
                self.skip_blanks();
                let next = self.bytes.get(self.at + 1).copied();
                if self.peek() == Some(b'R') && next.is_none_or(|next| !is_regular(next)) {
                    self.at += 1;
                    let digits = std::str::from_utf8(word).ok();
                    return Value::Reference(
                        digits.and_then(|digits| digits.parse().ok()).unwrap_or_default(),
                    );
                }
            }
            self.at = after;
        }
        self.at = self.at.max(start + 1);
        Value::Number(number)
    }

    /// The whole number that stands next.
    pub(super) fn whole_number(&mut self) -> Option<usize> {
        self.skip_blanks();
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        std::str::from_utf8(&self.bytes[start..self.at]).ok()?.parse().ok()
    }

    fn word(&mut self) -> &'a [u8] {
        let start = self.at;
        while self.peek().is_some_and(is_regular) {
            self.at += 1;
        }
        // A sign that belongs nowhere is passed over.
        self.at = self.at.max(start + 1).min(self.bytes.len());
        &self.bytes[start..self.at]
    }

    fn skip_blanks(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self.peek().is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                    self.at += 1;
                }
            } else if is_blank(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

/// Whether a byte can stand in a name or number.
fn is_regular(byte: u8) -> bool {
    !is_blank(byte) && !b"()<>[]{}/%".contains(&byte)
}

/// A text of a file's properties.
pub(super) fn decode_text(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..] | [0xEF, 0xBB, 0xBF, ..] => {
            crate::source::decode_text(bytes).unwrap_or_default()
        }
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}
