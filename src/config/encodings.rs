//! `encoding` and `text_encoding` of a source: how its bytes and its letters are to be read.
//!
//! It decodes nothing. Invariant: a name that nobody could follow is refused with its line, before any
//! file is opened.

use toml::Spanned;

use super::meant::filled;
use super::page::{Page, nearest};
use crate::error::{Error, Result};
use crate::model::{Encoding, TextEncoding};

/// The bytes of a text file.
pub fn bytes(page: &Page<'_>, written: Option<&Spanned<String>>) -> Result<Encoding> {
    let Some(written) = written else {
        return Ok(Encoding::Auto);
    };
    let name = filled(page, written, "encoding")?;
    Encoding::from_name(&name).ok_or_else(|| unknown(page, written, "encoding", &name))
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
    let message = format!("`text_encoding` is `{name}`, not one of auto, tcvn3, vni, unicode");
    meant.ok_or_else(|| {
        page.wrong_in(written, message)
            .hint("it is for workbooks typed with old Vietnamese fonts; for text files there is `encoding`")
    })
}

fn font(meant: &Encoding) -> Option<TextEncoding> {
    match meant {
        Encoding::Auto => Some(TextEncoding::Auto),
        Encoding::Named(name) if name == "tcvn3" => Some(TextEncoding::Tcvn3),
        Encoding::Named(name) if name == "vni" => Some(TextEncoding::Vni),
        Encoding::Named(_) => None,
    }
}

/// Only what Vietnamese files have is listed; any other name is suggested where it is near.
fn unknown(page: &Page<'_>, place: &Spanned<String>, key: &str, name: &str) -> Error {
    let error = page.wrong_in(
        place,
        format!("`{key}`: `{name}` is not the name of an encoding"),
    );
    match nearest(name, Encoding::names()) {
        Some(meant) => error.hint(format!("did you mean `{meant}`?")),
        None => error
            .hint("for example auto, utf-8, utf-16le, windows-1258, windows-1252, tcvn3 or vni"),
    }
}
