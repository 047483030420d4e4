//! What is done when a recorded command is over, whichever way it ended.
//!
//! Each step stands for itself: one that fails is logged, and the next one is done. Invariant: nothing here changes an
//! exit code.

use std::{fs::File, io, io::BufWriter, path::Path};

use vbot_sync::{config::Config, file, language::say, model::RunSummary, report, sync};

use super::{
    notice::Notice,
    output,
    planned_run::PlannedState,
    run_documents::RunDocuments,
    run_folder::{self, RunFolder},
    run_reports::RunReports,
};

/// What a command leaves to be done.
pub struct EndedRun<'a> {
    /// Its record.
    pub summary: &'a RunSummary,
    /// The runs that were forgotten on this occasion.
    pub forgotten: &'a [RunSummary],
    /// Its plan.
    pub planned: PlannedState,
    /// Its folder, if the configuration wants one.
    pub folder: Option<&'a RunFolder>,
    /// The reports that the command line asks for.
    pub reports: &'a RunReports,
}

/// Does everything that the configuration and the command line ask for after a run.
pub fn after_run(config: &Config, ended: EndedRun<'_>) {
    write_metrics(config, ended.summary);
    if ended.folder.is_some() || ended.reports.is_wanted() {
        let redacted = ended.reports.redacted;
        let documents = RunDocuments::of(config, ended.summary, ended.planned, redacted);
        let documents = documents.unwrap_or_else(|error| {
            tracing::warn!("{}", say!("cli-no-report", error));
            None
        });
        if let Some(folder) = ended.folder {
            folder.end(ended.summary, documents.as_ref());
        }
        if let Some(documents) = documents {
            write_reports(ended.reports, &documents);
        }
    }
    run_folder::forget(config, ended.forgotten);
}

/// `--html` and `--xlsx`.
fn write_reports(reports: &RunReports, documents: &RunDocuments<'_>) {
    if let Some(path) = &reports.html {
        write_report(path, |out| documents.html(out));
    }
    if let Some(path) = &reports.xlsx {
        write_report(path, |out| documents.xlsx(out));
    }
}

/// The exit code is that of the run, which is over: a report that can't be written is an error in words.
fn write_report(path: &Path, content: impl FnOnce(&mut BufWriter<&File>) -> io::Result<()>) {
    let name = output::name(path);
    match file::write(path, file::Mode::Private, content) {
        Ok(()) => Notice::info(say!("cli-written", name)).print(),
        Err(error) => Notice::error(say!("cli-unwritten", name, error)).print(),
    }
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
        tracing::warn!("{}", say!("cli-no-metrics", path = path.display(), error));
    }
}
