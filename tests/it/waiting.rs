//! A server that goes away for a while, and for longer than it is waited for.
//!
//! The sandbox is really stopped and started again on its port; only `wait_for_server` is short. Invariant: no row
//! is to blame, whatever comes of the run.

use std::net::TcpListener;

use serde_json::{Value, json};
use vbot_sync::sandbox::{Account, Faults, Options, Server};

use crate::{
    fixture::{Fixture, FixtureBuilder},
    program::{Ran, Running, eventually},
};

const CUSTOMERS: usize = 40;

/// Customers enough to find a moment in the middle.
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
    Faults::parse(text).expect("they are faults")
}

fn login(options: &mut Options) {
    (options.username, options.password) = (Some("lan".into()), Some("bí mật".into()));
}

fn with_password(scene: &mut Fixture, password: &str) {
    scene.token = None;
    let user = ("VBOT_USERNAME", "lan".to_owned());
    scene.environment = vec![user, ("VBOT_PASSWORD", password.to_owned())];
}

/// A server that was stopped, and what comes back with it.
struct Away {
    options: Options,
    account: Account,
}

/// Stops the sandbox: its port is closed, and whatever was under way is lost.
fn leave(scene: &mut Fixture) -> Away {
    let account = scene.server.with_account(|account| account.clone());
    let port = scene.server.url().rsplit(':').next().map(str::parse);
    let options = Options {
        port: port.expect("there is one").expect("it is a number"),
        // Until the account is there again.
        faults: faults("http_503=1"),
        ..Options::default()
    };
    let elsewhere = Server::start(Options::default()).expect("it starts");
    drop(std::mem::replace(&mut scene.server, elsewhere));
    Away { options, account }
}

fn come_back(scene: &mut Fixture, away: Away) {
    scene.server = Server::start(away.options).expect("its port is free");
    scene.server.with_account(|account| *account = away.account);
    scene.server.set_faults(Faults::none());
}

fn waits(running: &Running) {
    eventually("it waits for the server", || {
        running.says("waiting for the server")
    });
}

/// The events of a kind.
fn events(ran: &Ran, kind: &str) -> Vec<Value> {
    let lines = ran.stdout.lines().map(serde_json::from_str::<Value>);
    let events = lines.map(|line| line.expect("a line is JSON"));
    events.filter(|event| event["event"] == kind).collect()
}

/// How often it was said that the run waits, and that the server is back: as an event and in the log.
#[track_caller]
fn told(ran: &Ran) -> (usize, usize) {
    let waiting = events(ran, "waiting");
    for event in &waiting {
        let moment = |key: &str| {
            let text = event[key].as_str().expect("a moment");
            assert_eq!(text.len(), "2026-11-30T22:15:00+07:00".len(), "{text}");
            text.parse::<jiff::Timestamp>().expect("RFC 3339")
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
fn assert_nobody_is_to_blame(ran: &Ran) {
    let finished = ran.last_line();
    assert_eq!(finished["event"], "finished");
    let blamed = [&finished["failed"], &finished["blocked"]];
    assert_eq!(blamed, [&json!(0), &json!(0)], "{ran}");
    assert!(!ran.stderr.contains("mapping"), "{ran}");
}

#[track_caller]
fn assert_all_there(scene: &Fixture) {
    let held = scene.held("customer");
    assert_eq!(held.as_object().map(serde_json::Map::len), Some(CUSTOMERS));
}

const SYNC: [&str; 3] = ["sync", "--yes", "--json"];

#[test]
fn one_that_never_answers_is_waited_for_and_then_it_is_an_error() {
    let scene = builder().set("wait_for_server", "\"1s\"").start();
    let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    let url = format!("\"http://{}\"", free.expect("there is a free port"));
    scene.set("base_url", &url);
    let ran = scene.run(&SYNC);
    let ran = ran.fails_with(1, &["can't be reached", "is `base_url` right?"]);
    assert_eq!(told(&ran), (1, 0));
    assert_nobody_is_to_blame(&ran);
    assert_eq!(ran.last_line()["remaining"], CUSTOMERS);
    scene.set("base_url", &format!("{:?}", scene.server.url()));
}

#[test]
fn one_that_is_there_a_little_later_is_waited_for() {
    let mut scene = builder().start();
    let away = leave(&mut scene);
    let running = scene.start(&SYNC);
    waits(&running);
    come_back(&mut scene, away);
    let ran = running.end().exits(0);
    assert_eq!(told(&ran), (1, 1));
    assert_nobody_is_to_blame(&ran);
    assert_all_there(&scene);
}

#[test]
fn one_that_goes_away_in_the_middle_is_waited_for() {
    let mut scene = builder().start();
    let running = scene.start(&SYNC);
    eventually("some have arrived", || scene.server.log().len() >= 10);
    let away = leave(&mut scene);
    waits(&running);
    come_back(&mut scene, away);
    let ran = running.end().exits(0);
    assert_eq!(told(&ran), (1, 1));
    assert_nobody_is_to_blame(&ran);
    assert_all_there(&scene);
}

#[test]
fn one_that_stays_away_stops_the_run_which_can_be_resumed() {
    let mut scene = builder().set("wait_for_server", "\"1s\"").start();
    let running = scene.start(&SYNC);
    eventually("some have arrived", || scene.server.log().len() >= 10);
    let away = leave(&mut scene);
    let ran = running.end().exits(5).complains(&["waited for in vain"]);
    assert_eq!(told(&ran), (1, 0));
    assert_nobody_is_to_blame(&ran);
    come_back(&mut scene, away);
    scene.run(&["resume"]).exits(0);
    assert_all_there(&scene);
}

#[test]
fn it_is_waited_for_at_the_token_call_too() {
    let mut scene = builder().sandbox(login).set("concurrency", "32").start();
    with_password(&mut scene, "bí mật");
    let mut away = leave(&mut scene);
    login(&mut away.options);
    let running = scene.start(&SYNC);
    waits(&running);
    come_back(&mut scene, away);
    let ran = running.end().exits(0);
    assert_eq!(told(&ran), (1, 1));
    assert_all_there(&scene);
    let log = scene.server.log();
    let logins = log.iter().filter(|arrival| arrival.path == "/token");
    assert_eq!(logins.count(), 1);
}

#[test]
fn in_vain_at_the_token_call_too() {
    let mut scene = builder().set("wait_for_server", "\"1s\"").start();
    with_password(&mut scene, "bí mật");
    let away = leave(&mut scene);
    let ran = scene.run(&SYNC);
    let ran = ran.fails_with(1, &["can't be reached", "waited for in vain"]);
    assert_eq!(told(&ran), (1, 0));
    assert_eq!(ran.last_line()["remaining"], CUSTOMERS);
    drop(away);
}

#[test]
fn a_storm_of_requests_for_less_is_waited_out() {
    for asked in ["retry_after=0", "retry_after=1"] {
        let storm = format!("http_429=0.7,http_503=0.3,{asked}");
        let scene = builder()
            .sandbox(|options| options.faults = faults(&storm))
            .set("rate", "\"1000/s\"")
            .set("max_attempts", "1")
            .start();
        let running = scene.start(&SYNC);
        waits(&running);
        scene.server.set_faults(Faults::none());
        let ran = running.end().exits(0);
        assert_eq!(told(&ran), (1, 1));
        assert_nobody_is_to_blame(&ran);
        assert_all_there(&scene);
    }
}

#[test]
fn a_storm_that_does_not_end_stops_the_run_and_rejects_nothing() {
    for storm in ["http_429=1,retry_after=0", "http_429=1,retry_after=3600"] {
        let scene = builder()
            .sandbox(|options| options.faults = faults(storm))
            .set("rate", "\"1000/s\"")
            .set("wait_for_server", "\"1s\"")
            .set("max_attempts", "1")
            .start();
        let ran = scene.run(&SYNC).exits(5).complains(&["wait_for_server"]);
        assert_nobody_is_to_blame(&ran);
        assert_eq!(ran.last_line()["remaining"], CUSTOMERS);
        // One probe at a time: more would be a storm of our own.
        assert!(
            scene.server.log().len() < 20,
            "{}",
            scene.server.log().len()
        );
        scene.server.set_faults(Faults::none());
        scene.run(&["resume"]).exits(0);
        assert_all_there(&scene);
    }
}

#[test]
fn a_signal_ends_the_wait() {
    let mut scene = builder().start();
    let away = leave(&mut scene);
    let running = scene.start(&SYNC);
    waits(&running);
    running.interrupt();
    let ran = running.end().exits(5);
    assert_eq!(ran.last_line()["remaining"], CUSTOMERS);
    drop(away);
}

#[test]
fn a_wrong_password_is_tried_once_not_once_a_worker() {
    let mut scene = builder().sandbox(login).set("concurrency", "32").start();
    with_password(&mut scene, "sai");
    let ran = scene
        .run(&SYNC)
        .exits(5)
        .complains(&["no token for this user"]);
    assert_nobody_is_to_blame(&ran);
    let paths: Vec<String> = scene
        .server
        .log()
        .into_iter()
        .map(|arrival| arrival.path)
        .collect();
    assert_eq!(paths, ["/token"]);
}
