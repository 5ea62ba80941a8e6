//! What one can choose by: the fields of the search and of the filters above galleries.

use serde::Serialize;

/// Something that one can choose by.
#[derive(Debug, Clone, Serialize)]
pub struct Field<'a> {
    /// Its name in what one types: `grade:2`.
    pub name: &'static str,
    /// Its label.
    pub label: &'a str,
    /// What stands for every value.
    pub any: &'a str,
    /// The values, by place where there are many places.
    pub groups: Vec<Choices>,
}

/// Values that one can choose.
#[derive(Debug, Clone, Serialize)]
pub struct Choices {
    /// Whose they are; none where that does not matter.
    pub heading: Option<String>,
    /// The values.
    pub choices: Vec<Choice>,
}

/// A value that one can choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// As it is typed.
    pub value: String,
    /// What it is called.
    pub text: String,
    /// Another name under which it may be typed.
    pub also: Option<&'static str>,
}

impl Field<'_> {
    /// Whether there is anything to choose.
    pub(super) fn is_a_choice(&self) -> bool {
        self.groups.iter().map(|group| group.choices.len()).sum::<usize>() > 1
    }
}
