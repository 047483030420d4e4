//! JSON that is safe inside a page.
//!
//! Characters that the HTML parser could take for a tag are written as JSON escapes, which mean the same to the
//! script. Invariant: the output has no `<`, `>` or `&`, and no line terminator of JavaScript.

use std::io::{self, Write};

use serde::Serialize;

/// JSON has none of these characters outside of a string, so they can be replaced everywhere.
const MARKUP: [(char, &str); 5] = [
    ('<', "\\u003c"),
    ('>', "\\u003e"),
    ('&', "\\u0026"),
    ('\u{2028}', "\\u2028"),
    ('\u{2029}', "\\u2029"),
];

/// Writes a value as JSON that no cell's text can break out of.
pub(super) fn embed<T: Serialize>(out: &mut impl Write, value: &T) -> io::Result<()> {
    let mut json = serde_json::to_string(value)?;
    for (character, escape) in MARKUP {
        if json.contains(character) {
            json = json.replace(character, escape);
        }
    }
    out.write_all(json.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn embedded(text: &str) -> String {
        let mut out = Vec::new();
        embed(&mut out, &text).expect("memory takes it");
        String::from_utf8(out).expect("it is UTF-8")
    }

    #[test]
    fn a_tag_is_no_tag_any_more() {
        let text = "</script><!-- & \u{2028}\u{2029} \"Nguyễn\" \\";
        let written = embedded(text);
        assert_eq!(
            written,
            r#""\u003c/script\u003e\u003c!-- \u0026 \u2028\u2029 \"Nguyễn\" \\""#
        );
        let read: String = serde_json::from_str(&written).expect("it is JSON");
        assert_eq!(read, text);
    }
}
