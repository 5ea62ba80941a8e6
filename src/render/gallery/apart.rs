//! States of a component side by side on one page: ids, names and headings that a page may have only once.

use crate::render::markdown::escaped;

/// Attributes that hold ids.
const IDS: [&str; 6] = ["id", "for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns"];

/// The HTML of a state as it may stand beside others: its ids begin with `state`, its regions are called by `name` as
/// well, its links lead to itself, and its first heading is one of the second level.
///
/// The HTML is that of a template, in which every attribute stands in double quotes and no text holds one.
pub(super) fn apart(html: &str, state: &str, name: &str) -> String {
    let mut made = String::with_capacity(html.len() + html.len() / 8);
    let (mut rest, mut tag) = (html, "");
    while let Some((before, after)) = rest.split_once("=\"") {
        let Some((value, after)) = after.split_once('"') else {
            break;
        };
        let attribute = before.rsplit(|letter: char| letter.is_whitespace()).next().unwrap_or_default();
        if let Some((_, start)) = before.rsplit_once('<') {
            tag = start.split_whitespace().next().unwrap_or_default();
        }
        made.push_str(before);
        made.push_str("=\"");
        made.push_str(&value_apart(tag, attribute, value, state, name));
        made.push('"');
        rest = after;
    }
    made.push_str(rest);
    made.replace("<h1", "<h2 class=\"first-heading\"").replace("</h1>", "</h2>")
}

fn value_apart(tag: &str, attribute: &str, value: &str, state: &str, name: &str) -> String {
    let own = |id: &str| format!("{state}-{id}");
    match attribute {
        _ if value.is_empty() => String::new(),
        // Round boxes of one name are one question.
        "name" if tag == "input" => own(value),
        _ if IDS.contains(&attribute) => value.split_whitespace().map(own).collect::<Vec<_>>().join(" "),
        "href" => match value.strip_prefix('#') {
            Some(id) => format!("#{}", own(id)),
            None => format!("#{state}"),
        },
        "action" => format!("#{state}"),
        "aria-label" if tag == "nav" => format!("{value}: {}", escaped(name)),
        _ => value.replace("url(#", &format!("url(#{state}-")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_what_points_at_them_begin_with_the_state() {
        assert_eq!(
            apart(
                "<p id=\"a\"><label for=\"b\">b</label><i aria-labelledby=\"a b\" fill=\"url(#c)\"></i></p>",
                "s1",
                "One"
            ),
            "<p id=\"s1-a\"><label for=\"s1-b\">b</label><i aria-labelledby=\"s1-a s1-b\" fill=\"url(#s1-c)\"></i></p>"
        );
    }

    #[test]
    fn links_lead_to_the_state_and_pictures_stay() {
        assert_eq!(
            apart(
                "<a href=\"../plans/p.html\">p</a><a href=\"#x\">x</a><img src=\"i.svg\" alt=\"\">",
                "s1",
                "One"
            ),
            "<a href=\"#s1\">p</a><a href=\"#s1-x\">x</a><img src=\"i.svg\" alt=\"\">"
        );
    }

    #[test]
    fn regions_are_told_apart_and_there_is_one_first_heading_a_page() {
        assert_eq!(
            apart(
                "<nav class=\"n\" aria-label=\"Menu\"></nav><b aria-label=\"Menu\"></b><h1>T</h1>",
                "s1",
                "A & B"
            ),
            "<nav class=\"n\" aria-label=\"Menu: A &amp; B\"></nav><b aria-label=\"Menu\"></b><h2 class=\"first-heading\">T</h2>"
        );
    }

    #[test]
    fn what_is_no_attribute_stays() {
        assert_eq!(apart("1 = 1, &quot;id=&quot;", "s1", "One"), "1 = 1, &quot;id=&quot;");
    }
}
