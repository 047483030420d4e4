//! One file of an archive: its directory entry, and where its content is.
//!
//! Plain data; it reads nothing. Invariant: a size here is what the archive claims, and is not checked yet.

/// The content of one range of the virtual archive.
pub(super) enum ArchivePart {
    Made(Vec<u8>),
    Stored(u64),
    Deflated(u64, u64),
    Amended(Vec<u8>),
}

/// The directory entry of one file.
pub(super) struct ArchiveEntry {
    pub name: String,
    pub checksum: u32,
    pub size: u32,
    pub content: ArchivePart,
}
