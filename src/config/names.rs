//! What may stand on no page: names of a roster, numbers of students, and what is allowed of them.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Privacy;

/// What may stand on no page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
pub struct Names {
    /// A text file outside the content folder with one name a line. None of them may be published.
    #[schemars(example = &"../roster.txt")]
    pub roster: Option<String>,
    /// What student numbers look like: `#` stands for a digit.
    #[schemars(example = ["S####"])]
    pub student_numbers: Vec<String>,
    /// What may stand on a page although it looks like a name or number, and files that may be
    /// published as they are.
    pub allow: Vec<Allow>,
}

/// Something that is allowed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Allow {
    /// The words, or the name of the file.
    #[schemars(example = &"office@school.example")]
    pub text: String,
    /// Why.
    #[schemars(example = &"The office's own address")]
    pub reason: String,
}

/// The table `privacy` as it is written.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
pub(super) struct PrivacyTable {
    #[serde(flatten)]
    minimums: Privacy,
    #[serde(flatten)]
    names: Names,
}

/// A field, what is wrong with it and what to do.
type Problem = (String, &'static str, &'static str);

impl Names {
    /// Settings that cannot be meant.
    pub(super) fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.roster.as_ref().is_some_and(|path| path.trim().is_empty()) {
            let help = "write `roster = \"../roster.txt\"`, or delete the line";
            problems.push(("privacy.roster".into(), "`roster` names no file", help));
        }
        for (index, pattern) in self.student_numbers.iter().enumerate() {
            if pattern.matches('#').count() < 3 {
                let help = "write `#` for each digit, at least three of them, for example \"S####\"";
                let path = format!("privacy.student-numbers[{index}]");
                problems.push((path, "this would be found everywhere", help));
            }
        }
        for (index, allow) in self.allow.iter().enumerate() {
            if !allow.text.contains(char::is_alphanumeric) {
                let path = format!("privacy.allow[{index}].text");
                problems.push((path, "this allows nothing", "write the words that are allowed"));
            }
            if !allow.reason.contains(char::is_alphabetic) {
                let help = "say in a few words why everyone may read it";
                problems.push((
                    format!("privacy.allow[{index}].reason"),
                    "an allowance needs a reason",
                    help,
                ));
            }
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::super::Config;
    use super::*;

    #[test]
    fn both_halves_of_the_table_are_read() {
        let text = "[privacy]\nmin-students = 12\nroster = \"../r.txt\"\nstudent-numbers = [\"S####\"]\n[[privacy.allow]]\ntext = \"Hope\"\nreason = \"the street\"\n";
        let config = Config::parse(text.as_bytes()).unwrap();
        assert_eq!((config.privacy.min_students, config.privacy.min_educators), (12, 5));
        assert_eq!(config.names.roster.as_deref(), Some("../r.txt"));
        assert_eq!(config.names.student_numbers, ["S####"]);
        assert_eq!(config.names.allow, [Allow { text: "Hope".into(), reason: "the street".into() }]);
    }

    #[test]
    fn faults_are_found_at_their_places() {
        let lines = |text: &str| -> Vec<usize> {
            let problems = Config::parse(text.as_bytes()).unwrap_err();
            problems.iter().filter_map(|problem| Some(problem.place.as_ref()?.start.line)).collect()
        };
        // A blank `roster` counts as left out, as every blank optional field does.
        assert_eq!(lines("[privacy]\nroster = \" \"\nstudent-numbers = [\"S####\", \"#\"]\n"), [3]);
        assert_eq!(lines("[[privacy.allow]]\ntext = \"Hope\"\nreason = \" \"\n"), [3]);
        assert_eq!(lines("[[privacy.allow]]\ntext = \"Hope\"\n"), [1]);
        assert_eq!(lines("[privacy]\nrooster = \"x\"\n"), [2]);
    }
}
