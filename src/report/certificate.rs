//! What a check of a certificate found, in words.
//!
//! It compares nothing. Invariant: each fault is one line that names the file or the figure.

use std::io::{self, Write};

use crate::model::{Certificate, CertificateCheck, CertificateFault, visible::visible};

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
        writeln!(
            out,
            "note: {file}: its hash is not known, because the run's process died; it was not compared"
        )?;
    }
    if check.lacks_previous {
        writeln!(
            out,
            "note: the certificate before is not there, so it was not compared"
        )?;
    }
    if let Some(later) = check.moved_on {
        writeln!(
            out,
            "note: the snapshot has moved on by run {later}; compared was the snapshot before that run"
        )?;
    }
    match check.faults.len() {
        0 => writeln!(out, "The certificate of run {run} is confirmed."),
        1 => writeln!(out, "The certificate of run {run} differs in 1 point."),
        many => writeln!(
            out,
            "The certificate of run {run} differs in {many} points."
        ),
    }
}

fn sentence(fault: &CertificateFault) -> String {
    match fault {
        CertificateFault::Figure(name, certified, found) => {
            format!("{name}: the certificate has {certified}, the journal {found}")
        }
        CertificateFault::SheetChanged(file) => {
            format!("{file}: the file has changed since the run read it")
        }
        CertificateFault::SheetUnread(file, error) => {
            format!("{file}: the file can't be read: {error}")
        }
        CertificateFault::SnapshotChanged => {
            "snapshot: it was changed after the run, but by no run".to_owned()
        }
        CertificateFault::NotInHistory(reason) => format!("run: {reason}"),
        CertificateFault::PreviousChanged => {
            "previous: the certificate before is another one than this one names".to_owned()
        }
    }
}
