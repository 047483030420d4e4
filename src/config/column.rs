//! One column of a `[[source]]`: a header, a list of them, or a table with settings.
//!
//! Reading the sheet shows whether the headers exist. Invariant: two keys that contradict each other, or one without
//! an effect, are refused.

use jiff::civil::{DateTime, date};
use toml::{Spanned, Table, Value};
use unicode_normalization::UnicodeNormalization;

use super::error::ConfigError;
use super::page::ConfigText;
use crate::error::{Error, Result};
use crate::model::{Attribute, DateOrder, Entity, Form, MappedColumn, Split, Target, WriteRule};

/// The keys of a column's table.
pub const KEYS: &[&str] = &[
    "column",
    "blank",
    "write",
    "constant",
    "join",
    "split",
    "part",
    "date",
    "date_from",
    "number",
    "decimal",
    "phone",
];

/// Pairs of keys that need each other.
pub const NEEDS: [(&str, &str); 4] = [
    ("split", "part"),
    ("part", "split"),
    ("date_from", "date"),
    ("decimal", "number"),
];

/// What a blank cell does.
pub const BLANK: [(&str, bool); 2] = [("clear", false), ("keep", true)];

/// When a value is sent.
pub const WRITE: [(&str, WriteRule); 3] = [
    ("always", WriteRule::Always),
    ("create", WriteRule::Create),
    ("if-empty", WriteRule::IfEmpty),
];

/// The decimal marks.
pub const MARKS: [(&str, char); 2] = [(",", ','), (".", '.')];

/// The largest number of a part, from the front or from the end.
pub const LAST_PART: i64 = 100;

/// The orders of a date.
pub const ORDERS: [(&str, DateOrder); 3] = [
    ("dmy", DateOrder::DayFirst),
    ("mdy", DateOrder::MonthFirst),
    ("ymd", DateOrder::YearFirst),
];

const PHONES: Target = Target::Attribute(Attribute::CustomerPhones);

/// Validates a column of a target, or of a custom field if `target` is `None`.
pub fn column(
    page: &ConfigText<'_>,
    target: Option<Target>,
    written: &Spanned<Value>,
) -> Result<MappedColumn> {
    let reader = ColumnSection { page, written };
    let Value::Table(table) = written.get_ref() else {
        return Ok(MappedColumn {
            headers: reader.headers(written.get_ref())?,
            ..MappedColumn::default()
        });
    };
    reader.check_keys(table)?;
    let column = match table.get("constant") {
        Some(constant) => reader.constant(table, constant)?,
        None => reader.table(table)?,
    };
    match misplaced(target, &column) {
        Some(error) => Err(reader.wrong(error)),
        None => Ok(column),
    }
}

/// The keys that a target does not support.
fn misplaced(target: Option<Target>, column: &MappedColumn) -> Option<ConfigError> {
    if column.constant.is_some() && !allows(target, "constant") {
        return Some(ConfigError::ConstantKey);
    }
    if column.write != WriteRule::Always && !allows(target, "write") {
        return Some(ConfigError::CreateOnlyKey);
    }
    if column.write == WriteRule::IfEmpty && !is_of_customers(target) {
        return Some(ConfigError::IfEmptyLookup);
    }
    match column.form {
        Some(Form::Phone) if !allows(target, "phone") => return Some(ConfigError::PhoneKey),
        Some(Form::Date { .. } | Form::Number { .. }) if !allows(target, "date") => {
            return Some(ConfigError::RequiredForm);
        }
        _ => {}
    }
    if column.join.is_some() && !allows(target, "join") {
        return Some(ConfigError::JoinedPhones);
    }
    (column.join.is_some() && column.headers.len() < 2).then_some(ConfigError::NothingToJoin)
}

/// Whether it is a value of customers.
fn is_of_customers(target: Option<Target>) -> bool {
    target.is_none_or(|target| Target::all(Entity::Customer).any(|known| known == target))
}

/// Whether the column of a target, or of a custom field, may have that key.
pub fn allows(target: Option<Target>, key: &str) -> bool {
    match (key, target) {
        ("constant" | "write", Some(target)) => {
            !matches!(target, Target::Code | Target::PreviousNo | Target::Identity)
        }
        ("date" | "date_from" | "number" | "decimal", Some(Target::Attribute(attribute))) => {
            !attribute.is_required()
        }
        ("date" | "date_from" | "number" | "decimal", Some(_)) => false,
        ("phone", target) => matches!(
            target,
            Some(Target::Code | Target::PreviousNo | Target::Identity)
        ),
        ("join", Some(target)) => target != PHONES,
        _ => true,
    }
}

/// The table of one column.
struct ColumnSection<'a> {
    page: &'a ConfigText<'a>,
    written: &'a Spanned<Value>,
}

impl ColumnSection<'_> {
    fn wrong(&self, error: ConfigError) -> Error {
        self.page.wrong_in(self.written, error)
    }

    fn check_keys(&self, table: &Table) -> Result<()> {
        if let Some(key) = table.keys().find(|key| !KEYS.contains(&key.as_str())) {
            return Err(self.wrong(ConfigError::key(
                key,
                " in a column".into(),
                KEYS.iter().copied(),
            )));
        }
        for (key, needed) in NEEDS {
            if table.contains_key(key) && !table.contains_key(needed) {
                return Err(self.wrong(ConfigError::Alone(key, needed)));
            }
        }
        if table.contains_key("date") && table.contains_key("number") {
            return Err(self.wrong(ConfigError::DateAndNumber));
        }
        Ok(())
    }

    fn constant(&self, table: &Table, constant: &Value) -> Result<MappedColumn> {
        let is_other = |key: &&String| !["constant", "write"].contains(&key.as_str());
        if let Some(other) = table.keys().find(is_other) {
            return Err(self.wrong(ConfigError::ConstantAndMore(other.clone())));
        }
        let text = clean(self.text("constant", constant)?);
        if text.is_empty() {
            return Err(self.wrong(ConfigError::Blank("constant")));
        }
        Ok(MappedColumn {
            constant: Some(text),
            write: self.write(table)?,
            ..MappedColumn::default()
        })
    }

    fn table(&self, table: &Table) -> Result<MappedColumn> {
        let Some(column) = table.get("column") else {
            return Err(self.wrong(ConfigError::NoColumn));
        };
        let join = table.get("join").map(|join| self.text("join", join));
        let keep = self.word(table.get("blank"), &BLANK, ConfigError::BlankCells);
        Ok(MappedColumn {
            headers: self.headers(column)?,
            keep: keep?.unwrap_or_default(),
            write: self.write(table)?,
            constant: None,
            join: join.transpose()?.map(composed),
            split: self.split(table)?,
            form: self.form(table)?,
        })
    }

    fn headers(&self, value: &Value) -> Result<Vec<String>> {
        let listed = match value {
            Value::Array(array) => array.iter().collect(),
            one => vec![one],
        };
        let header = |value: &Value| match value.as_str() {
            Some(text) if !text.trim().is_empty() => Ok(text.to_owned()),
            Some(_) => Err(self.wrong(ConfigError::BlankHeader)),
            None => Err(self.wrong(ConfigError::NoHeader)),
        };
        let headers: Vec<_> = listed.into_iter().map(header).collect::<Result<_>>()?;
        if headers.is_empty() {
            return Err(self.wrong(ConfigError::NoHeaders));
        }
        Ok(headers)
    }

    fn write(&self, table: &Table) -> Result<WriteRule> {
        let write = self.word(table.get("write"), &WRITE, ConfigError::Write)?;
        Ok(write.unwrap_or_default())
    }

    /// One of a few words, if the key is there.
    fn word<T: Copy>(
        &self,
        written: Option<&Value>,
        words: &[(&str, T)],
        otherwise: ConfigError,
    ) -> Result<Option<T>> {
        let Some(written) = written else {
            return Ok(None);
        };
        let meant = words
            .iter()
            .find(|(word, _)| written.as_str() == Some(*word));
        let meant = meant.map(|(_, meant)| Some(*meant));
        meant.ok_or_else(|| self.wrong(otherwise))
    }

    fn text<'v>(&self, key: &'static str, value: &'v Value) -> Result<&'v str> {
        let text = value.as_str();
        text.ok_or_else(|| self.wrong(ConfigError::NoText(key)))
    }

    fn split(&self, table: &Table) -> Result<Option<Split>> {
        let (Some(split), Some(part)) = (table.get("split"), table.get("part")) else {
            return Ok(None);
        };
        let separator = composed(self.text("split", split)?);
        if separator.is_empty() {
            return Err(self.wrong(ConfigError::EmptySplit));
        }
        let number = part.as_integer().filter(|number| *number != 0);
        let bounded = number.filter(|number| number.abs() <= LAST_PART);
        let Some(part) = bounded.and_then(|number| i32::try_from(number).ok()) else {
            return Err(self.wrong(ConfigError::Part));
        };
        Ok(Some(Split { separator, part }))
    }

    fn form(&self, table: &Table) -> Result<Option<Form>> {
        if let Some(date) = table.get("date") {
            let pattern = self.pattern(self.text("date", date)?)?;
            let order = self.word(table.get("date_from"), &ORDERS, ConfigError::DateOrder)?;
            return Ok(Some(Form::Date { pattern, order }));
        }
        if let Some(phone) = table.get("phone") {
            let is_true = phone.as_bool() == Some(true);
            let is_alone = is_true && table.get("number").is_none();
            let form = is_alone.then_some(Some(Form::Phone));
            return form.ok_or_else(|| self.wrong(ConfigError::Phone));
        }
        let decimal = self.word(table.get("decimal"), &MARKS, ConfigError::DecimalMark)?;
        match table.get("number").map(Value::as_bool) {
            None => Ok(None),
            Some(Some(true)) => Ok(Some(Form::Number { decimal })),
            Some(_) => Err(self.wrong(ConfigError::Number)),
        }
    }

    /// Tried on two moments that differ in everything: a pattern that shows the same for both is none.
    fn pattern(&self, pattern: &str) -> Result<String> {
        let tried = |moment: DateTime| jiff::fmt::strtime::format(pattern, moment).ok();
        let one = tried(date(1990, 2, 1).at(3, 4, 5, 0));
        let other = tried(date(2011, 12, 31).at(23, 58, 59, 0));
        if one.is_none() || one == other {
            return Err(self.wrong(ConfigError::Date(pattern.to_owned())));
        }
        Ok(composed(pattern))
    }
}

fn composed(text: &str) -> String {
    text.nfc().collect()
}

/// Texts that are compared with cells are composed and trimmed as cells are.
pub fn clean(text: &str) -> String {
    composed(text).trim().to_owned()
}
