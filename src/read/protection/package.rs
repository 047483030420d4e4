//! The archive of a newer workbook, encrypted as a whole within a container.
//!
//! Two forms are known: that of Excel 2007, and that of 2010 and later (`protection/agile.rs`). Invariant: the result
//! has the length given in the container.

use std::io::{Read, Seek};

use sha1::Sha1;

use super::{
    agile,
    cipher::{aes, digest},
    default_password::password,
};
use crate::read::compound::{CompoundFile, number, word};

/// The number of times that Excel 2007 hashes a password.
const ROUNDS: u32 = 50_000;

/// The archive in a container, if Excel's default password opens it.
pub(in crate::read) fn unpacked<F: Read + Seek>(
    container: &mut CompoundFile<F>,
) -> Option<Vec<u8>> {
    let info = container.stream("EncryptionInfo").ok()?;
    let package = container.stream("EncryptedPackage").ok()?;
    let (length, encrypted) = package.split_at_checked(8)?;
    let length = usize::try_from(u64::from_le_bytes(length.try_into().ok()?)).ok()?;
    let mut bytes = encrypted.to_vec();
    match (number(&info, 0)?, number(&info, 2)?) {
        (4, 4) => agile::decrypt(info.get(8..)?, &mut bytes)?,
        (2..=4, 2) => decrypt(&info, &mut bytes)?,
        _ => return None,
    }
    (bytes.len() >= length).then(|| bytes.truncate(length))?;
    Some(bytes)
}

/// Decrypts the form of Excel 2007.
fn decrypt(info: &[u8], bytes: &mut [u8]) -> Option<()> {
    let part = |from, length| info.get(from..from + length);
    let header = usize::try_from(word(info, 8)?).ok()?;
    let bits = usize::try_from(word(info, 12 + 16)?).ok()?;
    let salt = 12_usize.checked_add(header)?.checked_add(4)?;
    let aes = aes(&key(part(salt, 16)?, bits / 8)?)?;
    let mut sign = [part(salt + 16, 16)?, part(salt + 36, 32)?].concat();
    let blocks = |bytes: &mut [u8]| bytes.as_chunks_mut().0.iter_mut().for_each(&aes);
    blocks(&mut sign);
    let (text, sign) = sign.split_at(16);
    if !sign.starts_with(&digest::<Sha1>(&[text])) {
        return None;
    }
    blocks(bytes);
    Some(())
}

fn key(salt: &[u8], length: usize) -> Option<Vec<u8>> {
    let mut hash = digest::<Sha1>(&[salt, &password()]);
    for round in 0..ROUNDS {
        hash = digest::<Sha1>(&[&round.to_le_bytes(), &hash]);
    }
    hash = digest::<Sha1>(&[&hash, &[0; 4]]);
    let halves = [0x36, 0x5c].map(|filler| {
        let mut block = [filler; 64];
        for (byte, other) in block.iter_mut().zip(&hash) {
            *byte ^= other;
        }
        digest::<Sha1>(&[&block])
    });
    Some(halves.concat().get(..length)?.to_vec())
}
