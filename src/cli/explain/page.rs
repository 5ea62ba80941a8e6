//! The manual's page of every code, grouped by what the findings are about.

use std::fmt::Write;

use crate::diagnostic::{Code, Level};

/// The words at the top of the page.
const HEAD: &str = "\
+++
# Made by `isles explain --format markdown`: change the explanations in the program, not here.
title = \"Every message and its code\"
summary = \"What each code means, why it matters and what to do.\"
tags = [\"manual\"]
+++

Every finding has a code that never changes its meaning. `isles explain E201` says in a terminal what stands here.

- **An error** (E) stops the build: nothing is written, and the last good site stays.
- **A warning** (W) does not, unless `--strict` is given. In a draft of a plan, what is only missing is a note.
- **A note** (N) is good to know.

";

/// The words at its end.
const SHORT_FORMS: &str = "
## Short forms

- **Files of fields**: Tom's obvious minimal language (TOML), which Isles reads; and another notation (YAML), which it does not.
- **Letters**: the Unicode transformation format (UTF) that every new editor saves.
- **Sizes**: millions of bytes, which are megabytes (MB).
- **Pictures**: those of the Joint Photographic Experts Group (JPEG), portable network graphics (PNG), the graphics interchange format (GIF), scalable vector graphics (SVG), the high efficiency container of phones (HEIC) and the newer format of browsers (AVIF).
";

/// What the findings of a group are about, in the order in which a reader meets them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Room {
    Reading,
    Fields,
    Links,
    Privacy,
    Data,
    Theme,
    Plan,
    Writing,
}

impl Room {
    const ALL: [Self; 8] = [
        Self::Reading,
        Self::Fields,
        Self::Links,
        Self::Privacy,
        Self::Data,
        Self::Theme,
        Self::Plan,
        Self::Writing,
    ];

    /// The room of a code, by its letter and its first digit.
    fn of(code: Code) -> Self {
        let name = code.as_str();
        match (code.rule().level, name.as_bytes().get(1)) {
            (Level::Warning, Some(b'1')) => Self::Plan,
            (Level::Warning, Some(b'2')) => Self::Writing,
            (_, Some(b'2')) => Self::Fields,
            (_, Some(b'3')) => Self::Links,
            (_, Some(b'4')) => Self::Privacy,
            (_, Some(b'5')) => Self::Data,
            (_, Some(b'6')) => Self::Theme,
            _ => Self::Reading,
        }
    }

    /// Its heading, and a sentence below it.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Reading => ("Reading files", "A file, a folder or a setting cannot be read as it stands."),
            Self::Fields => {
                ("Fields", "The lines between the two `+++` of a record, and those of `.toml` files.")
            }
            Self::Links => ("Links", "From one record to another, or to a file."),
            Self::Privacy => (
                "Privacy and consent",
                "Who may see what. [What the privacy rules do](how-to/privacy-rules.md) tells it as a whole.",
            ),
            Self::Data => ("Data, pictures and documents", "Files beside the records."),
            Self::Theme => ("The theme", "How pages look. Only those who change the theme meet these."),
            Self::Plan => ("The plan", "What a plan that is under way should have, and what is late."),
            Self::Writing => ("Writing", "What makes a text hard to read, or hides a part of it."),
        }
    }
}

/// The whole page.
pub(super) fn page() -> String {
    let mut text = HEAD.to_owned();
    for (at, room) in Room::ALL.into_iter().enumerate() {
        if at > 0 {
            text.push('\n');
        }
        let (heading, sentence) = room.words();
        line(&mut text, &format!("## {heading}\n\n{sentence}"));
        for code in Code::ALL.iter().copied().filter(|code| Room::of(*code) == room) {
            text.push('\n');
            text.push_str(&of_code(code));
        }
    }
    text.push_str(SHORT_FORMS);
    text
}

/// One code: its heading, which has the code as its address, and its explanation.
pub(super) fn of_code(code: Code) -> String {
    let rule = code.rule();
    let level = match rule.level {
        Level::Error => "Error",
        Level::Warning => "Warning",
        Level::Note => "Note",
    };
    let mut text = String::new();
    line(&mut text, &format!("### {}: {} {{#{}}}\n", rule.code, rule.title, rule.code.to_lowercase()));
    line(&mut text, &format!("**{level}.** {}", rule.why));
    text
}

fn line(text: &mut String, words: &str) {
    writeln!(text, "{words}").expect("a string takes every text");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_own_address() {
        assert_eq!(
            of_code(Code::find("W108").unwrap()),
            "### W108: an action without a due date {#w108}\n\n\
             **Warning.** Without a date, nobody sees that it is late.\n"
        );
    }

    #[test]
    fn the_page_has_every_code_once_below_what_it_is_about() {
        let page = page();
        for code in Code::ALL {
            let heading = format!("### {}: ", code.as_str());
            assert_eq!(page.matches(&heading).count(), 1, "{heading}");
        }
        let room = |code: &str| {
            let before = page.split_once(&format!("### {code}: ")).unwrap().0;
            before.rsplit("\n## ").next().unwrap().lines().next().unwrap().to_owned()
        };
        let expected = [
            ("E114", "Reading files"),
            ("E201", "Fields"),
            ("N401", "Privacy and consent"),
            ("W401", "Privacy and consent"),
            ("W502", "Data, pictures and documents"),
            ("W604", "The theme"),
            ("W101", "The plan"),
            ("W206", "Writing"),
        ];
        for (code, heading) in expected {
            assert_eq!(room(code), heading, "{code}");
        }
    }
}
