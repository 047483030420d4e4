//! The processor time and memory of this process under Linux; on other systems zero.

use std::fs;

/// Processor seconds, user and system together.
fn seconds() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let mut fields = stat.rsplit_once(')')?.1.split_ascii_whitespace().skip(11);
    let mut ticks = || fields.next()?.parse::<f64>().ok();
    Some((ticks()? + ticks()?) / 100.0)
}

/// Peak memory in megabytes.
fn peak() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    let kilobytes: f64 = line.split_ascii_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024.0)
}

/// Measures the processor time from its creation.
pub struct Usage(f64);

impl Usage {
    pub fn begin() -> Self {
        Self(seconds().unwrap_or_default())
    }

    /// Microseconds per call.
    pub fn each(&self, calls: u32) -> f64 {
        let used = seconds().unwrap_or_default() - self.0;
        used * 1e6 / f64::from(calls)
    }

    /// The usage per call as text.
    pub fn summary(&self, calls: u32) -> String {
        let each = self.each(calls);
        let peak = peak().unwrap_or_default();
        format!("{each:>6.1} µs of CPU per call  {peak:>5.1} MB peak memory")
    }
}
