//! The archive of a workbook as its parser gets it: the same files, uncompressed and checked.
//!
//! A parser trusts the sizes in the archive, and a failed allocation ends the process without an error that can be
//! caught. So the parser never reads the archive itself. It reads a virtual one, made from the directory, in which
//! nothing is compressed; its bytes are inflated and checked while they are read. Invariant: no byte reaches the
//! parser before it was counted and checked, and sequential reading inflates no byte twice.

use std::{
    cell::RefCell,
    io::{self, BufReader, Cursor, Read, Seek, SeekFrom},
    rc::Rc,
};

use flate2::bufread::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive, result::ZipResult};

use super::{
    amended,
    archive_entry::{ArchiveEntry, ArchivePart},
    byte_source::{ByteRange, ByteSource},
    directory::{ArchiveRange, end, pieces},
    excess::Excess,
    file_guard::{FileGuard, Syntax},
    findings::{Findings, GuardStop},
    part::GuardedPart,
};

/// Files that an archive may hold: a workbook of thousands of sheets has two or three for each.
const MOST_FILES: usize = 50_000;
/// The largest unpacked size of all files together; the offsets of a directory without zip64 reach no further.
const MOST_BYTES: u64 = 4_000_000_000;

/// The findings of the guard, shared between the archive and the code that drives the parser.
pub(super) type SharedFindings = Rc<RefCell<Findings>>;

/// The archive that the parser reads.
pub(super) struct Archive {
    place: ByteRange,
    syntax: Syntax,
    pieces: Vec<ArchiveRange>,
    length: u64,
    at: u64,
    /// The piece that is being read.
    open: Option<(usize, GuardedPart)>,
    notes: SharedFindings,
}

impl Archive {
    /// The archive in a file; the kind of workbook decides how its files are checked.
    pub(super) fn new(
        place: ByteRange,
        syntax: Syntax,
        notes: &SharedFindings,
    ) -> io::Result<Self> {
        let mut entries = entries(&place, notes)?;
        amend(&mut entries, &place, syntax);
        let pieces = pieces(entries);
        let length = end(&pieces);
        Ok(Self {
            place,
            syntax,
            pieces,
            length,
            at: 0,
            open: None,
            notes: Rc::clone(notes),
        })
    }

    /// A file positioned for the next read: where the last read ended, or at its start. Parsers read files from their
    /// start, and no part of one twice.
    fn opened(&mut self, number: usize, from: u64) -> io::Result<&mut GuardedPart> {
        let open = self.open.take();
        let open = open.filter(|(piece, part)| *piece == number && part.at == from);
        let part = match open {
            Some((_, part)) => part,
            None if from > 0 => return Err(io::ErrorKind::NotSeekable.into()),
            None => {
                let mut notes = self.notes.borrow_mut();
                notes.begin();
                if notes.looks_ahead {
                    notes.ahead.extend(self.watched(number)?.merged());
                }
                GuardedPart::new(self.watched(number)?)?
            }
        };
        let (_, part) = self.open.insert((number, part));
        Ok(part)
    }

    /// The guard that checks the file.
    fn watched(&self, number: usize) -> io::Result<FileGuard> {
        let piece = &self.pieces[number];
        let bytes = bytes(&self.place, &piece.content)?;
        FileGuard::new(bytes, piece.length, self.syntax)
    }
}

impl Read for Archive {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let next = self.pieces.partition_point(|piece| piece.start <= self.at);
        let Some(number) = next.checked_sub(1).filter(|_| self.at < self.length) else {
            return Ok(0);
        };
        let piece = &self.pieces[number];
        let from = self.at - piece.start;
        let rest = usize::try_from(piece.length - from).unwrap_or(usize::MAX);
        let room = rest.min(buffer.len());
        let count = if let ArchivePart::Made(made) = &piece.content {
            let from = usize::try_from(from).unwrap_or(usize::MAX);
            buffer[..room].copy_from_slice(&made[from..from + room]);
            room
        } else {
            let notes = Rc::clone(&self.notes);
            let part = self.opened(number, from)?;
            part.read(&mut buffer[..room], &mut notes.borrow_mut())?
        };
        self.at += count as u64;
        Ok(count)
    }
}

impl Seek for Archive {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.length.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

fn bytes(place: &ByteRange, content: &ArchivePart) -> io::Result<Box<dyn Read + Send>> {
    let mut file = place.open()?;
    Ok(match *content {
        ArchivePart::Stored(start) => {
            file.seek(SeekFrom::Start(start))?;
            Box::new(BufReader::new(file))
        }
        ArchivePart::Deflated(start, length) => {
            file.seek(SeekFrom::Start(start))?;
            let packed = BufReader::with_capacity(1 << 16, file.take(length));
            Box::new(DeflateDecoder::new(packed))
        }
        ArchivePart::Amended(ref bytes) => Box::new(Cursor::new(bytes.clone())),
        ArchivePart::Made(_) => Box::new(io::empty()),
    })
}

/// Changes the files that the parser would refuse the workbook for. A file that is too long or can't be inflated is
/// left to the guard.
fn amend(entries: &mut [ArchiveEntry], place: &ByteRange, syntax: Syntax) {
    for at in 0..entries.len() {
        let entry = &mut entries[at];
        let read = |content: &ArchivePart, most: u64| {
            let mut read = Vec::new();
            let bytes = bytes(place, content)?.take(most);
            { bytes }.read_to_end(&mut read).map(|_| read)
        };
        let start = |most| read(&entry.content, most).unwrap_or_default();
        let Some(most) = amended::most(&entry.name, syntax, start) else {
            continue;
        };
        let content = read(&entry.content, most.min(u64::from(entry.size)));
        let content = content.unwrap_or_default();
        if amended::checksum(&content) != entry.checksum {
            continue;
        }
        let names = amended::names(&entry.name, &content);
        let content = amended::amended(&entry.name, content);
        entry.checksum = amended::checksum(&content);
        entry.size = u32::try_from(content.len()).unwrap_or(u32::MAX);
        entry.content = ArchivePart::Amended(content);
        for (name, expected) in names {
            rename(entries, &name, &expected);
        }
    }
}

/// Gives a file the name that the parser looks for.
fn rename(entries: &mut [ArchiveEntry], name: &str, expected: &str) {
    let position = |name: &str| {
        let mut entries = entries.iter();
        entries.position(|entry| entry.name.eq_ignore_ascii_case(name))
    };
    let (Some(found), other) = (position(name), position(expected)) else {
        return;
    };
    if let Some(other) = other {
        name.clone_into(&mut entries[other].name);
    }
    expected.clone_into(&mut entries[found].name);
}

/// The files of the archive that a parser may read, from its directory.
fn entries(place: &ByteRange, notes: &SharedFindings) -> io::Result<Vec<ArchiveEntry>> {
    let mut archive = ZipArchive::new(BufReader::new(place.open()?))?;
    if archive.len() > MOST_FILES {
        return Err(refused(Excess::Files, notes));
    }
    let mut entries = Vec::with_capacity(archive.len());
    let mut all = 0;
    for number in 0..archive.len() {
        if let Some(entry) = entry(&mut archive, number, notes)? {
            all += u64::from(entry.size);
            entries.push(entry);
        }
    }
    if all > MOST_BYTES {
        return Err(refused(Excess::Unpacked, notes));
    }
    Ok(entries)
}

fn refused(reason: Excess, notes: &SharedFindings) -> io::Error {
    notes.borrow_mut().stopped(GuardStop::Refused(reason))
}

fn entry(
    archive: &mut ZipArchive<BufReader<Box<dyn ByteSource>>>,
    number: usize,
    notes: &SharedFindings,
) -> ZipResult<Option<ArchiveEntry>> {
    let file = archive.by_index_raw(number)?;
    let name = file.name()?.into_owned();
    if file.encrypted() {
        return Err(notes.borrow_mut().lock().into());
    }
    let size = u32::try_from(file.size()).unwrap_or(u32::MAX);
    let start = file.data_start().unwrap_or_default();
    let content = match file.compression() {
        CompressionMethod::Stored => ArchivePart::Stored(start),
        CompressionMethod::Deflated => ArchivePart::Deflated(start, file.compressed_size()),
        // No program writes workbooks with another compression. The file is left out; if the parser needs it, the
        // parser reports it.
        _ => return Ok(None),
    };
    Ok((!name.ends_with('/')).then_some(ArchiveEntry {
        name,
        checksum: file.crc32(),
        size,
        content,
    }))
}
