//! Text in columns: measured as a terminal shows it, cut with an ellipsis, wrapped at blanks.
//!
//! It colours nothing. Invariant: text from a spreadsheet or a server goes through [`visible`] before it is written
//! on a terminal, and through [`clean`] before it is written to a file, so that no cell can move the cursor, recolour
//! the screen or forge a line of a report.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

pub(super) use crate::model::visible::{turns, visible};

/// The text without control characters and without marks that change the direction of writing.
pub(super) fn clean(text: &str) -> String {
    let visible = text.chars().filter(|character| !turns(*character));
    let blanked = |character: char| {
        if character.is_control() {
            ' '
        } else {
            character
        }
    };
    visible.map(blanked).collect()
}

/// The columns that the text takes.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// The text cut to that many columns, with an ellipsis if it was longer.
pub(super) fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 1;
    for character in text.chars() {
        used += character.width().unwrap_or(0);
        if used > columns {
            break;
        }
        kept.push(character);
    }
    format!("{}…", kept.trim_end())
}

/// The text cut, or padded on its right.
pub(super) fn left(text: &str, columns: usize) -> String {
    let text = cut(text, columns);
    let blanks = columns.saturating_sub(width(&text));
    text + &" ".repeat(blanks)
}

/// The text padded on its left.
pub(super) fn right(text: &str, columns: usize) -> String {
    " ".repeat(columns.saturating_sub(width(text))) + text
}

/// Old and new value on one line of that many columns; the shorter one leaves its room to the longer.
pub(super) fn arrow(old: &str, new: &str, columns: usize) -> String {
    let room = columns.saturating_sub(3);
    let half = room / 2;
    let old_room = room.saturating_sub(width(new)).max(half);
    let old = cut(old, old_room);
    let new = cut(new, room.saturating_sub(width(&old)).max(1));
    format!("{old} → {new}")
}

/// The text wrapped to lines of at most that many columns. A longer word keeps its own line uncut, because half a
/// path is useless.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && width(&line) + 1 + width(word) > columns {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_as_a_terminal_shows_them() {
        assert_eq!(width("Nguyễn"), 6);
        assert_eq!(width("Nguye\u{302}\u{303}n"), 6);
        assert_eq!(width("日本"), 4);
        assert_eq!(left("日本語", 5), "日本…");
    }

    #[test]
    fn a_cut_shows() {
        assert_eq!(cut("Nguyễn Văn An", 8), "Nguyễn…");
        assert_eq!(cut("Nguyễn", 6), "Nguyễn");
        assert_eq!(right("7", 3), "  7");
    }

    #[test]
    fn the_longer_side_of_an_arrow_gets_the_room() {
        assert_eq!(arrow("a", "0123456789", 14), "a → 0123456789");
        assert_eq!(arrow("0123456789", "a", 14), "0123456789 → a");
        assert_eq!(arrow("0123456789", "0123456789", 13), "0123… → 0123…");
    }

    #[test]
    fn a_cell_cannot_steer_the_terminal() {
        assert_eq!(clean("a\u{1b}[31mb\r\nc\u{202E}d"), "a [31mb  cd");
    }

    #[test]
    fn words_are_kept_whole() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("/a/long/path is", 5), ["/a/long/path", "is"]);
    }
}
