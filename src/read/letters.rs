//! The bytes of a text file, decoded, become the letters that a person sees.
//!
//! A text file is in one encoding as a whole, and a letter that its encoding does not have is an error; what the
//! letters in cells stand for besides is a matter of the sheet (`sheet_letters`). Invariant: what is clean UTF-8 is not
//! even looked at.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1258;
use unicode_normalization::UnicodeNormalization;

use super::charset::Charset;

/// The text of a cell whose bytes were decoded; `None` where it has a letter that the font has not.
pub(super) fn from_bytes(text: &str, charset: Charset) -> Option<Cow<'_, str>> {
    match charset.font {
        _ if text.is_ascii() || are_themselves(charset) => Some(Cow::Borrowed(text)),
        None => Some(Cow::Owned(text.nfc().collect())),
        Some(font) => font.shown(text).map(Cow::Owned),
    }
}

/// Whether a text is what its bytes were decoded to, as it stands.
pub(super) fn are_themselves(charset: Charset) -> bool {
    charset.font.is_none() && charset.encoding != WINDOWS_1258
}
