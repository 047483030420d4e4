//! OLE containers made by hand: streams at their root, and in storages below it.
//!
//! Invariant: small streams are where the format requires them, in sectors of their own size.

const END: u32 = 0xffff_fffe;
const NONE: u32 = 0xffff_ffff;
const SECTOR: usize = 512;
const SMALL_SECTOR: usize = 64;
const SMALL: usize = 4096;

/// A stream of a container by its path, or a storage, which has no content.
pub(super) type OleStream<'a> = (&'a str, Option<&'a [u8]>);

/// Sectors of one size, and the successor of each.
struct OleSectors {
    size: usize,
    bytes: Vec<u8>,
    next: Vec<u32>,
}

impl OleSectors {
    fn new(size: usize) -> Self {
        Self {
            size,
            bytes: Vec::new(),
            next: Vec::new(),
        }
    }

    /// Adds a stream and returns its first sector.
    fn add(&mut self, content: &[u8]) -> u32 {
        if content.is_empty() {
            return END;
        }
        let first = self.next.len();
        self.bytes.extend(content);
        self.bytes
            .resize(self.bytes.len().next_multiple_of(self.size), 0);
        let last = self.bytes.len() / self.size;
        self.next.extend((first + 1..last).map(small));
        self.next.push(END);
        small(first)
    }
}

fn small(number: usize) -> u32 {
    u32::try_from(number).expect("a small container")
}

fn words(numbers: &[u32]) -> Vec<u8> {
    numbers
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect()
}

/// A container with one empty stream.
pub(super) fn ole(name: &str) -> Vec<u8> {
    container(&[(name, Some(b""))])
}

/// A container of these streams, in this order in its directory.
pub(super) fn container(streams: &[OleStream<'_>]) -> Vec<u8> {
    let (mut large, mut little) = (OleSectors::new(SECTOR), OleSectors::new(SMALL_SECTOR));
    let starts: Vec<u32> = streams
        .iter()
        .map(|(_, content)| match content.unwrap_or_default() {
            content if content.len() < SMALL => little.add(content),
            content => large.add(content),
        })
        .collect();
    let all_little = large.add(&little.bytes);
    let mut directory = entry(
        "Root Entry",
        5,
        [NONE, child(streams, "")],
        all_little,
        little.bytes.len(),
    );
    for (number, (path, content)) in streams.iter().enumerate() {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let after = streams[number + 1..]
            .iter()
            .position(|(other, _)| is_in(other, folder));
        let after = after.map_or(NONE, |place| small(number + 1 + place + 1));
        let kind = if content.is_some() { 2 } else { 1 };
        let below = child(streams, path);
        let length = content.unwrap_or_default().len();
        directory.extend(entry(name, kind, [after, below], starts[number], length));
    }
    let directory = large.add(&directory);
    little
        .next
        .resize(little.next.len().next_multiple_of(SECTOR / 4), NONE);
    let little_table = large.add(&words(&little.next));
    finished(large, directory, little_table)
}

fn finished(mut large: OleSectors, directory: u32, little_table: u32) -> Vec<u8> {
    let first = large.next.len();
    let tables = (first / (SECTOR / 4) + 1).min(109);
    large.next.extend(vec![0xffff_fffd; tables]);
    large.next.resize(tables * SECTOR / 4, NONE);
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.extend([0; 16]);
    bytes.extend(b"\x3e\0\x03\0\xfe\xff\x09\0\x06\0");
    bytes.extend([0; 10]);
    bytes.extend(words(&[
        small(tables),
        directory,
        0,
        4096,
        little_table,
        1,
        END,
        0,
    ]));
    bytes.extend((first..first + tables).flat_map(|number| small(number).to_le_bytes()));
    bytes.resize(SECTOR, 0xff);
    bytes.extend(large.bytes);
    bytes.extend(words(&large.next));
    bytes
}

fn is_in(path: &str, folder: &str) -> bool {
    path.rsplit_once('/').map_or("", |(folder, _)| folder) == folder
}

/// The entry of the first stream in a folder.
fn child(streams: &[OleStream<'_>], folder: &str) -> u32 {
    let first = streams
        .iter()
        .position(|(path, _)| is_in(path, folder) && *path != folder);
    first.map_or(NONE, |place| small(place + 1))
}

fn entry(name: &str, kind: u8, [after, below]: [u32; 2], start: u32, length: usize) -> Vec<u8> {
    let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let count = u16::try_from(entry.len() + 2).expect("a short name");
    entry.resize(64, 0);
    entry.extend(count.to_le_bytes());
    entry.extend([kind, 1]);
    entry.extend(words(&[NONE, after, below]));
    entry.resize(116, 0);
    entry.extend(words(&[start, small(length)]));
    entry.resize(128, 0);
    entry
}
