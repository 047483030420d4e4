//! Commands that can't be executed print one error and exit with the documented code.
//!
//! The module `guards` tests the guards. Invariant: in these tests the sandbox gets no call.

use std::{fs, net::TcpListener};

use vbot_sync::sandbox::Options;

use crate::{
    archive::xlsb,
    fixture::{Fixture, table},
};

const ROWS: [&str; 2] = [
    "KH1,An,0912345671,MOI,LE,Hà Nội",
    "KH2,Bình,0912345672,MOI,LE,Hà Nội",
];

fn scene() -> Fixture {
    Fixture::builder().customers(&ROWS).start()
}

#[track_caller]
fn assert_nothing_sent(scene: &Fixture) {
    assert_eq!(scene.sent(), [""; 0]);
}

#[test]
fn a_wrong_token_stops_the_run_and_the_right_one_resumes_it() {
    let mut scene = scene();
    scene.token = Some("wrong".to_owned());
    let ran = scene.sync().exits(5).stderr_has(&["token", "not accept"]);
    ran.prints(&["VBOT_TOKEN is not accepted", "vbot-sync resume"]);
    assert!(
        scene
            .records("customer")
            .as_object()
            .expect("a JSON object")
            .is_empty()
    );
    assert!(
        scene
            .server
            .log()
            .iter()
            .all(|arrival| arrival.code == Some(401))
    );
    scene
        .run(&["status"])
        .exits(0)
        .prints(&["2 calls not sent yet", "vbot-sync resume"]);
    scene.token = Some("sandbox".to_owned());
    scene.run(&["resume"]).exits(0);
    assert_eq!(scene.customer("KH2")["customer_name"], "Bình");
}

#[test]
fn a_403_stops_the_run() {
    let elsewhere = |options: &mut Options| options.rules.vbot_id = "777".to_owned();
    let scene = Fixture::builder()
        .customers(&ROWS)
        .sandbox(elsewhere)
        .start();
    let ran = scene.sync().exits(5);
    ran.prints(&[
        "the account lacks the right",
        "Check `vbot_id` and `project_code`",
        "vbot-sync resume",
    ]);
    let log = scene.server.log();
    assert!(!log.is_empty() && log.iter().all(|arrival| arrival.code == Some(403)));
    scene
        .run(&["status"])
        .exits(0)
        .prints(&["2 calls not sent yet", "vbot-sync resume"]);
}

#[test]
fn a_missing_token_is_reported() {
    let mut scene = scene();
    scene.token = None;
    scene
        .sync()
        .fails_with(1, &["there is no token for the VBot account", "VBOT_TOKEN"]);
    assert_nothing_sent(&scene);
    scene.run(&["plan"]).exits(0);
}

#[test]
fn a_missing_column_is_reported() {
    let scene = Fixture::builder()
        .source(
            "customer",
            &table(
                "Mã KH,Họ tên,SĐT,Trạng thái,Loại,Nhóm",
                &["KH1,An,0912345671,MOI,LE,Hà Nội"],
            ),
            "[source.columns]\ncustomer_name = \"Họ tem\"",
        )
        .start();
    for command in [&["sync", "--yes"][..], &["plan"], &["check"]] {
        let ran = scene.run(command);
        ran.fails_with(
            1,
            &[
                "no column “Họ tem”",
                "customer.csv",
                "did you mean “Họ tên”?",
            ],
        );
    }
    assert_nothing_sent(&scene);
}

#[test]
fn a_missing_file_is_reported() {
    let scene = scene();
    scene.remove("customer.csv");
    for command in [&["sync", "--yes"][..], &["plan"], &["check"]] {
        scene.run(command).fails_with(1, &["customer.csv"]);
    }
    assert_nothing_sent(&scene);
}

#[test]
fn an_empty_file_is_reported() {
    let scene = scene();
    scene.write("customer.csv", "");
    scene.sync().fails_with(1, &["customer.csv"]);
    assert_nothing_sent(&scene);
}

#[test]
fn an_unknown_key_is_reported() {
    let scene = scene();
    scene.configure(|text| text.replace("concurrency", "concurency"));
    let text = fs::read_to_string(scene.path("vbot-sync.toml")).expect("the file can be read");
    let line = 1 + text
        .lines()
        .position(|line| line.starts_with("concurency"))
        .expect("the sample has that line");
    let place = format!("vbot-sync.toml line {line}:");
    scene
        .sync()
        .fails_with(1, &[&place, "concurency", "did you mean `concurrency`?"]);
    assert_nothing_sent(&scene);
}

#[test]
fn a_dialect_without_a_tenant_is_reported() {
    let scene = scene();
    scene.set("dialect", "\"v3\"");
    scene.sync().fails_with(
        1,
        &["`vbot_id` has no place under dialect v3", "remove the line"],
    );
    assert_nothing_sent(&scene);
}

#[test]
fn a_missing_configuration_is_reported() {
    let scene = scene();
    scene
        .run(&["--config", "elsewhere.toml", "plan"])
        .fails_with(1, &["elsewhere.toml"]);
}

#[test]
fn sync_without_a_terminal_needs_yes() {
    let scene = scene();
    scene
        .run(&["sync"])
        .fails_with(2, &["there is no terminal to ask on", "--yes"]);
    assert_nothing_sent(&scene);
    assert!(!scene.path("vbot-sync.db").exists());
}

#[test]
fn mistyped_arguments_are_reported() {
    let scene = scene();
    for arguments in [
        &["synk"][..],
        &[],
        &["sync", "--yess"],
        &["sync", "--max-delete", "customer"],
        &["sync", "--max-delete", "lead=3"],
        &["sync", "--until", "25:00"],
        &["plan", "--yes"],
    ] {
        let ran = scene.run(arguments).exits(2);
        assert!(ran.stdout.is_empty(), "{ran}");
    }
    scene.run(&["--help"]).exits(0).prints(&["Exit codes:"]);
    scene.run(&["--version"]).exits(0).prints(&["vbot-sync "]);
}

#[test]
fn a_closed_port_is_reported() {
    let scene = Fixture::builder()
        .customers(&ROWS)
        .set("wait_for_server", "\"1s\"")
        .start();
    let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    let url = format!("\"http://{}\"", port.expect("there is a free port"));
    scene.set("base_url", &url);
    scene.sync().fails_with(1, &["the server can't be reached"]);
    // Nothing was sent, so the plan can still be sent.
    scene
        .run(&["status"])
        .exits(0)
        .prints(&["2 calls not sent yet"]);
}

#[test]
fn exit_code_shows_whether_there_are_changes() {
    let scene = scene();
    scene.run(&["plan", "--exit-code"]).exits(6);
    scene.run(&["plan", "--exit-code", "--json"]).exits(6);
    scene.sync().exits(0);
    scene.run(&["plan", "--exit-code"]).exits(0);
    scene.customers(&ROWS[..1]);
    scene.run(&["plan", "--exit-code"]).exits(6);
}

#[test]
fn a_workbook_that_panics_its_parser_is_named_in_one_error() {
    let scene = scene();
    // The cell refers to a shared text that does not exist.
    let cell = [[0; 8], [9, 0, 0, 0, 0, 0, 0, 0]].concat();
    let workbook = xlsb(&[(0x0000, vec![0; 4]), (0x0007, cell)]);
    scene.write("customer.csv", workbook);
    let ran = scene
        .sync()
        .fails_with(1, &["customer.csv", "can't be read to its end"]);
    assert!(!ran.stderr.contains(".rs:"), "{ran}");
    assert_nothing_sent(&scene);
}
