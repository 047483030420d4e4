//! Makes the invisible characters of texts from outside visible.
//!
//! Headers, cells, file names and the server's messages may contain characters that control a terminal, change the
//! writing direction or forge a line. This form is never compared or sent. Invariant: every character of a result of
//! [`visible`] has its own place on one line.

use std::fmt::Write;

/// The text on one line, with `\n` or `\u{…}` for control characters.
#[must_use]
pub fn visible(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    text.chars().for_each(|letter| write(&mut written, letter));
    written
}

/// Writes one character, or its escape if it is a control character.
pub fn write(out: &mut String, letter: char) {
    match letter {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        // Writing to a string can't fail.
        _ if steers(letter) => _ = write!(out, "\\u{{{:04X}}}", u32::from(letter)),
        _ => out.push(letter),
    }
}

/// Whether a character changes the display of others instead of being shown itself.
#[must_use]
pub fn steers(letter: char) -> bool {
    letter.is_control() || turns(letter)
}

/// Whether it is invisible and changes the writing direction, or joins or separates its neighbours.
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
