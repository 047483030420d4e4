//! One column of a `[[source]]`: a header, a list of them, or a table that says how they are read.
//!
//! Whether the headers exist is found out when the sheet is read. Invariant: two keys that contradict
//! each other, or one that would change nothing, are refused.

use jiff::civil::{DateTime, date};
use toml::{Spanned, Table, Value};
use unicode_normalization::UnicodeNormalization;

use super::page::{Page, suggest};
use crate::error::{Error, Result};
use crate::model::{Attribute, Column, DateOrder, Form, Split, Target};

const KEYS: [&str; 10] = [
    "column",
    "blank",
    "constant",
    "join",
    "split",
    "part",
    "date",
    "date_from",
    "number",
    "decimal",
];

/// Each of these means nothing without the other.
const NEEDS: [(&str, &str); 4] = [
    ("split", "part"),
    ("part", "split"),
    ("date_from", "date"),
    ("decimal", "number"),
];

const PHONES: Target = Target::Attribute(Attribute::CustomerPhones);

/// Understands a column of a target, or of a custom field where there is none.
pub fn column(page: &Page<'_>, target: Option<Target>, written: &Spanned<Value>) -> Result<Column> {
    let reader = Reader { page, written };
    let Value::Table(table) = written.get_ref() else {
        return Ok(Column {
            headers: reader.headers(written.get_ref())?,
            ..Column::default()
        });
    };
    reader.check_keys(table)?;
    let column = match table.get("constant") {
        Some(constant) => reader.constant(table, constant)?,
        None => reader.table(table)?,
    };
    match misplaced(target, &column) {
        Some(message) => Err(reader.wrong(message)),
        None => Ok(column),
    }
}

/// What a target has no use for.
fn misplaced(target: Option<Target>, column: &Column) -> Option<&'static str> {
    let is_key = matches!(
        target,
        Some(Target::Code | Target::PreviousNo | Target::Identity)
    );
    let may_be_left_out = match target {
        None => true,
        Some(Target::Attribute(attribute)) => !attribute.is_required(),
        Some(_) => false,
    };
    if column.constant.is_some() && is_key {
        return Some("a constant would make every row the same record");
    }
    if column.form.is_some() && !may_be_left_out {
        return Some(
            "`date` and `number` are for custom fields and for attributes that may be left out",
        );
    }
    if column.join.is_some() && target == Some(PHONES) {
        return Some("phones are collected from their columns and never joined");
    }
    (column.join.is_some() && column.headers.len() < 2)
        .then_some("`join` has nothing to join: `column` names one header")
}

/// The table of one column.
struct Reader<'a> {
    page: &'a Page<'a>,
    written: &'a Spanned<Value>,
}

impl Reader<'_> {
    fn wrong(&self, message: impl Into<String>) -> Error {
        self.page.wrong_in(self.written, message)
    }

    fn check_keys(&self, table: &Table) -> Result<()> {
        if let Some(key) = table.keys().find(|key| !KEYS.contains(&key.as_str())) {
            let error = self.wrong(format!("unknown key `{key}` in a column"));
            return Err(suggest(error, key, KEYS));
        }
        for (key, needed) in NEEDS {
            if table.contains_key(key) && !table.contains_key(needed) {
                return Err(self.wrong(format!("`{key}` means nothing without `{needed}`")));
            }
        }
        if table.contains_key("date") && table.contains_key("number") {
            return Err(self.wrong("a column is a `date` or a `number`, not both"));
        }
        Ok(())
    }

    fn constant(&self, table: &Table, constant: &Value) -> Result<Column> {
        if let Some(other) = table.keys().find(|key| *key != "constant") {
            return Err(self.wrong(format!("a `constant` stands alone, without `{other}`")));
        }
        let text = clean(self.text("constant", constant)?);
        if text.is_empty() {
            return Err(self.wrong("`constant` is blank"));
        }
        Ok(Column {
            constant: Some(text),
            ..Column::default()
        })
    }

    fn table(&self, table: &Table) -> Result<Column> {
        let Some(column) = table.get("column") else {
            return Err(self.wrong("the column names no `column`"));
        };
        let join = table.get("join").map(|join| self.text("join", join));
        Ok(Column {
            headers: self.headers(column)?,
            keep: self.keep(table.get("blank"))?,
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
            Some(_) => Err(self.wrong("the column's header is blank")),
            None => Err(self.wrong("a column is a header or a list of headers, in quotes")),
        };
        let headers: Vec<_> = listed.into_iter().map(header).collect::<Result<_>>()?;
        if headers.is_empty() {
            return Err(self.wrong("the list of headers is empty"));
        }
        Ok(headers)
    }

    fn keep(&self, blank: Option<&Value>) -> Result<bool> {
        match blank.map(Value::as_str) {
            None | Some(Some("clear")) => Ok(false),
            Some(Some("keep")) => Ok(true),
            Some(_) => Err(self.wrong("`blank` is neither `keep` nor `clear`")),
        }
    }

    fn text<'v>(&self, key: &str, value: &'v Value) -> Result<&'v str> {
        let text = value.as_str();
        text.ok_or_else(|| self.wrong(format!("`{key}` is not a text in quotes")))
    }

    fn split(&self, table: &Table) -> Result<Option<Split>> {
        let (Some(split), Some(part)) = (table.get("split"), table.get("part")) else {
            return Ok(None);
        };
        let separator = composed(self.text("split", split)?);
        if separator.is_empty() {
            return Err(self.wrong("`split` is empty"));
        }
        let number = part.as_integer().filter(|number| *number != 0);
        let bounded = number.filter(|number| number.abs() <= 100);
        let Some(part) = bounded.and_then(|number| i32::try_from(number).ok()) else {
            let message = "`part` is neither 1, 2 … from the front nor -1, -2 … from the end";
            return Err(self.wrong(message));
        };
        Ok(Some(Split { separator, part }))
    }

    fn form(&self, table: &Table) -> Result<Option<Form>> {
        if let Some(date) = table.get("date") {
            let pattern = self.pattern(self.text("date", date)?)?;
            let order = table.get("date_from").map(|order| self.order(order));
            let order = order.transpose()?;
            return Ok(Some(Form::Date { pattern, order }));
        }
        let decimal = table.get("decimal").map(|mark| self.mark(mark));
        let decimal = decimal.transpose()?;
        match table.get("number").map(Value::as_bool) {
            None => Ok(None),
            Some(Some(true)) => Ok(Some(Form::Number { decimal })),
            Some(_) => Err(self.wrong("`number` is not `true`")),
        }
    }

    /// Tried on two moments that differ in everything: a pattern that shows nothing of them is none.
    fn pattern(&self, pattern: &str) -> Result<String> {
        let tried = |moment: DateTime| jiff::fmt::strtime::format(pattern, moment).ok();
        let one = tried(date(1990, 2, 1).at(3, 4, 5, 0));
        let other = tried(date(2011, 12, 31).at(23, 58, 59, 0));
        if one.is_none() || one == other {
            return Err(self
                .wrong(format!("`date` is `{pattern}`, which writes no date"))
                .hint("a day, a month and a year are `%d/%m/%Y`; `%H:%M:%S` is the time"));
        }
        Ok(composed(pattern))
    }

    fn order(&self, order: &Value) -> Result<DateOrder> {
        match order.as_str() {
            Some("dmy") => Ok(DateOrder::DayFirst),
            Some("mdy") => Ok(DateOrder::MonthFirst),
            Some("ymd") => Ok(DateOrder::YearFirst),
            _ => Err(self.wrong("`date_from` is not one of `dmy`, `mdy`, `ymd`")),
        }
    }

    fn mark(&self, mark: &Value) -> Result<char> {
        match mark.as_str() {
            Some(",") => Ok(','),
            Some(".") => Ok('.'),
            _ => Err(self.wrong("`decimal` is neither `,` nor `.`")),
        }
    }
}

fn composed(text: &str) -> String {
    text.nfc().collect()
}

fn clean(text: &str) -> String {
    composed(text).trim().to_owned()
}
