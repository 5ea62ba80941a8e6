//! What was found in the texts.

use super::Context;
use super::sayings::{FILE_WITHOUT_ALT, PICTURES, Saying};
use crate::catalog::Destination;
use crate::diagnostic::{Code, Diagnostic};
use crate::record::Relation;
use crate::schema::said;
use crate::view::Seen;

/// What the reading of each body found: dropped HTML, skipped headings, missing alternative text …
pub fn findings(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    for (_, entry) in context.view.entries() {
        let record = &entry.record;
        for finding in &entry.outline.findings {
            let at = finding.range.start + record.body.start..finding.range.end + record.body.start;
            let mut problem = Diagnostic::at(finding.code, &record.source, at, finding.message.clone());
            problem.help.clone_from(&finding.help);
            problems.push(problem);
        }
        for (index, file) in record.data.fields().attachments().iter().enumerate() {
            let is_image = is_image(&file.path);
            if is_image && file.alt.as_deref().is_none_or(|alt| alt.trim().is_empty()) {
                let field = format!("files[{index}]");
                let Saying { code, message, help, .. } = FILE_WITHOUT_ALT;
                let problem = record.problem(code, &field, said(message, &[("value", &file.path)]));
                problems.push(problem.help(help));
            }
        }
    }
}

fn is_image(path: &str) -> bool {
    let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    PICTURES.contains(&ending.as_str())
}

/// A link from a wider record to a narrower one, which the wider site does not show.
pub fn narrower_links(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    for (ix, entry) in context.view.entries() {
        let record = &entry.record;
        let narrower = |to| {
            let target = context.view.get(to)?;
            (target.audience > entry.audience).then_some(target)
        };
        if !context
            .view
            .links(ix)
            .any(|link| link.relation == Relation::Mentions && narrower(link.to).is_some())
        {
            continue;
        }
        for link in &entry.outline.links {
            let seen = match link.kind {
                crate::markdown::LinkKind::Inline => context.view.destination(record, &link.destination),
                crate::markdown::LinkKind::Wiki => context.view.wiki_destination(record, &link.destination),
            };
            let Seen::Shown(Destination::Record(to, _)) = seen else {
                continue;
            };
            if let Some(target) = narrower(to) {
                let at = link.range.start + record.body.start..link.range.end + record.body.start;
                let message = format!(
                    "“{}” is for {} only; this text is for {}",
                    target.record.title(),
                    target.audience,
                    entry.audience
                );
                let help = "readers of the wider site see the text without the link";
                problems.push(Diagnostic::at(Code::NarrowerLink, &record.source, at, message).help(help));
            }
        }
    }
}
