//! What this process has used, as Linux counts it; elsewhere nothing is said.

use std::fs;

/// Processor seconds, user and system together.
fn seconds() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let mut fields = stat.rsplit_once(')')?.1.split_ascii_whitespace().skip(11);
    let mut ticks = || fields.next()?.parse::<f64>().ok();
    Some((ticks()? + ticks()?) / 100.0)
}

/// Megabytes at the most.
fn peak() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    let kilobytes: f64 = line.split_ascii_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024.0)
}

/// A clock of what is used from now on.
pub struct Usage(f64);

impl Usage {
    pub fn begin() -> Self {
        Self(seconds().unwrap_or_default())
    }

    /// Microseconds for each of so many calls.
    pub fn each(&self, calls: u32) -> f64 {
        let used = seconds().unwrap_or_default() - self.0;
        used * 1e6 / f64::from(calls)
    }

    /// In words, for so many calls.
    pub fn told(&self, calls: u32) -> String {
        let each = self.each(calls);
        let peak = peak().unwrap_or_default();
        format!("{each:>6.1} µs of CPU a call  {peak:>5.1} MB at the most")
    }
}
