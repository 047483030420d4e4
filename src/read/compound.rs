//! The container of an old workbook: its one stream is taken out, and put into a new container.
//!
//! A parser follows the container's chains wherever they lead, in circles too, until the memory is full.
//! Here a chain can't be longer than the file; and the parser gets a container that is known to be sound.
//! Invariant: what comes out is at most as large as what went in.

use encoding_rs::UTF_16LE;

const LARGEST_NUMBER: u32 = 0xffff_fffa;
const END: u32 = 0xffff_fffe;
const MARK: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// Below this length a stream is kept in small sectors.
const SMALL: usize = 4096;
const SMALL_SECTOR: usize = 64;
/// The sectors of the new container.
const SECTOR: usize = 4096;

/// A container, as it is in memory.
struct Container<'a> {
    bytes: &'a [u8],
    sector: usize,
    next: Vec<u32>,
}

struct Entry {
    name: String,
    start: u32,
    length: usize,
}

/// The stream of the workbook in a container, if there is one and the container is sound.
pub(super) fn workbook(bytes: &[u8]) -> Option<Vec<u8>> {
    let container = Container::new(bytes)?;
    let directory = container.chain(word(bytes, 48)?, usize::MAX)?;
    let entries: Vec<Entry> = directory.chunks_exact(128).filter_map(read_entry).collect();
    let named = |name: &str| {
        let same = |entry: &&Entry| entry.name.eq_ignore_ascii_case(name);
        entries.iter().find(same)
    };
    let entry = named("Workbook").or_else(|| named("Book"))?;
    if entry.length < SMALL {
        return container.small(entries.first()?, entry);
    }
    container.chain(entry.start, entry.length)
}

impl<'a> Container<'a> {
    fn new(bytes: &'a [u8]) -> Option<Self> {
        let sector = match bytes.get(30..32)? {
            [9, 0] => 512,
            [12, 0] => 4096,
            _ => return None,
        };
        let mut container = Self {
            bytes,
            sector,
            next: Vec::new(),
        };
        let mut tables: Vec<u32> = words(bytes.get(76..512)?).collect();
        let mut more = word(bytes, 68)?;
        let most = container.count();
        for _ in 0..=most {
            if more >= LARGEST_NUMBER {
                break;
            }
            tables.extend(words(container.at(more)?));
            more = tables.pop()?;
        }
        let tables = tables.into_iter().filter(|number| *number < LARGEST_NUMBER);
        for number in tables.take(most) {
            container.next.extend(words(container.at(number)?));
        }
        Some(container)
    }

    fn count(&self) -> usize {
        self.bytes.len() / self.sector
    }

    /// The bytes of a sector, of which the last may be cut off.
    fn at(&self, number: u32) -> Option<&'a [u8]> {
        let start = (usize::try_from(number).ok()? + 1).checked_mul(self.sector)?;
        let end = self.bytes.len().min(start + self.sector);
        self.bytes.get(start..end)
    }

    fn chain(&self, start: u32, length: usize) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut number = start;
        for _ in 0..=self.count() {
            if number == END || bytes.len() >= length {
                bytes.truncate(length);
                return Some(bytes);
            }
            bytes.extend(self.at(number)?);
            number = *self.next.get(usize::try_from(number).ok()?)?;
        }
        None
    }

    /// A short stream, in the sectors of the stream that the first entry names.
    fn small(&self, root: &Entry, entry: &Entry) -> Option<Vec<u8>> {
        let sectors = self.chain(root.start, root.length)?;
        let next = self.chain(word(self.bytes, 60)?, usize::MAX)?;
        let next: Vec<u32> = words(&next).collect();
        let mut bytes = Vec::new();
        let mut number = entry.start;
        for _ in 0..=SMALL / SMALL_SECTOR {
            if number == END || bytes.len() >= entry.length {
                break;
            }
            let at = usize::try_from(number).ok()?;
            let start = at.checked_mul(SMALL_SECTOR)?;
            bytes.extend(sectors.get(start..)?.iter().take(SMALL_SECTOR));
            number = *next.get(at)?;
        }
        bytes.truncate(entry.length);
        Some(bytes)
    }
}

fn read_entry(entry: &[u8]) -> Option<Entry> {
    let (name, _) = UTF_16LE.decode_without_bom_handling(&entry[..64]);
    Some(Entry {
        name: name.split('\0').next().unwrap_or_default().to_owned(),
        start: word(entry, 116)?,
        length: usize::try_from(word(entry, 120)?).ok()?,
    })
}

/// A container that holds this stream and nothing else.
pub(super) fn container(mut stream: Vec<u8>) -> Vec<u8> {
    stream.resize(stream.len().max(SMALL).next_multiple_of(SECTOR), 0);
    let length = stream.len();
    let count = length / SECTOR;
    let tables = (count + 1).div_ceil(SECTOR / 4 - 1);
    let (first, total) = (count + 1, count + 1 + tables);
    let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let mut next: Vec<u32> = (1..=count).map(number).collect();
    next[count - 1] = END;
    next.push(END);
    next.resize(total, 0xffff_fffd);
    next.resize(tables * SECTOR / 4, u32::MAX);

    let mut bytes = MARK.to_vec();
    bytes.extend([0; 16]);
    bytes.extend(b"\x3e\0\x04\0\xfe\xff\x0c\0\x06\0\0\0\0\0\0\0");
    let header = [1, number(tables), number(count), 0, 4096, END, 0, END, 0];
    bytes.extend(header.map(u32::to_le_bytes).concat());
    bytes.extend((first..total).flat_map(|at| number(at).to_le_bytes()));
    bytes.resize(512, 0xff);
    bytes.resize(SECTOR, 0);
    bytes.extend(stream);
    bytes.extend(made_entry("Root Entry", 5, 0));
    bytes.extend(made_entry("Workbook", 2, number(length)));
    bytes.resize(bytes.len().next_multiple_of(SECTOR), 0);
    bytes.extend(next.into_iter().flat_map(u32::to_le_bytes));
    bytes
}

fn made_entry(name: &str, kind: u8, length: u32) -> Vec<u8> {
    let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let name = u16::try_from(entry.len() + 2).unwrap_or(u16::MAX);
    entry.resize(64, 0);
    entry.extend(name.to_le_bytes());
    entry.extend([kind, 1]);
    entry.extend([0xff; 12]);
    entry.resize(120, 0);
    entry.extend(u64::from(length).to_le_bytes());
    entry
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> {
    let words = bytes.as_chunks::<4>().0.iter();
    words.map(|word| u32::from_le_bytes(*word))
}

/// Four bytes of a container or of a record as a number.
pub(super) fn word(bytes: &[u8], at: usize) -> Option<u32> {
    words(bytes.get(at..)?).next()
}
