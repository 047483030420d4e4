//! The notices of a recorded command: sent when it begins and when it ends, and logged if they did not arrive.
//!
//! It decides on nothing that is sent. Invariant: no notice changes an exit code, and no URL reaches the log.

use std::env;

use vbot_sync::{
    model::{NotifySettings, RunSummary},
    notify::Notifier,
    report,
};

/// The notices of one command.
pub struct Notifications {
    notifier: Notifier,
    project: String,
}

impl Notifications {
    /// The command begins.
    pub fn begin(settings: NotifySettings, project: String) -> Self {
        Self {
            notifier: Notifier::begin(settings, |name| env::var(name).ok()),
            project,
        }
    }

    /// The command has ended.
    pub fn end(self, run: &RunSummary) {
        let text = report::notification::text(&self.project, run);
        let notified = self.notifier.end(run, &text);
        for line in notified.stderr.lines() {
            tracing::debug!("[notify] command: {line}");
        }
        for undelivered in notified.undelivered {
            // An error, so that a quiet run shows it.
            tracing::error!("{undelivered}");
        }
    }
}
