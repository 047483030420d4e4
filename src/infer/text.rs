//! The syntax of the draft: quoted texts, aligned comments, examples.
//!
//! It decides nothing. Invariant: every text of a sheet ends up inside quotes or behind a `#`, on one line.

use std::fmt::Display;

use super::profile::ColumnProfile;
use crate::{language::say, model::visible::steers};

/// Comments are aligned at this column, unless a line is longer.
const WIDEST: usize = 46;

/// Longer examples are cut.
const LONGEST: usize = 28;

/// `left = right   # comment`, or the whole behind a `#`.
#[derive(Clone, Debug)]
pub(super) struct ConfigLine {
    pub active: bool,
    pub text: String,
    pub comment: String,
}

impl ConfigLine {
    pub(super) fn active(text: impl Into<String>, comment: impl Into<String>) -> Self {
        Self {
            active: true,
            text: text.into(),
            comment: comment.into(),
        }
    }

    pub(super) fn doubt(text: impl Into<String>, comment: impl Into<String>) -> Self {
        Self {
            active: false,
            ..Self::active(text, comment)
        }
    }
}

/// The first line of a table below the source.
pub(super) fn title(name: impl Display, comment: impl Into<String>) -> ConfigLine {
    ConfigLine::active(format!("[source.{name}]"), comment)
}

/// A table below the source; empty if it has no lines.
pub(super) fn section(
    name: impl Display,
    comment: &str,
    mut lines: Vec<ConfigLine>,
) -> Vec<ConfigLine> {
    if !lines.is_empty() {
        lines.insert(0, title(name, comment));
    }
    lines
}

/// Lines whose comments begin at the same column.
pub(super) fn block(out: &mut String, lines: &[ConfigLine]) {
    let text = |line: &ConfigLine| format!("{}{}", if line.active { "" } else { "# " }, line.text);
    let texts: Vec<String> = lines.iter().map(text).collect();
    let widths = texts.iter().map(|text| text.chars().count());
    let width = widths.filter(|width| *width <= WIDEST).max().unwrap_or(0);
    for (text, line) in texts.iter().zip(lines) {
        let comment = flat(&line.comment);
        let comment = comment.trim_end_matches([' ', ':']);
        if comment.is_empty() {
            out.extend([text, "\n"]);
        } else {
            out.extend([format!("{text:width$}  # {comment}\n")]);
        }
    }
}

/// A text in quotes, in TOML syntax.
pub(super) fn quoted(text: &str) -> String {
    let escaped = |letter: char| match letter {
        '"' | '\\' => format!("\\{letter}"),
        '\n' => "\\n".to_owned(),
        '\t' => "\\t".to_owned(),
        letter if steers(letter) => format!("\\u{:04X}", u32::from(letter)),
        letter => letter.to_string(),
    };
    format!("\"{}\"", text.chars().map(escaped).collect::<String>())
}

/// A TOML key, quoted if necessary.
pub(super) fn toml_key(code: &str) -> String {
    let is_bare = |one: char| one.is_ascii_alphanumeric() || matches!(one, '_' | '-');
    if !code.is_empty() && code.chars().all(is_bare) {
        code.to_owned()
    } else {
        quoted(code)
    }
}

/// A count of rows.
pub(super) fn rows(count: usize) -> String {
    say!("infer-rows", count)
}

/// A few values of a column, for a comment.
pub(super) fn examples(column: &ColumnProfile) -> String {
    let texts: Vec<String> = column.examples.iter().map(|text| shown(text)).collect();
    texts.join(" · ")
}

/// A text of a sheet on one line, cut if it is long.
pub(super) fn shown(text: &str) -> String {
    cut(&flat(text), LONGEST)
}

/// A list of texts on one line.
pub(super) fn listed(texts: &[&str]) -> String {
    cut(&flat(&texts.join(", ")), 4 * LONGEST)
}

fn cut(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}

/// Without line breaks and control characters for terminals.
pub(super) fn flat(text: &str) -> String {
    text.replace(steers, " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_quoted_for_toml_and_flat_in_comments() {
        assert_eq!(quoted("Mã\n\"KH\" \\"), r#""Mã\n\"KH\" \\""#);
        assert_eq!(quoted("\u{1b}"), "\"\\u001B\"");
        assert_eq!(quoted("\u{85}\u{202e}"), "\"\\u0085\\u202E\"");
        assert_eq!(flat("a\nb\u{202e}c"), "a b c");
        assert_eq!(shown(&"x".repeat(60)).chars().count(), LONGEST + 1);
    }

    #[test]
    fn comments_stand_below_each_other() {
        let mut out = String::new();
        block(
            &mut out,
            &[
                ConfigLine::active("a = 1", "one"),
                ConfigLine::doubt("bb = 2", "two"),
                ConfigLine::active("c = 3", ""),
            ],
        );
        assert_eq!(out, "a = 1     # one\n# bb = 2  # two\nc = 3\n");
    }
}
