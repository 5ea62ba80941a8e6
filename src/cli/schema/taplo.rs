//! The rules of `.taplo.toml`: which `.toml` file an editor checks against which schema.

use std::fmt::Write;

use super::name;
use crate::cli::args::Subject;
use crate::record::Kind;

/// The folder of the schemas, from the site's root.
pub const FOLDER: &str = ".isles/schema";

/// The text of `.taplo.toml` with a rule for each subject.
pub fn rules(subjects: &[Subject]) -> String {
    let mut text = String::from(
        "# Editors that use Taplo (for Visual Studio Code: the extension \"Even Better TOML\") read these rules,
# explain every field of these files and underline what is wrong.
# After an update of Isles, `isles schema --out .isles/schema` makes the schemas anew. For further kinds of
# records that are kept as .toml files, `isles schema --format taplo` prints their rules.
",
    );
    for subject in subjects {
        let files: Vec<String> = files(*subject).iter().map(|glob| format!("{glob:?}")).collect();
        if files.is_empty() {
            continue;
        }
        let (files, name) = (files.join(", "), name(*subject));
        write!(
            text,
            "\n[[rule]]\ninclude = [{files}]\nschema = {{ path = \"{FOLDER}/{name}.json\", enabled = true }}\n"
        )
        .expect("a string takes every text");
    }
    text
}

/// The files of a subject, as patterns. What an editor measures paths from differs, so each may begin anywhere.
fn files(subject: Subject) -> Vec<String> {
    match subject {
        Subject::Settings => vec!["**/book.toml".to_owned()],
        Subject::Kind(kind @ (Kind::School | Kind::District)) => vec![format!("**/{}.toml", kind.row().name)],
        Subject::Kind(kind) => {
            let folder = kind.row().folder;
            folder.map(|folder| format!("**/content/**/{folder}/**/*.toml")).into_iter().collect()
        }
    }
}
