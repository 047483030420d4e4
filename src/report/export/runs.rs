//! Runs of the history as a table.
//!
//! An object has the whole summary of its run; a row has the sums that people compare over the nights. Invariant: a row
//! has no figure that its object lacks.

use std::{
    io::{self, Write},
    ops::ControlFlow,
};

use super::cell::{ExportCell, ExportRow, ExportTable, RowVisitor};
use crate::model::{Operation, PlanId, RunSummary};

/// The columns before those of the operations.
const BEFORE: [&str; 9] = [
    "run", "command", "state", "exit", "reason", "started", "finished", "seconds", "plan",
];

/// The columns after them.
const AFTER: [&str; 14] = [
    "rows",
    "held",
    "held_new",
    "held_known",
    "failed",
    "blocked",
    "unknown",
    "remaining",
    "requests",
    "files",
    "host",
    "user",
    "version",
    "config",
];

/// Runs, newest first.
pub(super) struct RunTable<'a> {
    pub runs: &'a [RunSummary],
}

impl ExportTable for RunTable<'_> {
    fn name(&self) -> &'static str {
        "runs"
    }

    fn headers(&self) -> Vec<String> {
        let named = |name: &&str| (*name).to_owned();
        let applied = Operation::ALL.map(|operation| format!("applied_{}", operation.as_str()));
        let before = BEFORE.iter().map(named);
        before
            .chain(applied)
            .chain(AFTER.iter().map(named))
            .collect()
    }

    fn each(&self, visit: RowVisitor<'_>) -> io::Result<()> {
        for run in self.runs {
            if visit(&ExportedRun(run))? == ControlFlow::Break(()) {
                break;
            }
        }
        Ok(())
    }
}

struct ExportedRun<'a>(&'a RunSummary);

impl ExportRow for ExportedRun<'_> {
    fn cells(&self) -> Vec<ExportCell<'_>> {
        let run = self.0;
        let exit = run.exit.map(i64::from);
        let finished = run.finished.map(|moment| moment.local().into());
        let before = [
            ExportCell::integer(run.run),
            ExportCell::exact(Some(&run.command)),
            ExportCell::exact(Some(run.state.as_str())),
            exit.map_or(ExportCell::Blank, ExportCell::integer),
            ExportCell::remark(run.reason.as_deref()),
            ExportCell::Exact(run.started.local().into()),
            finished.map_or(ExportCell::Blank, ExportCell::Exact),
            ExportCell::Number(run.seconds),
            ExportCell::exact(run.plan.as_ref().map(PlanId::as_str)),
        ];
        let applied = Operation::ALL.map(|operation| ExportCell::count(applied(run, operation)));
        let counts = [
            run.rows,
            run.held,
            run.held_new,
            run.held_known,
            run.failed,
            run.blocked,
            run.unknown,
            run.remaining,
            run.requests,
        ];
        let after = [
            ExportCell::Remark(files(run).into()),
            ExportCell::remark(run.host.as_deref()),
            ExportCell::remark(run.user.as_deref()),
            ExportCell::exact(Some(&run.version)),
            ExportCell::exact(run.config.as_deref()),
        ];
        let counts = counts.map(ExportCell::count).into_iter();
        let before = before.into_iter().chain(applied);
        before.chain(counts).chain(after).collect()
    }

    fn json(&self, out: &mut dyn Write) -> io::Result<()> {
        Ok(serde_json::to_writer(out, self.0)?)
    }
}

/// The acknowledged calls of an operation, of all entities.
fn applied(run: &RunSummary, operation: Operation) -> usize {
    let entities = run.applied.values();
    let counts = entities.filter_map(|counts| counts.get(&operation));
    counts.sum()
}

/// The files that were read, each once.
fn files(run: &RunSummary) -> String {
    let mut files: Vec<&str> = run.sources.iter().map(|source| &*source.file).collect();
    files.sort_unstable();
    files.dedup();
    files.join("; ")
}
