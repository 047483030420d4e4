//! The hashes and block ciphers of encrypted workbooks, by name.
//!
//! Invariant: an unknown name or key length gives `None`.

use aes::{
    Aes128, Aes192, Aes256,
    cipher::{BlockCipherDecrypt, KeyInit},
};
use sha1::{Digest, Sha1};
use sha2::{Sha256, Sha384, Sha512};

/// The block length of AES.
pub(super) type CipherBlock = [u8; 16];

/// The hash of concatenated byte strings.
pub(super) type Hash = fn(&[&[u8]]) -> Vec<u8>;

/// The hash with this name.
pub(super) fn hash(name: &str) -> Option<Hash> {
    match name {
        "SHA1" => Some(digest::<Sha1>),
        "SHA256" => Some(digest::<Sha256>),
        "SHA384" => Some(digest::<Sha384>),
        "SHA512" => Some(digest::<Sha512>),
        _ => None,
    }
}

pub(in crate::read) fn digest<D: Digest>(parts: &[&[u8]]) -> Vec<u8> {
    let mut digest = D::new();
    for part in parts {
        digest.update(part);
    }
    digest.finalize().to_vec()
}

/// Decrypts a block in place.
pub(super) type Decrypt = Box<dyn Fn(&mut CipherBlock)>;

/// AES with a key.
pub(super) fn aes(key: &[u8]) -> Option<Decrypt> {
    fn with<C: KeyInit + BlockCipherDecrypt>(key: &[u8]) -> Option<C> {
        C::new_from_slice(key).ok()
    }
    Some(match key.len() {
        16 => {
            let cipher: Aes128 = with(key)?;
            Box::new(move |block| cipher.decrypt_block(block.into()))
        }
        24 => {
            let cipher: Aes192 = with(key)?;
            Box::new(move |block| cipher.decrypt_block(block.into()))
        }
        32 => {
            let cipher: Aes256 = with(key)?;
            Box::new(move |block| cipher.decrypt_block(block.into()))
        }
        _ => return None,
    })
}

/// Decrypts chained blocks (CBC), the first with an initialisation vector.
pub(super) fn chained(
    aes: &dyn Fn(&mut CipherBlock),
    vector: &[u8],
    bytes: &mut [u8],
) -> Option<()> {
    let mut before = *vector.first_chunk()?;
    for block in bytes.as_chunks_mut().0 {
        let encrypted = *block;
        aes(block);
        for (byte, other) in block.iter_mut().zip(before) {
            *byte ^= other;
        }
        before = encrypted;
    }
    Some(())
}
