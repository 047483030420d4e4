//! One `[[source]]`: its file, its sheet, and how they are read.
//!
//! `mapping` has its columns. Reading shows whether its file and its headers exist.

use std::ops::Range;

use serde_json::Value as Json;
use toml::{Spanned, Value};

use super::error::ConfigError;
use super::files;
use super::json_schema::{
    filled as filled_form, list, one_of, pattern, whole as whole_form, words,
};
use super::mapping::{SourceMapping, WrittenTable};
use super::mapping_schema::{columns, defaults, fields, values};
use super::page::{ConfigText, Setting};
use super::section::section;
use super::values::{AnyDuration, Filled, Switch, ValueRule, Whole, Words, filled, whole};
use crate::error::Result;
use crate::model::{
    Attribute, CustomerFields, Encoding, Entity, MappedColumn, Mapping, MergedCells, SheetChoice,
    Source, Target, TextEncoding, WriteRule,
};

/// Up to Excel's last row; no header can be below it.
const HEADER_ROW: Whole<u32> = whole(1_048_576);

const ENTITY: Words<Entity> = Words(&[
    (Entity::Status.as_str(), Entity::Status),
    (Entity::Type.as_str(), Entity::Type),
    (Entity::Group.as_str(), Entity::Group),
    (Entity::Field.as_str(), Entity::Field),
    (Entity::Customer.as_str(), Entity::Customer),
]);

const DELIMITER: Words<Option<u8>> = Words(&[
    ("auto", None),
    (",", Some(b',')),
    (";", Some(b';')),
    ("tab", Some(b'\t')),
    ("\t", Some(b'\t')),
    ("|", Some(b'|')),
    (":", Some(b':')),
    ("^", Some(b'^')),
    ("~", Some(b'~')),
]);

const MERGED: Words<MergedCells> =
    Words(&[("keep", MergedCells::Keep), ("fill", MergedCells::Fill)]);

section! {
    /// One table that is read: its file, its sheet, and which column means what.
    WrittenSource needs [entity, path] {
        /// The kind of record that a row is.
        entity: Setting<String> => ENTITY.schema();
        /// A file `.csv`, `.tsv`, `.txt`, `.xlsx`, `.xlsm`, `.xlsb`, `.xls` or `.ods`, relative to the folder of this
        /// file; a pattern with `*` may match several.
        path: Setting<String> => Filled.schema();
        /// Which of the files that match a pattern are read: `all` (the default), or only the `newest`.
        pick: Setting<String> => files::PICK.schema();
        /// How long ago a file may have been changed, for example `36h`; by default there is no limit.
        max_age: Setting<String> => AnyDuration.schema();
        /// What to do about a file older than `max_age`: `warn` (the default), or `refuse` to send anything.
        stale: Setting<String> => files::STALE.schema();
        /// The sheet of a workbook: its name, or its number from 1; the default is the first one.
        sheet: Setting<Value> => one_of([filled_form(), whole_form(1, u16::MAX.into())]);
        /// The row with the headers, from 1; by default it is found.
        header_row: Setting<i64> => HEADER_ROW.schema();
        /// The encoding of a text file, for example `utf-8` or `windows-1258`; the default is `auto`.
        encoding: Setting<String> => spellings(&["auto"], |name| Encoding::from_name(name).is_some());
        /// The old font in which texts were typed: `tcvn3` (ABC), `vni`, `auto` (found from all texts of the sheet), or
        /// `unicode` (texts are taken as they are, without any doubt).
        text_encoding: Setting<String> => spellings(&["auto", "unicode"], |name| text_encoding(name).is_ok());
        /// The delimiter of a text file: `,` `;` `tab` `|` are found automatically; `:` `^` `~` have to be set.
        delimiter: Setting<String> => DELIMITER.schema();
        /// Rows to leave out, by the text of their first filled cell; `*` matches any text: `["Tổng cộng*"]`.
        skip: Vec<Spanned<String>> => list(&filled_form(), 0);
        /// Words for a blank cell: `["NULL", "N/A", "-"]`.
        blanks: Vec<Spanned<String>> => list(&filled_form(), 0);
        /// What a row gets if its cell is merged with one above: `keep` (the default) keeps what was sent last, `fill`
        /// fills in the value of the merged cell.
        merged: Setting<String> => MERGED.schema();
        /// `false`: only the columns that are listed are read, and none is found by its usual header. The default is `true`.
        usual_headers: Setting<bool> => Switch.schema();
        /// Which column means what: attribute = header, list of headers, or a table. An attribute that is not listed is
        /// found by its usual headers.
        columns: WrittenTable<Value> => columns();
        /// Custom fields of customers: the code of the field = its column.
        fields: WrittenTable<Value> => fields();
        /// By attribute or custom field: text in the sheet = value to send.
        values: WrittenTable<WrittenTable<String>> => values();
        /// By attribute or custom field: the value for a blank cell, or for an attribute without a column.
        defaults: WrittenTable<String> => defaults();
    }
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
        let entity = page.value(entity, |name| ENTITY.validate("entity", name))?;
        let path = page.value(path, |path| filled("path", path))?;
        let usual_headers = self.usual_headers.as_ref();
        let listed_only = page.setting(usual_headers, |usual| Ok(!usual))?;
        Ok(Source {
            entity,
            path: page.resolve(&path),
            folder: page.resolve(""),
            pick: files::PICK
                .setting(page, "pick", self.pick.as_ref())?
                .unwrap_or_default(),
            max_age: files::max_age(page, self.max_age.as_ref(), self.stale.as_ref())?,
            sheet: page
                .setting(self.sheet.as_ref(), sheet)?
                .unwrap_or_default(),
            header_row: HEADER_ROW.setting(page, "header_row", self.header_row.as_ref())?,
            merged: MERGED
                .setting(page, "merged", self.merged.as_ref())?
                .unwrap_or_default(),
            encoding: page
                .setting(self.encoding.as_ref(), |name| encoding(name))?
                .unwrap_or(Encoding::Auto),
            text_encoding: page
                .setting(self.text_encoding.as_ref(), |name| text_encoding(name))?
                .unwrap_or_default(),
            delimiter: DELIMITER
                .setting(page, "delimiter", self.delimiter.as_ref())?
                .flatten(),
            mapping: Mapping {
                listed_only: listed_only.unwrap_or_default(),
                ..self.mapping().validated(page, entity)?
            },
            written: path,
        })
    }

    /// Under v3, every mapped attribute needs a field of the account.
    pub fn fits(
        &self,
        page: &ConfigText<'_>,
        place: &Range<usize>,
        fields: &CustomerFields,
    ) -> Result<()> {
        let source = self.validated(page, place)?;
        if let Some(key) = fields.missing_key(source.entity, None) {
            let name = source.entity.to_string();
            return Err(page.wrong_at(place, ConfigError::NotNamed { name, key }));
        }
        for name in self.fields.keys() {
            if fields.names(name.get_ref().trim()) {
                let error = ConfigError::FieldTwice(name.get_ref().trim().to_owned());
                return Err(page.wrong_in(name, error));
            }
        }
        let written = self.columns.keys().chain(self.defaults.keys());
        for name in written {
            let target = Target::from_name(source.entity, name.get_ref());
            if let Some(error) = target.and_then(|it| unfit(source.entity, it, fields)) {
                return Err(page.wrong_in(name, error));
            }
        }
        Ok(())
    }

    /// Under v1 and v2, no column may depend on what the account has.
    pub fn needs_no_reading(&self, page: &ConfigText<'_>, place: &Range<usize>) -> Result<()> {
        let mapping = self.validated(page, place)?.mapping;
        let is_if_empty = |column: &MappedColumn| column.write == WriteRule::IfEmpty;
        let mut columns = mapping.columns.values().chain(mapping.fields.values());
        if !columns.any(is_if_empty) {
            return Ok(());
        }
        let written = self.columns.values().chain(self.fields.values());
        let is_written = |value: &&Spanned<Value>| {
            let table = value.get_ref().as_table();
            let write = table.and_then(|table| table.get("write")?.as_str());
            write == Some("if-empty")
        };
        let error = ConfigError::WriteIfEmpty;
        Err(match { written }.find(is_written) {
            Some(value) => page.wrong_in(value, error),
            None => page.wrong_at(place, error),
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

/// Why an attribute can't be mapped under v3.
pub fn unfit(entity: Entity, target: Target, fields: &CustomerFields) -> Option<ConfigError> {
    let attribute = match target {
        Target::Attribute(Attribute::GroupDescription) => {
            let name = Attribute::GroupDescription.as_str();
            return Some(ConfigError::NoDescription(name));
        }
        Target::Attribute(attribute) => attribute,
        Target::GroupNo => Attribute::CustomerGroupName,
        _ => return None,
    };
    let key = fields.missing_key(entity, Some(attribute))?;
    let name = target.name(entity).to_owned();
    Some(ConfigError::NotNamed { name, key })
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

/// The spellings of those encodings, in any case and punctuation. Editors propose the special and the usual names only.
fn spellings(special: &[&'static str], accepts: impl Fn(&str) -> bool) -> Json {
    let usual = Encoding::names().filter(|name| accepts(name));
    let usual = words(special.iter().copied().chain(usual));
    let spelt: Vec<String> = Encoding::spellings()
        .filter(|name| accepts(name))
        .map(|name| name.chars().map(in_any_case).collect())
        .collect();
    one_of([usual, pattern(&format!("({})[ ._()-]*", spelt.join("|")))])
}

fn in_any_case(letter: char) -> String {
    format!("[ ._()-]*[{letter}{}]", letter.to_uppercase())
}

fn font(encoding: &Encoding) -> Option<TextEncoding> {
    match encoding {
        Encoding::Auto => Some(TextEncoding::Auto),
        Encoding::Named(name) if name == "tcvn3" => Some(TextEncoding::Tcvn3),
        Encoding::Named(name) if name == "vni" => Some(TextEncoding::Vni),
        Encoding::Named(_) => None,
    }
}
