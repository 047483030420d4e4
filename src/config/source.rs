//! One `[[source]]`, from as written to as meant.
//!
//! Whether its file or its headers exist is found out when it is read. Invariant: every mapping that
//! comes out belongs to the source's own entity.

use std::collections::BTreeMap;

use toml::{Spanned, Value};
use unicode_normalization::UnicodeNormalization;

use super::encodings;
use super::meant::{choice, filled, number};
use super::page::{Page, suggest};
use super::written::{self, Table};
use crate::error::Result;
use crate::model::{Code, Column, Entity, Mapping, Sheet, Source, Target};

/// Excel's last row; no header stands below it.
const LAST_ROW: u32 = 1_048_576;

const DELIMITERS: &[(&str, Option<u8>)] = &[
    ("auto", None),
    (",", Some(b',')),
    (";", Some(b';')),
    ("tab", Some(b'\t')),
    ("\t", Some(b'\t')),
    ("|", Some(b'|')),
];

/// Understands one source.
pub fn source(page: &Page<'_>, written: Spanned<written::Source>) -> Result<Source> {
    let span = written.span();
    let written = written.into_inner();
    let missing = |key| page.wrong_at(&span, format!("missing key `{key}` in [[source]]"));
    let entity = written.entity.as_ref().ok_or_else(|| missing("entity"))?;
    let path = written.path.as_ref().ok_or_else(|| missing("path"))?;
    let (entity, path) = (entity_named(page, entity)?, filled(page, path, "path")?);
    let delimiter = written.delimiter.as_ref();
    Ok(Source {
        entity,
        path: page.resolve(&path),
        sheet: written
            .sheet
            .as_ref()
            .map_or(Ok(Sheet::First), |sheet| self::sheet(page, sheet))?,
        header_row: number(page, written.header_row.as_ref(), "header_row", LAST_ROW)?,
        encoding: encodings::bytes(page, written.encoding.as_ref())?,
        text_encoding: encodings::letters(page, written.text_encoding.as_ref())?,
        delimiter: choice(page, delimiter, "delimiter", DELIMITERS, None)?,
        mapping: Builder { page, entity }.mapping(&written)?,
        written: path,
    })
}

fn entity_named(page: &Page<'_>, written: &Spanned<String>) -> Result<Entity> {
    let names = Entity::ALL.map(|entity| (entity.as_str(), entity));
    choice(page, Some(written), "entity", &names, Entity::Customer)
}

fn sheet(page: &Page<'_>, written: &Spanned<Value>) -> Result<Sheet> {
    match written.get_ref() {
        Value::String(name) if !name.trim().is_empty() => Ok(Sheet::Name(name.clone())),
        Value::Integer(number @ 1..=65_535) => usize::try_from(*number)
            .map(Sheet::Number)
            .map_err(|_| page.wrong_in(written, "`sheet` is too large")),
        _ => Err(page.wrong_in(
            written,
            "`sheet` is neither a sheet's name nor its number from 1",
        )),
    }
}

/// What a name below a source can mean depends on the source's entity.
struct Builder<'a> {
    page: &'a Page<'a>,
    entity: Entity,
}

impl Builder<'_> {
    fn mapping(&self, written: &written::Source) -> Result<Mapping> {
        let mapping = Mapping {
            columns: self.by_target(&written.columns, "columns", |column| self.column(column))?,
            fields: self.fields(&written.fields)?,
            values: self.by_target(&written.values, "values", |table| self.values(table))?,
            defaults: self.by_target(&written.defaults, "defaults", |text| {
                Ok(clean(text.get_ref()))
            })?,
        };
        self.check_defaults(&written.defaults, &mapping)?;
        Ok(mapping)
    }

    fn by_target<T, U>(
        &self,
        table: &Table<T>,
        section: &str,
        understand: impl Fn(&Spanned<T>) -> Result<U>,
    ) -> Result<BTreeMap<Target, U>> {
        let entry = |(name, value): (&Spanned<String>, &Spanned<T>)| {
            Ok((self.target(name, section)?, understand(value)?))
        };
        table.iter().map(entry).collect()
    }

    fn target(&self, name: &Spanned<String>, section: &str) -> Result<Target> {
        let all: Vec<_> = Target::all(self.entity).collect();
        let is_meant = |target: &&Target| target.name(self.entity) == name.get_ref();
        if let Some(target) = all.iter().find(is_meant) {
            return Ok(*target);
        }
        let (name_text, entity) = (name.get_ref(), self.entity);
        if let Some(other) = owner(name_text) {
            let message = format!("`{name_text}` belongs to {other}, and this source is {entity}");
            return Err(self.page.wrong_in(name, message));
        }
        let message = format!("unknown attribute `{name_text}` in [source.{section}]");
        let names: Vec<_> = all.iter().map(|target| target.name(entity)).collect();
        let error = self.page.wrong_in(name, message);
        Err(suggest(error, name_text, names))
    }

    fn fields(&self, written: &Table<Value>) -> Result<BTreeMap<Code, Column>> {
        if let Some(first) = written.keys().next()
            && self.entity != Entity::Customer
        {
            let message = "only customers have custom fields, so [source.fields] has no place here";
            return Err(self.page.wrong_in(first, message));
        }
        let entry = |(name, value): (&Spanned<String>, &Spanned<Value>)| {
            let code = clean(name.get_ref());
            if code.is_empty() {
                let message = "a field's code in [source.fields] is blank";
                return Err(self.page.wrong_in(name, message));
            }
            Ok((Code::new(code), self.column(value)?))
        };
        let fields: BTreeMap<_, _> = written.iter().map(entry).collect::<Result<_>>()?;
        self.check_apart(written, fields.len())?;
        Ok(fields)
    }

    fn values(&self, table: &Spanned<Table<String>>) -> Result<BTreeMap<String, String>> {
        let entries = table.get_ref().iter();
        let values: BTreeMap<_, _> = entries
            .map(|(sheet, meant)| (clean(sheet.get_ref()), clean(meant.get_ref())))
            .collect();
        self.check_apart(table.get_ref(), values.len())?;
        Ok(values)
    }

    /// TOML sees to it that keys differ, but not that they differ in more than blanks.
    fn check_apart<T>(&self, table: &Table<T>, different: usize) -> Result<()> {
        match table.keys().next() {
            Some(first) if table.len() != different => Err(self.page.wrong_in(
                first,
                "two keys of this table differ in nothing but blanks or the spelling of accents",
            )),
            _ => Ok(()),
        }
    }

    /// `"Header"`, `["H1", "H2"]`, or either under `column` with a `blank` beside it.
    fn column(&self, written: &Spanned<Value>) -> Result<Column> {
        let Value::Table(table) = written.get_ref() else {
            return self.headers(written, written.get_ref(), false);
        };
        let allowed = ["column", "blank"];
        if let Some(key) = table.keys().find(|key| !allowed.contains(&key.as_str())) {
            let message = format!("unknown key `{key}` in a column");
            return Err(suggest(self.page.wrong_in(written, message), key, allowed));
        }
        let Some(column) = table.get("column") else {
            return Err(self.page.wrong_in(written, "the column names no `column`"));
        };
        match table.get("blank").map(Value::as_str) {
            None | Some(Some("clear")) => self.headers(written, column, false),
            Some(Some("keep")) => self.headers(written, column, true),
            Some(_) => Err(self
                .page
                .wrong_in(written, "`blank` is neither `keep` nor `clear`")),
        }
    }

    fn headers(&self, place: &Spanned<Value>, value: &Value, keep: bool) -> Result<Column> {
        let listed = match value {
            Value::Array(array) => array.iter().collect(),
            one => vec![one],
        };
        let header = |value: &Value| match value.as_str() {
            Some(text) if !text.trim().is_empty() => Ok(text.to_owned()),
            Some(_) => Err(self.page.wrong_in(place, "the column's header is blank")),
            None => Err(self.page.wrong_in(
                place,
                "a column is a header or a list of headers, in quotes",
            )),
        };
        let headers: Vec<_> = listed.into_iter().map(header).collect::<Result<_>>()?;
        if headers.is_empty() {
            return Err(self.page.wrong_in(place, "the list of headers is empty"));
        }
        Ok(Column { headers, keep })
    }

    /// A default code would make every row the same record, and one beside `keep` has no blank to fill.
    fn check_defaults(&self, written: &Table<String>, mapping: &Mapping) -> Result<()> {
        for name in written.keys() {
            let target = self.target(name, "defaults")?;
            let text = name.get_ref();
            if matches!(target, Target::Code | Target::PreviousNo | Target::Identity) {
                let message = format!("`{text}` tells records apart and can't have a default");
                return Err(self.page.wrong_in(name, message));
            }
            if mapping
                .columns
                .get(&target)
                .is_some_and(|column| column.keep)
            {
                let message = format!("`{text}` has both a default and `blank = \"keep\"`");
                return Err(self.page.wrong_in(name, message));
            }
        }
        Ok(())
    }
}

/// The entity that an attribute belongs to.
fn owner(name: &str) -> Option<Entity> {
    Entity::ALL
        .into_iter()
        .find(|entity| Target::all(*entity).any(|target| target.name(*entity) == name))
}

/// Texts that are compared with cells are composed and trimmed as cells are.
fn clean(text: &str) -> String {
    text.nfc().collect::<String>().trim().to_owned()
}
