//! The stream of an old workbook whose records are encrypted one by one.
//!
//! Types and lengths of records are not encrypted, and neither are some whole records. Invariant: the stream keeps
//! its length.

use std::iter;

use md5::Md5;
use rc4::{KeyInit, Rc4, StreamCipher};
use sha1::Sha1;

use super::records::{BEGIN, BiffRecords, END, PASSWORD, SHEET};
use crate::read::{
    ReadError,
    compound::{number, word},
    protection::{digest, password},
};

/// The length of the stream after which the key changes.
const BLOCK: usize = 1024;

/// The values that Excel 5 and 95 derive from Excel's default password: a key, a verifier, and the bytes that are
/// XORed with each record.
const KEY: (u16, u16) = (0xb359, 0x9a0a);
const MASK: [u8; 16] = [
    0x87, 0x6b, 0x9a, 0xe2, 0x1e, 0xe3, 0x05, 0x62, 0x1e, 0x69, 0x96, 0x60, 0x98, 0x6e, 0x94, 0x04,
];

/// The encryption of the records.
enum Cipher {
    Mask,
    Md5(Vec<u8>),
    /// A hash, and the bytes of a key.
    Sha1(Vec<u8>, usize),
}

/// The decrypted stream; the same if it is not encrypted.
pub(super) fn opened(stream: Vec<u8>) -> Result<Vec<u8>, ReadError> {
    let records = BiffRecords::new(&stream, 0);
    let mut globals = records.take_while(|record| record.kind != END);
    let Some(protection) = globals.find(|record| record.kind == PASSWORD) else {
        return Ok(stream);
    };
    let cipher = Cipher::new(protection.body).ok_or(ReadError::Locked)?;
    Ok(cipher.opened(&stream))
}

impl Cipher {
    /// The cipher of the encryption record, if Excel's default password is the right one.
    fn new(body: &[u8]) -> Option<Self> {
        let part = |from, length| body.get(from..from + length);
        let numbers = [0, 2, 4].map(|at| number(body, at));
        match (body.len(), numbers) {
            (4, [Some(key), Some(sign), _]) | (6, [Some(0), Some(key), Some(sign)]) => {
                ((key, sign) == KEY).then_some(Self::Mask)
            }
            (_, [Some(1), Some(1), Some(1)]) => {
                let first = digest::<Md5>(&[&password()]);
                let salted = [&first[..5], part(6, 16)?].concat().repeat(16);
                let cipher = Self::Md5(digest::<Md5>(&[&salted])[..5].to_vec());
                cipher.confirmed::<Md5>(part(22, 16)?, part(38, 16)?)
            }
            (_, [Some(1), Some(2..=4), Some(2)]) => {
                let header = usize::try_from(word(body, 10)?).ok()?;
                let bits = usize::try_from(word(body, 14 + 16)?).ok()?;
                let salt = 14_usize.checked_add(header)?.checked_add(4)?;
                let digest = digest::<Sha1>(&[part(salt, 16)?, &password()]);
                let cipher = Self::Sha1(digest, if bits == 0 { 5 } else { bits / 8 });
                cipher.confirmed::<Sha1>(part(salt + 16, 16)?, part(salt + 36, 20)?)
            }
            _ => None,
        }
    }

    /// The cipher, if it decrypts the verifier to one that fits its hash.
    fn confirmed<D: sha1::Digest>(self, text: &[u8], sign: &[u8]) -> Option<Self> {
        let mut both = [text, sign].concat();
        self.block(0)?.apply_keystream(&mut both);
        let (text, sign) = both.split_at(text.len());
        (digest::<D>(&[text]) == sign).then_some(self)
    }

    /// The cipher of a block of the stream.
    fn block(&self, number: u32) -> Option<Rc4> {
        let number = number.to_le_bytes();
        let key = match self {
            Self::Mask => return None,
            Self::Md5(start) => digest::<Md5>(&[start, &number]),
            Self::Sha1(start, length) => {
                let mut key = digest::<Sha1>(&[start, &number]);
                key.truncate(*length);
                // The short key of the export restrictions is filled with zeros.
                key.resize(if *length == 5 { 16 } else { key.len() }, 0);
                key
            }
        };
        Rc4::new_from_slice(&key).ok()
    }

    fn opened(&self, stream: &[u8]) -> Vec<u8> {
        let mut plain = stream.to_vec();
        for (number, block) in (0..).zip(plain.chunks_mut(BLOCK)) {
            if let Some(mut cipher) = self.block(number) {
                cipher.apply_keystream(block);
            }
        }
        let mut records = BiffRecords::new(stream, 0);
        for (kind, at, body) in iter::from_fn(|| records.part()) {
            let start = at + 4;
            let open = match kind {
                BEGIN | PASSWORD => body.len(),
                // The position of the sheet.
                SHEET => body.len().min(4),
                _ => 0,
            };
            plain[at..start + open].copy_from_slice(&stream[at..start + open]);
            if matches!(self, Self::Mask) {
                let end = start + body.len();
                for at in start + open..end {
                    plain[at] = (stream[at] ^ MASK[(at + body.len()) % 16]).rotate_left(3);
                }
            }
        }
        plain
    }
}
