//! `[metrics]` and `known_faults`: what a monitor reads after every night.

use std::{collections::BTreeMap, fs};

use crate::fixture::Fixture;

const AN: &str = "KH1,An,0912345678,MOI,LE,Hà Nội";
const FAULTY: &str = "KH3,,0912345679,MOI,LE,Hà Nội";

/// The samples of a file in the text format, whose grammar each line must follow.
fn samples(text: &str) -> BTreeMap<String, f64> {
    let mut types = Vec::new();
    let mut samples = BTreeMap::new();
    for line in text.lines() {
        if let Some(comment) = line.strip_prefix("# ") {
            let words: Vec<&str> = comment.splitn(3, ' ').collect();
            match words[..] {
                ["HELP", _, help] => assert!(!help.is_empty()),
                ["TYPE", name, "gauge" | "counter"] => types.push(name.to_owned()),
                _ => panic!("no comment of the format: {line}"),
            }
            continue;
        }
        let (sample, value) = line.rsplit_once(' ').expect("a value");
        let name = sample.split('{').next().expect("a name");
        assert!(
            types.iter().any(|known| known == name),
            "no # TYPE before {line}"
        );
        assert!(
            sample.ends_with('}') && sample.contains("{project=\""),
            "{line}"
        );
        let value = value
            .parse()
            .unwrap_or_else(|error| panic!("{line}: {error}"));
        assert!(
            samples.insert(sample.to_owned(), value).is_none(),
            "twice: {line}"
        );
    }
    samples
}

fn read(scene: &Fixture) -> BTreeMap<String, f64> {
    let text = fs::read_to_string(scene.path("vbot.prom")).expect("the metrics are written");
    assert!(
        !text.contains("0912345678") && !text.contains("An,"),
        "{text}"
    );
    samples(&text)
}

fn of(samples: &BTreeMap<String, f64>, name: &str, labels: &str) -> f64 {
    let key = format!("vbot_sync_{name}{{project=\"PR20210223152\"{labels}}}");
    *samples
        .get(&key)
        .unwrap_or_else(|| panic!("no {key} in {samples:#?}"))
}

fn scene(rows: &[&str], more: &str) -> Fixture {
    let scene = Fixture::builder().customers(rows).start();
    scene.configure(|text| format!("{more}\n{text}"));
    scene
}

const METRICS: &str = "[metrics]\ntextfile = \"vbot.prom\"\n";

#[test]
fn every_way_out_writes_the_figures_and_a_failure_keeps_the_last_success() {
    let scene = scene(&[AN], METRICS);
    scene.sync().exits(0);
    let good = read(&scene);
    assert!((of(&good, "last_exit_code", "")).abs() < f64::EPSILON);
    let applied = ",entity=\"customer\",op=\"create\",outcome=\"applied\"";
    assert!((of(&good, "calls_total", applied) - 1.0).abs() < f64::EPSILON);
    assert!((of(&good, "records", ",entity=\"customer\"") - 1.0).abs() < f64::EPSILON);
    let success = of(&good, "last_success_timestamp_seconds", "");
    // A refused night, then one that can't read its sheet.
    scene.customers(&[]);
    scene.run(&["sync", "--yes"]).exits(4);
    assert!((of(&read(&scene), "last_exit_code", "") - 4.0).abs() < f64::EPSILON);
    scene.write("customer.csv", [0xff, 0xfe, 0x00]);
    scene.run(&["sync", "--yes"]).exits(1);
    let bad = read(&scene);
    assert!((of(&bad, "last_exit_code", "") - 1.0).abs() < f64::EPSILON);
    assert!((of(&bad, "last_success_timestamp_seconds", "") - success).abs() < f64::EPSILON);
}

#[test]
fn metrics_that_can_t_be_written_are_reported_and_change_nothing() {
    let scene = scene(&[AN], METRICS);
    fs::create_dir(scene.path("vbot.prom")).expect("a folder");
    scene.sync().exits(0).stderr_has(&["vbot.prom", "metrics"]);
    let folder = fs::read_dir(scene.path("vbot.prom")).expect("the folder");
    assert_eq!(folder.count(), 0);
}

#[test]
fn rows_held_for_the_same_reason_as_before_may_be_accepted() {
    let scene = scene(&[AN, FAULTY], "[run]\nknown_faults = \"accept\"\n");
    scene.run(&["sync", "--yes"]).exits(3);
    scene.run(&["sync", "--yes"]).exits(0);
    let last = scene
        .run(&["history", "--last", "1", "--json"])
        .exits(0)
        .json();
    assert_eq!(last["runs"][0]["exit"], 0);
    assert_eq!(last["runs"][0]["held_known"], 1);
    scene.run(&["status", "--check"]).exits(0);
    // The row of another record is new.
    scene.customers(&[AN, FAULTY, "KH4,,0912345670,MOI,LE,Hà Nội"]);
    scene.run(&["sync", "--yes"]).exits(3);
    scene.run(&["status", "--check"]).exits(3);
}
