//! What a check of a certificate found, in words.
//!
//! It compares nothing. Invariant: each fault is one line that names the file or the figure.

use std::io::{self, Write};

use crate::{
    language::say,
    model::{Certificate, CertificateCheck, CertificateFault, visible::visible},
};

/// Writes the result of a check.
///
/// # Errors
/// The writer fails.
pub fn check(
    out: &mut impl Write,
    certificate: &Certificate,
    check: &CertificateCheck,
) -> io::Result<()> {
    let run = certificate.run;
    for fault in &check.faults {
        writeln!(out, "{}", visible(&sentence(fault)))?;
    }
    for file in &check.unhashed {
        let file = visible(file);
        writeln!(out, "{}", say!("certificate-unhashed", file))?;
    }
    if check.lacks_previous {
        writeln!(out, "{}", say!("certificate-no-previous"))?;
    }
    if let Some(later) = check.moved_on {
        writeln!(out, "{}", say!("certificate-moved-on", run = later))?;
    }
    let verdict = match check.faults.len() {
        0 => say!("certificate-confirmed", run),
        count => say!("certificate-differs", run, count),
    };
    writeln!(out, "{verdict}")
}

fn sentence(fault: &CertificateFault) -> String {
    match fault {
        CertificateFault::Figure(name, certified, found) => {
            say!("certificate-figure", name, certified, found)
        }
        CertificateFault::SheetChanged(file) => say!("certificate-sheet-changed", file),
        CertificateFault::SheetUnread(file, error) => say!("certificate-sheet-unread", file, error),
        CertificateFault::SnapshotChanged => say!("certificate-snapshot-changed"),
        CertificateFault::NotInHistory(reason) => say!("certificate-no-history", reason),
        CertificateFault::PreviousChanged => say!("certificate-previous-changed"),
    }
}
