//! `encoding` and `text_encoding` of a source: how its bytes and its letters are to be read.
//!
//! It decodes nothing. Invariant: a name that nobody could follow is refused with its line, before any
//! file is opened.

use toml::Spanned;

use super::meant::filled;
use super::{error::ConfigError, page::Page};
use crate::error::Result;
use crate::model::{Encoding, TextEncoding};

/// The bytes of a text file.
pub fn bytes(page: &Page<'_>, written: Option<&Spanned<String>>) -> Result<Encoding> {
    let Some(written) = written else {
        return Ok(Encoding::Auto);
    };
    let name = filled(page, written, "encoding")?;
    Encoding::from_name(&name).ok_or_else(|| page.wrong_in(written, ConfigError::Encoding(name)))
}

/// The letters in the cells of a workbook.
pub fn letters(page: &Page<'_>, written: Option<&Spanned<String>>) -> Result<TextEncoding> {
    let Some(written) = written else {
        return Ok(TextEncoding::Unicode);
    };
    let name = filled(page, written, "text_encoding")?;
    let meant = match name.to_lowercase().as_str() {
        "unicode" => Some(TextEncoding::Unicode),
        _ => Encoding::from_name(&name).and_then(|meant| font(&meant)),
    };
    meant.ok_or_else(|| page.wrong_in(written, ConfigError::TextEncoding(name)))
}

fn font(meant: &Encoding) -> Option<TextEncoding> {
    match meant {
        Encoding::Auto => Some(TextEncoding::Auto),
        Encoding::Named(name) if name == "tcvn3" => Some(TextEncoding::Tcvn3),
        Encoding::Named(name) if name == "vni" => Some(TextEncoding::Vni),
        Encoding::Named(_) => None,
    }
}
