//! One `[[source]]`: its file, its sheet, and how they are read.
//!
//! `mapping` has its columns. Reading shows whether its file and its headers exist.

use std::ops::Range;

use serde::Deserialize;
use toml::{Spanned, Value};

use super::error::ConfigError;
use super::files;
use super::mapping::{SourceMapping, WrittenTable};
use super::page::{ConfigText, Setting};
use super::values::{filled, whole, word};
use crate::error::Result;
use crate::model::{Encoding, Entity, MergedCells, SheetChoice, Source, TextEncoding};

/// Excel's last row; no header can be below it.
const LAST_ROW: u32 = 1_048_576;

const DELIMITERS: &[(&str, Option<u8>)] = &[
    ("auto", None),
    (",", Some(b',')),
    (";", Some(b';')),
    ("tab", Some(b'\t')),
    ("\t", Some(b'\t')),
    ("|", Some(b'|')),
    (":", Some(b':')),
    ("^", Some(b'^')),
    ("~", Some(b'~')),
];

const MERGED: &[(&str, MergedCells)] = &[("keep", MergedCells::Keep), ("fill", MergedCells::Fill)];

/// `[[source]]`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, expecting = "a section")]
pub struct WrittenSource {
    entity: Setting<String>,
    path: Setting<String>,
    pick: Setting<String>,
    max_age: Setting<String>,
    stale: Setting<String>,
    sheet: Setting<Value>,
    header_row: Setting<i64>,
    encoding: Setting<String>,
    text_encoding: Setting<String>,
    delimiter: Setting<String>,
    skip: Vec<Spanned<String>>,
    blanks: Vec<Spanned<String>>,
    merged: Setting<String>,
    columns: WrittenTable<Value>,
    fields: WrittenTable<Value>,
    values: WrittenTable<WrittenTable<String>>,
    defaults: WrittenTable<String>,
}

impl WrittenSource {
    /// The source; `place` is where the section is in the file.
    pub fn validated(&self, page: &ConfigText<'_>, place: &Range<usize>) -> Result<Source> {
        let missing = |key| {
            let error = ConfigError::MissingKey {
                key,
                section: "[[source]]",
            };
            page.wrong_at(place, error)
        };
        let entity = self.entity.as_ref().ok_or_else(|| missing("entity"))?;
        let path = self.path.as_ref().ok_or_else(|| missing("path"))?;
        let names = Entity::ALL.map(|entity| (entity.as_str(), entity));
        let entity = page.value(entity, |name| word(&names)("entity", name))?;
        let path = page.value(path, |path| filled("path", path))?;
        let header_row = |row: &i64| whole(LAST_ROW)("header_row", row);
        let merged = |name: &String| word(MERGED)("merged", name);
        let delimiter = |name: &String| word(DELIMITERS)("delimiter", name);
        Ok(Source {
            entity,
            path: page.resolve(&path),
            folder: page.resolve(""),
            pick: page
                .setting(self.pick.as_ref(), |name| files::pick(name))?
                .unwrap_or_default(),
            max_age: files::max_age(page, self.max_age.as_ref(), self.stale.as_ref())?,
            sheet: page
                .setting(self.sheet.as_ref(), sheet)?
                .unwrap_or_default(),
            header_row: page.setting(self.header_row.as_ref(), header_row)?,
            merged: page
                .setting(self.merged.as_ref(), merged)?
                .unwrap_or_default(),
            encoding: page
                .setting(self.encoding.as_ref(), |name| encoding(name))?
                .unwrap_or(Encoding::Auto),
            text_encoding: page
                .setting(self.text_encoding.as_ref(), |name| text_encoding(name))?
                .unwrap_or_default(),
            delimiter: page.setting(self.delimiter.as_ref(), delimiter)?.flatten(),
            mapping: self.mapping().validated(page, entity)?,
            written: path,
        })
    }

    fn mapping(&self) -> SourceMapping<'_> {
        SourceMapping {
            skip: &self.skip,
            blanks: &self.blanks,
            columns: &self.columns,
            fields: &self.fields,
            values: &self.values,
            defaults: &self.defaults,
        }
    }
}

fn sheet(written: &Value) -> Result<SheetChoice, ConfigError> {
    let number = written.as_integer().map(u16::try_from);
    match (written.as_str(), number) {
        (Some(name), _) if !name.trim().is_empty() => Ok(SheetChoice::Name(name.to_owned())),
        (_, Some(Ok(number @ 1..))) => Ok(SheetChoice::Number(number.into())),
        _ => Err(ConfigError::Sheet),
    }
}

/// The encoding of a text file.
fn encoding(name: &str) -> Result<Encoding, ConfigError> {
    let name = filled("encoding", name)?;
    Encoding::from_name(&name).ok_or(ConfigError::Encoding(name))
}

/// The font of the cells in a workbook.
fn text_encoding(name: &str) -> Result<TextEncoding, ConfigError> {
    let name = filled("text_encoding", name)?;
    let encoding = match name.to_lowercase().as_str() {
        "unicode" => Some(TextEncoding::Unicode),
        _ => Encoding::from_name(&name).and_then(|encoding| font(&encoding)),
    };
    encoding.ok_or(ConfigError::TextEncoding(name))
}

fn font(encoding: &Encoding) -> Option<TextEncoding> {
    match encoding {
        Encoding::Auto => Some(TextEncoding::Auto),
        Encoding::Named(name) if name == "tcvn3" => Some(TextEncoding::Tcvn3),
        Encoding::Named(name) if name == "vni" => Some(TextEncoding::Vni),
        Encoding::Named(_) => None,
    }
}
