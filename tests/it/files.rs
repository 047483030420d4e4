//! Sources of several files: which of them are read, and which are reported as missing.

use std::{
    fs::{self, File},
    time::{Duration, SystemTime},
};

use serde_json::Value;

use crate::fixture::{CUSTOMER, Fixture, table};

fn rows(numbers: impl IntoIterator<Item = usize>) -> Vec<String> {
    let row = |number| format!("KH{number:03},Khách {number},0912345{number:03},MOI,LE,Hà Nội");
    numbers.into_iter().map(row).collect()
}

fn sheet(numbers: impl IntoIterator<Item = usize>) -> String {
    let rows = rows(numbers);
    let rows: Vec<_> = rows.iter().map(String::as_str).collect();
    table(CUSTOMER, &rows)
}

/// Customers from files by that pattern; `more` is TOML below `[[source]]`.
fn scene(pattern: &str, more: &str) -> Fixture {
    let scene = Fixture::builder().customers(&[]).start();
    scene.remove("customer.csv");
    let source = format!("path = \"{pattern}\"\n{more}");
    scene.configure(|text| text.replace("path = \"customer.csv\"", &source));
    scene
}

/// Two branches of 60 customers and one of 5; all are in the account.
fn branches() -> Fixture {
    let scene = scene("kh-*.csv", "");
    scene.write("kh-hn.csv", sheet(0..60));
    scene.write("kh-hcm.csv", sheet(100..160));
    scene.write("kh-dn.csv", sheet(200..205));
    scene.sync().exits(0);
    scene.server.reset_log();
    scene
}

fn count(scene: &Fixture) -> usize {
    let records = scene.records("customer");
    records.as_object().expect("a JSON object").len()
}

/// The run is refused for that reason, and nothing is sent.
#[track_caller]
fn assert_refused(scene: &Fixture, words: &[&str], flag: &str) {
    let flag = format!("hint: if that is right, add {flag}\n");
    scene.sync().exits(4).stderr_has(words).stderr_has(&[&flag]);
    assert_eq!(scene.sent(), [""; 0]);
}

#[track_caller]
fn assert_accepted(scene: &Fixture, flags: &[&str]) {
    scene.run(&[&["sync", "--yes"], flags].concat()).exits(0);
    scene.run(&["plan", "--exit-code"]).exits(0);
}

fn issues_of(scene: &Fixture, rule: &str) -> Vec<Value> {
    let plan = scene.plan();
    let issues = plan["issues"].as_array().expect("a JSON array").iter();
    issues
        .filter(|issue| issue["rule"] == rule)
        .cloned()
        .collect()
}

#[test]
fn a_missing_file_is_refused_even_with_few_rows() {
    let scene = branches();
    scene.remove("kh-dn.csv");
    let words = ["kh-dn.csv is missing", "with 5 rows"];
    assert_refused(&scene, &words, "--min-rows customer=0");
    assert_eq!(issues_of(&scene, "guard.file_missing").len(), 1);
    assert_eq!(count(&scene), 125);
    assert_accepted(&scene, &["--min-rows", "customer=0"]);
    assert_eq!(count(&scene), 120);
    // After an accepted run the file is no longer expected, and it is read again when it returns.
    scene.sync().exits(0);
    scene.write("kh-dn.csv", sheet(200..205));
    scene.sync().exits(0);
    assert_eq!(count(&scene), 125);
}

#[test]
fn a_renamed_file_counts_as_missing() {
    let scene = branches();
    scene.remove("kh-dn.csv");
    scene.write("kh-danang.csv", sheet(200..205));
    assert_refused(&scene, &["kh-dn.csv is missing"], "--min-rows customer=0");
    assert_accepted(&scene, &["--min-rows", "customer=0"]);
    assert_eq!(scene.sent(), [""; 0]);
}

#[test]
fn one_short_or_empty_file_among_others_is_refused() {
    let scene = branches();
    let was = "rows; at the last successful run it had 5";
    for (content, rows) in [(sheet(200..202), 2), (sheet([]), 0), (String::new(), 0)] {
        scene.write("kh-dn.csv", content);
        let words = format!("kh-dn.csv has {rows} {was}");
        assert_refused(&scene, &[&words], &format!("--min-rows customer={rows}"));
        let found = issues_of(&scene, "guard.min_rows");
        assert_eq!(found[0]["origin"]["file"], "kh-dn.csv");
    }
    // Two files whose rows were exchanged both exist, but each has another number of rows.
    scene.write("kh-dn.csv", sheet(0..60));
    scene.write("kh-hn.csv", sheet(200..205));
    let words = ["kh-hn.csv has 5 rows; at the last successful run it had 60"];
    assert_refused(&scene, &words, "--min-rows customer=5");
    assert_accepted(&scene, &["--min-rows", "customer=5"]);
    assert_eq!(count(&scene), 125);
}

#[test]
fn min_rows_can_be_given_once_per_file() {
    let scene = branches();
    scene.write("kh-dn.csv", sheet(200..202));
    scene.write("kh-hn.csv", sheet(0..20));
    let flags = "--min-rows customer=20 --min-rows customer=2 --max-delete customer=43";
    let flags: Vec<_> = flags.split(' ').collect();
    assert_accepted(&scene, &flags);
    assert_eq!(count(&scene), 82);
}

#[test]
fn a_new_empty_file_is_an_error() {
    let scene = branches();
    scene.write("kh-hp.csv", "");
    let ran = scene.sync().exits(1);
    ran.stderr_has(&["kh-hp.csv: the table is empty"]);
    scene.write("kh-hp.csv", sheet([]));
    scene.sync().exits(0);
}

/// No flag accepts a file that can't be read, and the message names none.
#[test]
fn a_truncated_file_is_an_error_with_every_flag() {
    let scene = Fixture::samples().start();
    scene.sync().exits(0);
    scene.server.reset_log();
    let whole = fs::read(scene.path("exports/danh-muc.xlsx")).expect("the file can be read");
    scene.write("exports/danh-muc.xlsx", &whole[..whole.len() / 2]);
    let names = ["status", "type", "group", "field", "customer"];
    let flags = ["--min-rows", "--max-delete"];
    let allowed = names
        .iter()
        .flat_map(|name| flags.map(|flag| format!("{flag}={name}=0")));
    let allowed: Vec<String> = allowed.collect();
    let everything: Vec<&str> = allowed.iter().map(String::as_str).collect();
    for more in [&[][..], &everything] {
        for command in [&["sync", "--yes"][..], &["plan"], &["adopt", "--yes"]] {
            let ran = scene.run(&[command, more].concat());
            let ran = ran.fails_with(1, &["danh-muc.xlsx", "can't be read to its end"]);
            assert!(!ran.to_string().contains("--min-rows"), "{ran}");
        }
    }
    assert_eq!(scene.sent(), [""; 0]);
}

#[test]
fn a_dated_file_replaces_the_previous_one() {
    let scene = scene("kh_*.csv", "");
    let night = |from: &str, to: &str, numbers| {
        scene.remove(from);
        scene.write(to, sheet(numbers));
    };
    scene.write("kh_20261128.csv", sheet(0..60));
    scene.sync().exits(0);
    night("kh_20261128.csv", "kh_20261129.csv", 1..61);
    scene.sync().exits(0);
    assert_eq!(count(&scene), 60);
    night("kh_20261129.csv", "kh_20261130.csv", 1..20);
    let words = ["kh_20261130.csv has 19 rows; at the last successful run kh_20261129.csv had 60"];
    scene.server.reset_log();
    assert_refused(&scene, &words, "--min-rows customer=19");
    night("kh_20261130.csv", "kh_20261130_moi.csv", 1..61);
    assert_refused(
        &scene,
        &["kh_20261129.csv is missing"],
        "--min-rows customer=0",
    );
}

/// Two entities may be read from one sheet; their row counts are not mixed up.
#[test]
fn row_counts_are_kept_per_source_of_a_shared_file() {
    let scene = Fixture::builder().customers(&[]).start();
    scene.configure(|text| {
        let group = "[[source]]\nentity = \"group\"\npath = \"customer.csv\"\n[source.columns]\n\
                     group_no = \"Mã nhóm\"\ngroup_name = \"customer_group_name\"\n\n[[source]]";
        text.replacen("[[source]]", group, 1)
    });
    let header = format!("{CUSTOMER},Mã nhóm");
    let with_group = |numbers: std::ops::Range<usize>| {
        let rows = rows(numbers).into_iter().map(|row| format!("{row},001"));
        let rows: Vec<_> = rows.collect();
        let rows: Vec<_> = rows.iter().map(String::as_str).collect();
        table(&header, &rows)
    };
    scene.write("customer.csv", with_group(0..60));
    for _ in 0..3 {
        scene.sync().exits(0);
    }
    scene.write("customer.csv", with_group(0..20));
    let flags = ["--min-rows group=20", "--min-rows customer=20"];
    scene.sync().exits(4).stderr_has(&flags);
}

#[test]
fn only_the_newest_file_is_read() {
    let scene = scene("kh_*.csv", "pick = \"newest\"");
    scene.write("kh_20261128.csv", sheet(0..60));
    scene.write("kh_20261127.csv", sheet(0..50));
    // The date in the name decides, and not the time of the copy.
    changed(&scene, "kh_20261127.csv", 0);
    changed(&scene, "kh_20261128.csv", 9);
    scene.sync().exits(0);
    assert_eq!(count(&scene), 60);
    let ran = scene.run(&["check"]).exits(0);
    ran.prints(&[
        "kh_20261128.csv",
        "the newest of 2 files; not read: kh_20261127.csv",
    ]);
    scene.server.reset_log();
    scene.write("kh_20261129.csv", sheet(0..20));
    let words = ["kh_20261129.csv has 20 rows; at the last successful run kh_20261128.csv had 60"];
    assert_refused(&scene, &words, "--min-rows customer=20");
    scene.write("kh_20261129.csv", sheet(2..62));
    scene.remove("kh_20261127.csv");
    scene.sync().exits(0);
    assert_eq!(count(&scene), 60);
    for name in ["kh_20261128.csv", "kh_20261129.csv"] {
        scene.remove(name);
    }
    scene.server.reset_log();
    assert_refused(
        &scene,
        &["there is no file kh_*.csv"],
        "--min-rows customer=0",
    );
}

/// The file was last changed half an hour less than that many hours ago, so that a slow machine sees the same hours.
fn changed(scene: &Fixture, name: &str, hours: u64) {
    let file = File::options().write(true).open(scene.path(name));
    let age = Duration::from_hours(hours).saturating_sub(Duration::from_mins(30));
    let moment = SystemTime::now() - age;
    let set = file.expect("the file can be opened").set_modified(moment);
    set.expect("the time can be set");
}

#[test]
fn an_old_file_is_warned_of_or_refused() {
    let scene = scene("customer.csv", "max_age = \"36h\"");
    scene.write("customer.csv", sheet(0..10));
    changed(&scene, "customer.csv", 35);
    assert_eq!(issues_of(&scene, "source.stale"), [] as [Value; 0]);
    changed(&scene, "customer.csv", 50);
    let found = issues_of(&scene, "source.stale");
    assert_eq!(found.len(), 1);
    assert_eq!(
        (&found[0]["severity"], &found[0]["origin"]["file"]),
        (&"warning".into(), &"customer.csv".into())
    );
    let words = [
        "source.stale",
        "last changed 2 days 1 h ago",
        "may be 36 h old",
    ];
    scene.run(&["check"]).exits(0).prints(&words);
    scene.sync().exits(0);
    scene.server.reset_log();
    scene.set("max_age", "\"36h\"\nstale = \"refuse\"");
    assert_refused(
        &scene,
        &["customer.csv was last changed 2 days 1 h ago"],
        "--stale customer=51h",
    );
    let found = issues_of(&scene, "source.stale");
    assert!(
        found
            .iter()
            .all(|one| one["origin"]["file"] == "customer.csv"),
        "{found:?}"
    );
    assert_eq!(found[0]["severity"], "error");
    scene
        .run(&["sync", "--yes", "--stale", "customer=49h"])
        .exits(4);
    scene
        .run(&["sync", "--yes", "--stale", "customer=2"])
        .exits(2);
    assert_accepted(&scene, &["--stale", "customer=51h"]);
    changed(&scene, "customer.csv", 1);
    scene.sync().exits(0);
}
