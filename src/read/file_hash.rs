//! The SHA-256 of a file, which people compare with that of a file they were sent.
//!
//! It knows no format. Invariant: the file is never in memory as a whole.

use std::{fs::File, io, path::Path};

use sha2::{Digest, Sha256};

/// The file's SHA-256 in hex.
///
/// # Errors
/// The file can't be read.
pub fn sha256(path: &Path) -> io::Result<String> {
    let mut hasher = Sha256::new();
    let mut file = File::open(path)?;
    let mut block = vec![0; 1 << 16];
    loop {
        match io::Read::read(&mut file, &mut block)? {
            0 => break,
            read => hasher.update(&block[..read]),
        }
    }
    let digits = |byte: &u8| [byte >> 4, byte & 0xf].map(u32::from);
    let digits = hasher
        .finalize()
        .iter()
        .flat_map(digits)
        .collect::<Vec<_>>();
    let hex = digits
        .into_iter()
        .filter_map(|digit| char::from_digit(digit, 16));
    Ok(hex.collect())
}
