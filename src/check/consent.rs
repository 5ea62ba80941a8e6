//! Consent to show students' work.

use super::Context;
use super::sayings::{CONSENT_EXPIRED, NO_CONSENT};
use crate::diagnostic::Diagnostic;
use crate::record::{Evidence, EvidenceType};

/// Student work is de-identified or has a consent, and the consent has not expired.
pub fn consent(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    for item in context.view.all::<Evidence>() {
        let fields = item.fields;
        if fields.r#type == EvidenceType::StudentWork && fields.consent.is_none() {
            problems.push(NO_CONSENT.of(item.record(), &[]));
        }
        if let Some(expires) = fields.consent_expires.filter(|expires| expires.is_before(context.today)) {
            problems.push(CONSENT_EXPIRED.of(item.record(), &[("value", &expires.to_string())]));
        }
    }
}
