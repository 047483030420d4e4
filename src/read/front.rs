//! What a program has written in front of a table: a stray line break, a mark of UTF-8, a message of PHP.
//!
//! Only the first bytes of a file are looked at. Invariant: what stands in front is skipped only where the table behind
//! it can be told from it for sure, and is always named.

use crate::model::InFront;

/// So much of it is shown.
const SHOWN: usize = 60;

/// How programs begin their messages, in small letters.
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

/// How the lines of a page begin, in small letters.
const PAGES: [&str; 4] = ["<!doctype html", "<html", "<table", "<head>"];

/// Where this mark is, if nothing but text stands in front of it.
pub(super) fn before(mark: &[u8], start: &[u8]) -> Option<usize> {
    let at = start.windows(mark.len()).position(|some| some == mark)?;
    let is_text = |byte: &u8| *byte >= b' ' || byte.is_ascii_whitespace();
    (at > 0 && start[..at].iter().all(is_text)).then_some(at)
}

/// These bytes, as a person is told of them.
pub(super) fn skipped(bytes: &[u8]) -> InFront {
    let text = String::from_utf8_lossy(bytes);
    InFront {
        bytes: bytes.len(),
        text: text.chars().take(SHOWN).collect(),
        is_cut: text.chars().nth(SHOWN).is_some(),
    }
}

/// Whether a text in small letters, without blanks in front, begins with a program's message.
pub(super) fn is_message(text: &str) -> bool {
    MESSAGES.iter().any(|sign| text.starts_with(sign))
}

/// Whether a page begins in a line of such a text.
pub(super) fn has_page(text: &str) -> bool {
    let begins = |line: &str| PAGES.iter().any(|sign| line.trim_start().starts_with(sign));
    text.lines().any(begins)
}
