//! The pattern of a number format for dates, times and durations.
//!
//! It parses the format and knows no calendar. Invariant: a numeric format is written as Excel writes it, except that
//! an hour before a colon always has two digits.

use super::{
    format_token::Token,
    wall_time::{TimePart, WallTime},
};

/// A pattern of a date, a time or a duration.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct DatePattern(Vec<PatternPiece>);

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum PatternPiece {
    /// A part, and its least number of digits.
    Part(TimePart, usize),
    /// The total hours, minutes or seconds of a duration.
    Elapsed(TimePart, usize),
    /// The digits of a fraction of a second.
    Fraction(usize),
    Half,
    Literal(char),
}

impl DatePattern {
    /// Parses a numeric date format; `None` for names of months or days and for the system's long format, which
    /// depend on the machine.
    pub(super) fn new(tokens: &[Token], id: Option<u32>) -> Option<Self> {
        let mut pieces = Vec::new();
        let mut rest = tokens;
        while let Some((piece, after)) = piece(rest)? {
            pieces.extend(piece);
            rest = after;
        }
        settle_minutes(&mut pieces);
        let pattern = Self(pieces);
        // The system's short date is day/month/year in Vietnam; a file that spells it out has the month first.
        let first = pattern.parts().next()?;
        Some(match (id, first) {
            (Some(14), TimePart::Month) => Self(vietnamese()),
            (Some(22), TimePart::Month) => Self([vietnamese(), clock()].concat()),
            _ => pattern.padded(),
        })
    }

    /// The usual form for a format that is not understood, but is a duration or has hours and no seconds.
    pub(super) fn usual(tokens: &[Token]) -> Option<Self> {
        if has_elapsed(tokens) {
            return Some(Self::elapsed());
        }
        if !has_any(tokens, "h") || has_any(tokens, "s") {
            return None;
        }
        let date = if has_any(tokens, "dy") {
            vietnamese()
        } else {
            Vec::new()
        };
        let clock = clock();
        let clock = &clock[usize::from(date.is_empty())..];
        Some(Self([&date, clock].concat()))
    }

    /// The usual form of a duration: hours, minutes and seconds.
    fn elapsed() -> Self {
        Self(vec![
            PatternPiece::Elapsed(TimePart::Hour, 2),
            PatternPiece::Literal(':'),
            PatternPiece::Part(TimePart::Minute, 2),
            PatternPiece::Literal(':'),
            PatternPiece::Part(TimePart::Second, 2),
        ])
    }

    fn parts(&self) -> impl Iterator<Item = TimePart> {
        self.0.iter().filter_map(|piece| match piece {
            PatternPiece::Part(part, _) | PatternPiece::Elapsed(part, _) => Some(*part),
            _ => None,
        })
    }

    /// Whether it has no date.
    pub(super) fn is_clock(&self) -> bool {
        let is_date = |part| matches!(part, TimePart::Year | TimePart::Month | TimePart::Day);
        !self.parts().any(is_date)
    }

    /// Whether it is a duration.
    pub(super) fn is_length(&self) -> bool {
        let is_elapsed = |piece: &PatternPiece| matches!(piece, PatternPiece::Elapsed(..));
        self.0.iter().any(is_elapsed)
    }

    /// The number of digits of a second's fraction.
    pub(super) fn digits(&self) -> usize {
        let digits = self.0.iter().filter_map(|piece| match piece {
            PatternPiece::Fraction(digits) => Some(*digits),
            _ => None,
        });
        digits.max().unwrap_or_default()
    }

    /// A time alone is `hh:mm` in every workbook, even if a format has `h:mm`.
    fn padded(mut self) -> Self {
        if !self.is_clock() || self.0.contains(&PatternPiece::Half) {
            return self;
        }
        for at in 0..self.0.len() {
            let is_before_colon = self.0.get(at + 1) == Some(&PatternPiece::Literal(':'));
            if let PatternPiece::Part(TimePart::Hour, width)
            | PatternPiece::Elapsed(TimePart::Hour, width) = &mut self.0[at]
                && is_before_colon
            {
                *width = (*width).max(2);
            }
        }
        self
    }

    /// The moment in this pattern.
    pub(super) fn write(&self, moment: WallTime) -> String {
        let halved = self.0.contains(&PatternPiece::Half);
        self.0
            .iter()
            .map(|piece| piece.write(moment, halved))
            .collect()
    }
}

fn vietnamese() -> Vec<PatternPiece> {
    let slash = PatternPiece::Literal('/');
    let day = PatternPiece::Part(TimePart::Day, 2);
    let month = PatternPiece::Part(TimePart::Month, 2);
    vec![
        day,
        slash,
        month,
        slash,
        PatternPiece::Part(TimePart::Year, 4),
    ]
}

fn clock() -> Vec<PatternPiece> {
    let hour = PatternPiece::Part(TimePart::Hour, 2);
    let minute = PatternPiece::Part(TimePart::Minute, 2);
    vec![
        PatternPiece::Literal(' '),
        hour,
        PatternPiece::Literal(':'),
        minute,
    ]
}

type NextPiece<'a> = (Option<PatternPiece>, &'a [Token]);

/// The next piece and the tokens after it: `None` for an unknown token, `Some(None)` at the end.
#[expect(
    clippy::option_option,
    reason = "the outer one is the answer that ends the whole pattern"
)]
fn piece(tokens: &[Token]) -> Option<Option<NextPiece<'_>>> {
    let Some((first, rest)) = tokens.split_first() else {
        return Some(None);
    };
    let next = match first {
        Token::Literal(character) => (Some(PatternPiece::Literal(*character)), rest),
        Token::Bracket(text) if elapsed(text).is_some() => (elapsed(text), rest),
        Token::Bracket(text) if is_locale(text) || is_colour(text) => (None, rest),
        Token::Bracket(_) => return None,
        Token::Symbol('.') if zeros(rest) > 0 => {
            let digits = zeros(rest);
            (Some(PatternPiece::Fraction(digits)), &rest[digits..])
        }
        Token::Symbol(symbol) if "/-. :,".contains(*symbol) => {
            (Some(PatternPiece::Literal(*symbol)), rest)
        }
        Token::Symbol('a' | 'A') => (Some(PatternPiece::Half), half(tokens)?),
        Token::Symbol(symbol) => part(*symbol, tokens)?,
    };
    Some(Some(next))
}

/// `[$-409]` is a language, which does not change numbers; `[$-F800]` is the system's long format.
fn is_locale(text: &str) -> bool {
    text.starts_with("$-") && !text.to_uppercase().starts_with("$-F") && !text.contains("sys")
}

/// `[Red]`, `[Color 5]`.
fn is_colour(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_ascii_alphabetic())
}

/// `[h]`, `[mm]` or `[ss]`: total hours, minutes or seconds.
fn elapsed(text: &str) -> Option<PatternPiece> {
    let unit = text.chars().next()?.to_ascii_lowercase();
    let part = match unit {
        'h' => TimePart::Hour,
        'm' => TimePart::Minute,
        's' => TimePart::Second,
        _ => return None,
    };
    let is_unit = text.chars().all(|other| other.eq_ignore_ascii_case(&unit));
    is_unit.then_some(PatternPiece::Elapsed(part, text.len()))
}

/// Whether a format has one of these letters as a code, in either case.
pub(super) fn has_any(tokens: &[Token], letters: &str) -> bool {
    let is = |symbol: &char| letters.contains(symbol.to_ascii_lowercase());
    tokens
        .iter()
        .any(|token| matches!(token, Token::Symbol(symbol) if is(symbol)))
}

/// Whether a format is a duration, such as `[h]:mm`.
pub(super) fn has_elapsed(tokens: &[Token]) -> bool {
    let is = |token: &Token| matches!(token, Token::Bracket(text) if elapsed(text).is_some());
    tokens.iter().any(is)
}

/// The number of zeros that come next, at most the three of a second's fraction.
fn zeros(tokens: &[Token]) -> usize {
    let zeros = tokens.iter().take(3);
    zeros
        .take_while(|token| **token == Token::Symbol('0'))
        .count()
}

/// The tokens after `AM/PM`.
fn half(tokens: &[Token]) -> Option<&[Token]> {
    let (marker, rest) = tokens.split_at_checked(5)?;
    let same = |(token, wanted): (&Token, char)| matches!(token, Token::Symbol(symbol) if symbol.eq_ignore_ascii_case(&wanted));
    marker.iter().zip("am/pm".chars()).all(same).then_some(rest)
}

fn part(symbol: char, tokens: &[Token]) -> Option<NextPiece<'_>> {
    let same = |token: &&Token| matches!(token, Token::Symbol(other) if other.eq_ignore_ascii_case(&symbol));
    let count = tokens.iter().take_while(same).count();
    let part = match (symbol.to_ascii_lowercase(), count) {
        ('y', 1..=2) => PatternPiece::Part(TimePart::Year, 2),
        ('y', _) => PatternPiece::Part(TimePart::Year, 4),
        ('m', 1..=2) => PatternPiece::Part(TimePart::Month, count),
        ('d', 1..=2) => PatternPiece::Part(TimePart::Day, count),
        ('h', 1..=2) => PatternPiece::Part(TimePart::Hour, count),
        ('s', 1..=2) => PatternPiece::Part(TimePart::Second, count),
        _ => return None,
    };
    Some((Some(part), &tokens[count..]))
}

/// An `m` after an hour or before a second is a minute.
fn settle_minutes(pieces: &mut [PatternPiece]) {
    let parts: Vec<usize> = (0..pieces.len())
        .filter(|at| {
            matches!(
                pieces[*at],
                PatternPiece::Part(..) | PatternPiece::Elapsed(..)
            )
        })
        .collect();
    for (place, at) in parts.iter().enumerate() {
        let PatternPiece::Part(TimePart::Month, width) = pieces[*at] else {
            continue;
        };
        let before = place.checked_sub(1).map(|place| pieces[parts[place]]);
        let after = parts.get(place + 1).map(|next| pieces[*next]);
        let is_minute = matches!(
            before,
            Some(PatternPiece::Part(TimePart::Hour, _) | PatternPiece::Elapsed(TimePart::Hour, _))
        ) || matches!(after, Some(PatternPiece::Part(TimePart::Second, _)));
        if is_minute {
            pieces[*at] = PatternPiece::Part(TimePart::Minute, width);
        }
    }
}

impl PatternPiece {
    fn write(self, moment: WallTime, halved: bool) -> String {
        match self {
            Self::Literal(character) => character.to_string(),
            Self::Half if moment.part(TimePart::Hour) < 12 => "AM".to_owned(),
            Self::Half => "PM".to_owned(),
            Self::Part(TimePart::Hour, width) if halved => {
                format!("{:0width$}", (moment.part(TimePart::Hour) + 11) % 12 + 1)
            }
            Self::Part(TimePart::Year, 2) => format!("{:02}", moment.part(TimePart::Year) % 100),
            Self::Part(part, width) => format!("{:0width$}", moment.part(part)),
            Self::Elapsed(part, width) => format!("{:0width$}", moment.all(part)),
            Self::Fraction(digits) => format!(".{:0digits$}", moment.fraction()),
        }
    }
}
