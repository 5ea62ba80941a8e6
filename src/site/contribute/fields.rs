//! What the types say of the fields of a kind: the same in every school, so it is read off them once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::record::{Kind, PartKind, Target};
use crate::schema::Table;

/// The fields of a kind, and what they lead to.
pub(super) struct KindFields {
    /// The fields in the order in which records have them.
    pub table: Table,
    /// Which records a reference may lead to, by its field.
    pub references: BTreeMap<String, Target>,
    /// Fields that name parts of a record, with the field that names the record.
    pub owned: BTreeMap<String, (PartKind, String)>,
    /// Fields that name files.
    pub files: BTreeSet<String>,
    /// Fields that name what the record belongs to.
    pub owners: BTreeSet<String>,
}

impl KindFields {
    /// The fields of a kind.
    pub(super) fn of(kind: Kind) -> &'static Self {
        static ALL: LazyLock<BTreeMap<Kind, KindFields>> =
            LazyLock::new(|| Kind::ALL.iter().map(|kind| (*kind, KindFields::read(*kind))).collect());
        ALL.get(&kind).expect("every kind was entered")
    }

    fn read(kind: Kind) -> Self {
        Self {
            table: kind.fields(),
            references: kind.references(),
            owned: kind.part_fields(),
            files: kind.file_fields(),
            owners: kind.owner_fields(),
        }
    }
}
