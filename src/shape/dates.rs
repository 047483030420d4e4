//! Parses dates from texts in many notations.
//!
//! It returns the three numbers and does not choose between day and month, which is the task of the configuration.
//! Invariant: a text that is understood only in part is no date.

use jiff::civil::{Date, DateTime, Time};

use crate::model::DateOrder;
use crate::model::text::folded;

/// The result of parsing a text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum DateText<'t> {
    /// One certain day: the year comes first, or the month is a name.
    Sure(DateTime),
    /// Three numbers in an unknown order.
    Numbers([&'t str; 3], Time),
}

impl DateText<'_> {
    /// The day in this order, if it exists.
    pub fn ordered(&self, order: DateOrder) -> Option<DateTime> {
        let ([first, second, third], time) = match self {
            Self::Sure(moment) => return Some(*moment),
            Self::Numbers(numbers, time) => (numbers, *time),
        };
        let date = match order {
            DateOrder::DayFirst => date(third, second, first),
            DateOrder::MonthFirst => date(third, first, second),
            DateOrder::YearFirst => date(first, second, third),
        };
        Some(date?.to_datetime(time))
    }
}

/// The English month names, of which three letters are enough.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Words that may be part of a date without changing it, such as days of the week.
const IDLE: [&str; 19] = [
    "ngay", "nam", "luc", "t", "z", "st", "nd", "rd", "th", "of", "thu", "hai", "ba", "tu", "sau",
    "bay", "chu", "nhat", "cn",
];

const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// Parses a text as a date, with or without a time of day.
pub fn read(text: &str) -> Option<DateText<'_>> {
    let (before, clock, after) = around_clock(text);
    let mut parts = DateParts::default();
    parts.take(before)?;
    parts.take(without_offset(after))?;
    let time = time(clock, parts.half)?;
    parts.written(time)
}

/// The text before a time of day, the time, and the text after it.
fn around_clock(text: &str) -> (&str, &str, &str) {
    let Some(colon) = text.find(':') else {
        return (text, "", "");
    };
    let before = text[..colon].trim_end_matches(|letter: char| letter.is_ascii_digit());
    let rest = &text[before.len()..];
    let is_clock = |letter: char| letter.is_ascii_digit() || matches!(letter, ':' | '.');
    let after = rest.trim_start_matches(is_clock);
    (before, &rest[..rest.len() - after.len()], after)
}

/// `+07:00` after a time: the local time is the one that counts.
fn without_offset(after: &str) -> &str {
    let signed = after.strip_prefix(['+', '-']).filter(|rest| {
        let plain = rest
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b':');
        plain && matches!(rest.len(), 4 | 5)
    });
    if signed.is_some() { "" } else { after }
}

/// Half a day, as in `8:30 PM`.
#[derive(Clone, Copy, Eq, PartialEq)]
enum DayHalf {
    Morning,
    Afternoon,
}

fn time(clock: &str, half: Option<DayHalf>) -> Option<Time> {
    if clock.is_empty() {
        return half.is_none().then(Time::midnight);
    }
    let mut parts = clock.split(':').map(|part| part.split('.').next());
    let mut next = || parts.next().flatten();
    let hour: i8 = next()?.parse().ok()?;
    let minute: i8 = next()?.parse().ok()?;
    let second: i8 = next().map_or(Some(0), |text| text.parse().ok())?;
    let hour = match half {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(DayHalf::Morning) => hour % 12,
        Some(DayHalf::Afternoon) => hour % 12 + 12,
    };
    let more = next().is_some();
    Time::new(hour, minute, second, 0).ok().filter(|_| !more)
}

/// The parts of a date found so far.
#[derive(Default)]
struct DateParts<'t> {
    numbers: Vec<&'t str>,
    /// The month, if it is a name.
    named: Option<usize>,
    /// Which of the numbers comes after the word `tháng`.
    month: Option<usize>,
    half: Option<DayHalf>,
}

impl<'t> DateParts<'t> {
    /// Adds a piece of the text; `None` if it can't be part of a date.
    fn take(&mut self, text: &'t str) -> Option<()> {
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let kind = DatePartKind::of(first);
            let end = rest.find(|letter| DatePartKind::of(letter) != kind);
            let (run, after) = rest.split_at(end.unwrap_or(rest.len()));
            match kind {
                DatePartKind::Digit => self.numbers.push(run),
                DatePartKind::Letter => self.word(&folded(run))?,
                DatePartKind::Between => {}
                DatePartKind::Strange => return None,
            }
            rest = after;
        }
        Some(())
    }

    fn word(&mut self, word: &str) -> Option<()> {
        let begins = |name: &str| word.len() >= 3 && name.starts_with(word);
        match word {
            "thang" | "thg" if self.month.is_none() => self.month = Some(self.numbers.len()),
            "am" | "sa" => self.half = Some(DayHalf::Morning),
            "pm" | "ch" => self.half = Some(DayHalf::Afternoon),
            _ if IDLE.contains(&word) || WEEKDAYS.iter().any(|name| begins(name)) => {}
            _ if self.named.is_some() => return None,
            _ => self.named = Some(MONTHS.iter().position(|name| begins(name))? + 1),
        }
        Some(())
    }

    fn written(&self, time: Time) -> Option<DateText<'t>> {
        let date = match (self.numbers.as_slice(), self.named, self.month) {
            ([day, month, year], None, Some(1)) | ([month, day, year], None, Some(0)) => {
                date(year, month, day)
            }
            ([first, second], Some(month), None) => {
                let (year, day) = match first.len() {
                    4 => (first, second),
                    _ => (second, first),
                };
                date(year, &month.to_string(), day)
            }
            ([year, month, day], None, None) if year.len() == 4 => date(year, month, day),
            ([whole], None, None) => compact(whole),
            ([first, second, third], None, None) => {
                return Some(DateText::Numbers([first, second, third], time));
            }
            _ => None,
        };
        Some(DateText::Sure(date?.to_datetime(time)))
    }
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum DatePartKind {
    Digit,
    Letter,
    Between,
    Strange,
}

impl DatePartKind {
    fn of(letter: char) -> Self {
        match letter {
            '0'..='9' => Self::Digit,
            '/' | '-' | '.' | ',' | '\'' => Self::Between,
            letter if letter.is_whitespace() => Self::Between,
            letter if letter.is_alphabetic() => Self::Letter,
            _ => Self::Strange,
        }
    }
}

/// `19900201`. In another order eight digits could be any number.
fn compact(digits: &str) -> Option<Date> {
    let is_one = digits.len() == 8 && matches!(&digits[..2], "19" | "20");
    is_one.then(|| date(&digits[..4], &digits[4..6], &digits[6..]))?
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    let short = |text: &str| (text.len() <= 2).then(|| text.parse::<i8>().ok())?;
    Date::new(full_year(year)?, short(month)?, short(day)?).ok()
}

/// Two digits are read as in Excel: up to 29 they belong to this century.
fn full_year(text: &str) -> Option<i16> {
    let number: i16 = text.parse().ok()?;
    match (text.len(), number) {
        (4, 1000..) => Some(number),
        (2, ..=29) => Some(2000 + number),
        (2, _) => Some(1900 + number),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
