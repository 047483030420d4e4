//! What could harm a run's folder: a crash, a full disk, another file in its place, and retention, which removes nothing
//! else.

use std::fs;

use serde_json::{Value, json};
use vbot_sync::sandbox::{Fault, Faults};

use crate::{
    failures::{AN, BINH, CHI},
    fixture::Fixture,
    run_files::{audit, folder, names, outcomes, summary, text},
    traffic::unanswered,
};

#[test]
fn a_file_in_the_place_of_the_folders_stays_and_stops_no_run() {
    let scene = Fixture::builder().customers(&[AN]).start();
    scene.write("runs", "a file");
    let ran = scene
        .sync()
        .exits(0)
        .stderr_has(&["the folder of this run can't be written to"]);
    let lines = ran.stderr.lines().filter(|line| line.contains("runs"));
    assert_eq!(lines.count(), 1, "it is said once\n{ran}");
    assert_eq!(
        fs::read_to_string(scene.path("runs")).expect("it is there"),
        "a file"
    );
    assert_eq!(scene.customer("KH1")["customer_name"], "An");
    let runs = scene.run(&["history", "--json"]).exits(0).json();
    assert_eq!(runs["runs"][0]["exit"], 0);
}

/// The disk accepts no file beyond a size that the list of requests reaches and the snapshot does not: what the account
/// has already is sent and listed, but not recorded, and a quote is two characters in the list.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_takes_no_more_stops_no_run_and_leaves_no_half_folder() {
    use std::process::Command;

    use crate::program;

    let codes: Vec<_> = (100..200).map(|number| format!("KH{number}")).collect();
    let name = "a\"\"".repeat(12_000);
    let row = |code: &String| format!("{code},\"{name}\",0912345{},MOI,LE,Hà Nội", &code[2..]);
    let rows: Vec<_> = codes.iter().map(row).collect();
    let rows: Vec<_> = rows.iter().map(String::as_str).collect();
    let scene = Fixture::builder()
        .customers(&rows)
        .set("on_exists", "\"skip\"");
    let scene = scene.start();
    for code in &codes {
        scene.put_customer(code, "Here already");
    }
    scene.configure(|text| text + "\n[run]\naudit_values = true\n");
    fs::create_dir(scene.path("output")).expect("the folder can be created");
    // In blocks of 512 bytes; the signal that a write beyond it sends is ignored, so that the write fails.
    let script = "trap '' XFSZ; ulimit -f 6000; exec \"$0\" sync --yes";
    let mut command = Command::new("sh");
    command
        .args(["-c", script, env!("CARGO_BIN_EXE_vbot-sync")])
        .current_dir(scene.path("."))
        .env_clear()
        .envs(scene.environment());
    let ran = program::spawn(&scene.path("output"), command)
        .end()
        .exits(0);
    let lines = ran.stderr.lines();
    let lines = lines.filter(|line| line.contains("the folder of this run can't be written to"));
    assert_eq!(lines.count(), 1, "{ran}");
    assert_eq!(names(&scene), [""; 0], "{ran}");
    let skipped = scene.server.log().len();
    assert!(skipped >= codes.len(), "every call was sent: {skipped}");
}

#[test]
fn the_next_command_completes_the_folder_of_a_run_that_crashed() {
    let scene = Fixture::builder()
        .customers(&[AN, BINH, CHI])
        .set("concurrency", "1")
        .start();
    scene.server.set_faults(unanswered(2, [Fault::Slow; 2]));
    let running = scene.start(&["sync", "--yes"]);
    scene.wait_for_requests(3);
    let during = names(&scene);
    assert!(during[0].ends_with(".partial"), "{during:?}");
    running.kill();
    assert_eq!(names(&scene), during, "it is not complete");
    scene.server.set_faults(Faults::none());
    // The process died while it wrote a line.
    let list = scene.path("runs").join(&during[0]).join("audit.ndjson");
    let lines = fs::read_to_string(&list).expect("the list can be read");
    assert_eq!(lines.lines().count(), 2);
    fs::write(&list, lines + "{\"at\":\"20").expect("the list can be written");

    scene.run(&["resume"]).exits(0);
    let mut folders: Vec<_> = names(&scene)
        .into_iter()
        .map(|name| scene.path("runs").join(name))
        .map(|path| {
            (
                summary(&path)["state"]
                    .as_str()
                    .unwrap_or_default()
                    .to_owned(),
                path,
            )
        })
        .collect();
    folders.sort();
    let [(crashed, first), (finished, _)] = &folders[..] else {
        panic!("{folders:?}");
    };
    assert_eq!(
        (crashed.as_str(), finished.as_str()),
        ("crashed", "finished")
    );
    assert_eq!(audit(first).len(), 2, "without the torn line");
    let page = text(first, "report.html");
    assert!(page.contains("<h1>Crashed: 2 of 3 calls applied</h1>"));
    assert_eq!(outcomes(&page)[2].1, json!(["unknown", null]));
}

#[test]
fn the_folder_of_a_masked_run_that_crashed_is_masked_too() {
    let scene = Fixture::builder()
        .customers(&[AN, BINH, CHI])
        .set("concurrency", "1")
        .start();
    scene.server.set_faults(unanswered(2, [Fault::Slow; 2]));
    let running = scene.start(&["sync", "--yes", "--redact"]);
    scene.wait_for_requests(3);
    let during = names(&scene);
    running.kill();
    scene.server.set_faults(Faults::none());
    scene.run(&["resume"]).exits(0);
    let folders = names(&scene);
    let crashed = folders
        .iter()
        .map(|name| scene.path("runs").join(name))
        .find(|path| summary(path)["state"] == "crashed")
        .unwrap_or_else(|| panic!("{during:?} {folders:?}"));
    let page = text(&crashed, "report.html");
    assert!(page.contains("<h1>Crashed: 2 of 3 calls applied</h1>"));
    for value in ["Bình", "0912345672"] {
        assert!(!page.contains(value), "{value}");
    }
    assert_eq!(summary(&crashed)["redacted"], Value::Null);
}

#[test]
fn a_forgotten_run_loses_its_folder_and_nothing_else_goes() {
    let scene = Fixture::builder().customers(&[AN]).start();
    scene.configure(|text| text + "\n[run]\nkeep = \"1s\"\nkeep_runs = 1\n");
    scene.sync().exits(0);
    let first = folder(&scene, 1);
    let name = first
        .file_name()
        .expect("a name")
        .to_string_lossy()
        .into_owned();
    // The folder of another snapshot's run, with the same number; and what only looks like a run's.
    let other = format!("{name}-2");
    let foreign = Value::from_iter([
        ("run", json!(1)),
        ("started", json!("2020-01-01T00:00:00Z")),
    ]);
    let kept = [
        (format!("runs/{other}/summary.json"), foreign.to_string()),
        (
            format!("runs/backup-{name}/summary.json"),
            text(&first, "summary.json"),
        ),
        ("runs/notes.txt".to_owned(), "mine".to_owned()),
    ];
    for (path, content) in &kept {
        scene.write(path, content);
    }
    let (mut runs, started) = (1, std::time::Instant::now());
    while first.exists() {
        scene.sync().exits(0);
        runs += 1;
        assert!(
            started.elapsed().as_secs() < 60,
            "run 1 is forgotten after a second"
        );
    }
    assert!(runs > 4, "the newest stay");
    for (path, _) in &kept {
        assert!(scene.path(path).exists(), "{path}");
    }
    let history = scene.run(&["history", "--json"]).exits(0).json();
    let left = history["runs"].as_array().expect("a list").len();
    let own = names(&scene).len() - kept.len();
    assert_eq!(own, left, "{:?}", names(&scene));
}
