//! A fingerprint of a record's content, so that a million records can be compared in memory.
//!
//! It has 128 bits, because at 64 a collision, which silently loses an update, is too likely. It is stable over
//! versions and platforms: the hashed bytes are those of a packed content, which no serialiser changes. Blank values
//! are left out, so that mapping one more empty column does not change every record.

/// The first 16 bytes of the BLAKE3 hash of a packed content.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Fingerprint(pub [u8; 16]);

impl Fingerprint {
    /// Hashes packed bytes without a blank entry.
    #[must_use]
    pub fn of_bytes(bytes: &[u8]) -> Self {
        let mut short = [0; 16];
        short.copy_from_slice(&blake3::hash(bytes).as_bytes()[..16]);
        Self(short)
    }
}
