//! The command of `[notify]`, a real shell script: what it gets, and what becomes of it if it hangs.
//!
//! The other notices are in `notify`.

use std::{
    fs,
    net::TcpListener,
    os::unix::fs::PermissionsExt,
    path::Path,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::{
    fixture::Fixture,
    inbox::{SECRET, assert_hidden, scene},
    program::{eventually, start},
};

const AN: &str = "KH1,An,0912345678,MOI,LE,Hà Nội";

/// A shell script in the folder of the configuration.
fn script(scene: &Fixture, folder: &str, text: &str) {
    let name = format!("{folder}/notify.sh");
    scene.write(&name, format!("#!/bin/sh\n{text}\n"));
    let mode = fs::Permissions::from_mode(0o755);
    fs::set_permissions(scene.path(&name), mode).expect("the mode can be set");
}

#[test]
fn a_command_gets_the_summary_in_the_folder_of_the_configuration() {
    let scene = scene(
        &[AN],
        "on = \"always\"\ncommand = [\"./notify.sh\", \"a b\"]",
    );
    script(
        &scene,
        ".",
        "cat > summary.json; echo \"$1,$VBOT_SYNC_EXIT,$VBOT_SYNC_RUN\" > words; echo out; echo err >&2; exit 3",
    );
    scene.write("elsewhere/file", "");
    let arguments = [
        "--config",
        "../vbot-sync.toml",
        "-vv",
        "sync",
        "--yes",
        "--json",
    ];
    let folder = scene.path("elsewhere");
    let ran = start(&folder, &arguments, &scene.environment()).end();
    let ran = ran.exits(0);
    let text =
        |name: &str| fs::read_to_string(scene.path(name)).expect("the command has written it");
    let summary: Value = serde_json::from_str(&text("summary.json")).expect("JSON");
    assert_eq!((&summary["run"], &summary["exit"]), (&json!(1), &json!(0)));
    assert_eq!(text("words"), "a b,0,1\n");
    assert_eq!(ran.last_line()["event"], "finished");
    ran.stderr_has(&[
        "[notify] command: err",
        "[notify] command: it ended with exit status: 3",
    ]);
    let quiet = scene.sync().exits(0);
    assert!(!quiet.to_string().contains("command: err"), "{quiet}");
}

#[test]
fn what_hangs_is_ended_with_what_it_has_started() {
    let silent = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
    let address = silent.local_addr().expect("it is bound");
    let notify = format!(
        "on = \"always\"\nping = \"http://{address}/{SECRET}\"\nwebhook = \"http://{address}/{SECRET}\"\ncommand = [\"./notify.sh\"]"
    );
    let scene = scene(&[AN], &notify);
    script(&scene, ".", "sleep 300 & echo $! > child; sleep 300");
    let since = Instant::now();
    let ran = scene.sync().exits(0);
    assert!(since.elapsed() < Duration::from_secs(30), "{ran}");
    assert_hidden(&ran);
    ran.stderr_has(&[
        "[notify] webhook: no answer within 9 s",
        "[notify] command: it did not end within 9 s",
        "[notify] ping: no answer within",
        "[notify] ping at the begin: no answer within 4 s",
    ]);
    let child = fs::read_to_string(scene.path("child")).expect("the command has written it");
    eventually("the child is gone", || !is_alive(child.trim()));
}

/// Whether a process is there and no zombie.
fn is_alive(id: &str) -> bool {
    let status = fs::read_to_string(Path::new("/proc").join(id).join("status"));
    status.is_ok_and(|status| !status.contains("State:\tZ"))
}
