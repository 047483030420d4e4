//! A rehearsal foretells what a real run does, and leaves no trace.

use std::{collections::BTreeMap, fs};

use serde_json::{Value, json};
use vbot_sync::{model::Dialect, sandbox::Faults};

use crate::fixture::{Fixture, table};

/// Rehearses without a token.
#[track_caller]
fn rehearse(scene: &mut Fixture, arguments: &[&str], code: i32) -> Value {
    let token = scene.token.take();
    let arguments = [&["rehearse", "--json"], arguments].concat();
    let rehearsed = scene.run(&arguments).exits(code).json();
    scene.token = token;
    assert_eq!(rehearsed["format"], 1);
    rehearsed
}

/// Compares a rehearsal with the last line of the real run.
#[track_caller]
pub fn assert_foretold(rehearsed: &Value, real: &Value) {
    let applied = real["applied"].as_object().expect("counts by entity");
    let applied = applied.values().flat_map(|counts| {
        let counts = counts.as_object().expect("counts by operation");
        counts.values().filter_map(Value::as_u64)
    });
    assert_eq!(rehearsed["accepted"], applied.sum::<u64>(), "{real}");
    assert_eq!(rehearsed["rejected"], real["failed"], "{rehearsed} {real}");
    assert_eq!(
        rehearsed["requests"], real["requests"],
        "{rehearsed} {real}"
    );
}

/// A run takes at least as long as its calls at that rate, and not much longer.
#[track_caller]
fn assert_time(rehearsed: &Value, rate: f64) {
    let requests = rehearsed["requests"].as_f64().expect("a number");
    let seconds = rehearsed["seconds"].as_f64().expect("a number");
    // The first requests leave at once, as many as are caught up after a late timer; and the virtual clock runs on while
    // the disk of a busy machine is waited for.
    let (least, most) = ((requests * 0.9 / rate) - 0.1, (requests * 1.1 / rate) + 0.6);
    assert!((least..most).contains(&seconds), "{rehearsed}");
}

/// The files of the folder, by name.
fn files(scene: &Fixture) -> BTreeMap<String, Vec<u8>> {
    let folder = fs::read_dir(scene.path("")).expect("the folder can be read");
    let files = folder.map(|entry| entry.expect("an entry can be read").path());
    files
        .filter(|path| path.is_file())
        .map(|path| {
            let name = path.display().to_string();
            (name, fs::read(path).expect("the file can be read"))
        })
        .collect()
}

#[test]
fn two_nights_are_foretold_in_both_dialects() {
    for dialect in [Dialect::V1, Dialect::V2] {
        let scene = Fixture::samples().sandbox(|options| options.rules.dialect = dialect);
        let mut scene = scene.start();
        for night in [1, 2] {
            scene.night(night);
            let plan = scene.plan();
            let before = files(&scene);
            let rehearsed = rehearse(&mut scene, &[], 0);
            assert_eq!(files(&scene), before, "nothing is written");
            assert_eq!(scene.server.log(), [], "nothing is sent");
            assert_eq!(rehearsed["plan"], plan["plan"]);
            assert_eq!(rehearsed["equal"], true);
            assert_eq!(rehearsed["accepted"], rehearsed["calls"]);
            assert_time(&rehearsed, 1000.0);
            let real = scene.run(&["sync", "--yes", "--json"]).last_line();
            assert_foretold(&rehearsed, &real);
            scene.server.reset_log();
        }
        let nothing = rehearse(&mut scene, &[], 0);
        assert_eq!([&nothing["calls"], &nothing["requests"]], [0, 0]);
        assert_eq!(nothing["equal"], true);
        scene
            .run(&["rehearse"])
            .exits(0)
            .prints(&["Nothing to rehearse"]);
        let history = scene.run(&["history", "--json"]).json();
        assert_eq!(history["runs"].as_array().map(Vec::len), Some(2));
    }
}

const CUSTOMERS: [&str; 4] = [
    "KH1,An,0912345671,MOI,LE,Hà Nội",
    "KH2,Bình,0912345672,MOI,LE,Hà Nội",
    "KH3,Chi,0912345673,CU,LE,Hà Nội",
    "KH4,Dung,0912345674,CU,LE,Hà Nội",
];

#[test]
fn the_same_faults_take_the_same_requests() {
    let faults = "drop_before=0.2,apply_drop=0.2,cut_body=0.1,duplicate=0.1,seed=1";
    let mut scene = Fixture::builder()
        .customers(&CUSTOMERS)
        .set("concurrency", "1")
        .sandbox(|options| options.faults = Faults::parse(faults).expect("faults"))
        .start();
    let rehearsed = rehearse(&mut scene, &["--faults", faults], 0);
    assert_eq!(rehearsed["equal"], true);
    assert!(rehearsed["requests"].as_u64() > Some(4), "{rehearsed}");
    assert_eq!(
        rehearse(&mut scene, &["--faults", faults], 0)["seconds"],
        rehearsed["seconds"]
    );
    let real = scene.run(&["sync", "--yes", "--json"]).exits(0).last_line();
    assert_foretold(&rehearsed, &real);
}

#[test]
fn a_server_that_is_away_makes_the_night_longer_and_not_the_test() {
    let mut scene = Fixture::builder().customers(&CUSTOMERS).start();
    let faults = "http_503=0.5,retry_after=60,seed=1";
    let rehearsed = rehearse(&mut scene, &["--faults", faults], 0);
    assert!(rehearsed["seconds"].as_f64() > Some(60.0), "{rehearsed}");
    let faults = "drop_before=1,seed=2";
    let rehearsed = rehearse(&mut scene, &["--faults", faults], 3);
    assert_eq!([&rehearsed["accepted"], &rehearsed["rejected"]], [0, 0]);
    assert_eq!(rehearsed["equal"], false);
    scene
        .run(&["rehearse", "--faults", "drop_befor=1"])
        .fails_with(2, &["did you mean “drop_before”?"]);
}

#[test]
fn what_would_be_refused_is_named_with_its_row() {
    let mut scene = Fixture::builder()
        .customers(&CUSTOMERS)
        .set("on_exists", "\"fail\"")
        .start();
    scene.sync().exits(0);
    // The statuses were taken on trust until now, and so they exist.
    scene.write(
        "status.csv",
        table("status_no,status_name", &["MOI,Mới", "HET,Hết"]),
    );
    scene.configure(|text| text + "\n[[source]]\nentity = \"status\"\npath = \"status.csv\"\n");
    let rehearsed = rehearse(&mut scene, &[], 3);
    assert_eq!(rehearsed["calls"], 2);
    assert_eq!([&rehearsed["accepted"], &rehearsed["rejected"]], [1, 1]);
    assert_eq!(rehearsed["equal"], false);
    scene.run(&["rehearse"]).exits(3).prints(&[
        "create status MOI: Mã trạng thái đã tồn tại: MOI",
        "status.csv",
        "1 of 2 calls are accepted, 1 is refused, and the account does not end as the sheets want it.",
    ]);
    let real = scene.run(&["sync", "--yes", "--json"]).exits(3).last_line();
    assert_foretold(&rehearsed, &real);
}

#[test]
fn a_part_of_the_plan_can_be_rehearsed_and_a_guard_refuses_one() {
    let mut scene = Fixture::builder().customers(&CUSTOMERS).start();
    let rehearsed = rehearse(&mut scene, &["--limit", "3"], 0);
    assert_eq!([&rehearsed["calls"], &rehearsed["accepted"]], [3, 3]);
    scene.sync().exits(0);
    scene.customers(&CUSTOMERS[..1]);
    scene
        .run(&["rehearse", "--json"])
        .exits(4)
        .stderr_has(&["--min-rows customer=1"]);
    let allowed = ["--min-rows", "customer=1"];
    assert_eq!(rehearse(&mut scene, &allowed, 0)["calls"], 3);
}

#[test]
fn a_manager_reads_how_long_it_takes_and_what_is_not_known() {
    let scene = Fixture::builder()
        .customers(&CUSTOMERS)
        .set("rate", "\"60/min\"")
        .start();
    scene.run(&["rehearse"]).exits(0).prints(&[
        "all 4 calls are accepted in this order, and the account ends as the sheets want it.",
        "with 4 requests at 1/s; begun now, it ends on 20",
        "as long as VBot answers within 8 s",
        "Only the real server knows: whether customers follow a lookup",
    ]);
}

#[test]
fn known_and_unknown_rules_are_told_apart() {
    let mut scene = Fixture::builder().customers(&CUSTOMERS).start();
    let is_known = |rehearsed: &Value, rule: &str| {
        let known = rehearsed["rules"]["known"].as_array().expect("a list");
        let unknown = rehearsed["rules"]["unknown"].as_array().expect("a list");
        assert_ne!(known.contains(&json!(rule)), unknown.contains(&json!(rule)));
        known.contains(&json!(rule))
    };
    let rehearsed = rehearse(&mut scene, &[], 0);
    assert!(is_known(&rehearsed, "in_use") && !is_known(&rehearsed, "cascade"));
    scene.set("renames_cascade", "true");
    assert!(is_known(&rehearse(&mut scene, &[], 0), "cascade"));
}
