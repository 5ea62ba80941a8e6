//! Typed links between records, and the files that records name.

use std::borrow::Cow;

use super::Kind;
use crate::id::Ref;

/// What a link says about the two records it joins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// An initiative belongs to a plan.
    InitiativeOf,
    /// An initiative serves a goal of its plan.
    Serves,
    /// A school's initiative carries out the district's.
    CarriesOut,
    /// A measure follows how far an initiative is carried out.
    ImplementationMeasure,
    /// A plan succeeds another.
    Replaces,
    /// A goal is measured by a measure.
    MeasuredBy,
    /// A goal is watched with a measure that moves earlier.
    Indicator,
    /// A conversation is about an initiative or plan.
    About,
    /// Evidence speaks for an initiative or plan.
    EvidenceFor,
    /// An exemplar shows an initiative at work.
    Shows,
    /// A pilot tries an initiative.
    Tries,
    /// A session prepares people for an initiative.
    Prepares,
    /// A walkthrough looks for an initiative.
    LooksFor,
    /// A walkthrough follows a session.
    Follows,
    /// A support record helps with an initiative.
    Helps,
    /// A team works on an initiative.
    WorksOn,
    /// A team watches a measure.
    Watches,
    /// A team names an exemplar.
    Names,
    /// A review reviews a plan.
    Reviews,
    /// A review looked at a record.
    LookedAt,
    /// A review decides about an initiative.
    Decides,
    /// A record caused a change to another.
    Changed,
    /// A text mentions a record.
    Mentions,
}

impl Relation {
    /// The words on the page of the record that holds the link.
    pub fn forward(self) -> &'static str {
        self.row().0
    }

    /// The words on the page of the record that is linked to.
    pub fn backward(self) -> &'static str {
        self.row().1
    }

    /// Whether the record that holds the link belongs to the one linked to, so that its audience
    /// may not be wider.
    pub fn belongs(self) -> bool {
        self.row().2
    }

    fn row(self) -> (&'static str, &'static str, bool) {
        match self {
            Self::InitiativeOf => ("Part of the plan", "Initiatives", true),
            Self::Serves => ("Serves the goal", "Served by", false),
            Self::CarriesOut => ("Carries out", "Carried out by", false),
            Self::ImplementationMeasure => {
                ("Followed by the measure", "Follows the implementation of", false)
            }
            Self::Replaces => ("Replaces", "Replaced by", false),
            Self::MeasuredBy => ("Measured by", "Measures a goal of", false),
            Self::Indicator => ("Early indicator", "Early indicator for", false),
            Self::About => ("About", "Talked over in", true),
            Self::EvidenceFor => ("Evidence for", "Evidence", false),
            Self::Shows => ("Shows", "Islands of excellence", true),
            Self::Tries => ("Tries", "Tried in", true),
            Self::Prepares => ("Prepares", "Learned in", true),
            Self::LooksFor => ("Looks for", "Seen in", true),
            Self::Follows => ("After the session", "Walkthroughs after it", false),
            Self::Helps => ("Helps with", "Support", true),
            Self::WorksOn => ("Works on", "Worked on by", true),
            Self::Watches => ("Watches", "Watched by", false),
            Self::Names => ("Recommends", "Recommended by", false),
            Self::Reviews => ("Reviews", "Reviewed in", true),
            Self::LookedAt => ("Looked at", "Looked at in", false),
            Self::Decides => ("Decides about", "Decisions in", false),
            Self::Changed => ("Changed", "Changed by", false),
            Self::Mentions => ("Mentions", "Mentioned in", false),
        }
    }
}

/// A part of a record that others can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartKind {
    /// A goal of a plan.
    Goal,
    /// A look-for of an initiative.
    LookFor,
    /// An action of an initiative.
    Action,
}

impl PartKind {
    /// The word in a message.
    pub fn word(self) -> &'static str {
        match self {
            Self::Goal => "goal",
            Self::LookFor => "look-for",
            Self::Action => "action",
        }
    }

    /// The table the parts stand in.
    pub fn table(self) -> &'static str {
        match self {
            Self::Goal => "goals",
            Self::LookFor => "look-fors",
            Self::Action => "actions",
        }
    }
}

/// What a link may lead to: the kinds, tried in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target(pub &'static [Kind]);

impl Target {
    /// A plan.
    pub const PLAN: Self = Self(&[Kind::Plan]);
    /// An initiative.
    pub const INITIATIVE: Self = Self(&[Kind::Initiative]);
    /// An initiative or a plan.
    pub const INITIATIVE_OR_PLAN: Self = Self(&[Kind::Initiative, Kind::Plan]);
    /// A measure.
    pub const MEASURE: Self = Self(&[Kind::Measure]);
    /// A session.
    pub const SESSION: Self = Self(&[Kind::Session]);
    /// An exemplar.
    pub const EXEMPLAR: Self = Self(&[Kind::Exemplar]);
    /// What a change can change.
    pub const CHANGEABLE: Self = Self(&[
        Kind::Initiative,
        Kind::Plan,
        Kind::Session,
        Kind::Pilot,
        Kind::Measure,
        Kind::Walkthrough,
        Kind::Support,
        Kind::Exemplar,
        Kind::Page,
    ]);
    /// Anything, named as `kind/id`.
    pub const ANY: Self = Self(&[
        Kind::Plan,
        Kind::Initiative,
        Kind::Conversation,
        Kind::Evidence,
        Kind::Exemplar,
        Kind::Pilot,
        Kind::Session,
        Kind::Walkthrough,
        Kind::Support,
        Kind::Plc,
        Kind::Referrals,
        Kind::Measure,
        Kind::Review,
        Kind::Update,
        Kind::Page,
    ]);
}

/// A reference as a record's field holds it, before anybody knows whether it leads anywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link<'a> {
    /// The field's path, such as `goals[1].measure`.
    pub field: Cow<'static, str>,
    /// The record named.
    pub to: &'a Ref,
    /// What it may be.
    pub target: Target,
    /// The part of that record, where one is named.
    pub part: Option<(PartKind, &'a str)>,
    /// What the link says.
    pub relation: Relation,
}

/// Collects the links of a record.
#[derive(Debug, Default)]
pub struct Links<'a>(pub Vec<Link<'a>>);

impl<'a> Links<'a> {
    /// A link to one record.
    pub fn one(
        &mut self,
        field: impl Into<Cow<'static, str>>,
        to: &'a Ref,
        target: Target,
        relation: Relation,
    ) {
        self.0.push(Link { field: field.into(), to, target, part: None, relation });
    }

    /// A link to a record, where one is named.
    pub fn option(
        &mut self,
        field: impl Into<Cow<'static, str>>,
        to: Option<&'a Ref>,
        target: Target,
        relation: Relation,
    ) {
        if let Some(to) = to {
            self.one(field, to, target, relation);
        }
    }

    /// Links to several records.
    pub fn each(&mut self, field: &str, to: &'a [Ref], target: Target, relation: Relation) {
        for (index, to) in to.iter().enumerate() {
            self.one(format!("{field}[{index}]"), to, target, relation);
        }
    }

    /// A link to a part of a record.
    pub fn part(
        &mut self,
        field: impl Into<Cow<'static, str>>,
        (to, target): (&'a Ref, Target),
        part: (PartKind, &'a str),
        relation: Relation,
    ) {
        self.0.push(Link { field: field.into(), to, target, part: Some(part), relation });
    }
}

/// What a record does with a file it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Published beside the record.
    Attachment,
    /// Rows about people: read, and in no build.
    Rows,
    /// A series of values: read, and shown as a table and a chart.
    Series,
}

/// A file that a field names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileUse<'a> {
    /// The field's path.
    pub field: Cow<'static, str>,
    /// The path, relative to the record's own file.
    pub path: &'a str,
    /// What it is for.
    pub purpose: Use,
}
