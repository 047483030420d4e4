//! `[metrics]`: where the figures of the last run are written.

use super::page::{ConfigText, Setting};
use super::section::section;
use super::values::{Filled, ValueRule};
use crate::error::Result;
use crate::model::Metrics;

section! {
    /// The figures of the last run, for monitoring.
    WrittenMetrics needs [] {
        /// A file for the textfile collector of Prometheus' node exporter, such as `/var/lib/node_exporter/vbot_sync.prom`;
        /// relative to the folder of this file. It is replaced after every run. By default there is none.
        textfile: Setting<String> => Filled.schema();
    }
}

impl WrittenMetrics {
    /// The settings, with paths resolved against the configuration's folder.
    pub fn validated(&self, page: &ConfigText<'_>) -> Result<Metrics> {
        let path = Filled.setting(page, "textfile", self.textfile.as_ref())?;
        Ok(Metrics {
            textfile: path.map(|path| page.resolve(&path)),
        })
    }
}
