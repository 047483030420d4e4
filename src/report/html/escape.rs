//! JSON that can stand inside a page.
//!
//! What the page's parser could take for a tag is written as JSON's own escape, which JSON reads as the
//! same character. Invariant: neither `<` nor `>` nor `&` comes out, nor a line end of JavaScript.

use std::io::{self, Write};

use serde::Serialize;

/// Outside of a text JSON has none of these characters, so that they can be replaced wherever they are.
const MARKUP: [(char, &str); 5] = [
    ('<', "\\u003c"),
    ('>', "\\u003e"),
    ('&', "\\u0026"),
    ('\u{2028}', "\\u2028"),
    ('\u{2029}', "\\u2029"),
];

/// Writes a value as JSON that no cell can break out of.
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
