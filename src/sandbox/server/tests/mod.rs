//! The server over real sockets, byte by byte, with each of the faults.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use serde_json::{Value as Json, json};

use super::*;
use crate::{
    model::{Dialect, Entity},
    sandbox::Fault,
};

mod token;
mod v3;

const STATUS: &str = "/api/crm/status/create";

fn start(options: Options) -> Server {
    Server::start(options).expect("it starts")
}

fn faulty(faults: Faults) -> Server {
    start(Options {
        faults,
        ..Options::default()
    })
}

/// The raw bytes that come back, up to the end of the connection.
fn exchange(server: &Server, head: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(server.address).expect("it listens");
    let limit = Some(Duration::from_secs(20));
    stream.set_read_timeout(limit).expect("a limit is set");
    let length = body.len();
    let request =
        format!("{head}\r\nHost: x\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}");
    stream.write_all(request.as_bytes()).expect("it is sent");
    let mut answer = Vec::new();
    // A connection that is reset ends the answer too.
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8(answer).expect("it is text")
}

fn post_as(server: &Server, token: &str, path: &str, body: &str) -> String {
    let head = format!("POST {path} HTTP/1.1\r\nAuthorization: Bearer {token}");
    exchange(server, &head, body)
}

fn status(code: &str) -> String {
    json!({
        "vbot_id": "45681", "project_code": "PR20210223152",
        "status_no": code, "status_name": "Khách mới"
    })
    .to_string()
}

fn create(server: &Server, code: &str) -> String {
    post_as(server, "sandbox", STATUS, &status(code))
}

fn body_of(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").map_or("", |(_, body)| body)
}

fn json_of(answer: &str) -> Json {
    serde_json::from_str(body_of(answer)).unwrap_or_default()
}

fn count(server: &Server) -> usize {
    server.with_account(|account| account.count(Entity::Status))
}

fn until_nothing_is_late(server: &Server) {
    for _ in 0..2000 {
        if server.late() == 0 {
            return;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("{} requests are still to be applied", server.late());
}

#[test]
fn a_call_is_answered_and_logged() {
    let server = start(Options::default());
    let answer = create(&server, "MOI");
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    let wanted = json!({"status": 1, "error": 0, "message": "success", "data": "MOI"});
    assert_eq!(json_of(&answer), wanted);
    let again = json_of(&create(&server, "MOI"));
    assert_eq!(
        (&again["status"], &again["error"]),
        (&json!(0), &json!(409))
    );
    let log = server.log();
    let shown: Vec<_> = log.iter().map(|it| (it.code, it.applied)).collect();
    assert_eq!(shown, [(Some(0), true), (Some(409), false)]);
    assert_eq!(log[0].body["status_no"], "MOI");
    assert!(log[0].at <= log[0].answered.expect("it was answered"));
}

#[test]
fn v2_sends_no_status() {
    let mut options = Options::default();
    options.rules.dialect = Dialect::V2;
    let answer = json_of(&create(&start(options), "MOI"));
    assert_eq!(answer["error"], 0);
    assert!(answer.get("status").is_none());
}

#[test]
fn wrong_tokens_paths_methods_and_bodies() {
    let server = start(Options::default());
    let foreign = post_as(&server, "other", STATUS, &status("MOI"));
    let none = exchange(&server, &format!("POST {STATUS} HTTP/1.1"), &status("MOI"));
    for answer in [foreign, none] {
        assert!(answer.starts_with("HTTP/1.1 401 "), "{answer}");
        assert_eq!(json_of(&answer)["error"], 401);
    }
    let lost = post_as(&server, "sandbox", "/api/crm/customer/updateNo", "{}");
    assert!(lost.starts_with("HTTP/1.1 404 ") && lost.contains("<html>"));
    let get = exchange(&server, &format!("GET {STATUS} HTTP/1.1"), "");
    assert!(get.starts_with("HTTP/1.1 405 "), "{get}");
    let long = format!("[\"{}\"]", "x".repeat(3_000_000));
    for body in ["", "{", "[1]", "\u{fffd}", &long] {
        let answer = post_as(&server, "sandbox", STATUS, body);
        assert_eq!(json_of(&answer)["error"], -1, "{body:.40}");
    }
    assert_eq!(count(&server), 0);
}

#[test]
fn faults_that_leave_the_client_without_an_answer() {
    for (fault, applied) in [(Fault::DropBefore, 0), (Fault::ApplyDrop, 1)] {
        let server = faulty(Faults::none().at(0, fault));
        assert_eq!(create(&server, "MOI"), "");
        assert_eq!(count(&server), applied, "{fault:?}");
        assert!(create(&server, "CU").contains("success"));
        let log = server.log();
        assert_eq!(log[0].fault, Some(fault.as_str()));
        assert_eq!((log[0].applied, log[0].answered), (applied == 1, None));
    }
}

#[test]
fn faults_that_answer_something_else() {
    let seven = Faults::parse("retry_after=7").expect("it is well written");
    for (fault, line, part, applied) in [
        (Fault::Error500 { http: true }, "500", "\"error\":500", 1),
        (Fault::Error500 { http: false }, "200", "\"error\":500", 1),
        (
            Fault::Http429 { date: false },
            "429",
            "retry-after: 7\r\n",
            0,
        ),
        (Fault::Http429 { date: true }, "429", " GMT\r\n", 0),
        (
            Fault::Http503 { date: false },
            "503",
            "retry-after: 7\r\n",
            0,
        ),
        (Fault::Http503 { date: true }, "503", " GMT\r\n", 0),
        (Fault::Html200 { applied: true }, "200", "<html>", 1),
        (Fault::Html200 { applied: false }, "200", "<html>", 0),
        (Fault::Html502 { applied: true }, "502", "<html>", 1),
        (Fault::Html502 { applied: false }, "502", "<html>", 0),
        (Fault::TokenExpiry, "401", "\"error\":401", 0),
        (Fault::Slow, "200", "success", 1),
        (Fault::Duplicate, "200", "success", 1),
    ] {
        let server = faulty(seven.clone().at(0, fault));
        let answer = create(&server, "MOI");
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {line} ")),
            "{fault:?}: {answer}"
        );
        assert!(answer.contains(part), "{fault:?}: {answer}");
        assert_eq!(count(&server), applied, "{fault:?}");
    }
}

#[test]
fn a_cut_body_is_shorter_than_promised() {
    let server = faulty(Faults::none().at(0, Fault::CutBody));
    let answer = create(&server, "MOI");
    let (_, length) = answer.split_once("content-length: ").expect("a length");
    let (length, _) = length.split_once("\r\n").expect("a line");
    let length: usize = length.parse().expect("a number");
    let sent = body_of(&answer).len();
    assert!(0 < sent && sent < length, "{answer}");
    assert_eq!(count(&server), 1);
}

#[test]
fn a_duplicate_is_delivered_twice_and_answered_as_if_once() {
    let server = faulty(Faults::none().at(0, Fault::Duplicate));
    assert_eq!(json_of(&create(&server, "MOI"))["error"], 0);
    let log = server.log();
    assert_eq!(
        (log[0].deliveries, log[0].code, log[0].applied),
        (2, Some(0), true)
    );
}

#[test]
fn a_duplicate_can_be_answered_as_its_second_delivery_was() {
    let faults = Faults::parse("duplicate_answer=second").expect("it is well written");
    let server = faulty(faults.at(0, Fault::Duplicate));
    assert_eq!(json_of(&create(&server, "MOI"))["error"], 409);
    assert_eq!((count(&server), server.log()[0].deliveries), (1, 2));
}

#[test]
fn a_late_request_is_applied_after_its_connection_is_gone() {
    let server = faulty(Faults::parse("apply_late=1,late_ms=600000,hold_ms=0").expect("parses"));
    assert_eq!(create(&server, "MOI"), "");
    assert_eq!((server.late(), count(&server)), (1, 0));
    let server = faulty(Faults::parse("apply_late=1,late_ms=1,hold_ms=0").expect("parses"));
    assert_eq!(create(&server, "MOI"), "");
    until_nothing_is_late(&server);
    assert_eq!(count(&server), 1);
    let log = server.log();
    assert_eq!((log[0].applied, log[0].answered), (true, None));
}

#[test]
fn what_was_late_before_a_reset_is_never_applied() {
    let server = faulty(Faults::parse("apply_late=1,late_ms=300,hold_ms=0").expect("parses"));
    assert_eq!(create(&server, "MOI"), "");
    server.desk.reset();
    until_nothing_is_late(&server);
    assert_eq!((count(&server), server.log().len()), (0, 0));
}

#[test]
fn people_can_look_and_begin_anew() {
    let server = start(Options::default());
    create(&server, "MOI");
    let state = json_of(&exchange(&server, "GET /sandbox/state HTTP/1.1", ""));
    assert_eq!(state, server.state());
    let log = json_of(&exchange(&server, "GET /sandbox/log HTTP/1.1", ""));
    assert_eq!(
        (&log[0]["path"], &log[0]["error"]),
        (&json!(STATUS), &json!(0))
    );
    assert_eq!(
        (&log[0]["applied"], &log[0]["fault"]),
        (&json!(true), &Json::Null)
    );
    assert!(log[0]["at_ms"].is_u64());
    let reset = exchange(&server, "POST /sandbox/reset HTTP/1.1", "");
    assert!(reset.starts_with("HTTP/1.1 204 "), "{reset}");
    assert_eq!((count(&server), server.log().len()), (0, 0));
}

#[test]
fn a_reset_log_takes_the_next_arrival_first() {
    let server = start(Options::default());
    create(&server, "MOI");
    server.reset_log();
    create(&server, "CU");
    let log = server.log();
    assert_eq!((log.len(), &log[0].body["status_no"]), (1, &json!("CU")));
    assert!(log[0].applied);
}

#[test]
fn a_taken_port_is_an_error_and_a_stopped_server_gives_it_back() {
    let server = start(Options::default());
    let port = server.address.port();
    let options = Options {
        port,
        ..Options::default()
    };
    let error = Server::start(options.clone())
        .err()
        .expect("the port is taken");
    assert!(error.to_string().contains(&port.to_string()));
    drop(server);
    assert!(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err());
}
