//! Converts a number format of OpenDocument, which is made of tags, into Excel's format code.
//!
//! So only one module applies formats to numbers. Invariant: a format without such a code becomes one that shows the
//! plain number, or the usual date.

use quick_xml::events::BytesStart;

use super::tags::{attribute, count};
use crate::read::format::Format;

/// Excel's numbers for the system's short date, without a time and with one.
const SYSTEM_DATE: u32 = 14;
const SYSTEM_MOMENT: u32 = 22;
/// A marker in a number's code: it shows the plain number.
const PLAIN: &str = "[$]";
/// A marker in a date's code: its form depends on the machine.
const USUAL: &str = "dddd";
/// The length at which a style's code is cut: a code of Excel has at most 255 letters.
const LONGEST: usize = 1024;
/// The limit of digits in a format, and of texts between them.
const MOST_DIGITS: u32 = 64;

/// A data style while its tags are read.
#[derive(Clone, Debug, Default)]
pub(super) struct DataStyle {
    written: String,
    is_percentage: bool,
    is_system: bool,
    /// Whether the next hours, minutes or seconds are totals.
    is_length: bool,
    /// Texts within the digits of a number: the number of digits after each.
    embedded: Vec<(u32, String)>,
    /// The place where the next text goes.
    into: Into,
    /// The style for positive numbers.
    positive: Option<String>,
}

#[derive(Clone, Copy, Debug, Default)]
enum Into {
    #[default]
    Nothing,
    Text,
    Digits(u32),
}

impl DataStyle {
    /// The style that begins with this tag, if it is one for numbers.
    pub(super) fn begun(tag: &BytesStart<'_>) -> Option<Self> {
        let name = tag.name();
        let is_own = matches!(
            name.as_ref(),
            "number:number-style"
                | "number:currency-style"
                | "number:percentage-style"
                | "number:date-style"
                | "number:time-style"
        );
        let has = |name: &str, value: &str| attribute(tag, name).as_deref() == Some(value);
        is_own.then(|| Self {
            is_percentage: name.as_ref() == "number:percentage-style",
            is_system: has("number:automatic-order", "true"),
            is_length: has("number:truncate-on-overflow", "false"),
            ..Self::default()
        })
    }

    pub(super) fn opened(&mut self, tag: &BytesStart<'_>) {
        if self.written.len() > LONGEST {
            return;
        }
        let is_long = attribute(tag, "number:style").as_deref() == Some("long");
        let part = |short: &'static str, long: &'static str| if is_long { long } else { short };
        match tag.name().as_ref() {
            "number:text" => self.into = Into::Text,
            "number:embedded-text" => self.into = Into::Digits(count(tag, "number:position")),
            "number:number" => self.digits(tag),
            "number:currency-symbol" | "number:scientific-number" | "number:fraction" => {
                self.written.push_str(PLAIN);
            }
            "style:map" => self.map(tag),
            "number:day" => self.written.push_str(part("d", "dd")),
            "number:month" if attribute(tag, "number:textual").as_deref() == Some("true") => {
                self.written.push_str(USUAL);
            }
            "number:month" => self.written.push_str(part("m", "mm")),
            "number:year" => self.written.push_str(part("yy", "yyyy")),
            "number:day-of-week" | "number:week-of-year" | "number:quarter" | "number:era" => {
                self.written.push_str(USUAL);
            }
            "number:hours" => self.clock(part("h", "hh")),
            "number:minutes" => self.clock(part("m", "mm")),
            "number:seconds" => {
                self.clock(part("s", "ss"));
                let zeros = attribute(tag, "number:decimal-places");
                let zeros = zeros.and_then(|zeros| zeros.parse().ok()).unwrap_or(0);
                if zeros > 0 {
                    self.written.push('.');
                    self.written.push_str(&"0".repeat(zeros.min(3)));
                }
            }
            "number:am-pm" => self.written.push_str("AM/PM"),
            _ => {}
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        if self.written.len() + text.len() > LONGEST || self.embedded.len() > MOST_DIGITS as usize {
            return;
        }
        match (self.into, self.embedded.last_mut()) {
            (Into::Text, _) => self.written.push_str(&quoted(text)),
            (Into::Digits(place), Some((last, digits))) if *last == place => digits.push_str(text),
            (Into::Digits(place), _) => self.embedded.push((place, text.to_owned())),
            (Into::Nothing, _) => {}
        }
    }

    pub(super) fn closed(&mut self, name: &str) {
        match name {
            "number:text" | "number:embedded-text" => self.into = Into::Nothing,
            "number:number" => self.embed(),
            _ => {}
        }
    }

    /// The style whose code replaces this one's.
    pub(super) fn positive(&self) -> Option<&str> {
        self.positive.as_deref()
    }

    /// The format for numbers; `None` if the style only marks them as numbers.
    pub(super) fn format(&self) -> Option<Format> {
        if self.is_percentage {
            return Some(Format::Percent);
        }
        if self.written.is_empty() || self.written == "General" {
            return None;
        }
        let system = if self.written.contains('h') {
            SYSTEM_MOMENT
        } else {
            SYSTEM_DATE
        };
        Some(Format::new(&self.written, self.is_system.then_some(system)))
    }

    fn clock(&mut self, part: &str) {
        if std::mem::take(&mut self.is_length) {
            self.written.extend(["[", part, "]"]);
        } else {
            self.written.push_str(part);
        }
    }

    /// The placeholders of a number's digits.
    fn digits(&mut self, tag: &BytesStart<'_>) {
        let number = |name: &str| attribute(tag, name).and_then(|text| text.parse::<u32>().ok());
        let least = number("number:min-integer-digits")
            .unwrap_or(0)
            .min(MOST_DIGITS);
        let decimals = number("number:decimal-places");
        let is_grouped = attribute(tag, "number:grouping").as_deref() == Some("true");
        let is_scaled = attribute(tag, "number:display-factor").is_some();
        if is_grouped || is_scaled || decimals.is_some_and(|decimals| decimals > 0) {
            self.written.push_str(PLAIN);
        }
        match (decimals, least) {
            (None, 0 | 1) => self.written.push_str("General"),
            (_, 0) => self.written.push('#'),
            (_, least) => self.written.push_str(&"0".repeat(least as usize)),
        }
    }

    /// Inserts the texts between the digits that were written last.
    fn embed(&mut self) {
        if self.embedded.is_empty() {
            return;
        }
        let start = self.written.trim_end_matches(['0', '#']).len();
        let digits = self.written.split_off(start);
        let most = self.embedded.iter().map(|(place, _)| *place).max();
        let places = most.unwrap_or(0).min(MOST_DIGITS) as usize + 1;
        let digits = format!("{digits:#>places$}");
        for (at, digit) in digits.char_indices() {
            let behind = digits.len() - at;
            let texts = self.embedded.iter();
            for (_, text) in texts.filter(|(place, _)| *place as usize == behind) {
                self.written.push_str(&quoted(text));
            }
            self.written.push(digit);
        }
        self.embedded.clear();
    }

    /// Excel's first section is the one for positive numbers; any other condition shows the plain number.
    fn map(&mut self, tag: &BytesStart<'_>) {
        let condition = attribute(tag, "style:condition").unwrap_or_default();
        let condition: String = condition.split_whitespace().collect();
        match condition.as_str() {
            "value()>=0" | "value()>0" if self.positive.is_none() => {
                self.positive = attribute(tag, "style:apply-style-name");
            }
            "value()<0" | "value()=0" | "value()>0" | "value()>=0" => {}
            _ => self.written.push_str(PLAIN),
        }
    }
}

/// A text whose letters are not format codes.
fn quoted(text: &str) -> String {
    text.chars().flat_map(|letter| ['\\', letter]).collect()
}
