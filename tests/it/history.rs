//! The history: every run of a command is in it, however it ended, and it holds no customer's data.

use std::fs;

use serde_json::{Value, json};

#[cfg(unix)]
use vbot_sync::sandbox::{Fault, Faults};

#[cfg(unix)]
use crate::traffic::unanswered;
use crate::{
    fixture::Fixture,
    program::{Running, eventually},
};

const AN: &str = "KH1,An,0912345678,MOI,LE,Hà Nội";
const BINH: &str = "KH2,Bình,0987654321,MOI,LE,Hà Nội";

/// The runs of the history, newest first.
fn runs(scene: &Fixture) -> Vec<Value> {
    let history = scene.run(&["history", "--json"]).exits(0).json();
    assert_eq!(history["format"], 1);
    history["runs"].as_array().expect("a list").clone()
}

/// Command, state and exit code of each run.
fn endings(scene: &Fixture) -> Value {
    let endings = runs(scene)
        .into_iter()
        .map(|run| json!([run["run"], run["command"], run["state"], run["exit"]]));
    endings.collect()
}

#[test]
fn every_ending_is_recorded_under_a_number_of_its_own() {
    let scene = Fixture::builder().customers(&[AN, BINH]).start();
    scene.sync().exits(0);
    // Without the snapshot's records a guard has nothing to compare, so the refusal comes second.
    scene.customers(&[]);
    scene.run(&["sync", "--yes"]).exits(4);
    scene.remove("customer.csv");
    scene
        .run(&["sync", "--yes", "--min-rows", "customer=1"])
        .exits(4);
    scene.write("customer.csv", [0xff, 0xfe, 0x00]);
    scene.run(&["sync", "--yes"]).exits(1);
    scene.customers(&[AN, BINH, "KH3,,0912345679,MOI,LE,Hà Nội"]);
    scene.run(&["sync", "--yes"]).exits(3);
    let expected = json!([
        [5, "sync", "finished", 3],
        [4, "sync", "failed", 1],
        [3, "sync", "refused", 4],
        [2, "sync", "refused", 4],
        [1, "sync", "finished", 0],
    ]);
    assert_eq!(endings(&scene), expected);
    for run in runs(&scene) {
        let is_finished = run["state"] == "finished";
        assert_eq!(run["reason"].is_null(), is_finished, "{run}");
        assert!(run["started"].as_str() <= run["finished"].as_str(), "{run}");
        assert_eq!(run["version"], env!("CARGO_PKG_VERSION"));
    }
    let text = serde_json::to_string(&runs(&scene)).expect("JSON");
    assert!(
        !text.contains("0912345678") && !text.contains("Bình"),
        "{text}"
    );
}

#[test]
fn a_run_has_its_figures_its_calls_and_its_issues() {
    let faulty = "KH3,,0912345679,MOI,LE,Hà Nội";
    let scene = Fixture::builder().customers(&[AN, faulty]).start();
    scene.run(&["sync", "--yes"]).exits(3);
    let run = scene.run(&["history", "1", "--json"]).exits(0).json();
    assert_eq!(run["applied"]["customer"]["create"], 1);
    assert_eq!(run["planned"]["customer"]["create"], 1);
    assert_eq!(
        (&run["held"], &run["held_new"], &run["held_known"]),
        (&json!(1), &json!(1), &json!(0))
    );
    let source = run["sources"]
        .as_array()
        .and_then(|all| all.last())
        .expect("a source");
    assert_eq!(
        (&source["entity"], &source["rows"]),
        (&json!("customer"), &json!(2))
    );
    assert_eq!(source["hash"].as_str().map(str::len), Some(64));
    let calls = run["calls"].as_array().expect("a list");
    let customer = calls
        .iter()
        .find(|call| call["code"] == "KH1")
        .expect("a call");
    assert_eq!(
        (&customer["op"], &customer["state"]),
        (&json!("create"), &json!("applied"))
    );
    assert_eq!(customer["changes"]["customer_name"], json!([null, "An"]));
    assert_eq!(run["issues"][0]["rule"], "row.required");
    // The second time the same row is known.
    scene.run(&["sync", "--yes"]).exits(3);
    let again = &runs(&scene)[0];
    assert_eq!(
        (&again["held_new"], &again["held_known"]),
        (&json!(0), &json!(1))
    );
    scene
        .run(&["history", "1"])
        .exits(0)
        .prints(&["finished, exit 3", "row.required"]);
    scene
        .run(&["history", "7"])
        .fails_with(1, &["there is no run 7", "history"]);
}

/// A sync that has sent its first call and waits for the second.
fn at_work() -> (Fixture, Running) {
    let scene = Fixture::builder()
        .customers(&[AN, BINH])
        .set("rate", "\"1/s\"")
        .start();
    let running = scene.start(&["sync", "--yes"]);
    scene.wait_for_requests(1);
    (scene, running)
}

#[test]
fn a_killed_run_is_a_crash_for_the_next_command() {
    let (scene, running) = at_work();
    let runs_now = runs(&scene);
    assert_eq!(runs_now[0]["state"], "running");
    running.kill();
    // A resume goes on with the same run, and `status` sees that.
    let resuming = scene.start(&["resume"]);
    eventually("the resumed run is known", || {
        let status = scene.run(&["status", "--json"]).exits(0).json();
        let running = &status["running"];
        running["run"] == 1 && running["command"] == "resume" && running["calls"] == 2
    });
    resuming.kill();
    scene.set("rate", "\"1000/s\"");
    scene.run(&["resume"]).exits(0);
    let expected = json!([
        [1, "resume", "finished", 0],
        [1, "resume", "crashed", null],
        [1, "sync", "crashed", null],
    ]);
    assert_eq!(endings(&scene), expected);
}

#[test]
fn a_broken_configuration_is_recorded_in_the_snapshot_that_it_still_names() {
    let scene = Fixture::builder().customers(&[AN]).start();
    scene.configure(|text| text.replace("path = \"vbot-sync.db\"", "path = \"moved.db\""));
    scene.sync().exits(0);
    let good = fs::read_to_string(scene.path("vbot-sync.toml")).expect("it can be read");
    let reason = |arguments: &[&str]| {
        scene.run(arguments).exits(1);
        let broken = fs::read(scene.path("vbot-sync.toml")).ok();
        scene.write("vbot-sync.toml", &good);
        let run = runs(&scene).swap_remove(0);
        if let Some(broken) = broken {
            scene.write("vbot-sync.toml", broken);
        }
        assert_eq!((&run["state"], &run["exit"]), (&json!("failed"), &json!(1)));
        run["reason"].as_str().expect("a reason").to_owned()
    };
    let sync = ["sync", "--yes"];
    scene.write("vbot-sync.toml", good.replace("rate = ", "raet = "));
    assert!(reason(&sync).contains("raet"));
    scene.write("vbot-sync.toml", good.replace("\"1000/s\"", "[]"));
    assert!(reason(&["apply", "x.plan", "--yes"]).contains("limits.rate"));
    // Where it is no TOML, or missing, only `--state` names the snapshot.
    let named = ["--state", "moved.db", "sync", "--yes"];
    let before = runs_of(&scene, &good);
    scene.write("vbot-sync.toml", format!("{good}\n["));
    scene.run(&sync).exits(1);
    assert_eq!(runs_of(&scene, &good), before);
    scene.write("vbot-sync.toml", format!("{good}\n["));
    assert!(reason(&named).contains("vbot-sync.toml"));
    scene.remove("vbot-sync.toml");
    assert!(reason(&named).contains("vbot-sync.toml"));
    assert_eq!(runs_of(&scene, &good), before + 2);
}

/// The number of runs, once the configuration is good again.
fn runs_of(scene: &Fixture, good: &str) -> usize {
    scene.write("vbot-sync.toml", good);
    runs(scene).len()
}

#[cfg(unix)]
#[test]
fn a_second_signal_is_recorded_with_what_was_done_until_then() {
    for (signal, exit) in [("INT", 130), ("TERM", 143)] {
        let scene = Fixture::builder()
            .customers(&[AN, BINH, "KH3,Chi,0912345679,MOI,LE,Hà Nội"])
            .set("concurrency", "1")
            .set("timeout", "\"1m\"")
            .start();
        scene.configure(|text| format!("{text}\n[metrics]\ntextfile = \"m.prom\"\n"));
        scene.server.set_faults(unanswered(1, [Fault::Slow; 2]));
        let running = scene.start(&["sync", "--yes"]);
        scene.wait_for_requests(2);
        running.signal(signal);
        eventually("stderr shows the first signal", || {
            running.stderr_has("stopping")
        });
        running.signal(signal);
        running.end().exits(exit);
        let run = &runs(&scene)[0];
        assert_eq!(
            (&run["run"], &run["state"], &run["exit"], &run["reason"]),
            (
                &json!(1),
                &json!("stopped"),
                &json!(exit),
                &json!("a second signal ended it at once")
            )
        );
        assert_eq!(run["applied"]["customer"]["create"], 1, "{run}");
        assert_eq!((&run["unknown"], &run["remaining"]), (&json!(1), &json!(1)));
        let metrics = fs::read_to_string(scene.path("m.prom")).expect("the metrics");
        let code = format!("vbot_sync_last_exit_code{{project=\"PR20210223152\"}} {exit}\n");
        assert!(metrics.contains(&code), "{metrics}");
        scene.server.set_faults(Faults::none());
        scene.sync().exits(0);
        assert_eq!(endings(&scene)[1], json!([1, "sync", "stopped", exit]));
    }
}

#[test]
fn a_run_that_finds_the_snapshot_locked_is_recorded_beside_the_running_one() {
    let (scene, running) = at_work();
    scene.run(&["sync", "--yes"]).exits(7);
    assert_eq!(endings(&scene)[0], json!([2, "sync", "failed", 7]));
    running.end().exits(0);
    let ended = runs(&scene);
    assert_eq!(
        (&ended[1]["run"], &ended[1]["state"]),
        (&json!(1), &json!("finished"))
    );
}

#[test]
fn the_page_of_the_history_plots_every_run_and_requests_nothing() {
    let scene = Fixture::builder().customers(&[AN, BINH]).start();
    scene.sync().exits(0);
    scene.customers(&[]);
    scene.run(&["sync", "--yes"]).exits(4);
    let ran = scene.run(&["history", "--html", "h.html"]).exits(0);
    ran.stderr_has(&["written: h.html"]);
    let page = fs::read_to_string(scene.path("h.html")).expect("the page");
    for part in [
        "2 runs",
        "<rect class=\"create\"",
        "create 2, update 0, updateNo 0, delete 0",
        "refused (4)",
    ] {
        assert!(page.contains(part), "the page lacks {part}");
    }
    // One bar a run, in the plot of calls and in that of durations at least.
    assert!(
        page.matches("<rect class=\"ground\"").count() >= 2,
        "{page}"
    );
    for forbidden in [
        "<script",
        "src=",
        "http-equiv=\"refresh\"",
        "0912345678",
        "Bình",
    ] {
        assert!(!page.contains(forbidden), "the page has {forbidden}");
    }
    assert!(page.contains("default-src 'none'"));
    scene
        .run(&["history", "--html", "customer.csv"])
        .fails_with(1, &["reads or keeps"]);
}
