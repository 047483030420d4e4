//! The container of old and of encrypted workbooks, an OLE compound file: the streams at its root.
//!
//! Streams below the root belong to embedded objects and are ignored. Invariant: no chain of sectors is followed
//! further than the file is long.

use std::{
    io::{self, Read, Seek, SeekFrom},
    mem,
};

use encoding_rs::UTF_16LE;

/// The first bytes of a container.
pub(super) const MARK: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
const HEADER: u64 = 512;
const LARGEST_NUMBER: u32 = 0xffff_fffa;
const END: u32 = 0xffff_fffe;
const NONE: u32 = 0xffff_ffff;
/// Bytes of a directory that are read; an entry has 128.
const DIRECTORY: usize = 16 << 20;
const ENTRY: usize = 128;
/// Streams shorter than this are kept in small sectors.
const SMALL: usize = 4096;
const SMALL_SECTOR: usize = 64;
const STREAM: u8 = 2;

/// A container whose directory was read.
pub(super) struct CompoundFile<F> {
    sectors: Sectors<F>,
    /// The stream that contains the small sectors.
    all_small: StorageEntry,
    streams: Vec<StorageEntry>,
}

/// The sectors of a file, and the successor of each.
struct Sectors<F> {
    file: F,
    header: Vec<u8>,
    size: usize,
    count: usize,
    next: Vec<u32>,
}

/// An entry of the directory; those of one storage form a tree.
#[derive(Clone, Debug)]
struct StorageEntry {
    name: String,
    kind: u8,
    before: u32,
    after: u32,
    below: u32,
    start: u32,
    length: usize,
}

impl<F: Read + Seek> CompoundFile<F> {
    /// Reads the directory of a container.
    ///
    /// # Errors
    /// `InvalidData` if the file is not a valid container.
    pub(super) fn new(file: F) -> io::Result<Self> {
        let mut sectors = Sectors::new(file)?;
        let directory = sectors.chain(sectors.word(48)?, DIRECTORY)?;
        let entries = directory.chunks_exact(ENTRY).map(StorageEntry::new);
        let entries: Vec<StorageEntry> = entries.collect::<Option<_>>().ok_or_else(unsound)?;
        let root = entries.first().ok_or_else(unsound)?;
        Ok(Self {
            sectors,
            all_small: root.clone(),
            streams: tree(&entries, root.below),
        })
    }

    /// The length of the stream with this name at the root, if there is one.
    pub(super) fn length(&self, name: &str) -> Option<usize> {
        self.named(name).map(|entry| entry.length)
    }

    fn named(&self, name: &str) -> Option<&StorageEntry> {
        let streams = self.streams.iter();
        let mut named = streams.filter(|entry| entry.name.eq_ignore_ascii_case(name));
        named.next()
    }

    /// The stream of this name.
    ///
    /// # Errors
    /// `InvalidData` if the stream or one of its sectors is missing.
    pub(super) fn stream(&mut self, name: &str) -> io::Result<Vec<u8>> {
        let entry = self.named(name).ok_or_else(unsound)?.clone();
        if entry.length < SMALL {
            return self.small(&entry);
        }
        self.sectors.chain(entry.start, entry.length)
    }

    fn small(&mut self, entry: &StorageEntry) -> io::Result<Vec<u8>> {
        let sectors = &mut self.sectors;
        let all = sectors.chain(self.all_small.start, self.all_small.length)?;
        let next = sectors.chain(sectors.word(60)?, usize::MAX)?;
        let next: Vec<u32> = words(&next).collect();
        let mut bytes = Vec::new();
        let mut number = entry.start;
        for _ in 0..=SMALL / SMALL_SECTOR {
            if number == END || bytes.len() >= entry.length {
                break;
            }
            let at = usize::try_from(number).map_err(|_| unsound())?;
            let start = at.checked_mul(SMALL_SECTOR);
            let sector = start.and_then(|start| all.get(start..));
            bytes.extend(sector.ok_or_else(unsound)?.iter().take(SMALL_SECTOR));
            number = next.get(at).copied().unwrap_or(NONE);
        }
        bytes.truncate(entry.length);
        Ok(bytes)
    }
}

impl<F: Read + Seek> Sectors<F> {
    fn new(mut file: F) -> io::Result<Self> {
        let length = file.seek(SeekFrom::End(0))?;
        file.rewind()?;
        let mut header = Vec::new();
        file.by_ref().take(HEADER).read_to_end(&mut header)?;
        let size = match header.get(30..32) {
            Some([9, 0]) => 512,
            Some([12, 0]) => 4096,
            _ => return Err(unsound()),
        };
        let mut sectors = Self {
            file,
            header,
            size,
            count: usize::try_from(length).map_err(|_| unsound())? / size,
            next: Vec::new(),
        };
        for number in sectors.tables()? {
            let table = sectors.at(number)?;
            sectors.next.extend(words(&table));
        }
        Ok(sectors)
    }

    /// The numbers of the sectors that hold the allocation table.
    fn tables(&mut self) -> io::Result<Vec<u32>> {
        let mut tables: Vec<u32> = words(self.header.get(76..).ok_or_else(unsound)?).collect();
        let mut more = self.word(68)?;
        for _ in 0..=self.count {
            if more >= LARGEST_NUMBER {
                break;
            }
            tables.extend(words(&self.at(more)?));
            more = tables.pop().ok_or_else(unsound)?;
        }
        tables.retain(|number| *number < LARGEST_NUMBER);
        tables.truncate(self.count);
        Ok(tables)
    }

    fn word(&self, at: usize) -> io::Result<u32> {
        word(&self.header, at).ok_or_else(unsound)
    }

    /// The bytes of a sector; the last one may be shorter.
    fn at(&mut self, number: u32) -> io::Result<Vec<u8>> {
        let size = self.size as u64;
        self.file
            .seek(SeekFrom::Start((u64::from(number) + 1) * size))?;
        let mut bytes = Vec::with_capacity(self.size);
        self.file.by_ref().take(size).read_to_end(&mut bytes)?;
        if bytes.is_empty() {
            return Err(unsound());
        }
        Ok(bytes)
    }

    /// The bytes of a chain of sectors, at most the wanted length.
    fn chain(&mut self, start: u32, wanted: usize) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut number = start;
        for _ in 0..=self.count {
            if number == END || bytes.len() >= wanted {
                bytes.truncate(wanted);
                return Ok(bytes);
            }
            bytes.extend(self.at(number)?);
            let at = usize::try_from(number).map_err(|_| unsound())?;
            number = self.next.get(at).copied().unwrap_or(NONE);
        }
        Err(unsound())
    }
}

impl StorageEntry {
    fn new(entry: &[u8]) -> Option<Self> {
        let (name, _) = UTF_16LE.decode_without_bom_handling(entry.get(..64)?);
        Some(Self {
            name: name.split('\0').next().unwrap_or_default().to_owned(),
            kind: *entry.get(66)?,
            before: word(entry, 68)?,
            after: word(entry, 72)?,
            below: word(entry, 76)?,
            start: word(entry, 116)?,
            length: usize::try_from(word(entry, 120)?).ok()?,
        })
    }
}

/// The streams of the tree below an entry. Their order is ignored, since not every program sorts them.
fn tree(entries: &[StorageEntry], root: u32) -> Vec<StorageEntry> {
    let mut is_left = vec![true; entries.len()];
    let mut left = vec![root];
    let mut streams = Vec::new();
    while let Some(number) = left.pop() {
        let at = usize::try_from(number).unwrap_or(usize::MAX);
        if let Some(entry) = entries.get(at)
            && mem::take(&mut is_left[at])
        {
            left.extend([entry.before, entry.after]);
            streams.extend((entry.kind == STREAM).then(|| entry.clone()));
        }
    }
    streams
}

fn unsound() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the container is damaged")
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> {
    let words = bytes.as_chunks::<4>().0.iter();
    words.map(|word| u32::from_le_bytes(*word))
}

/// A number from four bytes.
pub(super) fn word(bytes: &[u8], at: usize) -> Option<u32> {
    words(bytes.get(at..)?).next()
}

/// A number from two bytes.
pub(super) fn number(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..)?.first_chunk()?;
    Some(u16::from_le_bytes(*bytes))
}
