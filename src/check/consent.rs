//! Consent to show students' work.

use super::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::record::{Evidence, EvidenceType};

/// Student work is de-identified or has a consent, and the consent has not expired.
pub fn consent(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    for item in context.view.all::<Evidence>() {
        let fields = item.fields;
        if fields.r#type == EvidenceType::StudentWork && fields.consent.is_none() {
            let problem = item.record().problem(Code::NoConsent, "type", "this student work has no consent");
            problems.push(problem.help("add `consent = \"de-identified\"` or `consent = \"on-file\"`"));
        }
        if let Some(expires) = fields.consent_expires.filter(|expires| expires.is_before(context.today)) {
            let message = format!("the consent expired on {expires}");
            let problem = item.record().problem(Code::ConsentExpired, "consent-expires", message);
            problems.push(problem.help("renew the consent and its date, or take the record down"));
        }
    }
}
