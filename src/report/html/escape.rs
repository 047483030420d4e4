//! JSON that can stand inside a page.
//!
//! What the page's parser could take for a tag is written as JSON's own escape, which JSON reads as the
//! same character. Invariant: neither `<` nor `>` nor `&` comes out, nor a line end of JavaScript.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Serializer, ser::Formatter};

/// Writes a value as JSON that no cell can break out of.
pub(super) fn embed<T: Serialize>(out: &mut impl Write, value: &T) -> io::Result<()> {
    let mut serializer = Serializer::with_formatter(out, Embedded);
    Ok(value.serialize(&mut serializer)?)
}

/// Compact, and harmless to an HTML parser.
struct Embedded;

impl Formatter for Embedded {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(is_markup) {
            writer.write_all(&rest.as_bytes()[..at])?;
            let mut characters = rest[at..].chars();
            let character = characters.next().map_or(0, u32::from);
            write!(writer, "\\u{character:04x}")?;
            rest = characters.as_str();
        }
        writer.write_all(rest.as_bytes())
    }
}

const fn is_markup(character: char) -> bool {
    matches!(character, '<' | '>' | '&' | '\u{2028}' | '\u{2029}')
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
