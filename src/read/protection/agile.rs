//! The encryption of Excel 2010 and later, described in XML.
//!
//! The password decrypts a key, and that key decrypts the archive. Invariant: a workbook with other algorithms, or
//! with more iterations than Excel's, is not decrypted.

use std::collections::HashMap;

use base64::{Engine, engine::general_purpose::STANDARD};
use quick_xml::{Reader, events::Event};

use super::{
    cipher::{aes, chained, hash},
    default_password::password,
};

/// The length of a chunk that is encrypted on its own.
const SEGMENT: usize = 4096;
/// Excel hashes a password 100,000 times.
const MOST_ROUNDS: u32 = 1_000_000;

/// The purposes for which keys are derived from the password's hash.
const FOR_TEXT: [u8; 8] = [0xfe, 0xa7, 0xd2, 0x76, 0x3b, 0x4b, 0x9e, 0x79];
const FOR_DIGEST: [u8; 8] = [0xd7, 0xaa, 0x0f, 0x6d, 0x30, 0x61, 0x34, 0x4e];
const FOR_KEY: [u8; 8] = [0x14, 0x6e, 0x0b, 0xe7, 0xab, 0xac, 0xd0, 0xd6];

/// The attributes of an element.
type Attributes = HashMap<String, String>;

/// Decrypts an archive by its description.
pub(super) fn decrypt(description: &[u8], bytes: &mut [u8]) -> Option<()> {
    let (data, password) = described(description)?;
    let key = key(&password)?;
    let (salt, hash) = (
        decoded(&data, "saltValue")?,
        hash(data.get("hashAlgorithm")?)?,
    );
    let aes = aes(&key)?;
    for (number, segment) in (0_u32..).zip(bytes.chunks_mut(SEGMENT)) {
        let vector = hash(&[&salt, &number.to_le_bytes()]);
        chained(&aes, &vector, segment)?;
    }
    Some(())
}

/// The encryption of the archive, and of its key by the password.
fn described(description: &[u8]) -> Option<(Attributes, Attributes)> {
    let mut reader = Reader::from_reader(description);
    let (mut data, mut key) = (None, None);
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) | Event::Empty(element) => {
                let attributes = element.attributes().filter_map(Result::ok);
                let attributes = attributes.map(|attribute| {
                    let name = attribute.key.local_name().as_ref().to_owned();
                    (name, attribute.value.into_owned())
                });
                match element.local_name().as_ref() {
                    "keyData" => data = Some(attributes.collect()),
                    "encryptedKey" => key = Some(attributes.collect()),
                    _ => {}
                }
            }
            Event::Eof => return data.zip(key),
            _ => {}
        }
    }
}

/// The key of the archive, if Excel's default password is the right one.
fn key(description: &Attributes) -> Option<Vec<u8>> {
    let hash = hash(description.get("hashAlgorithm")?)?;
    let salt = decoded(description, "saltValue")?;
    let rounds: u32 = description.get("spinCount")?.parse().ok()?;
    if rounds > MOST_ROUNDS {
        return None;
    }
    let mut start = hash(&[&salt, &password()]);
    for round in 0..rounds {
        start = hash(&[&round.to_le_bytes(), &start]);
    }
    let bits: usize = description.get("keyBits")?.parse().ok()?;
    let opened = |name: &str, purpose: [u8; 8]| {
        let mut bytes = decoded(description, name)?;
        let key = hash(&[&start, &purpose]);
        let aes = aes(key.get(..bits / 8)?)?;
        chained(&aes, &salt, &mut bytes)?;
        Some(bytes)
    };
    let text = opened("encryptedVerifierHashInput", FOR_TEXT)?;
    let sign = opened("encryptedVerifierHashValue", FOR_DIGEST)?;
    let is_right = sign.starts_with(&hash(&[&text]));
    let mut key = opened("encryptedKeyValue", FOR_KEY)?;
    key.truncate(bits / 8);
    is_right.then_some(key)
}

fn decoded(attributes: &Attributes, name: &str) -> Option<Vec<u8>> {
    STANDARD.decode(attributes.get(name)?).ok()
}
