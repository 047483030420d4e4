//! What a cell's number format makes of a number.
//!
//! Not all of Excel's formats: those that change what a code or phone *is* (zeros in front, fixed
//! texts), percentages and dates; decimals and grouping are left out, since they only dress a number.
//! Invariant: a format that is not understood shows the plain number.

use std::collections::HashMap;

use super::{
    date::Pattern,
    value::{self, plain},
};
use crate::model::Cell;

/// The number formats of a binary workbook: codes by their numbers, and the number that each style has.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Styles {
    pub codes: HashMap<u16, String>,
    pub numbers: Vec<u16>,
}

impl Styles {
    /// The formats by style.
    pub(super) fn formats(&self) -> Vec<Format> {
        let code = |number: &u16| self.codes.get(number).map_or("", String::as_str);
        let numbers = self.numbers.iter();
        numbers
            .map(|number| Format::new(code(number), Some(u32::from(*number))))
            .collect()
    }
}

/// One part of a format's first section.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Token {
    /// A character that stands for itself because it is quoted or escaped.
    Literal(char),
    /// A character that may mean something.
    Symbol(char),
    /// What stands between `[` and `]`.
    Bracket(String),
}

/// A format, read once for all cells that use it.
#[derive(Clone, Debug, Default)]
pub(super) struct Format {
    number: Number,
    date: Option<Pattern>,
}

#[derive(Clone, Debug, Default, Eq, PartialEq)]
enum Number {
    #[default]
    Plain,
    Percent,
    Mask(Vec<Token>),
}

impl Format {
    /// Reads a format code; the id tells the built-in formats that follow the system's settings.
    pub(super) fn new(code: &str, id: Option<u32>) -> Self {
        let tokens = tokens(code);
        Self {
            number: number(&tokens),
            date: Pattern::new(&tokens, id),
        }
    }

    /// How a date is written; `None`: as is usual.
    pub(super) fn date(&self) -> Option<&Pattern> {
        self.date.as_ref()
    }

    /// A number as a cell: a number while it is made of digits, else the text that a person sees.
    pub(super) fn number(&self, number: f64) -> Cell {
        match &self.number {
            Number::Plain => Cell::Number(plain(number)),
            Number::Percent => Cell::Text(format!("{}%", plain(number * 100.0))),
            Number::Mask(mask) => masked(mask, number),
        }
    }
}

/// The parts of the first section, which is the one for positive numbers.
fn tokens(code: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match character {
            ';' => break,
            '"' => tokens.extend(
                characters
                    .by_ref()
                    .take_while(|c| *c != '"')
                    .map(Token::Literal),
            ),
            '\\' => tokens.extend(characters.next().map(Token::Literal)),
            // These leave room for a character or repeat it: nothing to read.
            '_' | '*' => drop(characters.next()),
            '[' => tokens.push(Token::Bracket(
                characters.by_ref().take_while(|c| *c != ']').collect(),
            )),
            _ => tokens.push(Token::Symbol(character)),
        }
    }
    tokens
}

fn number(tokens: &[Token]) -> Number {
    if tokens.contains(&Token::Symbol('%')) {
        return Number::Percent;
    }
    let zeros = tokens
        .iter()
        .filter(|token| **token == Token::Symbol('0'))
        .count();
    let is_named = tokens
        .iter()
        .any(|token| matches!(token, Token::Literal(c) if c.is_alphanumeric()));
    let is_mask = zeros >= 2 || (zeros == 1 && is_named);
    if is_mask && tokens.iter().all(fits_mask) {
        let shown = tokens
            .iter()
            .filter(|token| !matches!(token, Token::Bracket(_)));
        return Number::Mask(shown.cloned().collect());
    }
    Number::Plain
}

fn fits_mask(token: &Token) -> bool {
    match token {
        Token::Literal(_) => true,
        Token::Symbol(symbol) => "0# -()+/".contains(*symbol),
        Token::Bracket(text) => !text.starts_with(['<', '>', '=', '$']) || text.starts_with("$-"),
    }
}

fn masked(mask: &[Token], number: f64) -> Cell {
    let whole = number.abs().round();
    if whole >= 1e15 {
        return Cell::Number(plain(number));
    }
    let digits = if whole == 0.0 {
        String::new()
    } else {
        plain(whole)
    };
    let sign = if number < 0.0 && whole > 0.0 { "-" } else { "" };
    let filled = filled(mask, &digits);
    let shown = format!("{sign}{filled}");
    if filled.bytes().all(|byte| byte.is_ascii_digit()) {
        return Cell::Number(shown);
    }
    value::text(shown)
}

/// Puts digits into the places of a mask, from the right; those too many stand at the first place.
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
            Token::Symbol(symbol @ ('0' | '#')) => {
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
    matches!(token, Token::Symbol('0' | '#'))
}
