//! Rebuilds an archive from its directory, without compression.
//!
//! It reads no file. Invariant: the files keep the order of the directory, and no byte of one can be mistaken for the
//! directory's end.

use super::archive_entry::{ArchiveEntry, ArchivePart};

/// The number of bytes at the end of an archive in which the directory's end is searched.
const SEARCHED: usize = 1 << 17;

/// A run of bytes of the archive.
pub(super) struct ArchiveRange {
    pub start: u64,
    pub length: u64,
    pub content: ArchivePart,
}

/// The rebuilt archive: each file after its header, then the directory.
pub(super) fn pieces(entries: Vec<ArchiveEntry>) -> Vec<ArchiveRange> {
    let mut pieces = Vec::new();
    let mut directory = Vec::new();
    let count = u16::try_from(entries.len()).unwrap_or(u16::MAX);
    for entry in entries {
        let offset = end(&pieces).to_le_bytes();
        let common = common(&entry);
        let name = entry.name.as_bytes();
        made(&mut pieces, &[b"PK\x03\x04\x14\0", &common, name]);
        directory.extend(b"PK\x01\x02\x14\0\x14\0");
        directory.extend(common);
        directory.extend([0; 10]);
        directory.extend(&offset[..4]);
        directory.extend(name);
        push(&mut pieces, u64::from(entry.size), entry.content);
    }
    // A reader searches backwards for the directory's end and must not find a file's bytes there.
    made(&mut pieces, &[&vec![0; SEARCHED]]);
    let start = end(&pieces).to_le_bytes();
    let length = (directory.len() as u64).to_le_bytes();
    let counts = [count, count].map(u16::to_le_bytes).concat();
    let last = [
        b"PK\x05\x06\0\0\0\0",
        &counts[..],
        &length[..4],
        &start[..4],
    ]
    .concat();
    made(&mut pieces, &[&directory, &last, &[0, 0]]);
    pieces
}

/// The end of the last piece.
pub(super) fn end(pieces: &[ArchiveRange]) -> u64 {
    let last = pieces.last();
    last.map_or(0, |piece| piece.start + piece.length)
}

fn made(pieces: &mut Vec<ArchiveRange>, bytes: &[&[u8]]) {
    let bytes = bytes.concat();
    push(pieces, bytes.len() as u64, ArchivePart::Made(bytes));
}

fn push(pieces: &mut Vec<ArchiveRange>, length: u64, content: ArchivePart) {
    let start = end(pieces);
    if length > 0 {
        pieces.push(ArchiveRange {
            start,
            length,
            content,
        });
    }
}

/// The fields that both headers of a file share: a name in UTF-8, no compression, no time, checksum, lengths.
fn common(entry: &ArchiveEntry) -> Vec<u8> {
    let size = entry.size.to_le_bytes();
    let name = u16::try_from(entry.name.len()).unwrap_or(u16::MAX);
    let mut header = b"\0\x08\0\0\0\0\x21\x50".to_vec();
    header.extend(entry.checksum.to_le_bytes());
    header.extend([size, size].concat());
    header.extend(name.to_le_bytes());
    header.extend([0, 0]);
    header
}
