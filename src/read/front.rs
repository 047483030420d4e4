//! Program output in front of a table: a stray line break, a UTF-8 mark, a PHP message.
//!
//! It checks only the first bytes of a file. Invariant: a prefix is skipped only if the table after it is clearly
//! recognised, and it is always reported.

use crate::model::InFront;

/// The number of its characters that are shown.
const SHOWN: usize = 60;

/// The beginnings of programs' messages, in lower case.
const MESSAGES: [&str; 12] = [
    "<br",
    "<b>",
    "notice:",
    "warning:",
    "deprecated:",
    "fatal error:",
    "parse error:",
    "php notice",
    "php warning",
    "php deprecated",
    "php fatal",
    "traceback (most recent",
];

/// The beginnings of the lines of a page, in lower case.
const PAGES: [&str; 4] = ["<!doctype html", "<html", "<table", "<head>"];

/// The position of the mark, if only text comes before it.
pub(super) fn before(mark: &[u8], start: &[u8]) -> Option<usize> {
    let at = start.windows(mark.len()).position(|some| some == mark)?;
    let is_text = |byte: &u8| *byte >= b' ' || byte.is_ascii_whitespace();
    (at > 0 && start[..at].iter().all(is_text)).then_some(at)
}

/// These bytes as shown to people.
pub(super) fn skipped(bytes: &[u8]) -> InFront {
    let text = String::from_utf8_lossy(bytes);
    InFront {
        bytes: bytes.len(),
        text: text.chars().take(SHOWN).collect(),
        is_cut: text.chars().nth(SHOWN).is_some(),
    }
}

/// Whether a text in lower case, without leading blanks, begins with a program's message.
pub(super) fn is_message(text: &str) -> bool {
    MESSAGES.iter().any(|sign| text.starts_with(sign))
}

/// Whether a page begins in a line of such a text.
pub(super) fn has_page(text: &str) -> bool {
    let begins = |line: &str| PAGES.iter().any(|sign| line.trim_start().starts_with(sign));
    text.lines().any(begins)
}
