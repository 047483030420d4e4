//! Applies a cell's number format to a number, in the same way for every kind of workbook.
//!
//! It does not implement all of Excel's formats, only those that change a code or phone number (leading zeros, fixed
//! texts), percentages and dates; decimals and grouping are omitted, because they do not change the number.
//! Invariant: a format that is not understood shows the plain number, or the usual date.

use super::{
    format_token::{Token, tokens},
    pattern::{DatePattern, has_any, has_elapsed},
    plain_number::plain,
    text_cell,
};
use crate::model::{Cell, Formatted};

/// The format that shows a number unchanged.
const GENERAL: &str = "General";
/// The placeholder of a whole number in a mask, which replaces [`GENERAL`].
const ANY: char = 'G';

/// A format, parsed once for all cells that use it.
#[derive(Clone, Debug, Default)]
pub(super) enum Format {
    #[default]
    Plain,
    Percent,
    Mask(Vec<Token>),
    /// A date, a time or a duration; without a pattern it has the usual form.
    Date(Option<DatePattern>),
}

impl Format {
    /// Parses a format code. The id refers to one of Excel's built-in formats, whose code a file may omit.
    pub(super) fn new(code: &str, id: Option<u32>) -> Self {
        if matches!(id, Some(27..=36 | 50..=58)) && ["", "General"].contains(&code) {
            // Dates in the forms of East Asian languages.
            return Self::Date(None);
        }
        let own = id.filter(|_| code.is_empty());
        let tokens = tokens(own.map_or(code, |id| own_code(id)));
        if is_date(&tokens) {
            let usual = || DatePattern::usual(&tokens);
            return Self::Date(DatePattern::new(&tokens, id).or_else(usual));
        }
        number(&tokens)
    }

    /// The pattern of a date; `None` for the usual form.
    pub(super) fn date(&self) -> Option<&DatePattern> {
        match self {
            Self::Date(pattern) => pattern.as_ref(),
            _ => None,
        }
    }

    /// A number as a cell: a number if its text is only digits, else the text as Excel shows it.
    pub(super) fn number(&self, number: f64) -> Cell {
        match self {
            Self::Percent => formatted(format!("{}%", plain(number * 100.0)), number),
            Self::Mask(mask) => masked(mask, number),
            Self::Plain | Self::Date(_) => Cell::Number(plain(number)),
        }
    }
}

/// The code of one of Excel's built-in formats, of those that do more than group digits.
fn own_code(id: u32) -> &'static str {
    match id {
        9 => "0%",
        10 => "0.00%",
        14 => "mm-dd-yy",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "m/d/yy h:mm",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mmss.0",
        _ => "",
    }
}

/// Whether a format shows a date or a time: it contains a letter for a part of one.
fn is_date(tokens: &[Token]) -> bool {
    // Some programs write “Standard” for “General”.
    has_elapsed(tokens) || has_any(tokens, "dmyhs") && !is_spelled(tokens, "standard")
}

fn is_spelled(tokens: &[Token], word: &str) -> bool {
    let symbols = tokens.iter().map_while(|token| match token {
        Token::Symbol(symbol) => Some(symbol.to_ascii_lowercase()),
        _ => None,
    });
    symbols.take(word.len()).eq(word.chars())
}

fn number(tokens: &[Token]) -> Format {
    if tokens.contains(&Token::Symbol('%')) {
        return Format::Percent;
    }
    let mask = general_as_place(tokens);
    if shows_more(&mask) && mask.iter().all(fits_mask) {
        let shown = mask.into_iter();
        let shown = shown.filter(|token| !matches!(token, Token::Bracket(_)));
        return Format::Mask(shown.collect());
    }
    Format::Plain
}

/// The tokens with one placeholder instead of the word `General`.
fn general_as_place(tokens: &[Token]) -> Vec<Token> {
    let is_letter = |(token, letter): (&Token, char)| matches!(token, Token::Symbol(symbol) if symbol.eq_ignore_ascii_case(&letter));
    let mut places = Vec::with_capacity(tokens.len());
    let mut rest = tokens;
    while let Some((first, after)) = rest.split_first() {
        let word = rest.get(..GENERAL.len());
        if word.is_some_and(|word| word.iter().zip(GENERAL.chars()).all(is_letter)) {
            places.push(Token::Symbol(ANY));
            rest = &rest[GENERAL.len()..];
        } else {
            places.push(first.clone());
            rest = after;
        }
    }
    places
}

/// Whether a mask shows more than the number's own digits: leading zeros, or fixed letters and digits.
fn shows_more(mask: &[Token]) -> bool {
    let places = mask.iter().filter(|token| is_place(token));
    let places: Vec<&Token> = places.collect();
    let first = places
        .iter()
        .position(|place| **place == Token::Symbol('0'));
    let fills_up = first.is_some_and(|first| first + 1 < places.len());
    let is_named = mask
        .iter()
        .any(|token| matches!(token, Token::Literal(c) if c.is_alphanumeric()));
    fills_up || (is_named && !places.is_empty())
}

fn fits_mask(token: &Token) -> bool {
    match token {
        Token::Literal(_) => true,
        Token::Symbol(symbol) => *symbol == ANY || "0# -()+/".contains(*symbol),
        Token::Bracket(text) => !text.starts_with(['<', '>', '=', '$']) || text.starts_with("$-"),
    }
}

fn masked(mask: &[Token], number: f64) -> Cell {
    let whole = number.abs().round();
    if whole >= 1e15 {
        return Cell::Number(plain(number));
    }
    let digits = match whole {
        _ if mask.contains(&Token::Symbol(ANY)) => plain(number.abs()),
        0.0 => String::new(),
        _ => plain(whole),
    };
    let sign = if number < 0.0 && whole > 0.0 { "-" } else { "" };
    let filled = filled(mask, &digits);
    let shown = format!("{sign}{filled}");
    // A fraction is not shown, but it is part of the number.
    if number.fract() == 0.0 && filled.bytes().all(|byte| byte.is_ascii_digit()) {
        return Cell::Number(shown);
    }
    formatted(shown, number)
}

/// A number that is shown as a text.
fn formatted(shown: String, number: f64) -> Cell {
    let plain = plain(number);
    match text_cell::text(shown) {
        Cell::Text(shown) => Cell::Formatted(Box::new(Formatted { shown, plain })),
        cell => cell,
    }
}

/// Fills the placeholders of a mask with digits, from the right; surplus digits go to the first placeholder.
fn filled(mask: &[Token], digits: &str) -> String {
    let places = mask.iter().filter(|token| is_place(token)).count();
    let missing = places.saturating_sub(digits.len());
    let surplus = digits.len().saturating_sub(places);
    let mut rest = digits.chars();
    let mut shown = String::new();
    let mut place = 0;
    let mut started = false;
    for token in mask {
        match token {
            Token::Symbol(symbol @ ('0' | '#' | ANY)) => {
                let is_missing = place < missing;
                if is_missing && (started || *symbol == '0') {
                    shown.push('0');
                }
                if !is_missing {
                    let count = if place == 0 { surplus + 1 } else { 1 };
                    shown.extend(rest.by_ref().take(count));
                }
                started |= !is_missing || *symbol == '0';
                place += 1;
            }
            Token::Literal(character) | Token::Symbol(character) => shown.push(*character),
            Token::Bracket(_) => {}
        }
    }
    shown
}

fn is_place(token: &Token) -> bool {
    matches!(token, Token::Symbol('0' | '#' | ANY))
}
