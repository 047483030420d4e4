//! Turns a value of an OpenDocument workbook into the cell that a person sees.
//!
//! A cell has its value, the text that was shown when it was saved, and a format. Invariant: leading zeros of the
//! text are never lost, and its grouping and decimals never become part of a number.

use crate::{
    model::{Cell, Formatted},
    read::{
        date,
        format::Format,
        plain_number::plain,
        text_cell::{self, NO_VALUE},
        value,
    },
};

/// The attributes of a cell's tag.
#[derive(Debug, Default)]
pub(super) struct CellAttributes {
    /// `float`, `date` and so on.
    pub kind: String,
    /// The value, in the syntax of its kind.
    pub value: Option<String>,
    pub is_formula: bool,
    pub is_error: bool,
}

impl CellAttributes {
    /// Takes over an attribute.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        let kind = match name {
            "office:value-type" => return value.clone_into(&mut self.kind),
            "table:formula" => return self.is_formula = true,
            "calcext:value-type" => return self.is_error = value == "error",
            "office:value" => "float",
            "office:date-value" => "date",
            "office:time-value" => "time",
            "office:boolean-value" => "boolean",
            "office:string-value" => "string",
            _ => return,
        };
        self.value = Some(value.to_owned());
        if self.kind.is_empty() {
            kind.clone_into(&mut self.kind);
        }
    }

    /// Whether a format can change the shown text.
    pub(super) fn is_number(&self) -> bool {
        !matches!(self.kind.as_str(), "" | "string" | "boolean")
    }
}

/// The cell with this shown text.
pub(super) fn cell(written: &CellAttributes, text: String, format: Option<&Format>) -> Cell {
    let value = written.value.as_deref();
    if written.is_error || written.is_formula && is_error(&text) {
        return match text_cell::text(text) {
            Cell::Empty => text_cell::missing(NO_VALUE),
            Cell::Text(text) => Cell::Error(text),
            cell => cell,
        };
    }
    match (written.kind.as_str(), value) {
        ("float" | "percentage" | "currency", Some(value)) => match value.trim().parse() {
            Ok(number) => self::number(number, &text, &written.kind, format),
            Err(_) => text_cell::missing(text_cell::NO_TEXT),
        },
        ("date", Some(value)) => date(value, &text, format),
        ("time", Some(value)) => time(value, &text, format),
        ("boolean", Some(value)) => {
            let is_true = value.eq_ignore_ascii_case("true");
            Cell::Text(if is_true { "TRUE" } else { "FALSE" }.to_owned())
        }
        ("string", Some(value)) => text_cell::text(value.to_owned()),
        ("", _) if written.is_formula && text.is_empty() => text_cell::missing(NO_VALUE),
        _ => text_cell::text(text),
    }
}

/// `Err:502` and the like are errors that Excel does not have.
fn is_error(text: &str) -> bool {
    let is_numbered = text.strip_prefix("Err:").is_some_and(is_whole);
    is_numbered || matches!(text_cell::text(text.to_owned()), Cell::Error(_))
}

fn number(number: f64, text: &str, kind: &str, format: Option<&Format>) -> Cell {
    let text = text.trim();
    let has_zeros = leading_zeros(number, text);
    match (kind, format) {
        (_, None | Some(Format::Plain)) if has_zeros => seen(number, text),
        ("percentage", None | Some(Format::Plain)) => Format::Percent.number(number),
        (_, Some(format)) => value::number(number, format, false),
        ("float", None) if is_truth(number, text) => Cell::Text(text.to_owned()),
        ("float", None) if is_named(number, text) => seen(number, text),
        (_, None) => Cell::Number(plain(number)),
    }
}

/// A number with this shown text.
fn seen(number: f64, text: &str) -> Cell {
    if is_whole(text) && number.fract() == 0.0 {
        return Cell::Number(text.to_owned());
    }
    let (shown, plain) = (text.to_owned(), plain(number));
    Cell::Formatted(Box::new(Formatted { shown, plain }))
}

/// Whether a text shows the whole number after zeros: `00123`, `0912 345 678`.
fn leading_zeros(number: f64, text: &str) -> bool {
    let fits = |letter: char| letter.is_ascii_digit() || " -()+/\u{a0}".contains(letter);
    let digits = digits(text);
    let whole = whole(number);
    text.chars().all(fits) && digits.len() > whole.len() && ends_with(&digits, &whole)
}

/// LibreOffice stores the result of a formula such as `=TRUE()` as a number.
fn is_truth(number: f64, text: &str) -> bool {
    [(1.0, "TRUE"), (0.0, "FALSE")].contains(&(number, text))
}

/// Whether a text shows the whole number beside letters: `KH123`, `12 tháng`.
fn is_named(number: f64, text: &str) -> bool {
    let is_worded = text.contains(char::is_alphabetic) && !text.contains(['.', ',']);
    is_worded && ends_with(&digits(text), &whole(number))
}

/// Whether digits are those of a number, apart from leading zeros.
fn ends_with(digits: &str, whole: &str) -> bool {
    let zeros = digits.strip_suffix(whole);
    zeros.is_some_and(|zeros| zeros.bytes().all(|digit| digit == b'0'))
}

/// The digits of the nearest whole number.
fn whole(number: f64) -> String {
    plain(number.abs().round())
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn is_whole(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A date: in its format, or as it was shown if that is numeric, or in the usual form.
fn date(written: &str, text: &str, format: Option<&Format>) -> Cell {
    let moment = date::unzoned(written).parse().ok();
    let pattern = format.and_then(Format::date);
    let is_numbers = |letter: char| letter.is_ascii_digit() || "/-. :".contains(letter);
    let shown = match pattern {
        None if format.is_none() && !text.is_empty() && text.chars().all(is_numbers) => {
            text.to_owned()
        }
        pattern => date::from_iso(written, pattern),
    };
    value::date_cell(shown, moment)
}

/// A time or a duration, which may exceed 24 hours.
fn time(written: &str, text: &str, format: Option<&Format>) -> Cell {
    let Some(seconds) = date::iso_seconds(written) else {
        return text_cell::text(written.to_owned());
    };
    if let Some(format @ Format::Date(_)) = format {
        return value::number(seconds / 86_400.0, format, false);
    }
    let is_clock = |letter: char| letter.is_ascii_digit() || letter == ':';
    let shown = match text.split_once(':') {
        Some((hours, _)) if text.chars().all(is_clock) => {
            let padding = "0".repeat(2_usize.saturating_sub(hours.len()));
            format!("{padding}{text}")
        }
        _ => date::from_iso_duration(written),
    };
    text_cell::text(shown)
}
