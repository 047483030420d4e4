//! The figures of the last run in the text format of Prometheus, for the textfile collector of its node exporter.
//!
//! Counts only, no customer's data. Invariant: a success that is known stays known, whatever becomes of later runs.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use crate::model::{CallState, Entity, Moment, Operation, RunSummary};

const LAST_SUCCESS: &str = "vbot_sync_last_success_timestamp_seconds";

/// What is measured.
#[derive(Clone, Debug, PartialEq)]
pub struct RunMetrics {
    /// The label of every figure.
    pub project: String,
    /// The last run.
    pub summary: RunSummary,
    /// When the newest run with exit 0 ended; `None` if the snapshot could not be read or has none.
    pub last_success: Option<Moment>,
    /// The last run's calls.
    pub calls: BTreeMap<(Entity, Operation, CallState), usize>,
    /// Records in the snapshot.
    pub records: BTreeMap<Entity, usize>,
    /// Calls that are left to send.
    pub unfinished: usize,
    /// The size of the snapshot file.
    pub state_bytes: u64,
}

/// Writes the figures. `before` is the file as it was.
///
/// # Errors
/// The writer fails.
pub fn text(out: &mut impl Write, metrics: &RunMetrics, before: &str) -> io::Result<()> {
    let mut writer = MetricsWriter {
        out,
        project: escaped(&metrics.project),
    };
    let summary = &metrics.summary;
    let ended = summary.finished.unwrap_or(summary.started);
    writer.gauge(
        "vbot_sync_last_run_timestamp_seconds",
        "When the last run ended.",
        seconds(ended),
    )?;
    let success = metrics.last_success.map(seconds);
    if let Some(success) = success.or_else(|| known(before, &writer.project)) {
        writer.gauge(
            LAST_SUCCESS,
            "When the last run with exit code 0 ended.",
            success,
        )?;
    }
    let exit = f64::from(summary.exit.unwrap_or_default());
    writer.gauge(
        "vbot_sync_last_exit_code",
        "The exit code of the last run.",
        exit,
    )?;
    writer.gauge(
        "vbot_sync_run_duration_seconds",
        "How long the last run took.",
        summary.seconds,
    )?;
    writer.calls(&metrics.calls)?;
    writer.rows(summary)?;
    let unfinished = count(metrics.unfinished);
    writer.gauge(
        "vbot_sync_unfinished",
        "Calls that are left to send.",
        unfinished,
    )?;
    writer.head("vbot_sync_records", "gauge", "Records in the snapshot.")?;
    for entity in Entity::ALL {
        let records = metrics.records.get(&entity).copied().unwrap_or_default();
        writer.sample(
            "vbot_sync_records",
            &[("entity", entity.as_str())],
            count(records),
        )?;
    }
    #[expect(
        clippy::cast_precision_loss,
        reason = "the format has floating point numbers only"
    )]
    let bytes = metrics.state_bytes as f64;
    writer.gauge(
        "vbot_sync_state_bytes",
        "The size of the snapshot file.",
        bytes,
    )
}

struct MetricsWriter<'w, W: Write> {
    out: &'w mut W,
    project: String,
}

impl<W: Write> MetricsWriter<'_, W> {
    fn head(&mut self, name: &str, kind: &str, help: &str) -> io::Result<()> {
        writeln!(self.out, "# HELP {name} {help}\n# TYPE {name} {kind}")
    }

    fn sample(&mut self, name: &str, labels: &[(&str, &str)], value: f64) -> io::Result<()> {
        write!(self.out, "{name}{{project=\"{}\"", self.project)?;
        for (label, text) in labels {
            write!(self.out, ",{label}=\"{text}\"")?;
        }
        writeln!(self.out, "}} {value}")
    }

    fn gauge(&mut self, name: &str, help: &str, value: f64) -> io::Result<()> {
        self.head(name, "gauge", help)?;
        self.sample(name, &[], value)
    }

    fn calls(&mut self, calls: &BTreeMap<(Entity, Operation, CallState), usize>) -> io::Result<()> {
        let name = "vbot_sync_calls_total";
        self.head(name, "gauge", "Calls of the last run by their outcome.")?;
        for entity in Entity::ALL {
            for operation in Operation::ALL {
                for (outcome, states) in OUTCOMES {
                    let of = |state: &CallState| calls.get(&(entity, operation, *state)).copied();
                    let total: usize = states.iter().filter_map(of).sum();
                    let labels = [
                        ("entity", entity.as_str()),
                        ("op", operation.as_str()),
                        ("outcome", outcome),
                    ];
                    self.sample(name, &labels, count(total))?;
                }
            }
        }
        Ok(())
    }

    fn rows(&mut self, summary: &RunSummary) -> io::Result<()> {
        let name = "vbot_sync_rows";
        self.head(
            name,
            "gauge",
            "Rows of the last run: read, held, and those that needed no call.",
        )?;
        for entity in Entity::ALL {
            let of_entity = summary
                .sources
                .iter()
                .filter(|it| it.entity == Some(entity));
            let read: usize = of_entity.map(|source| source.rows).sum();
            let planned = summary.planned.get(&entity).copied().unwrap_or_default();
            for (state, rows) in [
                ("read", read),
                ("held", planned.held),
                ("unchanged", planned.unchanged),
            ] {
                let labels = [("entity", entity.as_str()), ("state", state)];
                self.sample(name, &labels, count(rows))?;
            }
        }
        Ok(())
    }
}

const OUTCOMES: [(&str, &[CallState]); 4] = [
    ("applied", &[CallState::Applied]),
    ("rejected", &[CallState::Rejected]),
    ("blocked", &[CallState::Blocked]),
    ("unknown", &[CallState::Unknown, CallState::InFlight]),
];

/// The success that an earlier file of the same project has.
fn known(before: &str, project: &str) -> Option<f64> {
    let start = format!("{LAST_SUCCESS}{{project=\"{project}\"}} ");
    let line = before.lines().find_map(|line| line.strip_prefix(&start))?;
    line.trim().parse().ok()
}

fn seconds(at: Moment) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "seconds since 1970 are exact in floating point"
    )]
    let seconds = at.0.as_second() as f64;
    seconds
}

#[expect(
    clippy::cast_precision_loss,
    reason = "the format has floating point numbers only"
)]
fn count(number: usize) -> f64 {
    number as f64
}

/// A label's value: backslashes, quotes and line ends are escaped.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n")
}
