//! Rows that are no records: repeated headers, totals, signatures, sections, and those that the configuration skips.
//!
//! They are detected before a row is shaped. Invariant: a row with a code and a cell that every record needs is never
//! left out, unless all of its cells are a signature, or the configuration skips it.

use std::collections::{BTreeMap, BTreeSet};

use glob::{MatchOptions, Pattern};

use super::layout::{Layout, Purpose, TableReader};
use super::row_cells::RowCells;
use crate::model::text::clean;
use crate::model::{Attribute, CellText, ExcludedAs, Issue, Mapping, Origin, Problem, Target};

/// The text in the first filled cell of a total or of a signature; in lower case.
const TOTALS: [&str; 11] = [
    "tổng cộng",
    "tổng số",
    "tổng",
    "cộng",
    "tong cong",
    "tong so",
    "total",
    "grand total",
    "subtotal",
    "sub total",
    "sum",
];
const SIGNATURES: [&str; 15] = [
    "người lập",
    "nguoi lap",
    "kế toán trưởng",
    "kế toán",
    "giám đốc",
    "tổng giám đốc",
    "thủ trưởng",
    "trưởng phòng",
    "thủ kho",
    "ký tên",
    "(ký",
    "(ghi rõ",
    "xác nhận của",
    "prepared by",
    "approved by",
];

/// The rows of a table that are no records: for each reason their number, and the first with its first filled cell.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct ExcludedRows(BTreeMap<ExcludedAs, (usize, u32, String)>);

impl ExcludedRows {
    /// Adds one row.
    pub fn count(&mut self, reason: ExcludedAs, row: u32, first: &str) {
        let count = self
            .0
            .entry(reason)
            .or_insert_with(|| (0, row, first.to_owned()));
        count.0 += 1;
    }

    /// Adds the counts of the next rows.
    pub fn add(&mut self, next: Self) {
        for (reason, (rows, row, first)) in next.0 {
            self.0.entry(reason).or_insert((0, row, first)).0 += rows;
        }
    }

    /// The facts for the report.
    pub fn issues(self, table: &Origin) -> impl Iterator<Item = Issue> {
        self.0.into_iter().map(|(reason, (rows, row, text))| {
            let problem = Problem::RowsLeftOut {
                reason,
                rows,
                row,
                text: CellText::words(text),
            };
            let place = Origin {
                row: Some(row),
                ..table.clone()
            };
            Issue::new(problem, place)
        })
    }
}

/// The settings that decide whether a row of a table is a record.
pub struct RowFilter {
    skip: Vec<Pattern>,
    /// The column of codes.
    code: Option<usize>,
    /// The columns that are read for anything else.
    others: BTreeSet<usize>,
    /// Those of them in which every record has a text.
    required: Vec<usize>,
    headers: Vec<String>,
}

impl RowFilter {
    pub fn new(mapping: &Mapping, layout: &Layout, readers: &[TableReader]) -> Self {
        let pattern = |text: &String| {
            let parts: Vec<String> = text.split('*').map(Pattern::escape).collect();
            Pattern::new(&parts.join("*")).ok()
        };
        let is_code = |reader: &&TableReader| reader.purpose == Purpose::Target(Target::Code);
        let code = readers.iter().find(is_code);
        let code = code.map(|reader| reader.cells.columns.as_slice());
        let others = readers.iter().filter(|reader| !is_code(reader));
        let others = others.flat_map(|reader| reader.cells.columns.clone());
        let required = readers.iter().filter(|reader| is_record(&reader.purpose));
        Self {
            skip: mapping.skip.iter().filter_map(pattern).collect(),
            code: match code {
                Some([column]) => Some(*column),
                _ => None,
            },
            others: others.collect(),
            required: required
                .flat_map(|reader| reader.cells.columns.clone())
                .collect(),
            headers: layout.headers.iter().map(ToString::to_string).collect(),
        }
    }

    /// The reason why the row is no record, if so, and its first filled cell.
    #[inline]
    pub fn left_out<'r>(&self, row: RowCells<'r>) -> Option<(ExcludedAs, &'r str)> {
        if !self.skip.is_empty()
            && let Some(first) = row.filled().next()
            && self.skips(first.1)
        {
            return Some((ExcludedAs::Skipped, first.1));
        }
        let code = row.shown(self.code?);
        let is_header = || {
            self.headers
                .get(self.code?)
                .filter(|header| **header == code)
        };
        if !is_wordy(code) && is_header().is_none() {
            return None;
        }
        let (column, first) = row.filled().next()?;
        self.reason(row, code, column, first)
            .map(|reason| (reason, first))
    }

    fn skips(&self, text: &str) -> bool {
        let options = MatchOptions {
            case_sensitive: false,
            ..MatchOptions::default()
        };
        let text = clean(text);
        self.skip
            .iter()
            .any(|pattern| pattern.matches_with(&text, options))
    }

    fn reason(
        &self,
        row: RowCells<'_>,
        code: &str,
        column: usize,
        first: &str,
    ) -> Option<ExcludedAs> {
        if self.repeats_header(row) {
            return Some(ExcludedAs::Header);
        }
        let may_be_none = code.is_empty() || Some(column) == self.code;
        if may_be_none && row.filled().all(|(_, text)| signs(text)) {
            return Some(ExcludedAs::Signature);
        }
        let needed = self.required.iter().filter(|at| Some(**at) != self.code);
        let mut needed = needed
            .map(|at| row.shown(*at))
            .filter(|text| *text != first);
        if needed.any(|text| text.chars().any(char::is_alphabetic)) {
            return None;
        }
        // A code may be a word; beside it a total has only numbers.
        if may_be_none {
            let text = clean(first).to_lowercase();
            if begins(&text, &TOTALS) {
                return Some(ExcludedAs::Total);
            }
            if signs(first) {
                return Some(ExcludedAs::Signature);
            }
        }
        let is_alone = row.filled().nth(1).is_none();
        let is_heading = Some(column) != self.code || is_heading(code);
        let is_section = is_alone && is_heading && !self.others.contains(&column);
        is_section.then_some(ExcludedAs::Section)
    }

    /// Whether most of the filled cells, at least two, equal their headers.
    fn repeats_header(&self, row: RowCells<'_>) -> bool {
        let equals_header = |(column, text): &(usize, &str)| {
            self.headers
                .get(*column)
                .is_some_and(|header| *header == *clean(text))
        };
        let same = row.filled().filter(equals_header).count();
        same >= 2 && 2 * same > row.filled().count()
    }
}

/// Every record has a text in a column for it.
fn is_record(purpose: &Purpose) -> bool {
    match purpose {
        Purpose::Target(Target::Attribute(attribute)) => {
            attribute.is_required() && *attribute != Attribute::CustomerPhones
        }
        _ => false,
    }
}

/// Whether a text may be no code: it is blank, or has one or more words.
fn is_wordy(code: &str) -> bool {
    let (mut has_digits, mut is_plain) = (false, true);
    for byte in code.bytes() {
        has_digits |= byte.is_ascii_digit();
        is_plain &= byte.is_ascii_graphic();
    }
    !has_digits || (!is_plain && code.contains(char::is_whitespace))
}

/// Whether it begins with one of these words: `Tổng cộng: 12` is a total, `Tổng công ty` a company. After a single
/// word no other may follow: `Tổng 12`.
fn begins(text: &str, words: &[&str]) -> bool {
    let is_one = |word: &&str| {
        text.strip_prefix(*word).is_some_and(|rest| {
            let is_phrase = word.contains(' ') && !rest.starts_with(char::is_alphanumeric);
            is_phrase || word.starts_with('(') || !rest.contains(char::is_alphabetic)
        })
    };
    words.iter().any(is_one)
}

/// Whether it is the name or the date of a signature.
fn signs(text: &str) -> bool {
    let text = clean(text).to_lowercase();
    begins(&text, &SIGNATURES) || is_date_of_signature(&text)
}

/// `Ngày 31 tháng 12 năm 2025` above a signature.
fn is_date_of_signature(text: &str) -> bool {
    text.contains("ngày") && text.contains("tháng") && text.contains("năm")
}

/// Whether a text in the column of codes is a heading: several words, and not one with a number such as `KH 001`.
fn is_heading(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let has_digits = text.bytes().any(|byte| byte.is_ascii_digit());
    words >= 3 || (words == 2 && (!has_digits || !text.is_ascii()))
}
