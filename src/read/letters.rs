//! Turns the decoded cells of a text file into the letters that a person sees.
//!
//! A text file is in one encoding as a whole, and a letter that its encoding lacks is an error; fonts of single
//! sheets are the task of `sheet_letters`. Invariant: clean UTF-8 is not even checked.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1258;
use unicode_normalization::UnicodeNormalization;

use super::charset::Charset;

/// The text of a decoded cell; `None` if it has a letter that the font lacks.
pub(super) fn from_bytes(text: &str, charset: Charset) -> Option<Cow<'_, str>> {
    match charset.font {
        _ if text.is_ascii() || are_themselves(charset) => Some(Cow::Borrowed(text)),
        None => Some(Cow::Owned(text.nfc().collect())),
        Some(font) => font.shown(text).map(Cow::Owned),
    }
}

/// Whether the decoded text needs no change.
pub(super) fn are_themselves(charset: Charset) -> bool {
    charset.font.is_none() && charset.encoding != WINDOWS_1258
}
