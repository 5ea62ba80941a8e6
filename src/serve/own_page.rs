//! The two pages that are the preview's own: nothing stands at an address, and nothing could be built yet.

use tera::{Context, Tera};

use super::findings::Findings;
use super::html::Added;
use crate::audience::Audience;

const MISSING: &str = include_str!("pages/missing.html");
const BROKEN: &str = include_str!("pages/broken.html");

/// The policy of these pages.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; \
                          connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// What is said where the site for an audience has nothing at a path.
pub fn missing(path: &str, style: Option<&str>, added: &Added<'_>) -> String {
    let mut context = Context::new();
    context.insert("path", path);
    context.insert("style", &style);
    render(MISSING, context, added)
}

/// What is said while there is no good build: everything that is wrong, readable without a script.
pub fn broken(findings: &Findings, added: &Added<'_>) -> String {
    let mut context = Context::new();
    context.insert("findings", findings);
    render(BROKEN, context, added)
}

fn render(template: &str, mut context: Context, added: &Added<'_>) -> String {
    context.insert("audience", added.audience.as_str());
    context.insert("people", people(added.audience));
    context.insert("script", &added.element());
    Tera::one_off(template, &context, true).expect("the preview's own templates fit what they are given")
}

/// An audience as one speaks of it.
fn people(audience: Audience) -> &'static str {
    match audience {
        Audience::Public => "the public",
        Audience::Staff => "staff",
        Audience::Leadership => "leadership",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Diagnostic};

    const ADDED: Added<'_> = Added { audience: Audience::Staff, served: &[Audience::Staff], mark: "0f" };

    #[test]
    fn what_others_wrote_stands_there_as_text() {
        let page = missing("<script>alert(1)</script>\"", Some("theme/x.css"), &ADDED);
        assert!(!page.contains("<script>alert") && page.contains("&lt;script&gt;alert(1)"), "{page}");
        assert!(page.contains("href=\"/staff/theme/x.css\"") && page.contains("src=\"/__isles/live.js\""));
        assert!(!missing("x", None, &ADDED).contains("theme/"));

        let problem = Diagnostic::file(Code::BadSetting, "content/<b>.md", "</p><img onerror=x>").help("<i>");
        let page = broken(&Findings::of(&[problem]), &ADDED);
        for part in ["<b>", "<img", "<i>"] {
            assert!(!page.contains(part), "{part}: {page}");
        }
        assert!(page.contains("content/&lt;b&gt;.md"), "{page}");
    }

    #[test]
    fn a_problem_without_a_file_is_said_all_the_same() {
        assert!(broken(&Findings::of_trouble("there is no folder"), &ADDED).contains("there is no folder"));
    }
}
