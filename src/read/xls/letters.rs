//! The charset of an old workbook's texts.
//!
//! Since 1997 they are UTF-16, whatever code page the file declares; before, they are in that code page. Invariant: a
//! letter of an unknown code page becomes U+FFFD, never another letter.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::records::RecordBytes;

/// The charset of a workbook.
#[derive(Clone, Copy)]
pub(super) enum Letters {
    Wide,
    Bytes(&'static Encoding),
}

impl Letters {
    /// The charset of workbooks before 1997 that declare no code page.
    pub(super) fn old() -> Self {
        Self::Bytes(WINDOWS_1252)
    }

    /// The same, with this code page where a text can be in one.
    pub(super) fn in_code_page(self, page: u16) -> Self {
        match self {
            Self::Wide => Self::Wide,
            Self::Bytes(_) => Self::Bytes(encoding(page)),
        }
    }

    /// A text after its length in two bytes.
    pub(super) fn text(self, bytes: &mut RecordBytes<'_>) -> Option<String> {
        let count = usize::from(bytes.number()?);
        self.letters(bytes, count)
    }

    /// A short text after its length in one byte.
    pub(super) fn short(self, bytes: &mut RecordBytes<'_>) -> Option<String> {
        let count = usize::from(bytes.byte()?);
        self.letters(bytes, count)
    }

    fn letters(self, bytes: &mut RecordBytes<'_>, count: usize) -> Option<String> {
        match self {
            Self::Wide => bytes.wide(count),
            Self::Bytes(encoding) => {
                let bytes = bytes.take(count)?;
                let (text, _) = encoding.decode_without_bom_handling(&bytes);
                Some(text.into_owned())
            }
        }
    }
}

/// The encoding of a code page by its number. UTF-8 is used for unknown ones: it turns all that is not ASCII into
/// U+FFFD.
fn encoding(page: u16) -> &'static Encoding {
    let other = format!("windows-{page}");
    let label = match page {
        // ASCII, multi-byte code pages before 1997, and a number of Excel's own.
        367 | 1200 | 0x8001 => "windows-1252",
        932 => "shift_jis",
        936 => "gbk",
        950 => "big5",
        10_000 | 0x8000 => "macintosh",
        10_007 => "x-mac-cyrillic",
        _ => &other,
    };
    Encoding::for_label(label.as_bytes()).unwrap_or(UTF_8)
}
