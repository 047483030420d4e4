//! The cost of a process: wall time, processor time and peak memory.
//!
//! `/usr/bin/time` measures all three if it exists (GNU's, on Linux); otherwise they are read from `/proc` every
//! few milliseconds, and without `/proc` only the wall time is known. Invariant: an unknown figure is
//! shown as `?`, never as zero.

use std::{
    fs, io,
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

const TIME: &str = "/usr/bin/time";

/// The cost of one process.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cost {
    /// From its start to its end.
    pub wall: f64,
    /// Of all its threads, user and system together, in seconds.
    pub processor: Option<f64>,
    /// Resident memory at its highest, in KiB.
    pub peak: Option<u64>,
}

/// How the figures are measured here, in a sentence.
pub fn means() -> &'static str {
    if has_time() {
        "processor time and peak memory are those of /usr/bin/time"
    } else if Path::new("/proc/self/status").exists() {
        "processor time and peak memory are read from /proc every 2 ms, since there is no /usr/bin/time"
    } else {
        "only the wall time is measured: there is neither /usr/bin/time nor /proc"
    }
}

fn has_time() -> bool {
    cfg!(target_os = "linux") && Path::new(TIME).exists()
}

/// Runs a program in a folder to its end; its stdout is dropped, and its stderr is shown if it fails.
///
/// # Errors
/// It can't be started, or its exit code is none of the expected ones.
pub fn run(folder: &Path, program: &str, words: &[&str], expected: &[i32]) -> io::Result<Cost> {
    let figures = folder.join("cost.txt");
    let errors = folder.join("errors.txt");
    let mut command = if has_time() {
        let mut command = Command::new(TIME);
        command.args(["-q", "-f", "%U %S %M", "-o"]).arg(&figures);
        command.arg(program);
        command
    } else {
        Command::new(program)
    };
    command.args(words).current_dir(folder).stdin(Stdio::null());
    command
        .env_remove("VBOT_SYNC_CONFIG")
        .env("VBOT_TOKEN", "bench");
    command.stdout(Stdio::null());
    command.stderr(fs::File::create(&errors)?);
    let begun = Instant::now();
    let mut child = command.spawn()?;
    let (status, mut cost) = measured(&mut child)?;
    cost.wall = begun.elapsed().as_secs_f64();
    if has_time() {
        (cost.processor, cost.peak) = parsed(&fs::read_to_string(&figures)?);
    }
    let ended = status.code().filter(|code| expected.contains(code));
    ended.map(|_| cost).ok_or_else(|| {
        let errors = fs::read_to_string(&errors).unwrap_or_default();
        io::Error::other(format!("{words:?} ended with {status}: {errors}"))
    })
}

fn measured(child: &mut Child) -> io::Result<(ExitStatus, Cost)> {
    if has_time() || !Path::new("/proc/self/status").exists() {
        return Ok((child.wait()?, Cost::default()));
    }
    let mut cost = Cost::default();
    loop {
        let folder = format!("/proc/{}", child.id());
        let read = |name: &str| fs::read_to_string(format!("{folder}/{name}")).unwrap_or_default();
        cost.peak = high_water(&read("status")).max(cost.peak);
        cost.processor = ticks(&read("stat")).or(cost.processor);
        if let Some(status) = child.try_wait()? {
            return Ok((status, cost));
        }
        thread::sleep(Duration::from_millis(2));
    }
}

/// `VmHWM` of `/proc/…/status`.
fn high_water(status: &str) -> Option<u64> {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// User and system time of `/proc/…/stat`, in ticks of 10 ms, which every Linux has.
fn ticks(stat: &str) -> Option<f64> {
    let behind_the_name = stat.rsplit_once(')')?.1;
    let mut words = behind_the_name.split_whitespace().skip(11);
    let mut next = || words.next()?.parse::<f64>().ok();
    Some((next()? + next()?) / 100.0)
}

fn parsed(text: &str) -> (Option<f64>, Option<u64>) {
    let words: Vec<&str> = text.split_whitespace().collect();
    let [user, system, peak] = words.as_slice() else {
        return (None, None);
    };
    let seconds = |word: &str| word.parse::<f64>().ok();
    let processor = seconds(user).zip(seconds(system));
    (
        processor.map(|(user, system)| user + system),
        peak.parse().ok(),
    )
}
