//! Which column means what, and what becomes of its cells on their way to a value.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Code, Target};

/// The headers that one target or custom field is read from, and how.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct MappedColumn {
    /// One header, or several: phones are collected from all, other texts joined. None for a constant.
    pub headers: Vec<String>,
    /// `blank = "keep"`: a blank cell leaves what was last sent.
    pub keep: bool,
    /// `constant`: every row says this, whatever its cells say.
    pub constant: Option<String>,
    /// `join`: what stands between the texts of several headers; `None`: a blank.
    pub join: Option<String>,
    /// `split` and `part`: only a part of each cell is meant.
    pub split: Option<Split>,
    /// `date` or `number`: the one form that the value is sent in; `None`: as it stands.
    pub form: Option<Form>,
}

/// One part of a cell that holds several.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Split {
    /// What stands between the parts.
    pub separator: String,
    /// Which one: 1 is the first, -1 the last; never 0.
    pub part: i32,
}

/// One form for values that sheets write in many.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Form {
    /// A date.
    Date {
        /// As it is sent, in the letters of `strftime`: `%d/%m/%Y`.
        pattern: String,
        /// `date_from`: which number is the day; `None`: the day comes first, and doubts are reported.
        order: Option<DateOrder>,
    },
    /// A plain number such as `1234567.89`.
    Number {
        /// `decimal`: the sign before the fraction, `,` or `.`; `None`: by its looks, and doubts are reported.
        decimal: Option<char>,
    },
}

/// In which order a date of three numbers is written.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
pub enum DateOrder {
    /// `31/12/1990`, as Vietnam writes.
    #[default]
    DayFirst,
    /// `12/31/1990`, as the United States write.
    MonthFirst,
    /// `90/12/31`.
    YearFirst,
}

/// `[source.columns]`, `[source.fields]`, `[source.values]` and `[source.defaults]`.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Mapping {
    /// Columns named in the configuration; the others are found by their usual headers.
    pub columns: BTreeMap<Target, MappedColumn>,
    /// Custom field code to column.
    pub fields: BTreeMap<Code, MappedColumn>,
    /// What the sheet says to what is sent, by target.
    pub values: BTreeMap<Target, BTreeMap<String, String>>,
    /// The same by custom field.
    pub field_values: BTreeMap<Code, BTreeMap<String, String>>,
    /// What a blank cell or an unmapped column stands for, by target.
    pub defaults: BTreeMap<Target, String>,
    /// What a blank cell stands for, by custom field.
    pub field_defaults: BTreeMap<Code, String>,
    /// `skip`: rows whose first filled cell is one of these are left out; `*` stands for any text.
    pub skip: Vec<String>,
    /// `blanks`: words for a blank cell.
    pub blanks: Vec<String>,
}
