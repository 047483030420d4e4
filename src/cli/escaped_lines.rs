//! Escapes control characters in output for people, so that text from outside can't control the terminal.
//!
//! Messages escape such text themselves, with its line breaks (`model/visible.rs`); this writer catches what one of
//! them missed. It can't tell a line break of the program from one in a text. Invariant: of all control characters and
//! marks of direction only line ends are written and, if colour is on, colour codes.

use std::io::{self, Write};

use vbot_sync::model::visible::{self, steers};

const ESCAPE: char = '\u{1b}';

/// Writes a line when it is complete, because a text may arrive in pieces.
pub struct EscapedLines<W: Write> {
    out: W,
    colour: bool,
    unfinished: Vec<u8>,
}

impl<W: Write> EscapedLines<W> {
    /// Wraps that writer.
    pub const fn new(out: W, colour: bool) -> Self {
        Self {
            out,
            colour,
            unfinished: Vec::new(),
        }
    }

    fn write_escaped(&mut self, bytes: &[u8]) -> io::Result<()> {
        let text = String::from_utf8_lossy(bytes);
        if !text.contains(|letter| letter != '\n' && steers(letter)) {
            return self.out.write_all(text.as_bytes());
        }
        self.out.write_all(escaped(&text, self.colour).as_bytes())
    }
}

impl<W: Write> Write for EscapedLines<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.unfinished.extend_from_slice(bytes);
        if let Some(end) = bytes.iter().rposition(|byte| *byte == b'\n') {
            let whole = self.unfinished.len() - (bytes.len() - end - 1);
            let rest = self.unfinished.split_off(whole);
            let lines = std::mem::replace(&mut self.unfinished, rest);
            self.write_escaped(&lines)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let rest = std::mem::take(&mut self.unfinished);
        self.write_escaped(&rest)?;
        self.out.flush()
    }
}

/// The text with everything but line breaks and colour codes escaped.
fn escaped(text: &str, colour: bool) -> String {
    let mut written = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        if let Some(code) = colour.then(|| colour_code(rest)).flatten() {
            written.push_str(code);
            rest = &rest[code.len()..];
            continue;
        }
        match letter {
            '\n' => written.push('\n'),
            _ => visible::write(&mut written, letter),
        }
        rest = &rest[letter.len_utf8()..];
    }
    written
}

/// The colour code at the front of a text.
fn colour_code(text: &str) -> Option<&str> {
    let codes = text.strip_prefix(ESCAPE)?.strip_prefix('[')?;
    let end = codes.find(|letter: char| !letter.is_ascii_digit() && letter != ';')?;
    let is_colour = codes[end..].starts_with('m');
    is_colour.then(|| &text[..=text.len() - codes.len() + end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn through(pieces: &[&[u8]], colour: bool) -> String {
        let mut out = Vec::new();
        let mut writer = EscapedLines::new(&mut out, colour);
        for piece in pieces {
            writer.write_all(piece).expect("memory takes it");
        }
        writer.flush().expect("memory takes it");
        String::from_utf8(out).expect("it is text")
    }

    #[test]
    fn only_colour_codes_are_kept_and_only_if_colour_is_on() {
        let text = "\u{1b}[1;31mĐỏ\u{1b}[0m \u{1b}[2J\u{1b}]52;c;YQ==\u{7}\r\u{202e}\n".as_bytes();
        let rest = "\\u{001B}[2J\\u{001B}]52;c;YQ==\\u{0007}\\r\\u{202E}\n";
        let coloured = format!("\u{1b}[1;31mĐỏ\u{1b}[0m {rest}");
        assert_eq!(through(&[text], true), coloured);
        let plain = format!("\\u{{001B}}[1;31mĐỏ\\u{{001B}}[0m {rest}");
        assert_eq!(through(&[text], false), plain);
    }

    #[test]
    fn letters_and_colours_in_pieces_are_joined() {
        let text = "một\u{1b}[0m hai\nba".as_bytes();
        let pieces: Vec<&[u8]> = text.chunks(1).collect();
        assert_eq!(through(&pieces, true), "một\u{1b}[0m hai\nba");
    }

    #[test]
    fn an_unfinished_colour_code_is_escaped() {
        assert_eq!(through(&[b"\x1b[31"], true), "\\u{001B}[31");
        assert_eq!(through(&[b"\x1b[3\x1bm"], true), "\\u{001B}[3\\u{001B}m");
    }
}
