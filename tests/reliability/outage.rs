//! Power cuts between any two system calls of the real binary.
//!
//! `power` relies on SQLite for what is on the disk; this relies only on `fsync`: one run of the binary is
//! traced, and for each moment of it the disk is built as after a power cut, and the account from the requests
//! that had been sent. It needs Linux and `strace`: `cargo test --test reliability -- --ignored`.

use std::sync::atomic::{AtomicUsize, Ordering};

use fastrand::Rng;
use vbot_sync::{model::Dialect, sandbox::Arrival};

use crate::{
    disk::Disk,
    held::HeldAccount,
    parallel::{assert_none, second_night, share, undisturbed},
    process::{Restart, try_run_to_end},
    seeds::{number, seed},
    sheets::Night,
    test_account::{Settings, TestAccount},
    trace::{Syscall, traced},
    verdict::{Effects, findings},
};

/// The number of traced runs.
const RUNS: usize = 4;

/// The same under v3, where a call in doubt waits until it can be read.
const RUNS_V3: usize = 1;

/// Of each run one in that many moments is tried, in every run another.
const SHARE: usize = 8;

/// The last part of the paths of reads.
const READS: [&str; 2] = ["/get-all", "/get-detail"];

/// One run of the second night, traced.
struct TracedRun {
    syscalls: Vec<Syscall>,
    arrivals: Vec<Arrival>,
    snapshot: Vec<u8>,
    account: HeldAccount,
    wanted: Effects,
}

/// The moment of a power cut, and what the disk keeps of data that was not synced.
#[derive(Clone, Copy, Debug)]
struct Outage {
    after: usize,
    /// `None`: nothing; otherwise an arbitrary part, by this seed.
    part: Option<u64>,
}

/// A longer timeout, since a traced run is slow.
fn slow_settings(dialect: Dialect) -> Settings {
    Settings {
        timeout: "2s",
        ..Settings::default().of(dialect)
    }
}

fn trace_run(fixture: &TestAccount) -> TracedRun {
    let wanted = undisturbed(fixture, &Night::second());
    let (account, snapshot) = fixture.saved();
    let syscalls = traced(fixture, &["sync", "--yes"]);
    let mut arrivals = fixture.server.log();
    // What is read changes nothing, and the trace has only what is sent with a body.
    arrivals.retain(|arrival| !READS.iter().any(|last| arrival.path.ends_with(last)));
    assert_none(&findings(fixture, &Night::second(), &[], &wanted));
    let sent = syscalls
        .iter()
        .filter(|syscall| matches!(syscall, Syscall::Sent { .. }));
    assert_eq!(sent.count(), arrivals.len(), "the trace has every request");
    TracedRun {
        syscalls,
        arrivals,
        snapshot,
        account,
        wanted,
    }
}

impl TracedRun {
    /// The moments after each sync and each sent request.
    fn outages(&self) -> Vec<Outage> {
        let mut outages = Vec::new();
        let mut rng = Rng::with_seed(seed());
        for (index, syscall) in self.syscalls.iter().enumerate() {
            if matches!(syscall, Syscall::Sent { .. } | Syscall::Synced { .. }) {
                let after = index + 1;
                outages.push(Outage { after, part: None });
                let part = Some(rng.u64(..));
                outages.push(Outage { after, part });
            }
        }
        outages
    }

    /// The requests that had been sent by then, in the order of their arrival.
    fn arrived(&self, after: usize) -> Vec<Arrival> {
        let mut sent: Vec<_> = self.syscalls[..after]
            .iter()
            .filter_map(|syscall| match syscall {
                Syscall::Sent { path, body } => Some((path, body)),
                _ => None,
            })
            .collect();
        let mut arrived = self.arrivals.clone();
        arrived.retain(|arrival| {
            let found = sent
                .iter()
                .position(|(path, body)| **path == arrival.path && **body == *arrival.body);
            found.map(|found| sent.swap_remove(found)).is_some()
        });
        assert!(
            sent.is_empty(),
            "every sent request has arrived, except {sent:?}"
        );
        arrived
    }

    /// The problems after a power cut at that moment and a further run.
    fn problems(
        &self,
        fixture: &TestAccount,
        outage: Outage,
        syncs: impl Fn(&Syscall) -> bool,
    ) -> Vec<String> {
        let (mut disk, mut account) = (Disk::with(self.snapshot.clone()), self.account.clone());
        for syscall in self.syscalls[..outage.after]
            .iter()
            .filter(|syscall| syncs(syscall))
        {
            disk.apply(syscall);
        }
        let arrived = self.arrived(outage.after);
        for arrival in &arrived {
            account.call(&arrival.path, &arrival.body);
        }
        let left = disk.left(outage.part.map(Rng::with_seed));
        fixture.reset_to(account, &left.each_ref().map(Option::as_ref));
        let exit = match try_run_to_end(fixture, Restart::BOTH[outage.after % 2]) {
            Ok(exit) => exit,
            Err(damage) => return vec![format!("the snapshot is damaged: {damage}")],
        };
        let mut found = findings(fixture, &Night::second(), &arrived, &self.wanted);
        if exit != 0 {
            found.push(format!("exit {exit}"));
        }
        found.truncate(1);
        found
    }
}

/// Traces several runs and splits the outages between them, so that every kind of moment occurs; with `EVERY=1` each
/// run has all of its outages. Returns the problems and the number of cases.
fn every_outage(
    (dialect, runs): (Dialect, usize),
    syncs: impl Fn(&Syscall) -> bool + Sync,
) -> (Vec<String>, usize) {
    let (runs, count) = ((0..runs).collect::<Vec<_>>(), AtomicUsize::new(0));
    let fixture = || second_night(&slow_settings(dialect));
    let problems = share(&runs, fixture, |fixture, run| {
        let traced = trace_run(fixture);
        fixture.configure(&Settings::default().of(dialect));
        let step = if number("EVERY").is_some() { 1 } else { SHARE };
        let outages = traced.outages().into_iter().skip(run % step).step_by(step);
        outages
            .flat_map(|outage| {
                count.fetch_add(1, Ordering::SeqCst);
                traced.problems(fixture, outage, &syncs)
            })
            .collect()
    });
    (problems, count.into_inner())
}

#[test]
#[ignore = "needs strace"]
fn data_that_was_really_synced_is_enough_to_recover() {
    let (problems, outages) = every_outage((Dialect::V1, RUNS), |_| true);
    println!("{outages} outages");
    assert_none(&problems);
}

#[test]
#[ignore = "needs strace"]
fn data_that_was_really_synced_is_enough_to_recover_under_v3() {
    let (problems, outages) = every_outage((Dialect::V3, RUNS_V3), |_| true);
    println!("{outages} outages under v3");
    assert_none(&problems);
}

#[test]
#[ignore = "needs strace"]
fn the_checks_notice_a_log_that_is_not_synced() {
    // As with `synchronous = NORMAL`, which syncs the log only before a checkpoint.
    let (problems, outages) = every_outage((Dialect::V1, RUNS), |syscall| {
        *syscall != Syscall::Synced { file: 1 }
    });
    let count = problems.len();
    println!(
        "without syncs of the log {count} of {outages} outages lose a change or apply it twice"
    );
    assert!(count > outages / 2, "{problems:?}");
}
