//! The records of the catalogues among the tables, which customers' columns are compared with.
//!
//! Invariant: a text is resolved only if it matches exactly one record.

use std::collections::BTreeMap;

use super::{account::AccountFields, columns::Chooser, slug::slug};
use crate::model::{Entity, Target, alike::loose, text::folded};

/// The catalogues by entity; an entity without one is missing.
#[derive(Default)]
pub(super) struct Catalogues {
    by_entity: BTreeMap<Entity, Catalogue>,
    /// The account, if it was read.
    pub(super) account: Option<AccountFields>,
}

impl Catalogues {
    pub(super) fn add(&mut self, chooser: &Chooser<'_>) {
        let entity = chooser.entity;
        let column = |target| chooser.of(target).map(|choice| choice.columns[0]);
        let code = column(Target::Code);
        let name = column(Target::Attribute(entity.name_attribute()));
        let (Some(code), Some(name)) = (code, name) else {
            return;
        };
        let cell = |row, column| chooser.table.cell(row, column).to_owned();
        let rows = (0..chooser.table.rows.len()).map(|row| (cell(row, code), cell(row, name)));
        let records = &mut self.by_entity.entry(entity).or_default().records;
        records.extend(rows.filter(|(code, _)| !code.is_empty()));
    }

    pub(super) fn of(&self, entity: Entity) -> Option<&Catalogue> {
        self.by_entity.get(&entity)
    }

    /// Takes what the account has for what no sheet lists.
    pub(super) fn know(&mut self, account: AccountFields) {
        for entity in [Entity::Status, Entity::Type, Entity::Group] {
            if let Some(options) = account.options(entity) {
                let catalogue = || Catalogue::of_account(options);
                self.by_entity.entry(entity).or_insert_with(catalogue);
            }
        }
        let custom = account.custom();
        let custom: Vec<_> = custom
            .map(|field| (field.code.to_string(), field.name.clone()))
            .collect();
        self.by_entity
            .entry(Entity::Field)
            .or_insert_with(|| Catalogue::of_account(&custom));
        self.account = Some(account);
    }
}

/// The records of one entity: code and name.
#[derive(Default)]
pub(super) struct Catalogue {
    pub(super) records: Vec<(String, String)>,
    /// They are those of the account, and no sheet has them.
    pub(super) is_account: bool,
}

impl Catalogue {
    pub(super) fn of_account(records: &[(String, String)]) -> Self {
        Self {
            records: records.to_vec(),
            is_account: true,
        }
    }

    pub(super) fn has_code(&self, text: &str) -> bool {
        self.records.iter().any(|(code, _)| code == text)
    }

    pub(super) fn has_name(&self, text: &str) -> bool {
        self.records.iter().any(|(_, name)| name == text)
    }

    /// The one record with that name: exactly, in another spelling, or without case, accents and blanks.
    pub(super) fn named(&self, text: &str) -> Option<&(String, String)> {
        let exact = self.only(|_, name| name == text);
        let spelled = exact.or_else(|| self.only(|_, name| loose(name) == loose(text)));
        spelled.or_else(|| self.only(|_, name| folded(name) == folded(text)))
    }

    /// The one record with that code, without case, accents and blanks.
    pub(super) fn coded(&self, text: &str) -> Option<&(String, String)> {
        self.only(|code, _| folded(code) == folded(text))
    }

    /// The one record whose code equals the code made from a header.
    pub(super) fn spelled(&self, header: &str) -> Option<&(String, String)> {
        self.only(|code, _| slug(header) == code || folded(code) == folded(header))
    }

    /// The only matching record; `None` if there are several.
    pub(super) fn only(&self, is_meant: impl Fn(&str, &str) -> bool) -> Option<&(String, String)> {
        let records = self.records.iter();
        let mut meant = records.filter(|(code, name)| is_meant(code, name));
        meant.next().filter(|_| meant.next().is_none())
    }
}
