//! What is wrong with the newest build, for the browser.

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Level, Place, Summary};

/// Most problems that are listed; the rest are counted.
const LISTED: usize = 50;

/// The problems of a build as the browser gets them: values, which it puts into the page as text.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Findings {
    /// The same for the same problems.
    pub id: String,
    /// How many errors there are. With any, an earlier build is shown.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
    /// How many notes.
    pub notes: usize,
    /// The problems, the gravest first.
    pub items: Vec<Item>,
    /// How many more there are than listed.
    pub left_out: usize,
}

/// One problem.
#[derive(Debug, Clone, Serialize)]
pub struct Item {
    level: Level,
    code: Option<&'static str>,
    file: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    message: String,
    help: Option<String>,
}

impl Findings {
    /// The problems of a build.
    pub fn of(problems: &[Diagnostic]) -> Self {
        let Summary { errors, warnings, notes } = Summary::of(problems);
        let mut gravest_first: Vec<&Diagnostic> = problems.iter().collect();
        gravest_first.sort_by_key(|problem| problem.level);
        let items: Vec<Item> = gravest_first.iter().take(LISTED).map(|problem| Item::of(problem)).collect();
        let left_out = problems.len() - items.len();
        Self { errors, warnings, notes, items, left_out, ..Self::default() }.named()
    }

    /// One error that lies in no file.
    pub fn of_trouble(message: &str) -> Self {
        let items = vec![Item {
            level: Level::Error,
            code: None,
            file: None,
            line: None,
            column: None,
            message: message.to_owned(),
            help: None,
        }];
        Self { errors: 1, items, ..Self::default() }.named()
    }

    /// Only how many there are: what they say may name records that not everybody who asks may see.
    #[must_use]
    pub fn counted(&self) -> Self {
        let Self { errors, warnings, notes, .. } = *self;
        Self { errors, warnings, notes, left_out: errors + warnings + notes, ..Self::default() }.named()
    }

    fn named(mut self) -> Self {
        let said = serde_json::to_string(&self).expect("text and numbers are JSON");
        blake3::hash(said.as_bytes()).to_hex()[..16].clone_into(&mut self.id);
        self
    }

    /// Whether an earlier build is shown because of them.
    pub fn are_grave(&self) -> bool {
        self.errors > 0
    }

    /// One line of JSON.
    pub fn json(&self) -> String {
        serde_json::to_string(self).expect("text and numbers are JSON")
    }
}

impl Item {
    fn of(problem: &Diagnostic) -> Self {
        let Diagnostic { code, level, file, place, message, help, replacement: _ } = problem;
        let start = place.as_ref().map(|Place { range: _, start, end: _ }| *start);
        Self {
            level: *level,
            code: Some(code.as_str()),
            file: Some(file.to_string()),
            line: start.map(|start| start.line),
            column: start.map(|start| start.column),
            message: message.clone(),
            help: help.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::source::Source;

    #[test]
    fn the_gravest_come_first_and_all_are_counted() {
        let source = Source::new("content/a.md", "one\ntwo\n");
        let error = Diagnostic::at(Code::UnknownField, &source, 4..7, "no `two`\n<b>").help("use `one`");
        let note = Diagnostic::file(Code::UnusedFile, "content/a.pdf", "unused").level(Level::Note);
        let mut problems = vec![note; LISTED];
        problems.push(error);
        let findings = Findings::of(&problems);
        let counts = (findings.errors, findings.warnings, findings.notes, findings.left_out);
        assert_eq!(counts, (1, 0, LISTED, 1));
        let json = findings.json();
        assert!(!json.contains('\n'), "an event is one line");
        let item = concat!(
            r#""items":[{"level":"error","code":"E201","file":"content/a.md","line":2,"column":1,"#,
            r#""message":"no `two`\n<b>","help":"use `one`"}"#
        );
        assert!(json.contains(item), "{json}");
    }

    #[test]
    fn the_same_problems_have_the_same_name() {
        let problem = |message: &str| [Diagnostic::file(Code::UnusedFile, "content/a.pdf", message)];
        assert_eq!(Findings::of(&problem("x")).id, Findings::of(&problem("x")).id);
        assert_ne!(Findings::of(&problem("x")).id, Findings::of(&problem("y")).id);
        assert!(Findings::of_trouble("gone").are_grave() && !Findings::of(&[]).are_grave());
        let more = |count| Findings::of(&vec![problem("x")[0].clone(); count]).id;
        assert_ne!(more(LISTED + 1), more(LISTED + 2), "those that are only counted count as well");
    }

    #[test]
    fn where_others_can_ask_problems_are_only_counted() {
        let problem = Diagnostic::file(Code::UnusedFile, "content/secret.pdf", "a secret").help("a secret");
        let counted = Findings::of(&[problem.clone(), problem]).counted();
        assert!(!counted.json().contains("secret"), "{}", counted.json());
        assert_eq!((counted.warnings + counted.notes + counted.errors, counted.left_out), (2, 2));
        let trouble = Findings::of_trouble("no folder /home/secret").counted();
        assert!(trouble.are_grave() && !trouble.json().contains("secret"));
        assert_ne!(trouble.id, counted.id);
    }
}
