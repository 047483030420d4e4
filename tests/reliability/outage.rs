//! Power cuts between any two things that the real binary asks of the kernel.
//!
//! Where `power` believes SQLite that a commit is on the disk, this believes only `fsync`: the binary is
//! watched for one run, and for each moment of it the disk is built as it would be after the power has gone
//! and the account as it would be by the requests that had left. It needs Linux and `strace`:
//! `cargo test --test reliability -- --ignored`.

use std::sync::atomic::{AtomicUsize, Ordering};

use fastrand::Rng;
use vbot_sync::sandbox::{Account, Arrival};

use crate::{
    disk::Disk,
    parallel::{assert_none, second_night, share, undisturbed},
    process::{Restart, lived},
    seeds::{number, seed},
    sheets::Night,
    test_account::{Settings, TestAccount},
    trace::{Act, watched},
    verdict::{Effects, findings},
};

/// How many runs are watched.
const RUNS: usize = 4;

/// One run of the second night, watched.
struct Watched {
    acts: Vec<Act>,
    arrivals: Vec<Arrival>,
    snapshot: Vec<u8>,
    account: Account,
    wanted: Effects,
}

/// Where the power goes, and what the disk does with what it was not asked to keep.
#[derive(Clone, Copy, Debug)]
struct Outage {
    after: usize,
    /// It loses everything, or an arbitrary part.
    part: Option<u64>,
}

/// Watched, everything takes longer.
fn patient() -> Settings {
    Settings {
        timeout: "2s",
        ..Settings::default()
    }
}

fn watch(stage: &TestAccount) -> Watched {
    let wanted = undisturbed(stage, &Night::second());
    let (account, snapshot) = stage.saved();
    let acts = watched(stage, &["sync", "--yes"]);
    let arrivals = stage.server.log();
    assert_none(&findings(stage, &Night::second(), &[], &wanted));
    let sent = acts.iter().filter(|act| matches!(act, Act::Sent { .. }));
    assert_eq!(sent.count(), arrivals.len(), "the trace misses a request");
    Watched {
        acts,
        arrivals,
        snapshot,
        account,
        wanted,
    }
}

impl Watched {
    /// The moments between which something durable, or something that can't be taken back, has happened.
    fn outages(&self) -> Vec<Outage> {
        let mut outages = Vec::new();
        let mut rng = Rng::with_seed(seed());
        for (index, act) in self.acts.iter().enumerate() {
            if matches!(act, Act::Sent { .. } | Act::Synced { .. }) {
                let after = index + 1;
                outages.push(Outage { after, part: None });
                let part = Some(rng.u64(..));
                outages.push(Outage { after, part });
            }
        }
        outages
    }

    /// The requests that had left by then, in the order in which they have arrived.
    fn arrived(&self, after: usize) -> Vec<Arrival> {
        let mut sent: Vec<_> = self.acts[..after]
            .iter()
            .filter_map(|act| match act {
                Act::Sent { path, body } => Some((path, body)),
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
        assert!(sent.is_empty(), "it never arrived: {sent:?}");
        arrived
    }

    /// What is wrong when the power has gone then, has come back, and the night has gone on.
    fn complaints(
        &self,
        stage: &TestAccount,
        outage: Outage,
        syncs: impl Fn(&Act) -> bool,
    ) -> Vec<String> {
        let (mut disk, mut account) = (Disk::with(self.snapshot.clone()), self.account.clone());
        for act in self.acts[..outage.after].iter().filter(|act| syncs(act)) {
            disk.follow(act);
        }
        let arrived = self.arrived(outage.after);
        for arrival in &arrived {
            account.call(&arrival.path, &arrival.body);
        }
        let left = disk.left(outage.part.map(Rng::with_seed));
        stage.put_back(account, &left.each_ref().map(Option::as_ref));
        let exit = lived(stage, Restart::BOTH[outage.after % 2]);
        let mut found = findings(stage, &Night::second(), &arrived, &self.wanted);
        if exit != 0 {
            found.push(format!("exit {exit}"));
        }
        found.truncate(1);
        found
    }
}

/// Watches several runs, each a little different, and shares the outages out between them, so that every
/// kind of moment is met; with `EVERY=1` each run has all of its own. The complaints and the number of cases.
fn every_outage(syncs: impl Fn(&Act) -> bool + Sync) -> (Vec<String>, usize) {
    let (runs, count) = ((0..RUNS).collect::<Vec<_>>(), AtomicUsize::new(0));
    let stage = || second_night(&patient());
    let complaints = share(&runs, stage, |stage, run| {
        let watched = watch(stage);
        stage.configure(&Settings::default());
        let step = if number("EVERY").is_some() { 1 } else { RUNS };
        let outages = watched.outages().into_iter().skip(run % step).step_by(step);
        outages
            .flat_map(|outage| {
                count.fetch_add(1, Ordering::SeqCst);
                watched.complaints(stage, outage, &syncs)
            })
            .collect()
    });
    (complaints, count.into_inner())
}

#[test]
#[ignore = "needs strace"]
fn what_was_really_synced_is_enough() {
    let (complaints, outages) = every_outage(|_| true);
    println!("{outages} outages");
    assert_none(&complaints);
}

#[test]
#[ignore = "needs strace"]
fn the_judge_notices_a_log_that_is_not_synced() {
    // As with `synchronous = NORMAL`, where the log is synced before a checkpoint only.
    let (complaints, outages) = every_outage(|act| *act != Act::Synced { file: 1 });
    let count = complaints.len();
    println!("without syncs of the log {count} of {outages} outages lose or double something");
    assert!(count > outages / 2, "{complaints:?}");
}
