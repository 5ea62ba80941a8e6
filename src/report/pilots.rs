//! R11 Pilots: what was predicted, what came, what was decided, and what reached the whole staff.

use crate::date::{Date, When};
use crate::id::Id;
use crate::language::Language;
use crate::record::{Pilot, PilotDecision, PilotMeasure};
use crate::view::{Item, View};

use super::Method;
use super::number::plain;
use super::what_changed::{PlanChange, changes_by};

/// How pilots are told.
pub const METHOD: Method = Method { name: "pilots" };

/// Where a pilot stands, as of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PilotState {
    /// It has not begun.
    Ahead,
    /// It is under way, until the day beside it where one is set.
    Running(Option<When>),
    /// It has ended, and nothing is decided on record.
    Undecided,
    /// It is decided.
    Decided(PilotDecision),
}

/// A pilot with its results.
#[derive(Debug, Clone)]
pub struct PilotReport<'c> {
    /// The pilot.
    pub pilot: Item<'c, Pilot>,
    /// Where it stands.
    pub state: PilotState,
    /// What was counted, in the order of its record.
    pub results: Vec<PilotResult<'c>>,
    /// What it changed in the plan.
    pub changes: Vec<PlanChange<'c>>,
}

/// Something counted before and after.
#[derive(Debug, Clone, Copy)]
pub struct PilotResult<'c> {
    /// What was counted, with the values.
    pub measure: &'c PilotMeasure,
    /// The move that was predicted.
    pub predicted_move: Option<f64>,
    /// The move that came.
    pub moved: Option<f64>,
    /// The result beside the prediction.
    pub beside: Beside,
}

/// A result beside its prediction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// There is no result yet, and there may be one still.
    NotYet,
    /// There is no result on record.
    NoResult,
    /// Nothing was predicted.
    NotPredicted,
    /// It came as predicted.
    AsPredicted,
    /// It moved the predicted way, and not as far.
    PartWay,
    /// It moved the predicted way, and further.
    Further,
    /// It moved, where no move was predicted.
    Moved,
    /// It did not move.
    NoMove,
    /// It moved the other way.
    OtherWay,
    /// It lies above the prediction, and where it started is not on record.
    Above,
    /// It lies below the prediction, and where it started is not on record.
    Below,
}

/// The pilots of a place: those under way first, then those that wait for a decision, then the decided ones, the
/// newest first.
pub fn pilots_in<'c>(view: &View<'c>, school: Option<&Id>, today: Date) -> Vec<PilotReport<'c>> {
    let own = view.own::<Pilot>(school);
    let mut found: Vec<PilotReport<'c>> = own.map(|pilot| report(view, pilot, today)).collect();
    found.sort_by_key(|found| {
        let newest = std::cmp::Reverse(found.pilot.fields.starts.sort_key());
        (found.state.order(), newest, found.pilot.ix)
    });
    found
}

fn report<'c>(view: &View<'c>, pilot: Item<'c, Pilot>, today: Date) -> PilotReport<'c> {
    let state = PilotState::of(pilot.fields, today);
    let open = matches!(state, PilotState::Ahead | PilotState::Running(_));
    let results = pilot.fields.measures.iter().map(|measure| result(measure, open)).collect();
    PilotReport { pilot, state, results, changes: changes_by(view, pilot.ix, today) }
}

impl PilotState {
    /// Where a pilot stands. A pilot whose last month or year is not over is under way.
    pub fn of(pilot: &Pilot, today: Date) -> Self {
        match (pilot.decision, pilot.ends) {
            (Some(decision), _) => Self::Decided(decision),
            (None, Some(ends)) if ends.is_before(today) => Self::Undecided,
            (None, _) if pilot.starts.is_after(today) => Self::Ahead,
            (None, ends) => Self::Running(ends),
        }
    }

    fn order(self) -> u8 {
        match self {
            Self::Running(_) => 0,
            Self::Ahead => 1,
            Self::Undecided => 2,
            Self::Decided(_) => 3,
        }
    }
}

fn result(measure: &PilotMeasure, open: bool) -> PilotResult<'_> {
    let PilotMeasure { name: _, before, predicted, after } = *measure;
    let moved_to = |to: Option<f64>| to.zip(before).map(|(to, before)| to - before);
    let (predicted_move, moved) = (moved_to(predicted), moved_to(after));
    let beside = match (before, predicted, after) {
        (_, _, None) if open => Beside::NotYet,
        (_, _, None) => Beside::NoResult,
        (_, None, Some(_)) => Beside::NotPredicted,
        (_, Some(predicted), Some(after)) if same(predicted, after) => Beside::AsPredicted,
        (None, Some(predicted), Some(after)) if after > predicted => Beside::Above,
        (None, Some(_), Some(_)) => Beside::Below,
        (Some(before), Some(predicted), Some(after)) => beside(predicted - before, after - before),
    };
    PilotResult { measure, predicted_move, moved, beside }
}

/// A move beside a predicted one that it does not equal.
fn beside(predicted: f64, moved: f64) -> Beside {
    if same(moved, 0.0) {
        Beside::NoMove
    } else if same(predicted, 0.0) {
        Beside::Moved
    } else if moved * predicted < 0.0 {
        Beside::OtherWay
    } else if moved.abs() < predicted.abs() {
        Beside::PartWay
    } else {
        Beside::Further
    }
}

/// Whether two values are one, as they were written.
fn same(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

impl Beside {
    /// The result beside its prediction, in a few words.
    pub fn words(self, language: &Language) -> &str {
        match self {
            Self::NotYet => language.word("word.no-result-yet"),
            Self::NoResult => language.word("pilots.no-result-on-record"),
            Self::NotPredicted => language.word("word.nothing-was-predicted"),
            Self::AsPredicted => language.word("word.as-predicted"),
            Self::PartWay => language.word("pilots.part-of-the-predicted-way"),
            Self::Further => language.word("word.further-than-predicted"),
            Self::Moved => language.word("pilots.a-move-where-none-was-predicted"),
            Self::NoMove => language.word("word.no-move"),
            Self::OtherWay => language.word("word.the-other-way"),
            Self::Above => language.word("word.above-the-prediction"),
            Self::Below => language.word("word.below-the-prediction"),
        }
    }
}

/// A move with its sign: "+7", "−5.5", "0".
pub fn signed(language: &Language, value: f64) -> String {
    let text = plain(language, value);
    if value > 0.0 && text != "0" { format!("+{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(before: Option<f64>, predicted: Option<f64>, after: Option<f64>) -> String {
        let measure = PilotMeasure { name: "N".into(), before, predicted, after };
        result(&measure, false).beside.words(Language::english()).to_owned()
    }

    #[test]
    fn a_result_is_set_beside_its_prediction_whichever_way_is_wanted() {
        assert_eq!(told(Some(4.0), Some(15.0), Some(11.0)), "part of the predicted way");
        assert_eq!(told(Some(64.0), Some(43.0), Some(38.0)), "further than predicted");
        assert_eq!(told(Some(9.0), Some(4.0), Some(14.0)), "the other way");
        assert_eq!(told(Some(9.0), Some(4.0), Some(9.0)), "no move");
        assert_eq!(told(Some(0.1), Some(0.3), Some(0.1 + 0.2)), "as predicted");
        assert_eq!(told(Some(0.0), Some(0.0), Some(2.0)), "a move where none was predicted");
    }

    #[test]
    fn what_is_missing_is_said_and_never_zero() {
        assert_eq!(told(Some(4.0), Some(15.0), None), "no result on record");
        assert_eq!(told(Some(4.0), None, Some(3.0)), "nothing was predicted");
        assert_eq!(told(None, Some(15.0), Some(11.0)), "below the prediction");
        let running =
            PilotMeasure { name: "N".into(), before: Some(4.0), predicted: Some(15.0), after: None };
        let found = result(&running, true);
        assert_eq!((found.beside, found.predicted_move, found.moved), (Beside::NotYet, Some(11.0), None));
    }

    #[test]
    fn a_move_has_its_sign() {
        assert_eq!(
            [7.0, -5.5, 0.0, -0.0].map(|value| signed(Language::english(), value)),
            ["+7", "−5.5", "0", "0"]
        );
    }
}
