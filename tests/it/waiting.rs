//! A server that is down for a while, and for longer than `wait_for_server`.
//!
//! The sandbox is really stopped and started again on its port; only `wait_for_server` is short. Invariant: no row
//! fails because the server is down.

use std::net::TcpListener;

use serde_json::{Value, json};
use vbot_sync::sandbox::{Account, Faults, Options, Server};

use crate::{
    fixture::{Fixture, FixtureBuilder},
    program::{Ran, Running, eventually},
};

const CUSTOMERS: usize = 40;

/// Enough customers to stop the server in the middle of the run.
fn builder() -> FixtureBuilder {
    let row = |number| format!("KH{number:02},Khách {number},09123456{number:02},MOI,LE,Hà Nội");
    let rows: Vec<String> = (0..CUSTOMERS).map(row).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    Fixture::builder()
        .customers(&rows)
        .set("rate", "\"40/s\"")
        .set("timeout", "\"1s\"")
}

fn faults(text: &str) -> Faults {
    Faults::parse(text).expect("the faults can be parsed")
}

fn login(options: &mut Options) {
    (options.username, options.password) = (Some("lan".into()), Some("bí mật".into()));
}

fn with_password(scene: &mut Fixture, password: &str) {
    scene.token = None;
    let user = ("VBOT_USERNAME", "lan".to_owned());
    scene.environment = vec![user, ("VBOT_PASSWORD", password.to_owned())];
}

/// A stopped server, with the account for its restart.
struct StoppedServer {
    options: Options,
    account: Account,
}

/// Stops the sandbox: its port is closed, and requests in flight are lost.
fn stop_server(scene: &mut Fixture) -> StoppedServer {
    let account = scene.server.with_account(|account| account.clone());
    let port = scene.server.url().rsplit(':').next().map(str::parse);
    let options = Options {
        port: port
            .expect("the URL has a port")
            .expect("the port is a number"),
        // Until the account is restored.
        faults: faults("http_503=1"),
        ..Options::default()
    };
    let elsewhere = Server::start(Options::default()).expect("a sandbox on another port starts");
    drop(std::mem::replace(&mut scene.server, elsewhere));
    StoppedServer { options, account }
}

fn restart_server(scene: &mut Fixture, stopped: StoppedServer) {
    scene.server = Server::start(stopped.options).expect("the port is free");
    scene
        .server
        .with_account(|account| *account = stopped.account);
    scene.server.set_faults(Faults::none());
}

fn wait_until_waiting(running: &Running) {
    eventually("the run waits for the server", || {
        running.stderr_has("waiting for the server")
    });
}

/// The events of a kind.
fn events(ran: &Ran, kind: &str) -> Vec<Value> {
    let lines = ran.stdout.lines().map(serde_json::from_str::<Value>);
    let events = lines.map(|line| line.expect("a line is JSON"));
    events.filter(|event| event["event"] == kind).collect()
}

/// How often the run announced that it waits, and that the server is back: equally often as an event and in the log.
#[track_caller]
fn announcements(ran: &Ran) -> (usize, usize) {
    let waiting = events(ran, "waiting");
    for event in &waiting {
        let moment = |key: &str| {
            let text = event[key].as_str().expect("the event has that time");
            assert_eq!(text.len(), "2026-11-30T22:15:00+07:00".len(), "{text}");
            text.parse::<jiff::Timestamp>()
                .expect("a time as in RFC 3339")
        };
        assert!(moment("at") <= moment("until"), "{event}");
        assert!(event["reason"].is_string(), "{event}");
    }
    let back = events(ran, "back");
    assert!(back.iter().all(|event| event["seconds"].is_f64()));
    let lines = |words: &str| {
        ran.stderr
            .lines()
            .filter(|line| line.contains(words))
            .count()
    };
    assert_eq!(lines("waiting for the server"), waiting.len(), "{ran}");
    assert_eq!(
        lines("the server is back, after a wait of"),
        back.len(),
        "{ran}"
    );
    (waiting.len(), back.len())
}

#[track_caller]
fn assert_no_row_failed(ran: &Ran) {
    let finished = ran.last_line();
    assert_eq!(finished["event"], "finished");
    let blamed = [&finished["failed"], &finished["blocked"]];
    assert_eq!(blamed, [&json!(0), &json!(0)], "{ran}");
    assert!(!ran.stderr.contains("mapping"), "{ran}");
}

#[track_caller]
fn assert_all_created(scene: &Fixture) {
    let held = scene.records("customer");
    assert_eq!(held.as_object().map(serde_json::Map::len), Some(CUSTOMERS));
}

const SYNC: [&str; 3] = ["sync", "--yes", "--json"];

#[test]
fn a_server_that_never_answers_is_an_error_after_the_wait() {
    let scene = builder().set("wait_for_server", "\"1s\"").start();
    let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    let url = format!("\"http://{}\"", free.expect("there is a free port"));
    scene.set("base_url", &url);
    let ran = scene.run(&SYNC);
    let ran = ran.fails_with(1, &["can't be reached", "is `base_url` right?"]);
    assert_eq!(announcements(&ran), (1, 0));
    assert_no_row_failed(&ran);
    assert_eq!(ran.last_line()["remaining"], CUSTOMERS);
    scene.set("base_url", &format!("{:?}", scene.server.url()));
}

#[test]
fn a_server_that_starts_late_is_waited_for() {
    let mut scene = builder().start();
    let stopped = stop_server(&mut scene);
    let running = scene.start(&SYNC);
    wait_until_waiting(&running);
    restart_server(&mut scene, stopped);
    let ran = running.end().exits(0);
    assert_eq!(announcements(&ran), (1, 1));
    assert_no_row_failed(&ran);
    assert_all_created(&scene);
}

#[test]
fn a_server_that_stops_in_mid_run_is_waited_for() {
    let mut scene = builder().start();
    let running = scene.start(&SYNC);
    eventually("10 requests have arrived", || {
        scene.server.log().len() >= 10
    });
    let stopped = stop_server(&mut scene);
    wait_until_waiting(&running);
    restart_server(&mut scene, stopped);
    let ran = running.end().exits(0);
    assert_eq!(announcements(&ran), (1, 1));
    assert_no_row_failed(&ran);
    assert_all_created(&scene);
}

#[test]
fn a_server_that_stays_down_stops_the_run_and_resume_finishes_it() {
    let mut scene = builder().set("wait_for_server", "\"1s\"").start();
    let running = scene.start(&SYNC);
    eventually("10 requests have arrived", || {
        scene.server.log().len() >= 10
    });
    let stopped = stop_server(&mut scene);
    let ran = running.end().exits(5).stderr_has(&["waited for in vain"]);
    assert_eq!(announcements(&ran), (1, 0));
    assert_no_row_failed(&ran);
    restart_server(&mut scene, stopped);
    scene.run(&["resume"]).exits(0);
    assert_all_created(&scene);
}

#[test]
fn the_token_call_waits_for_the_server() {
    let mut scene = builder().sandbox(login).set("concurrency", "32").start();
    with_password(&mut scene, "bí mật");
    let mut stopped = stop_server(&mut scene);
    login(&mut stopped.options);
    let running = scene.start(&SYNC);
    wait_until_waiting(&running);
    restart_server(&mut scene, stopped);
    let ran = running.end().exits(0);
    assert_eq!(announcements(&ran), (1, 1));
    assert_all_created(&scene);
    let log = scene.server.log();
    let logins = log.iter().filter(|arrival| arrival.path == "/token");
    assert_eq!(logins.count(), 1);
}

#[test]
fn a_token_call_without_a_server_is_an_error_after_the_wait() {
    let mut scene = builder().set("wait_for_server", "\"1s\"").start();
    with_password(&mut scene, "bí mật");
    let stopped = stop_server(&mut scene);
    let ran = scene.run(&SYNC);
    let ran = ran.fails_with(1, &["can't be reached", "waited for in vain"]);
    assert_eq!(announcements(&ran), (1, 0));
    assert_eq!(ran.last_line()["remaining"], CUSTOMERS);
    drop(stopped);
}

#[test]
fn a_storm_of_429_and_503_is_waited_out() {
    for retry_after in ["retry_after=0", "retry_after=1"] {
        let storm = format!("http_429=0.7,http_503=0.3,{retry_after}");
        let scene = builder()
            .sandbox(|options| options.faults = faults(&storm))
            .set("rate", "\"1000/s\"")
            .set("max_attempts", "1")
            .start();
        let running = scene.start(&SYNC);
        wait_until_waiting(&running);
        scene.server.set_faults(Faults::none());
        let ran = running.end().exits(0);
        assert_eq!(announcements(&ran), (1, 1));
        assert_no_row_failed(&ran);
        assert_all_created(&scene);
    }
}

#[test]
fn an_endless_storm_stops_the_run_and_rejects_nothing() {
    for storm in ["http_429=1,retry_after=0", "http_429=1,retry_after=3600"] {
        let scene = builder()
            .sandbox(|options| options.faults = faults(storm))
            .set("rate", "\"1000/s\"")
            .set("wait_for_server", "\"1s\"")
            .set("max_attempts", "1")
            .start();
        let ran = scene.run(&SYNC).exits(5).stderr_has(&["wait_for_server"]);
        assert_no_row_failed(&ran);
        assert_eq!(ran.last_line()["remaining"], CUSTOMERS);
        // One probe at a time, so that the run does not add to the load.
        assert!(
            scene.server.log().len() < 20,
            "{}",
            scene.server.log().len()
        );
        scene.server.set_faults(Faults::none());
        scene.run(&["resume"]).exits(0);
        assert_all_created(&scene);
    }
}

#[cfg(unix)]
#[test]
fn a_signal_ends_the_wait() {
    let mut scene = builder().start();
    let stopped = stop_server(&mut scene);
    let running = scene.start(&SYNC);
    wait_until_waiting(&running);
    running.interrupt();
    let ran = running.end().exits(5);
    assert_eq!(ran.last_line()["remaining"], CUSTOMERS);
    drop(stopped);
}

#[test]
fn a_wrong_password_is_tried_once_not_once_a_worker() {
    let mut scene = builder().sandbox(login).set("concurrency", "32").start();
    with_password(&mut scene, "sai");
    let ran = scene
        .run(&SYNC)
        .exits(5)
        .stderr_has(&["no token for this user"]);
    assert_no_row_failed(&ran);
    let paths: Vec<String> = scene
        .server
        .log()
        .into_iter()
        .map(|arrival| arrival.path)
        .collect();
    assert_eq!(paths, ["/token"]);
}
