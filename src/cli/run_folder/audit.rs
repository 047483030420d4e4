//! The list of requests, `audit.ndjson`: a line for each, as soon as it has ended.
//!
//! It is for people who ask later what was sent; the journal is what a run relies on. Invariant: a line is written at once
//! and whole, so that a crash loses the last one at most.

use std::{
    io::{self, Read, Seek, SeekFrom},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering::Relaxed},
    },
};

use jiff::Timestamp;
use vbot_sync::{
    config::Config,
    model::AccountId,
    observe::{Attempt, Event, Observer},
    report, send,
};

use super::RunFolder;

/// Writes the requests of a run into its folder.
pub(super) struct AuditLog {
    folder: Arc<RunFolder>,
    /// The run whose calls are sent now; 0 before the first.
    run: AtomicI64,
    account: AccountId,
    /// Whether a line has what was sent.
    values: bool,
}

impl AuditLog {
    pub(super) fn new(folder: Arc<RunFolder>, config: &Config, redacted: bool) -> Self {
        Self {
            folder,
            run: AtomicI64::new(0),
            account: config.tenant.clone(),
            values: config.run.audit_values && !redacted,
        }
    }

    fn add(&self, attempt: &Attempt<'_>) {
        let run = Some(self.run.load(Relaxed)).filter(|run| *run > 0);
        let call = attempt.call.as_ref().filter(|_| self.values);
        let body = call.map(|call| send::body(&self.account, call.entity, call.action));
        let line = report::audit::line(Timestamp::now(), run, attempt, body);
        self.folder.append(&line);
    }
}

impl Observer for AuditLog {
    fn on(&self, event: &Event<'_>) {
        match event {
            Event::Started { run, .. } => self.run.store(*run, Relaxed),
            Event::Attempt(attempt) => self.add(attempt),
            _ => {}
        }
    }
}

/// Up to where a list consists of whole lines.
pub(super) fn whole_lines(file: &mut (impl Read + Seek)) -> io::Result<u64> {
    let mut end = file.seek(SeekFrom::End(0))?;
    let mut block = [0; 4096];
    // The break is searched from the end, because the list may be long.
    while end > 0 {
        let length = end.min(4096);
        let block = &mut block[..usize::try_from(length).unwrap_or_default()];
        file.seek(SeekFrom::Start(end - length))?;
        file.read_exact(block)?;
        if let Some(at) = block.iter().rposition(|byte| *byte == b'\n') {
            return Ok(end - length + u64::try_from(at).unwrap_or_default() + 1);
        }
        end -= length;
    }
    Ok(0)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn a_torn_line_is_not_counted() {
        let long = format!("{}\n{}", "a".repeat(9000), "b".repeat(9000));
        for (text, whole) in [("", 0), ("a", 0), ("a\n", 2), ("a\nb", 2), (&long, 9001)] {
            let counted = whole_lines(&mut Cursor::new(text)).expect("memory can be read");
            assert_eq!(counted, whole);
        }
    }
}
