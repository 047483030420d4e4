//! Notices: every way out sends them, none changes an exit code, and no URL is shown.
//!
//! The receivers are real servers on loopback; the tests of commands are in `notify_command`.

use std::net::TcpListener;

use serde_json::json;
#[cfg(unix)]
use vbot_sync::sandbox::Fault;

use crate::inbox::{Inbox, SECRET, assert_hidden, assert_not_stored, scene};
#[cfg(unix)]
use crate::{program::eventually, traffic::unanswered};

const AN: &str = "KH1,An,0912345678,MOI,LE,Hà Nội";
const BINH: &str = "KH2,Bình,0987654321,MOI,LE,Hà Nội";
const NAMELESS: &str = "KH3,,0912345679,MOI,LE,Hà Nội";

#[test]
fn a_ping_has_a_begin_and_one_of_two_ends() {
    let inbox = Inbox::new();
    let scene = scene(&[AN], &format!("ping = \"{}\"", inbox.url));
    scene.sync().exits(0);
    let lines = inbox.lines();
    let requests: Vec<&str> = lines.iter().map(|(line, _)| line.as_str()).collect();
    assert_eq!(requests, ["GET /start", "POST"]);
    let summary = &lines[1].1;
    assert_eq!(
        (&summary["run"], &summary["command"], &summary["exit"]),
        (&json!(1), &json!("sync"), &json!(0))
    );
    assert_eq!(summary["applied"]["customer"]["create"], 1);
    let recorded = scene.run(&["history", "--json"]).json()["runs"][0].clone();
    assert_eq!(summary, &recorded);
    scene.customers(&[AN, NAMELESS]);
    scene.sync().exits(3);
    let lines = inbox.lines();
    assert_eq!(lines[1].0, "POST /fail");
    assert_eq!(
        (&lines[1].1["exit"], &lines[1].1["held"]),
        (&json!(3), &json!(1))
    );
    // Commands that are no runs send nothing.
    scene.plan();
    scene.run(&["check"]);
    assert_eq!(inbox.lines(), []);
}

#[test]
fn a_webhook_is_called_as_on_says() {
    for (on, expected) in [
        ("", vec![json!(3)]),
        ("on = \"failure\"", vec![json!(3)]),
        ("on = \"change\"", vec![json!(0), json!(3)]),
        ("on = \"always\"", vec![json!(0), json!(0), json!(3)]),
    ] {
        let inbox = Inbox::new();
        let scene = scene(&[AN], &format!("{on}\nwebhook = \"{}\"", inbox.url));
        scene.sync().exits(0);
        scene.sync().exits(0);
        scene.customers(&[AN, NAMELESS]);
        scene.sync().exits(3);
        assert_eq!(inbox.exits(), expected, "{on}");
    }
}

#[test]
fn chats_get_a_text_without_customers() {
    for (form, keys) in [
        ("form = \"slack\"", vec!["text"]),
        (
            "form = \"telegram\"\nchat_id = -10042",
            vec!["chat_id", "text"],
        ),
    ] {
        let inbox = Inbox::new();
        let notify = format!("on = \"always\"\n{form}\nwebhook = \"{}\"", inbox.url);
        let scene = scene(&[AN, BINH, NAMELESS], &notify);
        scene.sync().exits(3);
        let (line, body) = inbox.lines().remove(0);
        assert_eq!(line, "POST");
        let found: Vec<_> = body.as_object().expect("an object").keys().collect();
        assert_eq!(found, keys);
        let text = body["text"].as_str().expect("a text");
        for part in [
            "PR20210223152",
            "run 1",
            "exit 3",
            "2 created",
            "1 row held",
        ] {
            assert!(text.contains(part), "{part} is not in {text}");
        }
        assert!(
            text.lines().count() <= 3 && !text.contains("Bình"),
            "{text}"
        );
        assert!(form.contains("slack") || body["chat_id"] == -10042);
    }
}

#[test]
fn every_way_out_is_notified() {
    let inbox = Inbox::new();
    let mut scene = scene(&[AN, BINH], &format!("webhook = \"{}\"", inbox.url));
    scene.sync().exits(0);
    let only = |exit: i32, state: &str| {
        let (_, body) = inbox.lines().pop().expect("a request");
        assert_eq!(
            (&body["exit"], &body["state"]),
            (&json!(exit), &json!(state))
        );
        assert!(body["reason"].is_string(), "{body}");
        body
    };
    scene.customers(&[]);
    scene.sync().exits(4);
    only(4, "refused");
    scene.run(&["adopt", "--yes"]).exits(4);
    assert_eq!(only(4, "refused")["command"], "adopt");
    scene.run(&["apply", "none.plan", "--yes"]).exits(1);
    assert_eq!(only(1, "failed")["command"], "apply");
    scene.customers(&[AN]);
    let token = scene.token.take();
    scene.sync().exits(1);
    only(1, "failed");
    scene.run(&["sync", "--yes", "--json"]).exits(1);
    only(1, "failed");
    scene.token = token;
    // A snapshot that can't be written has no place for the record.
    scene.write("folder/file", "");
    scene.run(&["sync", "--yes", "--state", "folder"]).exits(1);
    assert_eq!(only(1, "failed")["run"], 0);
}

#[test]
fn a_broken_configuration_is_notified_as_long_as_its_notify_section_is_valid() {
    let inbox = Inbox::new();
    let scene = scene(&[AN], &format!("webhook = \"{}\"", inbox.url));
    scene.configure(|text| text.replace("rate = ", "raet = "));
    assert_hidden(&scene.sync().exits(1));
    let (line, body) = inbox.lines().remove(0);
    let reason = body["reason"].as_str().expect("a reason");
    assert!(line == "POST" && reason.contains("raet"), "{line} {body}");
    assert_eq!(
        (&body["state"], &body["run"]),
        (&json!("failed"), &json!(0))
    );
    // A plan is no run, and an invalid section is not used.
    scene.run(&["plan"]).exits(1);
    scene.configure(|text| text.replace("webhook = ", "on = \"never\"\nwebhook = "));
    assert_hidden(&scene.sync().exits(1));
    assert_eq!(inbox.lines(), []);
}

#[test]
fn a_lock_that_is_held_is_notified() {
    let inbox = Inbox::new();
    let scene = scene(&[AN, BINH], &format!("webhook = \"{}\"", inbox.url));
    scene.set("rate", "\"1/s\"");
    let running = scene.start(&["sync", "--yes"]);
    scene.wait_for_requests(1);
    scene.sync().exits(7);
    assert_eq!(inbox.exits(), [7]);
    running.end().exits(0);
}

#[cfg(unix)]
#[test]
fn a_signal_is_notified() {
    let inbox = Inbox::new();
    let notify = format!("ping = \"{0}\"\nwebhook = \"{0}\"", inbox.url);
    let scene = scene(&[AN, BINH], &notify);
    scene.set("rate", "\"1/s\"");
    let running = scene.start(&["sync", "--yes"]);
    scene.wait_for_requests(1);
    running.interrupt();
    running.end().exits(5);
    let mut lines = inbox.lines();
    lines.sort_by(|one, other| one.0.cmp(&other.0));
    let requests: Vec<&str> = lines.iter().map(|(line, _)| line.as_str()).collect();
    assert_eq!(requests, ["GET /start", "POST", "POST /fail"]);
    assert_eq!(
        (&lines[1].1["exit"], &lines[1].1["state"]),
        (&json!(5), &json!("stopped"))
    );
}

#[cfg(unix)]
#[test]
fn a_second_signal_is_not_notified() {
    let inbox = Inbox::new();
    let scene = scene(
        &[AN, BINH],
        &format!("ping = \"{0}\"\nwebhook = \"{0}\"", inbox.url),
    );
    scene.server.set_faults(unanswered(0, [Fault::Slow; 2]));
    scene.set("timeout", "\"1m\"");
    let running = scene.start(&["sync", "--yes"]);
    scene.wait_for_requests(1);
    running.interrupt();
    eventually("stderr shows the first signal", || {
        running.stderr_has("stopping")
    });
    running.interrupt();
    running.end().exits(130);
    let requests: Vec<String> = inbox.lines().into_iter().map(|(line, _)| line).collect();
    assert_eq!(requests, ["GET /start"]);
}

#[test]
fn a_notice_that_fails_is_logged_with_its_status_alone() {
    let inbox = Inbox::answering(503);
    let closed = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
    let address = closed.local_addr().expect("it is bound");
    drop(closed);
    let notify = format!(
        "on = \"always\"\nping = \"{}\"\nwebhook = \"http://{address}/{SECRET}\"\ncommand = [\"none-of-that-name\"]",
        inbox.url
    );
    let mut scene = scene(&[AN], &notify);
    scene.environment = vec![("RUST_LOG", "trace".to_owned())];
    let ran = scene.sync().exits(0);
    assert_hidden(&ran);
    assert_not_stored(&scene);
    let words = [
        "[notify] ping: HTTP status 503",
        "[notify] webhook: no connection",
        "[notify] command: it can't be started",
    ];
    ran.stderr_has(&words);
    assert_eq!(inbox.taken().len(), 2);
}

#[test]
fn a_quiet_run_shows_a_notice_that_failed_and_nothing_else() {
    let inbox = Inbox::answering(500);
    let notify = format!("on = \"always\"\nwebhook = \"{}\"", inbox.url);
    let scene = scene(&[AN], &notify);
    let ran = scene.run(&["--quiet", "sync", "--yes"]).exits(0);
    assert_hidden(&ran);
    assert_eq!(ran.stdout.lines().count(), 1, "{ran}");
    assert_eq!(ran.stderr.lines().count(), 1, "{ran}");
    ran.stderr_has(&["[notify] webhook: HTTP status 500"]);
}

#[test]
fn urls_come_from_the_environment_and_from_files() {
    let inbox = Inbox::new();
    let notify = "on = \"always\"\nping = \"env:PING_URL\"\nwebhook = \"file:hook.url\"";
    let mut scene = scene(&[AN], notify);
    scene.write("hook.url", format!("\u{feff}{}/hook\r\n", inbox.url));
    scene.environment = vec![("PING_URL", inbox.url.clone())];
    let ran = scene.run(&["-vv", "sync", "--yes"]).exits(0);
    assert_hidden(&ran);
    let mut requests: Vec<String> = inbox.lines().into_iter().map(|(line, _)| line).collect();
    requests.sort();
    assert_eq!(requests, ["GET /start", "POST", "POST /hook"]);
    scene.environment = Vec::new();
    scene.write("hook.url", format!("ftp://{SECRET}/"));
    let ran = scene.sync().exits(0);
    assert_hidden(&ran);
    ran.stderr_has(&[
        "[notify] ping: the variable PING_URL is not set",
        "hook.url holds no URL",
    ]);
}
