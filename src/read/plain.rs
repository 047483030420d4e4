//! Rows of a CSV file in which nothing can be wrong, which is nearly every row.
//!
//! It is for going over them at once; whatever it does not know is left to the scanner. Invariant: such a row
//! is not blank and has no NUL, and its quotes stand around whole cells of one line.

use memchr::{memchr, memchr3};

/// Where such a row ends, of which these bytes are the beginning; `None` where it may be another one.
pub(super) fn row(bytes: &[u8], delimiter: u8) -> Option<usize> {
    let mut at = 0;
    let end = loop {
        let found = at + memchr3(b'"', b'\r', b'\n', &bytes[at..])?;
        if bytes[found] != b'"' {
            break found;
        }
        let opens = found == 0 || bytes[found - 1] == delimiter;
        let cell = &bytes[found + 1..];
        let closes = memchr3(b'"', b'\r', b'\n', cell).filter(|at| opens && cell[*at] == b'"')?;
        at = found + closes + 2;
        let behind = *bytes.get(at)?;
        if behind != delimiter && !matches!(behind, b'\r' | b'\n') {
            return None;
        }
    };
    let is_plain = end > 0 && memchr(0, &bytes[..end]).is_none();
    is_plain.then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_rows_end_where_they_end() {
        for text in ["a,b", "\"a,b\",c", "a,\"\"", "a b\"c", ",", "\"a\",\"b\""] {
            for end in ["\n", "\r\n", "\r"] {
                let bytes = format!("{text}{end}x,\"y");
                let expected = (text != "a b\"c").then_some(text.len());
                assert_eq!(row(bytes.as_bytes(), b','), expected, "{bytes:?}");
            }
        }
    }

    #[test]
    fn all_others_are_left_alone() {
        let texts = [
            "\n",
            "\r\n",
            "a,b",
            "a\0b\n",
            "\"a\nb\"\n",
            "\"a\"\"b\"\n",
            "\"a\" ,b\n",
            "a,\"b",
            "\"a\"",
            "a;\"b\"\n",
            "\"a\"b\n",
        ];
        for text in texts {
            assert_eq!(row(text.as_bytes(), b','), None, "{text:?}");
        }
    }
}
