//! How the bytes of a text file become letters: an encoding, and a legacy Vietnamese charset over it.
//!
//! It decodes nothing itself. Invariant: a legacy charset is always decoded from windows-1252.

use encoding_rs::{Encoding, WINDOWS_1252};

use super::font::Font;

/// How bytes are decoded.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Charset {
    pub encoding: &'static Encoding,
    /// The legacy Vietnamese charset, if the letters need a second decoding.
    pub font: Option<Font>,
}

impl Charset {
    pub(super) const fn plain(encoding: &'static Encoding) -> Self {
        let font = None;
        Self { encoding, font }
    }

    pub(super) const fn of(font: Font) -> Self {
        let (encoding, font) = (WINDOWS_1252, Some(font));
        Self { encoding, font }
    }

    /// The usual name.
    pub(super) fn name(self) -> &'static str {
        self.font.map_or(self.encoding.name(), Font::name)
    }
}
