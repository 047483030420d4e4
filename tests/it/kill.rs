//! `kill -9` in the middle of a night: no change is lost or applied twice.

use std::{collections::BTreeMap, time::Duration};

use vbot_sync::sandbox::{Fault, Faults};

use crate::{
    expected,
    fixture::Fixture,
    nights::assert_account,
    program::eventually,
    traffic::{call, unanswered},
};

/// The first night is 1,023 calls.
const MOMENTS: [usize; 2] = [300, 1_015];

/// Runs until that many requests have arrived, and kills the run.
///
/// From then on no request is answered, so the run can't have ended by itself; every other one of
/// these is applied at once, and the rest only when the next run may have started.
fn killed_after(scene: &Fixture, arrivals: usize) {
    let faults = unanswered(arrivals as u64 - 1, [Fault::Slow, Fault::ApplyLate]);
    scene.server.reset_log();
    scene.server.set_faults(faults);
    let running = scene.start(&["sync", "--yes"]);
    scene.wait_for_requests(arrivals);
    let ran = running.kill();
    assert_eq!(ran.code, None, "it was killed at work, not after it: {ran}");
    scene.server.set_faults(Faults::none());
}

/// No create was applied to the same code twice.
#[track_caller]
fn assert_created_once(scene: &Fixture) {
    let mut creates = BTreeMap::<String, usize>::new();
    for arrival in scene.server.log() {
        if arrival.applied && arrival.path.ends_with("/create") {
            *creates.entry(call(&arrival)).or_default() += arrival.deliveries as usize;
        }
    }
    let twice: Vec<_> = creates.iter().filter(|(_, count)| **count > 1).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

fn first_night(arrivals: usize, afterwards: &[&str]) {
    let scene = Fixture::samples().start();
    killed_after(&scene, arrivals);
    scene.run(&["status"]).exits(0).prints(&["is unfinished"]);
    scene.run(afterwards).exits(0);
    assert_account(&scene, &expected::night(1).state);
    assert_created_once(&scene);
    scene.server.reset_log();
    scene.sync().exits(0);
    assert_eq!(scene.sent(), [""; 0]);
}

#[test]
fn a_sync_after_a_kill_reaches_the_same_account() {
    for arrivals in MOMENTS {
        first_night(arrivals, &["sync", "--yes"]);
    }
}

#[test]
fn a_resume_after_a_kill_reaches_the_same_account() {
    for arrivals in [7, 500] {
        first_night(arrivals, &["resume"]);
    }
}

#[test]
fn a_resume_reads_no_sheet() {
    let scene = Fixture::samples().start();
    killed_after(&scene, 100);
    scene.remove("exports/khach-hang.csv");
    scene.remove("exports/danh-muc.xlsx");
    scene.run(&["resume"]).exits(0);
    assert_account(&scene, &expected::night(1).state);
    scene
        .run(&["resume"])
        .exits(0)
        .stderr_has(&["nothing to resume"]);
}

#[test]
fn three_kills_in_one_night_lose_nothing() {
    let scene = Fixture::samples().start();
    for arrivals in [50, 200, 400] {
        killed_after(&scene, arrivals);
    }
    scene.sync().exits(0);
    assert_account(&scene, &expected::night(1).state);
    assert_created_once(&scene);
}

#[test]
fn a_kill_in_the_second_night_keeps_every_change_of_code() {
    for (arrivals, afterwards) in [(8, "resume"), (60, "sync")] {
        let scene = Fixture::samples().start();
        scene.sync().exits(0);
        scene.night(2);
        killed_after(&scene, arrivals);
        match afterwards {
            "sync" => drop(scene.sync().exits(3)),
            // `resume` reads no sheet, and the held rows are still held.
            _ => drop(scene.run(&["resume"]).exits(3)),
        }
        assert_account(&scene, &expected::after_both_nights());
        for code in expected::night(2).moved.values() {
            let created = format!("create customer {code}");
            let sent: Vec<_> = scene.server.log().iter().map(call).collect();
            assert!(!sent.contains(&created), "{created}");
        }
    }
}

#[test]
fn a_late_request_of_a_killed_run_overwrites_nothing_newer() {
    let named = |name: &str| format!("KH1,{name},0912345671,MOI,LE,Hà Nội");
    let scene = Fixture::builder().customers(&[&named("An")]).start();
    scene.sync().exits(0);
    scene.customers(&[&named("Bình")]);
    let mut faults = Faults::none().at(0, Fault::ApplyLate);
    faults.late = Duration::from_millis(1500);
    scene.server.reset_log();
    scene.server.set_faults(faults);
    let running = scene.start(&["sync", "--yes"]);
    scene.wait_for_requests(1);
    running.kill();
    scene.customers(&[&named("Chi")]);
    scene.sync().exits(0);
    eventually("nothing is late any more", || scene.server.late() == 0);
    assert_eq!(scene.customer("KH1")["customer_name"], "Chi");
}
