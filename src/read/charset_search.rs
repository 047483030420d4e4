//! Which encoding a text file without a byte-order mark is in.
//!
//! It reads the first part of the file that is not plain ASCII, and no rows. Invariant: it returns an encoding only
//! if no other one fits; a clean UTF-8 file is read once.

use std::io::{self, Read, Seek};

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::{ReadError, charset::Charset, encoding_scorer::WordCounts, font::Font};
use crate::{
    error::{Error, Result},
    model,
};

/// Bytes read at a time while the file is plain ASCII.
const CHUNK: usize = 64 * 1024;
/// Bytes that are examined after the first one that is not ASCII.
const LOOKED_AT: u64 = 256 * 1024;

/// Decides how the file is decoded, and leaves it at its start; the outer error is an I/O error.
///
/// # Errors
/// `Kind::Config` for an unknown encoding name, `Kind::Input` if more than one encoding fits.
pub(super) fn settle(
    file: &mut (impl Read + Seek),
    wanted: &model::Encoding,
) -> io::Result<Result<Charset>> {
    let settled = match wanted {
        model::Encoding::Auto => found(file)?,
        model::Encoding::Named(name) => named(name),
    };
    file.rewind()?;
    Ok(settled)
}

fn named(name: &str) -> Result<Charset> {
    match name {
        "tcvn3" => return Ok(Charset::of(Font::Tcvn3)),
        "vni" => return Ok(Charset::of(Font::Vni)),
        _ => {}
    }
    let found = Encoding::for_label_no_replacement(name.as_bytes());
    let found = found.map(Charset::plain);
    found.ok_or_else(|| ReadError::UnknownEncoding(name.to_owned()).into())
}

fn found(file: &mut (impl Read + Seek)) -> io::Result<Result<Charset>> {
    let mut start = Vec::with_capacity(CHUNK);
    file.take(CHUNK as u64).read_to_end(&mut start)?;
    if let Some((marked, _)) = Encoding::for_bom(&start) {
        return Ok(Ok(Charset::plain(marked)));
    }
    if let Some(wide) = wide(&start) {
        return Ok(Ok(Charset::plain(wide)));
    }
    while start.len() == CHUNK && start.is_ascii() {
        start.clear();
        file.take(CHUNK as u64).read_to_end(&mut start)?;
    }
    let is_cut = start.len() == CHUNK;
    if is_cut {
        file.take(LOOKED_AT).read_to_end(&mut start)?;
        start.truncate(end_of_lines(&start));
    }
    if is_unicode(&start) {
        return Ok(Ok(Charset::plain(UTF_8)));
    }
    let judged = words(file)?.judge();
    Ok(judged.map_err(|candidates| unclear(&candidates)))
}

/// Uses the words of the whole file, because its first rows may not be typical.
fn words(file: &mut (impl Read + Seek)) -> io::Result<WordCounts> {
    file.rewind()?;
    let mut words = WordCounts::default();
    let mut part = Vec::with_capacity(CHUNK);
    loop {
        let left = part.len();
        let limit = u64::try_from(CHUNK).unwrap_or(u64::MAX);
        if file.take(limit).read_to_end(&mut part)? == 0 {
            words.add(&part[..left]);
            return Ok(words);
        }
        let rest = part.split_off(end_of_lines(&part));
        words.add(&part);
        part = rest;
    }
}

/// UTF-16 without a byte-order mark: one byte of nearly every pair is zero, and always the same one.
fn wide(start: &[u8]) -> Option<&'static Encoding> {
    let pairs = start.len() / 2;
    let zeros = |at: usize| {
        start
            .iter()
            .skip(at)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let (first, second) = (zeros(0), zeros(1));
    let is_rule = |many: usize, few: usize| many > 1 && many * 5 >= pairs * 2 && few * 50 <= many;
    match () {
        () if is_rule(second, first) => Some(UTF_16LE),
        () if is_rule(first, second) => Some(UTF_16BE),
        () => None,
    }
}

/// A letter cut at the end of the sample would count against the right encoding.
fn end_of_lines(part: &[u8]) -> usize {
    let end = part.iter().rposition(|byte| matches!(byte, b'\n' | b'\r'));
    end.unwrap_or(part.len())
}

/// A file with an invalid letter is still UTF-8, with an error in that row; it is never read in another encoding.
fn is_unicode(start: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in start.utf8_chunks() {
        let letters = chunk.valid().chars();
        whole += letters.filter(|letter| !letter.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken == 0 || whole > broken
}

fn unclear(candidates: &[Charset]) -> Error {
    let names: Vec<&str> = candidates.iter().map(|one| one.name()).collect();
    let candidates = names.join(" or ");
    ReadError::UnclearEncoding { candidates }.into()
}
