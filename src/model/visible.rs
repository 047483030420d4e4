//! Texts from outside as a person is shown them: what can't be seen is written out.
//!
//! Headers, cells, names of files and the server's words may hold what steers a terminal, turns the direction of
//! writing or forges a line. Nothing is ever compared or sent in this form. Invariant: of a text that went through
//! [`visible`] every character takes its own place on one line.

use std::fmt::Write;

/// The text on one line, with `\n` or `\u{…}` in place of what steers.
#[must_use]
pub fn visible(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    text.chars().for_each(|letter| write(&mut written, letter));
    written
}

/// Writes one character, or its escape where it steers.
pub fn write(out: &mut String, letter: char) {
    match letter {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        // Writing to a text can't fail.
        _ if steers(letter) => _ = write!(out, "\\u{{{:04X}}}", u32::from(letter)),
        _ => out.push(letter),
    }
}

/// Whether a character does something to what stands around it instead of standing there itself.
#[must_use]
pub fn steers(letter: char) -> bool {
    letter.is_control() || turns(letter)
}

/// Whether it is invisible and turns the direction of writing, or joins or parts what is beside it.
#[must_use]
pub const fn turns(letter: char) -> bool {
    matches!(
        letter,
        '\u{061C}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_is_written_out() {
        assert_eq!(visible("a\u{1b}[2Jb\r\nc\td"), r"a\u{001B}[2Jb\r\nc\td");
        assert_eq!(
            visible("\u{202e}\u{85}\u{2028}\u{7f}"),
            r"\u{202E}\u{0085}\u{2028}\u{007F}"
        );
        assert_eq!(visible(r"C:\Dữ liệu\Khách 🙂"), r"C:\Dữ liệu\Khách 🙂");
    }
}
