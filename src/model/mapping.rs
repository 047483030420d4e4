//! The mapping of columns, and how their cells become values.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Attribute, Code, Key, Target};

/// The headers of one target or custom field, and how they are read.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct MappedColumn {
    /// One header, or several: phones are collected from all, other texts joined. None for a constant.
    pub headers: Vec<String>,
    /// `blank = "keep"`: a blank cell keeps the value in the snapshot.
    pub keep: bool,
    /// `write`: when the value is sent.
    pub write: WriteRule,
    /// `constant`: the value of every row, whatever its cells contain.
    pub constant: Option<String>,
    /// `join`: the text between those of several headers; `None`: a blank.
    pub join: Option<String>,
    /// `split` and `part`: only a part of each cell is used.
    pub split: Option<Split>,
    /// `date`, `number` or `phone`: the one form that the value is sent in; `None`: unchanged.
    pub form: Option<Form>,
}

/// When the value of a column is sent.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum WriteRule {
    /// Whenever it differs from the snapshot.
    #[default]
    Always,
    /// When the record is created; it is not compared later.
    Create,
    /// While the account has none, as it was read last (v3); what the account has is never replaced.
    IfEmpty,
}

/// One part of a cell that holds several.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Split {
    /// The separator of the parts.
    pub separator: String,
    /// Its position: 1 is the first, -1 the last; never 0.
    pub part: i32,
}

/// One form for values with many notations.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Form {
    /// A date.
    Date {
        /// The sent form, in the letters of `strftime`: `%d/%m/%Y`.
        pattern: String,
        /// `date_from`: the order of the numbers; `None`: the day comes first, and ambiguous dates are reported.
        order: Option<DateOrder>,
    },
    /// A plain number such as `1234567.89`.
    Number {
        /// `decimal`: the decimal mark, `,` or `.`; `None`: detected, and ambiguous numbers are reported.
        decimal: Option<char>,
    },
    /// The first phone of the cell as it is dialled within the country, for a code.
    Phone,
}

/// The order of a date with three numbers.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
pub enum DateOrder {
    /// `31/12/1990`, as in Vietnam.
    #[default]
    DayFirst,
    /// `12/31/1990`, as in the United States.
    MonthFirst,
    /// `90/12/31`.
    YearFirst,
}

/// `[source.columns]`, `[source.fields]`, `[source.values]` and `[source.defaults]`.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Mapping {
    /// Configured columns; the others are found by their usual headers.
    pub columns: BTreeMap<Target, MappedColumn>,
    /// Column by custom field code.
    pub fields: BTreeMap<Code, MappedColumn>,
    /// Translations from the sheet's texts to sent values, by target.
    pub values: BTreeMap<Target, BTreeMap<String, String>>,
    /// The same by custom field.
    pub field_values: BTreeMap<Code, BTreeMap<String, String>>,
    /// The value for a blank cell or an unmapped column, by target.
    pub defaults: BTreeMap<Target, String>,
    /// The value for a blank cell, by custom field.
    pub field_defaults: BTreeMap<Code, String>,
    /// `usual_headers = false`: nothing is found by its usual header.
    pub listed_only: bool,
    /// `skip`: rows whose first filled cell equals one of these are left out; `*` matches any text.
    pub skip: Vec<String>,
    /// `blanks`: words that mean a blank cell.
    pub blanks: Vec<String>,
}

impl Mapping {
    /// When each configured value is sent.
    pub fn written(&self) -> impl Iterator<Item = (Key, WriteRule)> {
        let columns = self.columns.iter().filter_map(|(target, column)| {
            let attribute = match target {
                Target::Attribute(attribute) => *attribute,
                Target::GroupNo => Attribute::CustomerGroupName,
                Target::Code | Target::PreviousNo | Target::Identity => return None,
            };
            Some((Key::Attribute(attribute), column.write))
        });
        let fields = self.fields.iter();
        columns.chain(fields.map(|(code, column)| (Key::Field(code.clone()), column.write)))
    }
}
