//! What people need to hear before they write a record: what its text is for, and which optional fields
//! it needs all the same.

use super::Kind;

/// What the text of a record of that kind is for.
pub fn hint(kind: Kind) -> &'static str {
    match kind {
        Kind::District | Kind::School => "",
        Kind::Home => "Say in a few sentences what you are trying, for people who have never heard of it.",
        Kind::Plan => {
            "Tell the plan's story: which needs you found, in which data, and how you chose these goals and \
             left out others."
        }
        Kind::Initiative => {
            "Say what will be different in a classroom, what you ask of people, and what help they get."
        }
        Kind::Conversation => {
            "Say what people told you, in their words, and what surprised you. No names without consent."
        }
        Kind::Evidence => "Say what one sees here, how it came about, and what it does not show.",
        Kind::Exemplar => {
            "Describe one lesson so that a colleague could try it tomorrow: what you do first, what students \
             do, what it looks like when it goes wrong."
        }
        Kind::Pilot => {
            "Before: what you will try and how you will know. After: what happened, told honestly."
        }
        Kind::Session => "Say what people practiced, what they will try next, and who will come and see.",
        Kind::Walkthrough => {
            "Say what was learned across the rooms and what help follows. Never whose room it was."
        }
        Kind::Support => {
            "Say what is offered and what would make it worth the teacher's time. Never who it is for."
        }
        Kind::Plc => "Note what the team looked at, what it decided, and what it will bring next time.",
        Kind::Referrals => {
            "Say what the numbers suggest, what else they could mean, and what you will look at next."
        }
        Kind::Measure => {
            "Say where the numbers come from, how they are taken, and what would make them misleading."
        }
        Kind::Review => "Say what you saw, what you make of it, and what will be different from now on.",
        Kind::Update => "Say what happened and what it means for those who read this.",
        Kind::Page => "Write whatever staff or families should find on the site.",
    }
}

/// The optional fields without which a record of that kind does not pass `check`. Where one of several
/// is enough, it is the one that most people fill; the others stay commented out.
pub fn is_needed(kind: Kind, name: &str) -> bool {
    matches!(
        (kind, name),
        (Kind::Conversation, "initiative")
            | (Kind::Review, "date")
            | (Kind::Walkthrough, "counts")
            | (Kind::Referrals, "file" | "columns")
    )
}
