//! The mapping of a `[[source]]`: which column is which attribute, and what its values mean.
//!
//! It knows no files. Invariant: every mapping in the result belongs to the source's own entity.

use std::collections::BTreeMap;

use toml::{Spanned, Value};

use super::column::{clean, column};
use super::error::ConfigError;
use super::mapped_name::{MappedName, no_default};
use super::page::ConfigText;
use super::values::filled;
use crate::error::Result;
use crate::model::{Code, Entity, MappedColumn, Mapping, Target};

/// A table with arbitrary keys, each with its place.
pub type WrittenTable<T> = BTreeMap<Spanned<String>, Spanned<T>>;

/// The keys of a source that are about its cells, as written.
pub struct SourceMapping<'a> {
    pub skip: &'a [Spanned<String>],
    pub blanks: &'a [Spanned<String>],
    pub columns: &'a WrittenTable<Value>,
    pub fields: &'a WrittenTable<Value>,
    pub values: &'a WrittenTable<WrittenTable<String>>,
    pub defaults: &'a WrittenTable<String>,
}

impl SourceMapping<'_> {
    /// The mapping of a source of that entity.
    pub fn validated(&self, page: &ConfigText<'_>, entity: Entity) -> Result<Mapping> {
        SourceBuilder { page, entity }.mapping(self)
    }
}

/// The meaning of a name below a source depends on the source's entity.
struct SourceBuilder<'a> {
    page: &'a ConfigText<'a>,
    entity: Entity,
}

impl SourceBuilder<'_> {
    fn mapping(&self, written: &SourceMapping<'_>) -> Result<Mapping> {
        let understand = |name: &Spanned<String>, value: &Spanned<Value>| {
            let target = self.target(name, "columns", [])?;
            Ok((target, column(self.page, Some(target), value)?))
        };
        let columns = written.columns.iter();
        let columns = columns.map(|(name, value)| understand(name, value));
        let mut mapping = Mapping {
            columns: columns.collect::<Result<_>>()?,
            fields: self.fields(written.fields)?,
            skip: self.words(written.skip, "skip")?,
            blanks: self.words(written.blanks, "blanks")?,
            ..Mapping::default()
        };
        self.values(written.values, &mut mapping)?;
        self.defaults(written.defaults, &mut mapping)?;
        Ok(mapping)
    }

    /// Texts that are compared with cells; none of them may be blank.
    fn words(&self, written: &[Spanned<String>], key: &'static str) -> Result<Vec<String>> {
        let word = |word: &Spanned<String>| self.page.value(word, |text| filled(key, text));
        written.iter().map(word).collect()
    }

    /// `[source.values]`, of targets and of the custom fields that have a column.
    fn values(
        &self,
        written: &WrittenTable<WrittenTable<String>>,
        mapping: &mut Mapping,
    ) -> Result<()> {
        for (name, table) in written {
            let values = self.translations(table)?;
            let place = self.place(name, "values", mapping)?;
            let column = place.column(mapping);
            if column.is_some_and(|column| column.constant.is_some()) {
                let error = ConfigError::ConstantValues(name.get_ref().clone());
                return Err(self.page.wrong_in(name, error));
            }
            match place {
                MappedName::Target(target) => drop(mapping.values.insert(target, values)),
                MappedName::Field(code) => drop(mapping.field_values.insert(code, values)),
            }
        }
        Ok(())
    }

    /// A default code would make every row the same record, and a default beside `keep` would have no blank to fill.
    fn defaults(&self, written: &WrittenTable<String>, mapping: &mut Mapping) -> Result<()> {
        for (name, default) in written {
            let place = self.place(name, "defaults", mapping)?;
            if let Some(wrong) = no_default(&place, place.column(mapping)) {
                return Err(self.page.wrong_in(name, wrong(name.get_ref().clone())));
            }
            let text = clean(default.get_ref());
            match place {
                MappedName::Target(target) => drop(mapping.defaults.insert(target, text)),
                MappedName::Field(code) => drop(mapping.field_defaults.insert(code, text)),
            }
        }
        Ok(())
    }

    /// A target, or else a custom field of `[source.fields]`.
    fn place(
        &self,
        name: &Spanned<String>,
        section: &'static str,
        mapping: &Mapping,
    ) -> Result<MappedName> {
        let code = clean(name.get_ref());
        if let Some((code, _)) = mapping.fields.get_key_value(code.as_str())
            && self.known(name.get_ref()).is_none()
        {
            return Ok(MappedName::Field(code.clone()));
        }
        let fields = mapping.fields.keys().map(Code::as_str);
        self.target(name, section, fields).map(MappedName::Target)
    }

    fn known(&self, name: &str) -> Option<Target> {
        Target::all(self.entity).find(|target| target.name(self.entity) == name)
    }

    /// The target with that name; the error also suggests `fields`.
    fn target<'f>(
        &self,
        name: &Spanned<String>,
        section: &'static str,
        fields: impl IntoIterator<Item = &'f str>,
    ) -> Result<Target> {
        let (text, entity) = (name.get_ref(), self.entity);
        if let Some(target) = self.known(text) {
            return Ok(target);
        }
        let owns = |entity: &Entity| Target::all(*entity).any(|it| it.name(*entity) == text);
        let targets = Target::all(entity).map(|target| target.name(entity));
        let allowed = targets.chain(fields);
        let error = match Entity::ALL.into_iter().find(owns) {
            Some(owner) => ConfigError::OtherEntity {
                name: text.clone(),
                owner,
                entity,
            },
            None => ConfigError::UnknownAttribute {
                name: text.clone(),
                section,
                allowed: allowed.map(str::to_owned).collect(),
            },
        };
        Err(self.page.wrong_in(name, error))
    }

    fn fields(&self, written: &WrittenTable<Value>) -> Result<BTreeMap<Code, MappedColumn>> {
        if let Some(first) = written.keys().next()
            && self.entity != Entity::Customer
        {
            return Err(self.page.wrong_in(first, ConfigError::NoFields));
        }
        let entry = |(name, value): (&Spanned<String>, &Spanned<Value>)| {
            let code = clean(name.get_ref());
            if code.is_empty() {
                return Err(self.page.wrong_in(name, ConfigError::BlankField));
            }
            Ok((Code::new(code), column(self.page, None, value)?))
        };
        let fields: BTreeMap<_, _> = written.iter().map(entry).collect::<Result<_>>()?;
        self.check_apart(written, fields.len())?;
        Ok(fields)
    }

    fn translations(
        &self,
        table: &Spanned<WrittenTable<String>>,
    ) -> Result<BTreeMap<String, String>> {
        let entries = table.get_ref().iter();
        let values: BTreeMap<_, _> = entries
            .map(|(sheet, meant)| (clean(sheet.get_ref()), clean(meant.get_ref())))
            .collect();
        self.check_apart(table.get_ref(), values.len())?;
        let mut names = table.get_ref().keys();
        match names.find(|sheet| sheet.get_ref().trim().is_empty()) {
            Some(blank) => Err(self.page.wrong_in(blank, ConfigError::BlankValue)),
            None => Ok(values),
        }
    }

    /// TOML refuses equal keys, but not keys that differ only in blanks.
    fn check_apart<T>(&self, table: &WrittenTable<T>, different: usize) -> Result<()> {
        match table.keys().next() {
            Some(first) if table.len() != different => {
                Err(self.page.wrong_in(first, ConfigError::SameKeys))
            }
            _ => Ok(()),
        }
    }
}
