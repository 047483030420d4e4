//! The tokens of a number format's code.
//!
//! It does not know what they mean. Invariant: a quoted or escaped character is never taken for a code.

/// One part of a format's first section.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Token {
    /// A literal character, quoted or escaped.
    Literal(char),
    /// A character that may be a format code.
    Symbol(char),
    /// The text between `[` and `]`.
    Bracket(String),
}

/// The tokens of the first section, which is the one for positive numbers.
pub(super) fn tokens(code: &str) -> Vec<Token> {
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
            // These leave a gap as wide as a character, or repeat it: no text.
            '_' | '*' => drop(characters.next()),
            '[' => tokens.push(Token::Bracket(
                characters.by_ref().take_while(|c| *c != ']').collect(),
            )),
            _ => tokens.push(Token::Symbol(character)),
        }
    }
    tokens
}
