//! When a run has to end.

use std::time::Duration;

use clap::Args;
use vbot_sync::config;

/// When a run has to end.
#[derive(Clone, Copy, Debug, Args)]
pub struct Limit {
    /// Stop at this time of day, resumable.
    #[arg(long, value_name = "HH:MM", value_parser = time_of_day)]
    pub until: Option<jiff::civil::Time>,

    /// Stop after this long (30m, 2h), resumable.
    #[arg(long, value_name = "DURATION", value_parser = config::duration)]
    pub max_duration: Option<Duration>,
}

fn time_of_day(text: &str) -> Result<jiff::civil::Time, String> {
    let time = jiff::civil::Time::strptime("%H:%M", text);
    time.map_err(|_| format!("`{text}` is not a time of day such as 05:30"))
}
