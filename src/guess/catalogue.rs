//! The records of the catalogues among the tables: what customers' columns are compared with.
//!
//! Invariant: a text leads to a record only if it leads to one.

use std::collections::BTreeMap;

use super::{
    columns::Choice,
    seen::Seen,
    slug::{loose, slug},
};
use crate::model::{Entity, Target};

/// Codes and names by entity; an entity without a catalogue is not in it.
#[derive(Debug, Default)]
pub(super) struct Catalogues(BTreeMap<Entity, Vec<(String, String)>>);

impl Catalogues {
    pub(super) fn add(&mut self, entity: Entity, table: &Seen, choices: &[Choice]) {
        let column = |target| {
            choices
                .iter()
                .find(|choice| choice.target == target)?
                .columns
                .first()
                .copied()
        };
        let code = column(Target::Code);
        let name = column(Target::Attribute(entity.name_attribute()));
        let (Some(code), Some(name)) = (code, name) else {
            return;
        };
        let rows = (0..table.rows.len()).map(|row| {
            (
                table.cell(row, code).to_owned(),
                table.cell(row, name).to_owned(),
            )
        });
        self.0
            .entry(entity)
            .or_default()
            .extend(rows.filter(|(code, _)| !code.is_empty()));
    }

    pub(super) fn of(&self, entity: Entity) -> Option<Catalogue<'_>> {
        self.0.get(&entity).map(|records| Catalogue { records })
    }
}

/// The records of one entity: code and name.
#[derive(Clone, Copy)]
pub(super) struct Catalogue<'a> {
    pub(super) records: &'a [(String, String)],
}

impl<'a> Catalogue<'a> {
    pub(super) fn has_code(&self, text: &str) -> bool {
        self.records.iter().any(|(code, _)| code == text)
    }

    pub(super) fn has_name(&self, text: &str) -> bool {
        self.records.iter().any(|(_, name)| name == text)
    }

    /// The one record of that name, as it stands or but for case, accents and blanks.
    pub(super) fn named(&self, text: &str) -> Option<&'a (String, String)> {
        let exact = self.only(|(_, name)| name == text);
        exact.or_else(|| self.only(|(_, name)| loose(name) == loose(text)))
    }

    /// The one record of that code but for case, accents and blanks.
    pub(super) fn coded(&self, text: &str) -> Option<&'a (String, String)> {
        self.only(|(code, _)| loose(code) == loose(text))
    }

    /// The one record whose code is made of a header as a code would be made here.
    pub(super) fn spelled(&self, header: &str) -> Option<&'a (String, String)> {
        self.only(|(code, _)| slug(header) == *code || loose(code) == loose(header))
    }

    fn only(&self, is_meant: impl Fn(&(String, String)) -> bool) -> Option<&'a (String, String)> {
        let mut meant = self.records.iter().filter(|record| is_meant(record));
        meant.next().filter(|_| meant.next().is_none())
    }
}
