//! Texts without a visible character.
//!
//! Invariant: a text with a letter, a digit or any other visible sign is not blank.

/// Whether a text has no visible character.
pub(super) fn is_blank(text: &str) -> bool {
    !text.bytes().any(|byte| byte.is_ascii_graphic()) && text.chars().all(shows_nothing)
}

fn shows_nothing(character: char) -> bool {
    let is_zero_width = matches!(character, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}');
    is_zero_width || character.is_whitespace()
}
