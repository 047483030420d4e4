//! The draft as text: sections, lines with their comments one below the other, what is left out.
//!
//! It decides nothing. Invariant: whatever stands in a sheet ends up inside quotes or behind a `#`, on one line.

use super::{
    draft::{Draft, Drafted, LeftOut, Line, Section},
    head::{self, Account},
    profile::Profile,
};

/// Comments stand at the same column, unless the line before them is longer than this.
const WIDEST: usize = 46;

/// Longer examples are cut.
const LONGEST: usize = 28;

/// The whole file.
pub(super) fn write(draft: &Draft, account: &Account) -> String {
    let mut out = String::from(
        "# Proposed by `vbot-sync init` from the headers and values of the sheets. Read it through before the\n\
         # first sync: behind each mapping stands how sure it is, with a few values of the column. What is in\n\
         # doubt stands behind a `#` and does nothing until the `#` is taken away. Then:\n\
         #\n\
         #   vbot-sync check              # reads and validates every row; nothing is sent\n\
         #   vbot-sync plan               # what would be sent\n\
         #\n\
         # Credentials never stand in this file. They are read from the environment: VBOT_TOKEN, or\n\
         # VBOT_USERNAME and VBOT_PASSWORD; each also as …_FILE, a path to read it from.\n\n[api]\n",
    );
    let lines: Vec<Line> = head::api(account)
        .into_iter()
        .map(|(text, comment)| Line::active(text, comment))
        .collect();
    block(&mut out, &lines);
    out.push_str(head::SETTINGS);
    out.push_str("\n# The sources. Paths are relative to this file.\n");
    for drafted in &draft.sources {
        source(&mut out, drafted);
    }
    if !draft.left_out.is_empty() {
        out.push_str("\n# Left out:\n");
        for one in &draft.left_out {
            left_out(&mut out, one);
        }
    }
    out
}

fn source(out: &mut String, drafted: &Drafted) {
    out.push_str("\n[[source]]\n");
    block(out, &drafted.head);
    for note in &drafted.notes {
        out.extend(["# ", &flat(note), "\n"]);
    }
    for section in &drafted.sections {
        self::section(out, section);
    }
}

fn section(out: &mut String, section: &Section) {
    if !section.title.is_empty() {
        let title = Line::active(format!("[{}]", section.title), section.comment.clone());
        let lines: Vec<Line> = std::iter::once(title)
            .chain(section.lines.iter().cloned())
            .collect();
        return block(out, &lines);
    }
    block(out, &section.lines);
}

/// Lines whose comments begin at the same column.
fn block(out: &mut String, lines: &[Line]) {
    let texts: Vec<String> = lines
        .iter()
        .map(|line| {
            if line.active {
                line.text.clone()
            } else {
                format!("# {}", line.text)
            }
        })
        .collect();
    let widths = texts
        .iter()
        .map(|text| text.chars().count())
        .filter(|width| *width <= WIDEST);
    let width = widths.max().unwrap_or(0);
    for (text, line) in texts.iter().zip(lines) {
        let comment = flat(&line.comment);
        let comment = comment.trim_end_matches([' ', ':']);
        if comment.is_empty() {
            out.push_str(text);
        } else {
            let blanks = width.saturating_sub(text.chars().count()) + 2;
            out.extend([text, &" ".repeat(blanks), "# ", comment]);
        }
        out.push('\n');
    }
}

fn left_out(out: &mut String, one: &LeftOut) {
    out.push_str(&flat(&format!("#   {}: {}", one.name, one.why)));
    if !one.headers.is_empty() {
        let headers: Vec<String> = one
            .headers
            .iter()
            .take(8)
            .map(|header| shown(header))
            .collect();
        out.push_str(&flat(&format!(" ({})", headers.join(", "))));
    }
    out.push('\n');
}

/// A text between quotes, as TOML has it.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            letter if letter.is_control() => {
                escape(&mut quoted, letter);
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

fn escape(out: &mut String, letter: char) {
    let escaped = format!("\\u{:04X}", u32::from(letter));
    out.push_str(&escaped);
}

/// A few values of a column, for a comment.
pub(super) fn examples(column: &Profile) -> String {
    let texts: Vec<String> = column.examples.iter().map(|text| shown(text)).collect();
    texts.join(" · ")
}

/// A text of a sheet on one line, cut where it is long.
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

/// Without line breaks and without what steers a terminal.
fn flat(text: &str) -> String {
    let steers = |one: char| {
        one.is_control()
            || matches!(one, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars()
        .map(|one| if steers(one) { ' ' } else { one })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_quoted_for_toml_and_flat_in_comments() {
        assert_eq!(quoted("Mã\n\"KH\" \\"), r#""Mã\n\"KH\" \\""#);
        assert_eq!(quoted("\u{1b}"), "\"\\u001B\"");
        assert_eq!(flat("a\nb\u{202e}c"), "a b c");
        assert_eq!(shown(&"x".repeat(60)).chars().count(), LONGEST + 1);
    }

    #[test]
    fn comments_stand_below_each_other() {
        let mut out = String::new();
        block(
            &mut out,
            &[
                Line::active("a = 1", "one"),
                Line::doubt("bb = 2", "two"),
                Line::active("c = 3", ""),
            ],
        );
        assert_eq!(out, "a = 1     # one\n# bb = 2  # two\nc = 3\n");
    }
}
