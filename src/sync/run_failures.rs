//! The rows that a run held and the calls that failed in it, with their cells, for the workbook in its folder.
//!
//! Unlike `failures` it plans nothing anew: it knows the problems from the run's plan, and reads again only the files
//! that have such a row. Invariant: a file that has changed since it was planned from is not read, because another record
//! may be in the row now.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use super::{
    JournalledRun,
    failures::{Codes, RowFaults, place},
};
use crate::{
    codec::Plan,
    config::Config,
    error::Result,
    model::{Failed, Issue, Origin, SourceRead},
    read,
};

/// The rows, and what is missing.
#[derive(Debug, Default)]
pub struct RunFailures {
    /// The rows and calls.
    pub failed: Failed,
    /// Files with such rows that have changed since; their rows are missing.
    pub changed: BTreeSet<String>,
    /// Files of `--corrections` with such rows, which are still in them.
    pub corrections: BTreeSet<String>,
}

impl RunFailures {
    /// The rows that the plan holds, and the calls of the run that failed; `sources` are the files that the plan was made
    /// from.
    ///
    /// # Errors
    /// A file or the journal can't be read.
    pub fn of(
        config: &Config,
        plan: &Plan,
        (run, sources): (Option<&JournalledRun>, &[SourceRead]),
    ) -> Result<Self> {
        let calls = run.map(JournalledRun::failures).transpose()?;
        let calls = calls.unwrap_or_default();
        let mut files = SameFiles::new(sources);
        let mut codes = Codes::default();
        for held in &plan.held_rows {
            if let (Some(code), Some(place)) = (&held.code, place(&held.origin)) {
                codes.add(held.entity, code, place);
            }
        }
        for call in &calls {
            let origin = call.origin.as_ref();
            let code = call.new_code.as_ref().unwrap_or(&call.code);
            if let Some(place) = origin.filter(|it| files.holds(it)).and_then(place) {
                codes.add(call.entity, code, place);
            }
        }
        let issues = plan.issues.iter();
        let same = issues.filter(|issue| is_in(issue, &mut files));
        let mut faults = RowFaults::of(same);
        for call in calls {
            faults.refused(call, &codes);
        }
        let failed = faults.into_failed(config, &codes)?;
        Ok(Self {
            failed,
            changed: files.changed,
            corrections: files.corrections,
        })
    }
}

/// Whether the issue's row can still be read where it was; a warning needs no row.
fn is_in(issue: &Issue, files: &mut SameFiles) -> bool {
    RowFaults::is_fault(issue) && issue.origin.as_ref().is_some_and(|it| files.holds(it))
}

/// Compares files with those that were read, each once.
struct SameFiles {
    hashes: BTreeMap<String, Option<String>>,
    same: BTreeSet<String>,
    changed: BTreeSet<String>,
    corrections: BTreeSet<String>,
}

impl SameFiles {
    fn new(sources: &[SourceRead]) -> Self {
        let sources = sources.iter();
        Self {
            hashes: sources
                .map(|source| (source.file.clone(), source.hash.clone()))
                .collect(),
            same: BTreeSet::new(),
            changed: BTreeSet::new(),
            corrections: BTreeSet::new(),
        }
    }

    fn holds(&mut self, origin: &Origin) -> bool {
        let file = &*origin.file;
        if self.same.contains(file) {
            return true;
        }
        if self.changed.contains(file) {
            return false;
        }
        // Only rows that were corrected are in a file that is no source.
        let Some(known) = self.hashes.get(file) else {
            self.corrections.insert(file.to_owned());
            return false;
        };
        let is_same = known
            .as_ref()
            .is_some_and(|hash| read::sha256(Path::new(file)).is_ok_and(|found| found == *hash));
        let list = if is_same {
            &mut self.same
        } else {
            &mut self.changed
        };
        list.insert(file.to_owned());
        is_same
    }
}
