//! What needs no browser to be seen: whether a page has what those need who do not see it or use no mouse.
//!
//! Source: Web Content Accessibility Guidelines 2.2, success criteria 1.1.1, 1.3.1, 2.4.1, 2.4.2, 2.4.4, 2.4.6, 3.1.1,
//! 3.3.2 and 4.1.2.

mod page;
mod tags;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Code, Diagnostic};
use crate::output::Output;

/// Something on a page that keeps readers out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Fault {
    /// The kind of problem.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// On which line of the page.
    pub line: usize,
}

/// Reads a page; anything else, and what somebody attached, has no faults.
pub fn check(output: &Output) -> Vec<Fault> {
    if !output.path.ends_with(".html") || output.path.starts_with("files/") {
        return Vec::new();
    }
    std::str::from_utf8(output.bytes.as_slice()).map(page::faults).unwrap_or_default()
}

/// A problem for every fault, however many pages have it.
pub(super) fn problems(theme: &str, paths: &[&str], faults: &[&[Fault]]) -> Vec<Diagnostic> {
    let mut same: BTreeMap<(Code, &str), (&str, usize, usize)> = BTreeMap::new();
    for (path, faults) in paths.iter().copied().zip(faults) {
        let mut on_page: Vec<(Code, &str)> = Vec::new();
        for fault in *faults {
            let key = (fault.code, fault.message.as_str());
            if !on_page.contains(&key) {
                on_page.push(key);
                same.entry(key).or_insert((path, fault.line, 0)).2 += 1;
            }
        }
    }
    let problem = |((code, message), (path, line, pages)): ((Code, &str), (&str, usize, usize))| {
        let more = match pages {
            0 | 1 => String::new(),
            2 => " and one other page".to_owned(),
            many => format!(" and {} other pages", many - 1),
        };
        let message = format!("{message}, on line {line} of `{path}`{more}");
        let help = "correct the template that writes it, or delete your copy to bring the theme's own back";
        Diagnostic::file(code, &format!("themes/{theme}"), message).help(help)
    };
    same.into_iter().map(problem).collect()
}
