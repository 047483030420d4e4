//! The last look at what people read: nothing steers their terminal but our own colours.
//!
//! Sentences write out what comes from outside by themselves, line breaks included (`model/visible.rs`); here is
//! what makes sure of it, whoever forgets. It does not know which of the line breaks are ours. Invariant: of
//! control characters and marks of direction only line ends come out, and, where there is colour, what colours.

use std::io::{self, Write};

use vbot_sync::model::visible::{self, steers};

const ESCAPE: char = '\u{1b}';

/// Writes lines when they are whole, since a text may come in pieces.
pub struct EscapedLines<W: Write> {
    out: W,
    colour: bool,
    begun: Vec<u8>,
}

impl<W: Write> EscapedLines<W> {
    /// In front of that writer.
    pub const fn new(out: W, colour: bool) -> Self {
        Self {
            out,
            colour,
            begun: Vec::new(),
        }
    }

    fn pass(&mut self, bytes: &[u8]) -> io::Result<()> {
        let text = String::from_utf8_lossy(bytes);
        if !text.contains(|letter| letter != '\n' && steers(letter)) {
            return self.out.write_all(text.as_bytes());
        }
        self.out.write_all(guarded(&text, self.colour).as_bytes())
    }
}

impl<W: Write> Write for EscapedLines<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.begun.extend_from_slice(bytes);
        if let Some(end) = bytes.iter().rposition(|byte| *byte == b'\n') {
            let whole = self.begun.len() - (bytes.len() - end - 1);
            let rest = self.begun.split_off(whole);
            let lines = std::mem::replace(&mut self.begun, rest);
            self.pass(&lines)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let rest = std::mem::take(&mut self.begun);
        self.pass(&rest)?;
        self.out.flush()
    }
}

/// A text whose line breaks are ours.
fn guarded(text: &str, colour: bool) -> String {
    let mut written = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        if let Some(style) = colour.then(|| style(rest)).flatten() {
            written.push_str(style);
            rest = &rest[style.len()..];
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

/// What colours, at the front of a text.
fn style(text: &str) -> Option<&str> {
    let codes = text.strip_prefix(ESCAPE)?.strip_prefix('[')?;
    let end = codes.find(|letter: char| !letter.is_ascii_digit() && letter != ';')?;
    let is_style = codes[end..].starts_with('m');
    is_style.then(|| &text[..=text.len() - codes.len() + end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn through(pieces: &[&[u8]], colour: bool) -> String {
        let mut out = Vec::new();
        let mut guarded = EscapedLines::new(&mut out, colour);
        for piece in pieces {
            guarded.write_all(piece).expect("memory takes it");
        }
        guarded.flush().expect("memory takes it");
        String::from_utf8(out).expect("it is text")
    }

    #[test]
    fn nothing_steers_but_colours_where_there_are_some() {
        let text = "\u{1b}[1;31mĐỏ\u{1b}[0m \u{1b}[2J\u{1b}]52;c;YQ==\u{7}\r\u{202e}\n".as_bytes();
        let rest = "\\u{001B}[2J\\u{001B}]52;c;YQ==\\u{0007}\\r\\u{202E}\n";
        let coloured = format!("\u{1b}[1;31mĐỏ\u{1b}[0m {rest}");
        assert_eq!(through(&[text], true), coloured);
        let plain = format!("\\u{{001B}}[1;31mĐỏ\\u{{001B}}[0m {rest}");
        assert_eq!(through(&[text], false), plain);
    }

    #[test]
    fn letters_and_colours_in_pieces_are_whole_again() {
        let text = "một\u{1b}[0m hai\nba".as_bytes();
        let pieces: Vec<&[u8]> = text.chunks(1).collect();
        assert_eq!(through(&pieces, true), "một\u{1b}[0m hai\nba");
    }

    #[test]
    fn a_colour_that_does_not_end_is_none() {
        assert_eq!(through(&[b"\x1b[31"], true), "\\u{001B}[31");
        assert_eq!(through(&[b"\x1b[3\x1bm"], true), "\\u{001B}[3\\u{001B}m");
    }
}
