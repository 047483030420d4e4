//! A server on a plain socket that sends an extra answer on a connection that is kept alive.
//!
//! The extra answer is sent after the next request has arrived, since a client already notices bytes that arrive
//! between two requests.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex, PoisonError},
    thread,
};

use serde_json::{Value, json};

use crate::fixture::{Fixture, FixtureBuilder};

const AN: &str = "KH1,An,0912345671,MOI,LE,Hà Nội";
const BINH: &str = "KH2,Bình,0912345672,MOI,LE,Hà Nội";
const CHI: &str = "KH3,Chi,0912345673,MOI,LE,Hà Nội";

/// The answer to the request of that number; `None`: the call is applied and answered.
type Answers = fn(usize, &Value) -> Option<Value>;

/// The requests: the number of the connection, and the code.
type Log = Arc<Mutex<Vec<(usize, String)>>>;

/// Starts the server, which ends with the process, and returns its URL and its log.
fn serve(answers: Answers) -> (String, Log) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let url = format!(
        "http://{}",
        listener.local_addr().expect("the listener is bound")
    );
    let log = Log::default();
    let shared = Arc::clone(&log);
    thread::spawn(move || {
        for (connection, stream) in listener.incoming().enumerate() {
            let (stream, log) = (stream.expect("the client connects"), Arc::clone(&shared));
            thread::spawn(move || converse(&stream, connection, &log, answers));
        }
    });
    (url, log)
}

fn converse(stream: &TcpStream, connection: usize, log: &Log, answers: Answers) {
    let mut reader = BufReader::new(stream);
    while let Some(body) = request(&mut reader) {
        let code = body["customer_no"].as_str().unwrap_or_default().to_owned();
        let number = {
            let mut log = log.lock().unwrap_or_else(PoisonError::into_inner);
            log.push((connection, code.clone()));
            log.len()
        };
        let own = json!({"status": 1, "error": 0, "message": "success", "data": code});
        answer(stream, &answers(number, &body).unwrap_or(own));
    }
}

fn request(reader: &mut BufReader<&TcpStream>) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim().to_ascii_lowercase();
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().expect("a number");
        }
        if line.is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

fn answer(mut stream: &TcpStream, body: &Value) {
    let body = body.to_string();
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length:";
    // In some of these tests the client has closed the connection.
    let _ = write!(stream, "{head} {}\r\n\r\n{body}", body.len());
}

fn scene(url: &str) -> Fixture {
    let scene = |builder: FixtureBuilder| builder.customers(&[AN, BINH, CHI]).start();
    let scene = scene(
        Fixture::builder()
            .set("concurrency", "1")
            .set("timeout", "\"1s\""),
    );
    scene.set("base_url", &format!("\"{url}\""));
    scene
}

fn arrived(log: &Log) -> Vec<(usize, String)> {
    log.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

#[test]
fn an_answer_to_the_previous_call_is_not_accepted_for_this_one() {
    // The second request gets the first one's answer again and is not applied.
    let (url, log) = serve(|number, _| {
        (number == 2).then(|| json!({"status": 1, "error": 0, "message": "success", "data": "KH1"}))
    });
    scene(&url).sync().exits(0);
    let arrived = arrived(&log);
    let codes: Vec<&str> = arrived.iter().map(|(_, code)| code.as_str()).collect();
    assert_eq!(codes, ["KH1", "KH2", "KH2", "KH3"], "it is sent again");
    let connections: Vec<usize> = arrived.iter().map(|(connection, _)| *connection).collect();
    assert_eq!(connections, [0, 0, 1, 1], "on another connection");
}

#[test]
fn a_refusal_of_the_previous_call_does_not_fail_this_one() {
    let (url, log) = serve(|number, _| {
        (number == 2).then(|| json!({"status": 0, "error": -1, "message": "sai", "data": "KH1"}))
    });
    scene(&url).sync().exits(0);
    assert_eq!(arrived(&log).len(), 4);
}

#[test]
fn calls_that_only_get_stray_answers_end_as_unknown() {
    let (url, _log) = serve(|number, body| {
        (number > 1 && body["customer_no"] == "KH2")
            .then(|| json!({"status": 1, "error": 0, "message": "success", "data": "KH1"}))
    });
    let scene = scene(&url);
    scene.set("max_attempts", "2");
    scene.sync().exits(5).prints(&[
        "1 call may or may not have been applied",
        "it is not about KH2",
    ]);
    let plan = scene.plan();
    assert_eq!(plan["calls"][0]["code"], "KH2", "{plan}");
}

#[test]
fn a_server_that_never_repeats_codes_is_accepted() {
    let (url, log) =
        serve(|_, _| Some(json!({"status": 1, "error": 0, "message": "", "data": "OK"})));
    scene(&url).sync().exits(0);
    assert_eq!(arrived(&log).len(), 3);
}
