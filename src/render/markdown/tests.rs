//! Every feature as a pair of Markdown and HTML, and what hostile input becomes.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use scraper::{Html, Node, Selector};

use super::*;
use crate::language::Language;

/// Shows every address as it is, as the site does once it has found that it leads somewhere.
struct Echo;

impl Resolve for Echo {
    fn link(&self, destination: &str) -> LinkAs {
        match destination.split_once(':') {
            Some(_) => LinkAs::External(destination.to_owned()),
            None if destination == "nowhere" => LinkAs::Text,
            None => LinkAs::Href(destination.to_owned()),
        }
    }

    fn wiki(&self, target: &str) -> WikiAs {
        match target {
            "secret" => WikiAs::Hidden,
            _ => WikiAs::Page { href: format!("pages/{target}.html"), title: format!("Title of {target}") },
        }
    }

    fn image(&self, destination: &str, alt: &str) -> ImageAs {
        match destination.split_once(':') {
            Some(_) => ImageAs::Link { href: destination.to_owned(), text: alt.to_owned() },
            None if destination == "gone.png" => ImageAs::Text,
            None => ImageAs::Picture {
                src: destination.to_owned(),
                srcset: if destination == "wide.png" {
                    "n.png 2w, wide.png 4w".into()
                } else {
                    String::new()
                },
                width: Some(4),
                height: Some(3),
            },
        }
    }

    fn drawing(&self, destination: &str, _: &str, number: usize) -> Result<Option<String>, Box<Diagnostic>> {
        let drawn = destination.strip_prefix("measure:");
        Ok(drawn.map(|_| format!("<figure id=\"drawing.{number}\"></figure>")))
    }
}

fn html(body: &str) -> String {
    render(body, &Options { id_prefix: "", language: Language::english() }, &Echo).html
}

fn assert_table(table: &[(&str, &str)]) {
    for (markdown, expected) in table {
        assert_eq!(html(markdown), *expected, "{markdown}");
    }
}

#[test]
fn text_links_and_headings() {
    assert_table(&[
        (
            "a *b* **c** ~~d~~ `<e>` -- \"f\"",
            "<p>a <em>b</em> <strong>c</strong> <del>d</del> <code>&lt;e&gt;</code> – “f”</p>\n",
        ),
        (
            "# One\n\n## Two {#second}\n\n### Two",
            "<h2 id=\"one\">One</h2>\n<h2 id=\"second\">Two</h2>\n<h3 id=\"two\">Two</h3>\n",
        ),
        ("[a](b.html#c \"d\\\"\")", "<p><a href=\"b.html#c\" title=\"d&quot;\">a</a></p>\n"),
        (
            "[a](https://example.org/?a=1&b=2)",
            "<p><a href=\"https://example.org/?a=1&amp;b=2\" rel=\"noopener external\">a</a></p>\n",
        ),
        (
            "<team@example.org>",
            "<p><a href=\"mailto:team@example.org\" rel=\"noopener external\">team@example.org</a></p>\n",
        ),
        ("[a](nowhere)", "<p>a</p>\n"),
        (
            "[[evidence/x]] [[x|the *text*]]",
            "<p><a href=\"pages/evidence/x.html\">Title of evidence/x</a> <a href=\"pages/x.html\">the <em>text</em></a></p>\n",
        ),
        ("[[secret]] [[secret|our talk]]", "<p>not shown here our talk</p>\n"),
        ("```r\na < b\n```", "<pre><code class=\"language-r\">a &lt; b\n</code></pre>\n"),
        ("term\n: meaning", "<dl>\n<dt>term</dt>\n<dd>meaning</dd>\n</dl>\n"),
        (
            "> [!NOTE]\n> mind",
            "<aside class=\"alert alert-note\" role=\"note\"><p class=\"alert-title\">Note</p>\n<p>mind</p>\n</aside>\n",
        ),
        ("H<sub>2</sub>O <KBD>x</KBD>", "<p>H<sub>2</sub>O <kbd>x</kbd></p>\n"),
        (
            "<details>\n<summary>More</summary>\n\ntext\n\n</details>",
            "<details><summary>More</summary>\n<p>text</p>\n</details>",
        ),
    ]);
}

#[test]
fn tasks_and_tables() {
    assert_table(&[
        (
            "- [ ] a *b*\n- [x] c\n- d",
            "<ul>\n<li class=\"task\"><label><input type=\"checkbox\" disabled> a <em>b</em></label></li>\n\
             <li class=\"task\"><label><input type=\"checkbox\" disabled checked> c</label></li>\n<li>d</li>\n</ul>\n",
        ),
        (
            "- [ ] a\n\n  b\n",
            "<ul>\n<li class=\"task\">\n<p><label><input type=\"checkbox\" disabled> a</label></p>\n<p>b</p>\n</li>\n</ul>\n",
        ),
        (
            "- [ ] a\n  : b\n",
            "<ul>\n<li>\n<dl>\n<dt><label><input type=\"checkbox\" disabled> a</label></dt>\n<dd>b</dd>\n</dl>\n</li>\n</ul>\n",
        ),
        (
            "- [ ] a\n  - b\n",
            "<ul>\n<li class=\"task\"><label><input type=\"checkbox\" disabled> a</label>\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>\n",
        ),
        (
            "## Rooms & halls\n\n| a | b |\n|---|--:|\n| c | 1 |\n",
            "<h2 id=\"rooms--halls\">Rooms &amp; halls</h2>\n\
             <div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Table: Rooms &amp; halls\"><table>\n\
             <thead><tr><th scope=\"col\">a</th><th scope=\"col\" class=\"align-right\">b</th></tr></thead><tbody>\n\
             <tr><td>c</td><td class=\"align-right\">1</td></tr>\n</tbody></table></div>\n",
        ),
    ]);
    let two = html("|a|\n|-|\n\ntext\n\n|b|\n|-|\n");
    assert!(two.contains("aria-label=\"Table\"") && two.contains("aria-label=\"Table 2\""), "{two}");
}

#[test]
fn images() {
    const PICTURE: &str = "width=\"4\" height=\"3\" loading=\"lazy\" decoding=\"async\">";
    assert_eq!(
        html("![a *b*](c.png \"By <us>\")"),
        format!(
            "<figure><img src=\"c.png\" alt=\"a b\" {PICTURE}<figcaption>By &lt;us&gt;</figcaption></figure>\n"
        )
    );
    assert_eq!(
        html("see ![a](c.png \"t\")"),
        format!("<p>see <img src=\"c.png\" alt=\"a\" title=\"t\" {PICTURE}</p>\n")
    );
    assert_eq!(html("![[c.png]]"), format!("<figure><img src=\"c.png\" alt=\"\" {PICTURE}</figure>\n"));
    let wide = html("![a](wide.png)");
    assert!(wide.contains("src=\"wide.png\" srcset=\"n.png 2w, wide.png 4w\" sizes=\"("), "{wide}");
    assert_table(&[
        (
            "![a](measure:x)\n\n![](measure:y)",
            "<figure id=\"drawing.1\"></figure>\n<figure id=\"drawing.2\"></figure>\n",
        ),
        ("> ![](measure:x)", "<blockquote>\n<figure id=\"drawing.1\"></figure>\n</blockquote>\n"),
        ("so: ![a](measure:x)", "<p>so: <a href=\"measure:x\">a</a></p>\n"),
        ("- ![a](measure:x)", "<ul>\n<li><a href=\"measure:x\">a</a></li>\n</ul>\n"),
        ("![a](gone.png)", "<p>a</p>\n"),
        (
            "![a](https://example.org/a.png)",
            "<p><a href=\"https://example.org/a.png\" rel=\"noopener external\">a</a></p>\n",
        ),
        ("[![a](https://example.org/a.png)](b)", "<p><a href=\"b\">a</a></p>\n"),
    ]);
}

#[test]
fn notes_lead_there_and_back() {
    let language = Language::english();
    let options = Options { id_prefix: "p-", language };
    let rendered = render(
        "## T\n\nx[^b] y[^A] z[^b] [^none]\n\n[^a]: One[^b]\n[^b]: Two\n[^c]: *Three*\n",
        &options,
        &Echo,
    );
    assert_eq!(rendered.contents, [ContentsEntry { level: 2, id: "p-t".into(), text: "T".into() }]);
    let reference = |id: &str, number: usize| {
        format!(
            "<sup class=\"footnote-ref\"><a id=\"p-fnref.{id}\" href=\"#p-fn.{number}\" \
             aria-label=\"Footnote {number}\">{number}</a></sup>"
        )
    };
    let back = |id: &str, sign: &str| {
        let dotted = id.replace('-', ".");
        format!(
            " <a class=\"footnote-back\" href=\"#p-fnref.{dotted}\" aria-label=\"Back to reference {id}\">{sign}</a>"
        )
    };
    assert_eq!(
        rendered.html,
        format!(
            "<h2 id=\"p-t\">T</h2>\n<p>x{} y{} z{} [^none]</p>\n\
             <section class=\"footnotes\" aria-label=\"Footnotes\"><ol>\n\
             <li id=\"p-fn.1\"><p>Two{}{}{}</p>\n</li>\n<li id=\"p-fn.2\"><p>One{}{}</p>\n</li>\n\
             <li id=\"p-fn.3\"><p><em>Three</em></p>\n</li>\n</ol></section>\n",
            reference("1", 1),
            reference("2", 2),
            reference("1.2", 1),
            back("1", "↩"),
            back("1-2", "↩<sup>2</sup>"),
            back("1-3", "↩<sup>3</sup>"),
            reference("1.3", 1),
            back("2", "↩"),
        )
    );
}

#[test]
fn hostile_input_is_harmless() {
    assert_table(&[
        (
            "[a](javascript:alert(1)) [b](JaVaScRiPt:x) [c](&#106;avascript:x) [d](java&#10;script:x)",
            "<p>a b c d</p>\n",
        ),
        ("[a][x]\n\n[x]: data:text/html,hi", "<p>a</p>\n"),
        ("<javascript:alert(1)>", "<p>javascript:alert(1)</p>\n"),
        ("![a](javascript:x)", "<p>a</p>\n"),
        ("# Hi {onclick=alert(1) .c #i}", "<h2 id=\"i\">Hi</h2>\n"),
        ("a <img src=x onerror=alert(1)> b", "<p>a  b</p>\n"),
        ("<svg/onload=alert(1)>", "<p>&lt;svg/onload=alert(1)&gt;</p>\n"),
        ("<scr<script>ipt>alert(1)</script>", "<p>&lt;scr</p>\n"),
        ("<script>\nalert(1)\n\nalert(2)\n</script>\n\nafter", "<p>after</p>\n"),
        ("<kbd onclick=\"x\" style='y'>a</kbd>", "<p><kbd>a</kbd></p>\n"),
        ("<div>\n\na", "<p>a</p>\n"),
        ("<details>\n\na", "<p>a</p>\n"),
        ("</main>\n\na </p></div> b", "<p>a  b</p>\n"),
        ("a <!-- b --> c", "<p>a  c</p>\n"),
        (
            "[[a\"><script>]]",
            "<p><a href=\"pages/a%22%3E%3Cscript%3E.html\">Title of a&quot;&gt;&lt;script&gt;</a></p>\n",
        ),
        ("```\" onclick=x\na\n```", "<pre><code class=\"language-&quot;\">a\n</code></pre>\n"),
    ]);
}

#[test]
fn fifty_thousand_of_anything_is_rendered_soon_and_flat() {
    let notes: String = (0..20_000).map(|note| format!("[^{note}]: [^{}]\n\n", note + 1)).collect();
    for body in [
        ">".repeat(50_000) + "a",
        "> - ".repeat(50_000) + "a",
        "1. ".repeat(50_000) + "a",
        "*".repeat(50_000) + "a" + &"*".repeat(50_000),
        "![".repeat(50_000) + &"](x)".repeat(50_000),
        "[![".repeat(20_000) + &"](x)](y)".repeat(20_000),
        "<sub>".repeat(50_000) + &"</sub>".repeat(50_000),
        notes + "[^0]",
    ] {
        let started = Instant::now();
        let html = html(&body);
        assert!(started.elapsed() < Duration::from_secs(10), "{:.20} took {:?}", body, started.elapsed());
        assert!(
            ["<blockquote>", "<ol>", "<strong>"].iter().all(|tag| html.matches(tag).count() <= 16),
            "{body:.20}"
        );
    }
}

#[test]
fn a_circle_of_notes_ends() {
    let html = html("[^a]\n\n[^a]: [^b]\n\n[^b]: [^a]\n");
    assert_eq!(html.matches("<li id=").count(), 2);
}

/// What must hold of any HTML that we make: checked on the tree that a browser would build.
fn assert_harmless(body: &str) {
    let html = html(body);
    let page =
        Html::parse_document(&format!("<!DOCTYPE html><main>{html}</main><footer id=\"after\"></footer>"));
    for node in page.tree.values() {
        let element = match node {
            Node::Element(element) => element,
            Node::Comment(_) => panic!("a comment in {html}\nfrom {body:?}"),
            _ => continue,
        };
        assert!(
            !["script", "style", "iframe", "form", "object", "embed", "svg"].contains(&element.name()),
            "{html}"
        );
        for (name, value) in element.attrs() {
            assert!(!name.starts_with("on") && name != "style", "{name} in {html}\nfrom {body:?}");
            if matches!(name, "href" | "src") {
                // Asked of the text as a browser reads it: without control characters and blanks around it.
                let read: String = value.chars().filter(|letter| !letter.is_ascii_control()).collect();
                let start = read.trim().split(['/', '?', '#']).next().unwrap_or_default();
                let scheme = start.split_once(':').map(|(scheme, _)| scheme);
                assert!(
                    scheme.is_none_or(|scheme| ["http", "https", "mailto", "tel"].contains(&scheme)),
                    "{value} in {html}\nfrom {body:?}"
                );
            }
        }
    }
    let after = Selector::parse("html > body > footer#after").expect("a selector that is correct");
    assert_eq!(page.select(&after).count(), 1, "the page is broken by {html}\nfrom {body:?}");
    let nested = Selector::parse("a a, p p, label label").expect("a selector that is correct");
    assert_eq!(page.select(&nested).count(), 0, "{html}");
    assert!(page.errors.is_empty(), "{:?} in {html}\nfrom {body:?}", page.errors);
}

const PARTS: [&str; 62] = [
    "<script>",
    "</script>",
    "<b>",
    "</b>",
    "<details>",
    "</details>",
    "<summary>",
    "</summary>",
    "<dl>",
    "</dl>",
    "<dt>",
    "</dt>",
    "<dd>",
    "</dd>",
    "<kbd onclick=x>",
    "</kbd>",
    "<iframe src=x>",
    "<!--",
    "-->",
    "<div>",
    "</main>",
    "<br>",
    "<abbr title=\"a'<\">",
    "</abbr>",
    "<svg/onload=x>",
    "&lt;",
    "&amp",
    "\n",
    "\n\n",
    "> ",
    "- ",
    "- [ ] ",
    "1. ",
    "    ",
    "  ",
    "# ",
    "## a {#b onclick=x}",
    "[a](",
    "javascript:",
    "java\tscript:x",
    "&#106;avascript:x",
    "https://a",
    ")",
    "[",
    "]",
    "![",
    "[[",
    "]]",
    "|",
    "\n|-|\n",
    "*",
    "**",
    "`",
    "```\n",
    "[^a]",
    "\n\n[^a]: ",
    "~~",
    ": ",
    "\"",
    "x",
    "\u{0}",
    "é",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_input_is_harmful(parts in prop::collection::vec(prop::sample::select(&PARTS[..]), 0..40)) {
        assert_harmless(&parts.concat());
    }

    #[test]
    fn no_text_makes_it_panic(body in "\\PC{0,200}") {
        assert_harmless(&body);
        let _ = crate::markdown::outline(&body);
    }
}
