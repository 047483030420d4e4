//! The files of certificates: what they are called, and which of them are in a folder.
//!
//! It computes none. Invariant: a file that is no certificate is never taken for one.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use vbot_sync::{
    language::say,
    model::{Certificate, EarlierCertificates},
    read,
};

/// The name of a certificate's file.
pub const CERTIFICATE: &str = "certificate.json";

/// The name of its page.
pub const PAGE: &str = "certificate.html";

/// Reads a certificate.
pub fn open(path: &Path) -> io::Result<Certificate> {
    let certificate: Certificate = serde_json::from_slice(&fs::read(path)?)?;
    if certificate.format != Certificate::FORMAT {
        let form = say!(
            "cli-certificate-form",
            form = certificate.format.to_string()
        );
        return Err(io::Error::new(io::ErrorKind::InvalidData, form));
    }
    Ok(certificate)
}

/// The certificates of runs before this one that are in a folder or in a folder of it, by run. Those are older that were
/// written before that moment.
pub fn before(run: i64, folders: &[&Path], written: Option<SystemTime>) -> EarlierCertificates {
    let mut earlier = EarlierCertificates::default();
    let mut certificates = BTreeSet::new();
    for path in folders.iter().flat_map(|folder| files(folder)) {
        let found = open(&path).ok().filter(|found| found.run < run);
        if let (Some(found), Ok(hash)) = (found, read::sha256(&path)) {
            certificates.insert((found.run, hash));
            let own = fs::metadata(&path).and_then(|file| file.modified()).ok();
            earlier.are_older |= own.zip(written).is_some_and(|(own, written)| own < written);
        }
    }
    earlier.hashes = certificates.into_iter().map(|(_, hash)| hash).collect();
    earlier
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let within = entries.map(|entry| entry.path().join(CERTIFICATE));
    let own = folder.join(CERTIFICATE);
    within.chain([own]).filter(|path| path.is_file()).collect()
}
