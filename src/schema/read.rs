//! Reads a TOML text against a shape: a JSON value, and every fault with its place.

use std::ops::Range;

use serde_json::{Map, Number, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::syntax::{in_words, is_before, line};
use super::words::{HOW_DATES_ARE_WRITTEN, MISSING, NOT_A_DATE, OUT_OF_RANGE, bounds, said};
use super::{Choice, Shape, Table};
use crate::date::When;
use crate::diagnostic::{Code, Diagnostic};
use crate::id::nearest;
use crate::source::Source;

/// What a TOML text said.
#[derive(Debug)]
pub struct Reading {
    /// The values, dates as text; what was faulty is left out.
    pub value: Value,
    /// Every fault, in the order of the text.
    pub faults: Vec<Diagnostic>,
    /// Whether something beyond a missing field was wrong, so that `value` is not what was meant.
    pub broken: bool,
}

/// Reads the TOML in `range` of a source against `table`.
///
/// `opening` is where a missing top-level field is reported: the first line of the fields. Every
/// fault of the text comes at once; after a syntax error no missing fields are reported, since what
/// could not be read may have been them.
pub fn read(source: &Source, range: Range<usize>, opening: Range<usize>, table: &Table) -> Reading {
    let text = &source.text()[range.clone()];
    let (tree, errors) = DeTable::parse_recoverable(text);
    let mut walk = Walk { source, offset: range.start, faults: Vec::new(), complete: errors.is_empty() };
    let value = walk.table(tree.get_ref(), table, opening, "");
    let mut faults = walk.faults;
    if !errors.is_empty() {
        let (syntax, end) = in_words(source, range, &errors);
        faults.retain(|fault| !syntax.iter().any(|error| line(error) == line(fault)));
        faults.retain(|fault| is_before(fault, end));
        faults.extend(syntax);
    }
    let broken = !faults.is_empty();
    Reading { value: Value::Object(value), faults, broken }
}

struct Walk<'a> {
    source: &'a Source,
    /// Where the TOML begins in the source.
    offset: usize,
    faults: Vec<Diagnostic>,
    /// Whether the whole text could be read, so that what is absent is missing.
    complete: bool,
}

impl Walk<'_> {
    fn fault(&mut self, code: Code, span: Range<usize>, message: String) -> &mut Diagnostic {
        let range = span.start + self.offset..span.end + self.offset;
        self.fault_at(code, range, message)
    }

    fn fault_at(&mut self, code: Code, range: Range<usize>, message: String) -> &mut Diagnostic {
        self.faults.push(Diagnostic::at(code, self.source, range, message));
        self.faults.last_mut().expect("one was just pushed")
    }

    fn table(
        &mut self,
        tree: &DeTable<'_>,
        table: &Table,
        header: Range<usize>,
        within: &str,
    ) -> Map<String, Value> {
        let mut values = Map::new();
        for (key, value) in tree {
            let name = key.get_ref().as_ref();
            let Some(field) = table.field(name) else {
                self.unknown(table, name, key.span(), within);
                continue;
            };
            let path = join(within, name);
            if !matches!(field.shape, Shape::Map(_)) && is_blank(value.get_ref(), &field.shape) {
                if field.required {
                    self.empty(field, value.span(), &path);
                }
                continue;
            }
            values.extend(self.value(value, &field.shape, &path).map(|read| (name.to_owned(), read)));
        }
        if self.complete {
            for field in
                table.fields.iter().filter(|field| field.required && !tree.contains_key(field.name.as_str()))
            {
                let message = said(MISSING, &[("field", &join(within, &field.name))]);
                self.fault_at(Code::MissingField, header.clone(), message).help =
                    Some(format!("add {}", example_line(field)));
            }
        }
        values
    }

    fn empty(&mut self, field: &super::Field, span: Range<usize>, path: &str) {
        let fault = self.fault(Code::EmptyText, span, format!("`{path}` is empty"));
        fault.help = Some(match &field.shape {
            Shape::Choice(choices) => format!("choose one of: {}", words(choices)),
            _ => field.help.clone(),
        });
    }

    fn unknown(&mut self, table: &Table, name: &str, span: Range<usize>, within: &str) {
        let names = table.fields.iter().map(|field| field.name.as_str());
        let near = nearest(name, names.clone());
        let known: Vec<&str> = names.collect();
        let place = if within.is_empty() { String::new() } else { format!(" in `{within}`") };
        let message = format!("there is no field `{name}`{place}");
        let fault = self.fault(Code::UnknownField, span, message);
        *fault = match near {
            Some(near) => fault.clone().did_you_mean(Some(near)),
            None => fault.clone().help(format!("the fields are {}", known.join(", "))),
        };
    }

    /// The value as JSON, or a fault and `None`.
    fn value(&mut self, value: &Spanned<DeValue<'_>>, shape: &Shape, path: &str) -> Option<Value> {
        let span = value.span();
        match (shape, value.get_ref()) {
            (Shape::Text | Shape::Reference, DeValue::String(text)) => Some(text.as_ref().into()),
            (Shape::When, DeValue::String(text)) => self.when(text, span, path),
            (Shape::When, DeValue::Datetime(date)) => self.when(&date.to_string(), span, path),
            (Shape::Choice(choices), DeValue::String(text)) => self.choice(choices, text, span, path),
            (Shape::Bool, DeValue::Boolean(flag)) => Some((*flag).into()),
            (Shape::Integer(min, max) | Shape::Number(min, max), DeValue::Integer(digits)) => {
                let Ok(number) = i64::from_str_radix(digits.as_str(), digits.radix()) else {
                    return self.out_of_range(span, path, *min, *max);
                };
                #[allow(clippy::cast_precision_loss, reason = "only compared with small bounds")]
                let inside = within_bounds(number as f64, *min, *max);
                if inside { Some(number.into()) } else { self.out_of_range(span, path, *min, *max) }
            }
            (Shape::Integer(min, max), DeValue::Float(digits)) if whole(digits.as_str()).is_some() => {
                let number = whole(digits.as_str()).filter(|number| within_bounds(*number, *min, *max));
                #[allow(clippy::cast_possible_truncation, reason = "a whole number within small bounds")]
                let number = number.map(|number| (number as i64).into());
                number.or_else(|| self.out_of_range(span, path, *min, *max))
            }
            (Shape::Number(min, max), DeValue::Float(digits)) => {
                let number: Option<f64> = digits.as_str().parse().ok();
                match number.filter(|number| within_bounds(*number, *min, *max)).and_then(Number::from_f64) {
                    Some(number) => Some(Value::Number(number)),
                    None => self.out_of_range(span, path, *min, *max),
                }
            }
            (Shape::List(item), DeValue::Array(list)) => {
                let mut values = Vec::new();
                for (index, value) in list.iter().enumerate() {
                    values.extend(self.value(value, item, &format!("{path}[{index}]")));
                }
                Some(Value::Array(values))
            }
            (Shape::Table(table), DeValue::Table(tree)) => {
                let header = span.start + self.offset..span.end + self.offset;
                Some(Value::Object(self.table(tree, table, header, path)))
            }
            (Shape::Map(item), DeValue::Table(tree)) => {
                let mut values = Map::new();
                for (key, value) in tree {
                    let name = key.get_ref().as_ref();
                    let read = match (&**item, value.get_ref()) {
                        // Web editors write every value of such a table as text.
                        (Shape::Integer(..), DeValue::String(text)) if digits(text).is_some() => {
                            digits(text).map(Value::from)
                        }
                        _ => self.value(value, item, &join(path, name)),
                    };
                    values.extend(read.map(|read| (name.to_owned(), read)));
                }
                Some(Value::Object(values))
            }
            (Shape::Either(shapes), found) => match shapes.iter().find(|shape| fits(shape, found)) {
                Some(shape) => self.value(value, shape, path),
                None => self.wrong_type(shape, found, span, path),
            },
            (shape, found) => self.wrong_type(shape, found, span, path),
        }
    }

    fn when(&mut self, text: &str, span: Range<usize>, path: &str) -> Option<Value> {
        if text.parse::<When>().is_ok() {
            return Some(text.into());
        }
        let message = said(NOT_A_DATE, &[("field", path), ("value", text)]);
        self.fault(Code::BadDate, span, message).help = Some(HOW_DATES_ARE_WRITTEN.into());
        None
    }

    fn choice(&mut self, choices: &[Choice], text: &str, span: Range<usize>, path: &str) -> Option<Value> {
        if choices.iter().any(|choice| choice.word == text) {
            return Some(text.into());
        }
        let message = format!("`{path}` cannot be `{text}`");
        let fault = self.fault(Code::NotAChoice, span, message);
        fault.help = Some(format!("choose one of: {}", words(choices)));
        if let Some(near) = nearest(text, choices.iter().map(|choice| choice.word.as_str())) {
            fault.help = Some(format!("did you mean \"{near}\"? The choices are: {}", words(choices)));
            fault.replacement = Some(format!("\"{near}\""));
        }
        None
    }

    fn out_of_range(
        &mut self,
        span: Range<usize>,
        path: &str,
        min: Option<f64>,
        max: Option<f64>,
    ) -> Option<Value> {
        let message = said(OUT_OF_RANGE, &[("field", path), ("bounds", &bounds(min, max))]);
        self.fault(Code::OutOfRange, span, message);
        None
    }

    fn wrong_type(
        &mut self,
        shape: &Shape,
        found: &DeValue<'_>,
        span: Range<usize>,
        path: &str,
    ) -> Option<Value> {
        let written = self
            .source
            .text()
            .get(span.start + self.offset..span.end + self.offset)
            .unwrap_or_default()
            .to_owned();
        let message =
            format!("`{path}` should be {}, but this is {}", describe(shape), describe_found(found));
        let fault = self.fault(Code::WrongType, span, message);
        let simple = !matches!(found, DeValue::Array(_) | DeValue::Table(_));
        let replacement = match (shape, found) {
            (
                Shape::Text | Shape::Reference,
                DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_),
            ) => Some(format!("\"{written}\"")),
            // In quotation marks, too, it would have to be one.
            (Shape::When, _) if simple && written.parse::<When>().is_ok() => Some(format!("\"{written}\"")),
            (Shape::Choice(choices), _) if simple && choices.iter().any(|choice| choice.word == written) => {
                Some(format!("\"{written}\""))
            }
            (Shape::Integer(..) | Shape::Number(..), DeValue::String(text))
                if text.trim().parse::<f64>().is_ok() =>
            {
                Some(text.trim().to_owned())
            }
            (Shape::Bool, DeValue::String(text)) if matches!(text.as_ref(), "true" | "false") => {
                Some(text.as_ref().to_owned())
            }
            (Shape::List(item), _) if simple && fits(item, found) => Some(format!("[{written}]")),
            _ => None,
        };
        match (replacement, shape) {
            (Some(replacement), _) => {
                fault.help = Some(format!("write {replacement}"));
                fault.replacement = Some(replacement);
            }
            (None, Shape::When) if simple => fault.help = Some(HOW_DATES_ARE_WRITTEN.into()),
            (None, Shape::Choice(choices)) if simple => {
                fault.help = Some(format!("choose one of: {}", words(choices)));
            }
            (None, _) => {}
        }
        None
    }
}

/// Whether a value says nothing, as web editors write what is not filled in: a blank text, or a table
/// of known fields that say nothing. Such a field counts as left out.
fn is_blank(value: &DeValue<'_>, shape: &Shape) -> bool {
    match (value, shape) {
        (DeValue::String(text), _) => text.chars().all(is_unseen),
        (DeValue::Table(tree), Shape::Table(table)) => tree.iter().all(|(name, value)| {
            let field = table.field(name.get_ref());
            field.is_some_and(|field| is_blank(value.get_ref(), &field.shape))
        }),
        (DeValue::Table(tree), Shape::Map(_)) => tree.is_empty(),
        _ => false,
    }
}

/// Whether nobody sees a character: blanks, control characters, and those that join letters or turn their direction.
fn is_unseen(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// A number written with a decimal point that is whole all the same, such as `5.0`.
fn whole(digits: &str) -> Option<f64> {
    digits.parse().ok().filter(|number: &f64| number.is_finite() && number.fract() == 0.0)
}

/// A whole number below ten million, as a web editor writes it into a table: digits in quotes.
fn digits(text: &str) -> Option<u32> {
    let plain = text.len() <= 7 && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

/// The words of a choice, as a list.
fn words(choices: &[Choice]) -> String {
    choices.iter().map(|choice| choice.word.as_str()).collect::<Vec<_>>().join(", ")
}

fn join(within: &str, name: &str) -> String {
    if within.is_empty() { name.to_owned() } else { format!("{within}.{name}") }
}

fn within_bounds(number: f64, min: Option<f64>, max: Option<f64>) -> bool {
    number.is_finite() && min.is_none_or(|min| number >= min) && max.is_none_or(|max| number <= max)
}

/// Whether a value's outermost sort is what a shape asks for.
fn fits(shape: &Shape, found: &DeValue<'_>) -> bool {
    match shape {
        Shape::Text | Shape::Reference | Shape::Choice(_) => found.is_str(),
        Shape::When => found.is_datetime() || found.is_str(),
        Shape::Bool => found.is_bool(),
        Shape::Integer(..) => found.is_integer(),
        Shape::Number(..) => found.is_integer() || found.is_float(),
        Shape::List(_) => found.is_array(),
        Shape::Table(_) | Shape::Map(_) => found.is_table(),
        Shape::Either(shapes) => shapes.iter().any(|shape| fits(shape, found)),
    }
}

fn describe(shape: &Shape) -> String {
    match shape {
        Shape::Text => "text in quotes".into(),
        Shape::Reference => "the id of a record, in quotes".into(),
        Shape::When => "a date".into(),
        Shape::Choice(choices) => format!("one of {}", words(choices)),
        Shape::Bool => "true or false".into(),
        Shape::Integer(..) => "a whole number".into(),
        Shape::Number(..) => "a number".into(),
        Shape::List(item) if matches!(**item, Shape::Table(_)) => "a list of tables".into(),
        Shape::List(_) => "a list in square brackets".into(),
        Shape::Table(_) | Shape::Map(_) => "a table `{ name = value }`".into(),
        Shape::Either(shapes) => shapes.iter().map(describe).collect::<Vec<_>>().join(" or "),
    }
}

fn describe_found(found: &DeValue<'_>) -> &'static str {
    match found {
        DeValue::String(_) => "text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// A line that would satisfy a required field.
fn example_line(field: &super::Field) -> String {
    let value = match (&field.example, &field.shape) {
        (Some(Value::String(text)), Shape::When) => text.clone(),
        (Some(example), _) => example.to_string(),
        (None, Shape::Choice(choices)) => {
            format!("\"{}\"", choices.first().map_or("…", |choice| &choice.word))
        }
        (None, Shape::When) => "2026-10-05".into(),
        (None, Shape::Bool) => "true".into(),
        (None, Shape::Integer(..) | Shape::Number(..)) => "1".into(),
        (None, Shape::List(_)) => "[…]".into(),
        (None, Shape::Table(_) | Shape::Map(_)) => "{ … }".into(),
        (None, _) => "\"…\"".into(),
    };
    format!("`{} = {value}`: {}", field.name, field.help)
}
