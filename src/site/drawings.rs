//! Pictures of data that stand inside texts.

use std::collections::BTreeMap;

use super::Making;
use super::figure::Figure;
use crate::catalog::{Destination, RecordIx};
use crate::markdown::BodyImage;
use crate::record::Data;
use crate::view::Seen;

/// The figures that texts ask for: by record, and by which of its drawings is meant.
pub type Drawings = BTreeMap<(RecordIx, Option<String>), Figure>;

impl Making<'_, '_> {
    /// The figures that the texts of all visible records ask for, each once.
    pub(super) fn drawings(self) -> Drawings {
        let mut asked: BTreeMap<(RecordIx, Option<String>), Option<Figure>> = BTreeMap::new();
        for (_, entry) in self.view.entries() {
            let drawn =
                |image: &BodyImage| match self.view.image_destination(&entry.record, &image.destination) {
                    Seen::Shown(Destination::Drawing(ix, which)) => Some((ix, which)),
                    _ => None,
                };
            for (ix, which) in entry.outline.images.iter().filter_map(drawn) {
                let figure = || self.figure(ix, which.as_deref());
                asked.entry((ix, which.clone())).or_insert_with(figure);
            }
        }
        asked.into_iter().filter_map(|(key, figure)| Some((key, figure?))).collect()
    }

    /// A drawing of a record's data for any page; none where there is no such drawing, so that a link stays.
    fn figure(self, ix: RecordIx, which: Option<&str>) -> Option<Figure> {
        match &self.view.get(ix)?.record.data {
            Data::Measure(_) => self.measure_figure(ix),
            Data::Referrals(_) => self.referral_figure(ix, which),
            Data::Walkthrough(_) => self.wave_figure(ix),
            _ => None,
        }
    }
}
