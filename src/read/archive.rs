//! The archive of a workbook, as its parser gets it: the same files, uncompressed and watched.
//!
//! A parser trusts the sizes that a file tells of itself, and memory that is not there ends the process
//! where no error can be caught. So the parser never sees the archive itself but one made up from its
//! directory, in which nothing is compressed, and whose bytes are inflated and looked at as they are read.
//! Invariant: no byte reaches the parser that was not counted and watched, and none is inflated twice
//! in reading on.

use std::{
    cell::RefCell,
    fs::File,
    io::{self, BufReader, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    rc::Rc,
};

use flate2::bufread::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive, result::ZipResult};

use super::{
    part::{Inflated, Part},
    watch::{Notes, Syntax, Watch},
};

/// Files that an archive may hold: a workbook of thousands of sheets has two or three for each.
const MOST_FILES: usize = 50_000;
/// Bytes that all files may have when unpacked; the old kind of directory can't point any further.
const MOST_BYTES: u64 = 4_000_000_000;
/// So many bytes are looked through for the directory from the end of an archive.
const SEARCHED: usize = 1 << 17;

/// What the watch has seen, shared between the archive and whoever reads through a parser.
pub(super) type Shared = Rc<RefCell<Notes>>;

/// The archive that the parser reads.
pub(super) struct Archive {
    path: PathBuf,
    syntax: Syntax,
    pieces: Vec<Piece>,
    length: u64,
    at: u64,
    open: Option<Open>,
    notes: Shared,
}

struct Piece {
    start: u64,
    length: u64,
    content: Content,
}

enum Content {
    Made(Vec<u8>),
    Stored(u64),
    Deflated(u64, u64),
}

/// A file of the archive that is being read.
struct Open {
    piece: usize,
    at: u64,
    part: Part,
}

/// What the directory says of one file.
struct Entry {
    name: String,
    checksum: u32,
    size: u32,
    content: Content,
}

impl Archive {
    /// The archive in a file; what its files are made of decides how they are watched.
    pub(super) fn new(path: &Path, syntax: Syntax, notes: &Shared) -> io::Result<Self> {
        let entries = entries(path, notes)?;
        let pieces = pieces(entries);
        let length = pieces.last().map_or(0, |piece| piece.start + piece.length);
        Ok(Self {
            path: path.to_owned(),
            syntax,
            pieces,
            length,
            at: 0,
            open: None,
            notes: Rc::clone(notes),
        })
    }

    /// Where a file that stands at this position goes on, opened anew unless it was read so far.
    fn opened(&mut self, number: usize, from: u64) -> io::Result<&mut Open> {
        let is_there = |open: &Open| open.piece == number && open.at == from;
        if !self.open.as_ref().is_some_and(is_there) {
            let piece = &self.pieces[number];
            self.notes.borrow_mut().begin();
            let mut open = Open {
                piece: number,
                at: 0,
                part: Part::new(|| inflated(&self.path, piece, self.syntax))?,
            };
            let mut passed = [0; 4096];
            while open.at < from {
                let rest = usize::try_from(from - open.at).unwrap_or(usize::MAX);
                let room = rest.min(passed.len());
                open.read(&mut passed[..room], &self.notes)?;
            }
            self.open = Some(open);
        }
        self.open
            .as_mut()
            .ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }
}

impl Open {
    fn read(&mut self, buffer: &mut [u8], notes: &Shared) -> io::Result<usize> {
        let count = self.part.read(buffer, &mut notes.borrow_mut())?;
        self.at += count as u64;
        Ok(count)
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
        let count = if let Content::Made(made) = &piece.content {
            let from = usize::try_from(from).unwrap_or(usize::MAX);
            buffer[..room].copy_from_slice(&made[from..from + room]);
            room
        } else {
            let notes = Rc::clone(&self.notes);
            let open = self.opened(number, from)?;
            open.read(&mut buffer[..room], &notes)?
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

fn inflated(path: &Path, piece: &Piece, syntax: Syntax) -> io::Result<Inflated> {
    Ok(Inflated {
        bytes: bytes(path, &piece.content)?,
        watch: Watch::new(syntax, piece.length),
        length: piece.length,
    })
}

fn bytes(path: &Path, content: &Content) -> io::Result<Box<dyn Read + Send>> {
    let mut file = File::open(path)?;
    Ok(match *content {
        Content::Stored(start) => {
            file.seek(SeekFrom::Start(start))?;
            Box::new(BufReader::new(file))
        }
        Content::Deflated(start, length) => {
            file.seek(SeekFrom::Start(start))?;
            let packed = BufReader::with_capacity(1 << 16, file.take(length));
            Box::new(DeflateDecoder::new(packed))
        }
        Content::Made(_) => Box::new(io::empty()),
    })
}

/// The files of the archive that a parser may want, from its directory.
fn entries(path: &Path, notes: &Shared) -> io::Result<Vec<Entry>> {
    let mut archive = ZipArchive::new(BufReader::new(File::open(path)?))?;
    if archive.len() > MOST_FILES {
        return Err(io::Error::other(
            notes.borrow_mut().refuse("it has more than 50,000 files"),
        ));
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
        let reason = notes
            .borrow_mut()
            .refuse("it is over 4,000 MB when unpacked");
        return Err(io::Error::other(reason));
    }
    Ok(entries)
}

fn entry(
    archive: &mut ZipArchive<BufReader<File>>,
    number: usize,
    notes: &Shared,
) -> ZipResult<Option<Entry>> {
    let file = archive.by_index_raw(number)?;
    let name = file.name()?.into_owned();
    if file.encrypted() {
        return Err(io::Error::other(notes.borrow_mut().lock()).into());
    }
    let size = u32::try_from(file.size()).unwrap_or(u32::MAX);
    let start = file.data_start().unwrap_or_default();
    let content = match file.compression() {
        CompressionMethod::Stored => Content::Stored(start),
        CompressionMethod::Deflated => Content::Deflated(start, file.compressed_size()),
        // No writer of workbooks packs in any other way: it is left out, and missed if it was needed.
        _ => return Ok(None),
    };
    Ok((!name.ends_with('/')).then_some(Entry {
        name,
        checksum: file.crc32(),
        size,
        content,
    }))
}

/// The archive anew: each file behind its header, then the directory.
fn pieces(entries: Vec<Entry>) -> Vec<Piece> {
    let mut made = Made::default();
    let mut directory = Vec::new();
    let count = u16::try_from(entries.len()).unwrap_or(u16::MAX);
    for entry in entries {
        let offset = made.length.to_le_bytes();
        let common = common(&entry);
        let name = entry.name.as_bytes();
        made.bytes([b"PK\x03\x04\x14\0".as_slice(), &common, name].concat());
        directory.extend(b"PK\x01\x02\x14\0\x14\0");
        directory.extend(common);
        directory.extend([0; 10]);
        directory.extend(&offset[..4]);
        directory.extend(name);
        made.piece(u64::from(entry.size), entry.content);
    }
    // Whoever looks for the directory reads backwards, and must not come upon a file in doing so.
    made.bytes(vec![0; SEARCHED]);
    let start = made.length.to_le_bytes();
    let length = (directory.len() as u64).to_le_bytes();
    made.bytes(directory);
    let counts = [count, count].map(u16::to_le_bytes).concat();
    let end = [b"PK\x05\x06\0\0\0\0", counts.as_slice(), &length[..4]];
    made.bytes([end.concat(), start[..4].to_vec(), vec![0, 0]].concat());
    made.pieces
}

#[derive(Default)]
struct Made {
    pieces: Vec<Piece>,
    length: u64,
}

impl Made {
    fn bytes(&mut self, bytes: Vec<u8>) {
        self.piece(bytes.len() as u64, Content::Made(bytes));
    }

    fn piece(&mut self, length: u64, content: Content) {
        if length > 0 {
            let start = self.length;
            self.pieces.push(Piece {
                start,
                length,
                content,
            });
        }
        self.length += length;
    }
}

/// What both headers of a file say: a name in UTF-8, no compression, no time, checksum, lengths.
fn common(entry: &Entry) -> Vec<u8> {
    let size = entry.size.to_le_bytes();
    let name = u16::try_from(entry.name.len()).unwrap_or(u16::MAX);
    let mut header = b"\0\x08\0\0\0\0\x21\x50".to_vec();
    header.extend(entry.checksum.to_le_bytes());
    header.extend([size, size].concat());
    header.extend(name.to_le_bytes());
    header.extend([0, 0]);
    header
}
