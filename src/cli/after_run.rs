//! What is done when a recorded command is over, whichever way it ended.
//!
//! Each step stands for itself: one that fails is logged, and the next one is done. Invariant: nothing here changes an
//! exit code.

use vbot_sync::{config::Config, file, model::RunSummary, report, sync};

/// Does everything that the configuration asks for after a run.
pub fn after_run(config: &Config, summary: &RunSummary) {
    write_metrics(config, summary);
}

/// `[metrics] textfile`: replaced as a whole, so that a collector never reads half of it.
fn write_metrics(config: &Config, summary: &RunSummary) {
    let Some(path) = &config.metrics.textfile else {
        return;
    };
    let metrics = sync::run_metrics(config, summary);
    let before = std::fs::read_to_string(path).unwrap_or_default();
    let written = file::write(path, file::Mode::Shared, |out| {
        report::metrics::text(out, &metrics, &before)
    });
    if let Err(error) = written {
        tracing::warn!(
            "the metrics can't be written to {}: {error}",
            path.display()
        );
    }
}
