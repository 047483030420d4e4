//! Dates and times as Excel shows them.
//!
//! Not a calendar: calamine knows Excel's serial numbers, both epochs and the 29 February 1900 that
//! never was. Invariant: a date whose own format is not understood is shown as `dd/mm/yyyy`.

use calamine::{ExcelDateTime, ExcelDateTimeType};
use jiff::{
    Span,
    civil::{Date, DateTime},
};

use super::format::Token;

/// Seconds of a day.
const DAY: i64 = 86_400;
/// The first serial number after 31 December 9999, which Excel can't show.
const TOO_LATE: f64 = 2_958_466.0;

/// A way to write a date.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Pattern(Vec<Piece>);

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Piece {
    /// A part, and how many digits it has at least.
    Part(Part, usize),
    Half,
    Literal(char),
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Part {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
}

/// A point in time as the clock on the wall tells it.
#[derive(Clone, Copy, Debug)]
struct Moment {
    date: (i64, i64, i64),
    seconds: i64,
}

impl Pattern {
    /// Reads a date format made of numbers; `None` where names of months or days, fractions of seconds
    /// or the system's own long format come in, which depend on the machine that shows them.
    pub(super) fn new(tokens: &[Token], id: Option<u32>) -> Option<Self> {
        match id {
            // The system's short date, which is day/month/year in Vietnam.
            Some(14) => return Some(Self(vietnamese())),
            Some(22) => return Some(Self([vietnamese(), clock()].concat())),
            Some(27..=36 | 50..=58) => return None,
            _ => {}
        }
        let mut pieces = Vec::new();
        let mut rest = tokens;
        while let Some((piece, after)) = piece(rest)? {
            pieces.extend(piece);
            rest = after;
        }
        settle_minutes(&mut pieces);
        let dated = pieces.iter().any(|piece| matches!(piece, Piece::Part(..)));
        dated.then_some(Self(pieces))
    }

    fn write(&self, moment: Moment) -> String {
        let halved = self.0.contains(&Piece::Half);
        self.0
            .iter()
            .map(|piece| piece.write(moment, halved))
            .collect()
    }
}

fn vietnamese() -> Vec<Piece> {
    let slash = Piece::Literal('/');
    let day = Piece::Part(Part::Day, 2);
    let month = Piece::Part(Part::Month, 2);
    vec![day, slash, month, slash, Piece::Part(Part::Year, 4)]
}

fn clock() -> Vec<Piece> {
    let hour = Piece::Part(Part::Hour, 2);
    let minute = Piece::Part(Part::Minute, 2);
    vec![Piece::Literal(' '), hour, Piece::Literal(':'), minute]
}

type Next<'a> = (Option<Piece>, &'a [Token]);

/// The next piece and the tokens behind it: `None` for what is not understood, `Some(None)` at the end.
#[expect(
    clippy::option_option,
    reason = "the outer one is the answer that ends the whole pattern"
)]
fn piece(tokens: &[Token]) -> Option<Option<Next<'_>>> {
    let Some((first, rest)) = tokens.split_first() else {
        return Some(None);
    };
    let next = match first {
        Token::Literal(character) => (Some(Piece::Literal(*character)), rest),
        Token::Bracket(text) if is_locale(text) => (None, rest),
        Token::Bracket(_) => return None,
        Token::Symbol(symbol) if "/-. :,".contains(*symbol) => {
            (Some(Piece::Literal(*symbol)), rest)
        }
        Token::Symbol('a' | 'A') => (Some(Piece::Half), half(tokens)?),
        Token::Symbol(symbol) => part(*symbol, tokens)?,
    };
    Some(Some(next))
}

/// `[$-409]` is a language, which numbers do not depend on; `[$-F800]` is the system's long format.
fn is_locale(text: &str) -> bool {
    text.starts_with("$-") && !text.to_uppercase().starts_with("$-F") && !text.contains("sys")
}

/// The tokens behind `AM/PM`.
fn half(tokens: &[Token]) -> Option<&[Token]> {
    let (marker, rest) = tokens.split_at_checked(5)?;
    let same = |(token, wanted): (&Token, char)| matches!(token, Token::Symbol(symbol) if symbol.eq_ignore_ascii_case(&wanted));
    marker.iter().zip("am/pm".chars()).all(same).then_some(rest)
}

fn part(symbol: char, tokens: &[Token]) -> Option<Next<'_>> {
    let same = |token: &&Token| matches!(token, Token::Symbol(other) if other.eq_ignore_ascii_case(&symbol));
    let count = tokens.iter().take_while(same).count();
    let part = match (symbol.to_ascii_lowercase(), count) {
        ('y', 1..=2) => Piece::Part(Part::Year, 2),
        ('y', _) => Piece::Part(Part::Year, 4),
        ('m', 1..=2) => Piece::Part(Part::Month, count),
        ('d', 1..=2) => Piece::Part(Part::Day, count),
        ('h', 1..=2) => Piece::Part(Part::Hour, count),
        ('s', 1..=2) => Piece::Part(Part::Second, count),
        _ => return None,
    };
    Some((Some(part), &tokens[count..]))
}

/// An `m` after an hour or before a second is a minute.
fn settle_minutes(pieces: &mut [Piece]) {
    let parts: Vec<usize> = (0..pieces.len())
        .filter(|at| matches!(pieces[*at], Piece::Part(..)))
        .collect();
    for (place, at) in parts.iter().enumerate() {
        let Piece::Part(Part::Month, width) = pieces[*at] else {
            continue;
        };
        let before = place.checked_sub(1).map(|place| pieces[parts[place]]);
        let after = parts.get(place + 1).map(|next| pieces[*next]);
        let is_minute = matches!(before, Some(Piece::Part(Part::Hour, _)))
            || matches!(after, Some(Piece::Part(Part::Second, _)));
        if is_minute {
            pieces[*at] = Piece::Part(Part::Minute, width);
        }
    }
}

impl Piece {
    fn write(self, moment: Moment, halved: bool) -> String {
        match self {
            Self::Literal(character) => character.to_string(),
            Self::Half if moment.seconds < DAY / 2 => "AM".to_owned(),
            Self::Half => "PM".to_owned(),
            Self::Part(Part::Hour, width) if halved => {
                format!("{:0width$}", (moment.hour() + 11) % 12 + 1)
            }
            Self::Part(Part::Year, 2) => format!("{:02}", moment.date.0 % 100),
            Self::Part(part, width) => format!("{:0width$}", moment.part(part)),
        }
    }
}

impl Moment {
    /// From Excel's serial number, to the nearest second, since a time is a fraction that is never exact.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "bounded by the years that Excel has"
    )]
    #[expect(clippy::cast_precision_loss, reason = "a count of days is small")]
    fn from_serial(serial: f64, is_1904: bool) -> Option<Self> {
        if !(0.0..TOO_LATE).contains(&serial) {
            return None;
        }
        let total = (serial * DAY as f64).round() as i64;
        let days = (total / DAY) as f64;
        let midnight = ExcelDateTime::new(days, ExcelDateTimeType::DateTime, is_1904);
        let (year, month, day, ..) = midnight.to_ymd_hms_milli();
        let mut date = (i64::from(year), i64::from(month), i64::from(day));
        if total < DAY && !is_1904 {
            // Excel shows the day before 1 January 1900 as its zeroth.
            date = (1900, 1, 0);
        }
        let seconds = total % DAY;
        Some(Self { date, seconds })
    }

    fn hour(self) -> i64 {
        self.seconds / 3_600
    }

    fn part(self, part: Part) -> i64 {
        match part {
            Part::Year => self.date.0,
            Part::Month => self.date.1,
            Part::Day => self.date.2,
            Part::Hour => self.hour(),
            Part::Minute => self.seconds / 60 % 60,
            Part::Second => self.seconds % 60,
        }
    }

    fn usual(self) -> String {
        let (year, month, day) = self.date;
        let clock = clock_text(self.seconds);
        match (self.date, self.seconds) {
            (_, 0) => format!("{day:02}/{month:02}/{year:04}"),
            ((1900, 1, 0), _) => clock,
            _ => format!("{day:02}/{month:02}/{year:04} {clock}"),
        }
    }

    fn write(self, pattern: Option<&Pattern>) -> String {
        pattern.map_or_else(|| self.usual(), |pattern| pattern.write(self))
    }
}

fn clock_text(seconds: i64) -> String {
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
    format!("{hours:02}:{minutes:02}:{:02}", seconds % 60)
}

/// A serial number as a date; `None` where Excel shows nothing but `#####`.
pub(super) fn shown(serial: f64, is_1904: bool, pattern: Option<&Pattern>) -> Option<String> {
    Moment::from_serial(serial, is_1904).map(|moment| moment.write(pattern))
}

/// The day and time behind a serial number; `None` for a time alone, and for 29 February 1900.
pub(super) fn civil(serial: f64, is_1904: bool) -> Option<DateTime> {
    let moment = Moment::from_serial(serial, is_1904)?;
    let small = |number: i64| i8::try_from(number).ok();
    let (year, month, day) = moment.date;
    let date = Date::new(i16::try_from(year).ok()?, small(month)?, small(day)?).ok()?;
    let [hour, minute, second] = [Part::Hour, Part::Minute, Part::Second];
    let part = |part| small(moment.part(part));
    Some(date.at(part(hour)?, part(minute)?, part(second)?, 0))
}

/// A length of time in days, as hours, minutes and seconds.
#[expect(
    clippy::cast_possible_truncation,
    reason = "bounded by the test before it"
)]
pub(super) fn elapsed(days: f64) -> Option<String> {
    let bounded = (0.0..TOO_LATE).contains(&days);
    bounded.then(|| clock_text((days * 86_400.0).round() as i64))
}

/// A date written as `2024-03-15` or `2024-03-15T08:30:00`; what is neither stays as it is.
pub(super) fn from_iso(written: &str, pattern: Option<&Pattern>) -> String {
    let Ok(civil) = written.parse::<DateTime>() else {
        return written.to_owned();
    };
    let date = (
        civil.year().into(),
        civil.month().into(),
        civil.day().into(),
    );
    let clock = (civil.hour(), civil.minute(), civil.second());
    let seconds = i64::from(clock.0) * 3_600 + i64::from(clock.1) * 60 + i64::from(clock.2);
    Moment { date, seconds }.write(pattern)
}

/// A time written as `PT08H30M00S`; what is not stays as it is.
pub(super) fn from_iso_duration(written: &str) -> String {
    let Ok(span) = written.parse::<Span>() else {
        return written.to_owned();
    };
    let hours = i64::from(span.get_hours()) + i64::from(span.get_days()) * 24;
    clock_text(hours * 3_600 + span.get_minutes() * 60 + span.get_seconds())
}
