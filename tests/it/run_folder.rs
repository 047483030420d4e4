//! The folder that every recorded run leaves: what is in it, who may read it, and that it harms no run.

use std::fs;

use serde_json::{Value, json};
use vbot_sync::sandbox::Faults;

use crate::{
    failures::{self, AN, BINH, CHI},
    fixture::Fixture,
    run_files::{audit, folder, listed, names, outcomes, summary, text},
    traffic::call,
};

/// A row without a name is held.
const HELD: &str = "KH4,,0912345674,MOI,LE,Hà Nội";

#[test]
fn a_clean_run_leaves_its_summary_its_report_and_its_requests() {
    let scene = Fixture::builder().customers(&[AN, BINH]).start();
    scene.sync().exits(0);
    let folder = folder(&scene, 1);
    assert_eq!(
        listed(&folder),
        ["audit.ndjson", "report.html", "summary.json"]
    );

    let history = scene.run(&["history", "1", "--json"]).exits(0).json();
    let mut recorded = history.as_object().expect("an object").clone();
    for key in ["format", "calls", "issues"] {
        recorded.remove(key);
    }
    assert_eq!(summary(&folder), Value::Object(recorded));
    let started = history["started"].as_str().expect("a time");
    let name = format!("{}-0001", started[..16].replacen(':', "", 1));
    assert_eq!(names(&scene), [name]);

    let page = text(&folder, "report.html");
    assert!(page.contains("<h1>Finished: 2 of 2 calls applied</h1>"));
    assert!(page.contains("<select name=\"outcome\">"));
    let applied = json!(["applied", null]);
    let expected = ["KH1", "KH2"].map(|code| (code.to_owned(), applied.clone()));
    assert_eq!(outcomes(&page), expected);

    // Nothing to send is a run as well, with an empty list.
    scene.sync().exits(0);
    let folder = self::folder(&scene, 2);
    assert_eq!(audit(&folder), [Value::Null; 0]);
    assert!(text(&folder, "report.html").contains("<h1>Finished: nothing to send</h1>"));
}

#[test]
fn held_rows_and_failed_calls_are_in_the_report_and_in_the_workbook() {
    let scene = Fixture::builder()
        .customers(&[AN, BINH, CHI, HELD])
        .set("on_exists", "\"fail\"");
    let scene = scene.start();
    scene.put_customer("KH2", "Another");
    scene.sync().exits(3);
    let folder = folder(&scene, 1);
    let page = text(&folder, "report.html");
    assert!(page.contains("<h1>Finished: 2 of 3 calls applied</h1>"));
    assert!(page.contains("href=\"#outcome=failed\">1 failed</a>"));
    let outcomes = outcomes(&page);
    assert_eq!(outcomes[0].1, json!(["applied", null]));
    let failed = &outcomes[1].1;
    assert_eq!((&failed[0], &failed[1][0]), (&json!("failed"), &json!(409)));

    let requests = audit(&folder);
    let refused = requests.iter().find(|line| line["code"] == "KH2");
    let refused = refused.expect("its request is listed");
    assert_eq!(refused["outcome"], "rejected");
    assert_eq!(refused["error"], 409);
    assert_eq!(failed[1][1], refused["message"], "the same words");

    let name = format!("{}/failures.xlsx", folder.display());
    let sheets = failures::sheets(&scene, &name);
    let rows = failures::rows(&sheets, "customer");
    let codes: Vec<_> = rows.iter().map(|row| row["customer_no"].as_str()).collect();
    assert_eq!(codes, ["KH2", "KH4"]);
    // It can be corrected and read again, as the one of `failures` can.
    fs::copy(folder.join("failures.xlsx"), scene.path("failed.xlsx")).expect("it can be copied");
    failures::corrected(&scene, |sheets| {
        let rows = &mut sheets[0].1;
        rows.retain(|row| row[0] != "KH2");
        rows[1][1] = "Dũng".to_owned();
    });
    scene.run(&["sync", "--yes", "--corrections", "failed.xlsx"]);
    assert_eq!(scene.customer("KH4")["customer_name"], "Dũng");
}

#[test]
fn a_refused_run_and_one_that_could_not_start_leave_a_folder_too() {
    let mut scene = Fixture::builder().customers(&[AN, BINH]).start();
    scene.sync().exits(0);
    scene.customers(&[HELD]);
    scene.run(&["sync", "--yes"]).exits(4);
    let refused = folder(&scene, 2);
    let expected = [
        "audit.ndjson",
        "failures.xlsx",
        "report.html",
        "summary.json",
    ];
    assert_eq!(listed(&refused), expected);
    assert_eq!(summary(&refused)["state"], "refused");
    assert!(text(&refused, "report.html").contains("<h1>Refused"));
    assert_eq!(audit(&refused), [Value::Null; 0]);

    scene.write("customer.csv", [0xff, 0xfe, 0x00]);
    scene.run(&["sync", "--yes"]).exits(1);
    let unread = folder(&scene, 3);
    assert_eq!(listed(&unread), ["audit.ndjson", "summary.json"], "no plan");
    assert_eq!(summary(&unread)["state"], "failed");

    scene.customers(&[AN, BINH, CHI]);
    scene.token = None;
    scene.run(&["sync", "--yes"]).exits(1);
    let page = text(&folder(&scene, 4), "report.html");
    let expected = [("KH3".to_owned(), json!(["remaining", null]))];
    assert_eq!(outcomes(&page), expected, "there was a plan");
}

#[test]
fn a_run_whose_configuration_was_refused_leaves_a_folder_too() {
    let scene = Fixture::builder().customers(&[AN]).start();
    scene.sync().exits(0);
    scene.configure(|config| config.replace("[limits]", "[limits]\nrat = 1"));
    scene.run(&["sync", "--yes"]).exits(1);
    let unread = folder(&scene, 2);
    assert_eq!(listed(&unread), ["audit.ndjson", "summary.json"]);
    assert_eq!(summary(&unread)["state"], "failed");
}

#[test]
fn a_plan_that_is_recorded_as_sent_says_so() {
    let scene = Fixture::builder().customers(&[AN, BINH]).start();
    scene.run(&["adopt", "--yes"]).exits(0);
    let page = text(&folder(&scene, 1), "report.html");
    assert!(page.contains("<h1>Finished: 2 calls recorded</h1>"));
    assert_eq!(outcomes(&page)[0].1, json!(["recorded", null]));
}

#[test]
fn the_list_has_a_line_for_each_request_that_the_server_received() {
    let row = |number| format!("KH{number:03},Khách {number},0912345{number:03},MOI,LE,Hà Nội");
    let rows: Vec<_> = (0..60).map(row).collect();
    let rows: Vec<_> = rows.iter().map(String::as_str).collect();
    let scene = Fixture::builder()
        .customers(&rows)
        .set("max_attempts", "40")
        .start();
    let faults = "drop_before=0.05,apply_drop=0.1,seed=3";
    scene
        .server
        .set_faults(Faults::parse(faults).expect("the faults can be parsed"));
    scene.sync().exits(0);
    let lines = audit(&folder(&scene, 1));
    let of_line = |line: &Value| {
        let words = ["op", "entity", "code"].map(|key| line[key].as_str().unwrap_or_default());
        words.join(" ")
    };
    let sorted = |mut list: Vec<String>| {
        list.sort();
        list
    };
    let received = scene.server.log().iter().map(call).collect();
    assert_eq!(
        sorted(lines.iter().map(of_line).collect()),
        sorted(received)
    );
    let outcomes = ["applied", "unknown"];
    for outcome in outcomes {
        assert!(lines.iter().any(|line| line["outcome"] == outcome));
    }
    let retried = lines.iter().filter(|line| line["attempt"] == 2);
    assert!(retried.count() > 0);
    for line in &lines {
        assert_eq!(line["run"], 1);
        let keys: Vec<_> = line.as_object().expect("an object").keys().collect();
        assert_eq!(keys.len(), 12, "{line}");
        let at = line["at"].as_str().expect("a time");
        at.parse::<jiff::Timestamp>()
            .expect("a time with its offset");
    }
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read_a_folder() {
    use std::os::unix::fs::PermissionsExt;
    let scene = Fixture::builder().customers(&[AN, HELD]).start();
    scene.sync().exits(3);
    let mode = |path: &std::path::Path| {
        let found = fs::metadata(path).expect("the file exists");
        found.permissions().mode() & 0o777
    };
    let folder = folder(&scene, 1);
    assert_eq!(mode(&scene.path("runs")), 0o700);
    assert_eq!(mode(&folder), 0o700);
    for name in listed(&folder) {
        assert_eq!(mode(&folder.join(&name)), 0o600, "{name}");
    }
}

#[test]
fn without_a_folder_in_the_configuration_nothing_is_left() {
    let scene = Fixture::builder().customers(&[AN]).start();
    scene.configure(|text| text + "\n[run]\ndir = \"\"\n");
    scene.sync().exits(0);
    assert!(!scene.path("runs").exists());
    scene.configure(|text| text.replace("dir = \"\"", "dir = \"kept/nights\""));
    scene.sync().exits(0);
    assert_eq!(listed(&scene.path("kept/nights")).len(), 1);
}

#[test]
fn values_are_listed_on_request_and_no_secret_ever_is() {
    let mut scene = Fixture::builder().customers(&[AN]).start();
    scene.sync().exits(0);
    assert!(!text(&folder(&scene, 1), "audit.ndjson").contains("0912345671"));
    scene.configure(|text| text + "\n[run]\naudit_values = true\n");
    scene.customers(&[AN, BINH]);
    scene.server.reset_log();
    scene.sync().exits(0);
    let mut sent = (*scene.server.log()[0].body).clone();
    for key in ["vbot_id", "project_code"] {
        sent.as_object_mut().expect("an object").remove(key);
    }
    assert_eq!(audit(&folder(&scene, 2))[0]["body"], sent);
    // What is to be masked is not listed.
    scene.customers(&[AN, BINH, CHI]);
    scene.run(&["sync", "--yes", "--redact"]).exits(0);
    let masked = folder(&scene, 3);
    assert_eq!(audit(&masked)[0]["body"], Value::Null);
    for name in listed(&masked) {
        assert!(!text(&masked, &name).contains("0912345673"), "{name}");
    }

    scene.token = Some("hochgeheim-4711".to_owned());
    scene.customers(&[AN]);
    scene.sync();
    for name in names(&scene) {
        let folder = scene.path("runs").join(name);
        for name in listed(&folder) {
            let bytes = fs::read(folder.join(&name)).expect("the file can be read");
            let holds = |secret: &[u8]| bytes.windows(secret.len()).any(|part| part == secret);
            assert!(!holds(b"hochgeheim"), "{name}");
            assert!(!holds(b"Bearer"), "{name}");
        }
    }
}

#[test]
fn a_run_that_stopped_and_the_one_that_resumed_it_have_a_folder_each() {
    let mut scene = Fixture::builder().customers(&[AN, BINH, CHI]).start();
    let token = scene.token.replace("wrong".to_owned());
    scene.sync().exits(5);
    scene.token = token;
    scene.run(&["resume"]).exits(0);
    let [stopped, resumed] = names(&scene)
        .try_into()
        .expect("two folders, although the run has one number");
    let folder = |name: &str| scene.path("runs").join(name);
    let page = text(&folder(&stopped), "report.html");
    assert!(outcomes(&page).iter().all(|(_, end)| end[0] == "remaining"));
    assert_eq!(summary(&folder(&resumed))["command"], "resume");
    let page = text(&folder(&resumed), "report.html");
    assert!(page.contains("<h1>Finished: 3 of 3 calls applied</h1>"));
    assert!(outcomes(&page).iter().all(|(_, end)| end[0] == "applied"));
}
