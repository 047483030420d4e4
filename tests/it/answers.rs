//! Replies of servers and proxies, and how the client reads each of them.
//!
//! Invariant: only an envelope with `error` 0 is an acknowledgement.

use std::time::Duration;

use jiff::Timestamp;
use vbot_sync::{
    model::Dialect,
    send::{self, Answer},
};

/// How a reply is read, without its message.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Means {
    Accepted,
    Missing {
        explicit: bool,
    },
    Exists,
    Unauthorised,
    Forbidden,
    Redirected,
    Throttled(Option<u64>),
    Refused(i64),
    Unknown {
        overloaded: bool,
        away: bool,
        wait: Option<u64>,
    },
}

use Means::{Accepted, Exists, Forbidden, Missing, Redirected, Refused, Throttled, Unauthorised};

const IN_DOUBT: Means = Means::Unknown {
    overloaded: false,
    away: false,
    wait: None,
};

/// In doubt too, but the reply is not about the row.
const AWAY: Means = Means::Unknown {
    overloaded: false,
    away: true,
    wait: None,
};

const PAGE: &str = "<html><body><h1>502 Bad Gateway</h1></body></html>";

/// 2026-03-01 00:00:00 UTC.
fn now() -> Timestamp {
    "2026-03-01T00:00:00Z".parse().expect("a valid time")
}

fn read(dialect: Dialect, http: u16, retry_after: Option<&str>, body: &str) -> Answer {
    let wait = send::asked(retry_after, None, now());
    send::read(dialect, http, wait, body.as_bytes())
}

fn meaning(answer: &Answer) -> Means {
    let seconds = |wait: &Option<Duration>| wait.map(|wait| wait.as_secs());
    match answer {
        Answer::Accepted | Answer::Read(_) => Accepted,
        Answer::Missing { explicit, .. } => Missing {
            explicit: *explicit,
        },
        Answer::Exists(_) => Exists,
        Answer::Unauthorised(_) => Unauthorised,
        Answer::Forbidden(_) => Forbidden,
        Answer::Redirected(_) => Redirected,
        Answer::Throttled { wait } => Throttled(seconds(wait)),
        Answer::Refused { code, .. } => Refused(*code),
        Answer::Unknown {
            overloaded,
            away,
            wait,
            ..
        } => Means::Unknown {
            overloaded: *overloaded,
            away: *away,
            wait: seconds(wait),
        },
        Answer::NotSent(message) => panic!("a call that got a reply was sent: {message}"),
    }
}

fn assert_means(dialects: &[Dialect], http: u16, body: &str, means: Means) {
    for dialect in dialects {
        let answer = read(*dialect, http, None, body);
        assert_eq!(meaning(&answer), means, "{dialect:?} HTTP {http} {body}");
    }
}

const V1: &[Dialect] = &[Dialect::V1];
const V2: &[Dialect] = &[Dialect::V2];
const BOTH: &[Dialect] = &[Dialect::V1, Dialect::V2];

#[test]
fn every_form_of_success_on_the_page_is_a_success() {
    for data in [r#""KH1""#, "true", "null", r#"{"id":1}"#, "[]"] {
        for status in ["1", r#""1""#, "true"] {
            for error in ["0", r#""0""#, r#"" 0 ""#] {
                let body = format!(
                    r#"{{"status":{status},"error":{error},"message":"success","data":{data}}}"#
                );
                assert_means(BOTH, 200, &body, Accepted);
            }
        }
        let bare = format!(r#"{{"error":0,"message":"success","data":{data}}}"#);
        assert_means(BOTH, 200, &bare, Accepted);
        assert_means(BOTH, 201, &bare, Accepted);
    }
    assert_means(BOTH, 200, r#"{"error":0}"#, Accepted);
    assert_means(BOTH, 200, r#"{"error":0,"status":null}"#, Accepted);
}

#[test]
fn other_spellings_of_a_success_are_accepted() {
    for body in [
        "\u{feff}{\"status\":1,\"error\":0}",
        r#"{"status":1.0,"error":0.0}"#,
        r#"{"status":"1.0","error":"0.0"}"#,
        r#"{"Status":1,"Error":0,"Message":"success"}"#,
        r#"{"STATUS":1,"ERROR":0}"#,
    ] {
        assert_means(BOTH, 200, body, Accepted);
    }
    let refused = r#"{"Status":0,"Error":-1.0,"Message":"Thiếu tham số"}"#;
    assert_means(BOTH, 200, refused, Refused(-1));
    assert_means(BOTH, 200, r#"{"error":0.5}"#, IN_DOUBT);
    // The documented spelling of a key has precedence over any other.
    assert_means(BOTH, 200, r#"{"Error":0,"error":409}"#, Exists);
}

#[test]
fn a_redirect_is_no_answer_of_the_api() {
    let body = r#"{"status":1,"error":0,"message":"success","data":true}"#;
    for http in [301, 302, 307, 308] {
        assert_means(BOTH, http, body, Redirected);
    }
}

#[test]
fn a_status_of_zero_is_no_success_in_v1() {
    for status in ["0", r#""0""#, "2", "false"] {
        let body = format!(r#"{{"status":{status},"error":0,"message":"","data":null}}"#);
        assert_means(V1, 200, &body, Refused(0));
        assert_means(V2, 200, &body, Accepted);
    }
}

#[test]
fn without_an_error_code_nothing_is_acknowledged() {
    for body in [
        r#"{"status":1,"message":"success","data":"KH1"}"#,
        r#"{"status":1,"error":null}"#,
        r#"{"status":1,"error":"none"}"#,
        r#"{"message":"success"}"#,
        r#"{"data":true}"#,
        "{}",
        "[]",
        "0",
        "true",
        "null",
        r#""success""#,
        "",
        " ",
        r#"{"status":1,"error":0,"#,
        PAGE,
    ] {
        assert_means(BOTH, 200, body, IN_DOUBT);
    }
}

#[test]
fn every_error_code_of_the_page_is_understood_in_the_envelope() {
    for (code, means) in CODES {
        for error in [code.to_string(), format!("\"{code}\"")] {
            let body = format!(r#"{{"status":0,"error":{error},"message":"Lỗi","data":null}}"#);
            assert_means(BOTH, 200, &body, means);
            let bare = format!(r#"{{"error":{error}}}"#);
            assert_means(BOTH, 200, &bare, means);
        }
    }
}

const OVERLOADED: Means = Means::Unknown {
    overloaded: true,
    away: true,
    wait: None,
};

const CODES: [(i64, Means); 12] = [
    (-1, Refused(-1)),
    (1, Refused(1)),
    (400, Refused(400)),
    (401, Unauthorised),
    (403, Forbidden),
    (404, Missing { explicit: true }),
    (409, Exists),
    (422, Refused(422)),
    (429, Throttled(None)),
    (500, IN_DOUBT),
    (502, IN_DOUBT),
    (503, OVERLOADED),
];

#[test]
fn every_error_code_of_the_page_is_understood_as_an_http_status() {
    for (http, with_envelope, bare) in [
        (400, Refused(400), Refused(400)),
        (401, Unauthorised, Unauthorised),
        (403, Forbidden, Forbidden),
        (404, Missing { explicit: true }, Missing { explicit: false }),
        (409, Exists, Exists),
        (429, Throttled(None), Throttled(None)),
        (408, IN_DOUBT, IN_DOUBT),
        (425, IN_DOUBT, IN_DOUBT),
        (500, IN_DOUBT, AWAY),
        (502, IN_DOUBT, AWAY),
        (503, OVERLOADED, OVERLOADED),
        (504, IN_DOUBT, AWAY),
        (301, Redirected, Redirected),
        (302, Redirected, Redirected),
    ] {
        let body = format!(r#"{{"status":0,"error":{http},"message":"Lỗi"}}"#);
        assert_means(BOTH, http, &body, with_envelope);
        assert_means(BOTH, http, "", bare);
    }
}

#[test]
fn an_http_failure_is_no_success_with_any_envelope() {
    let body = r#"{"status":1,"error":0,"message":"success","data":true}"#;
    for http in [301, 400, 401, 403, 404, 409, 429, 500, 502, 503] {
        for dialect in BOTH {
            assert_ne!(
                read(*dialect, http, None, body),
                Answer::Accepted,
                "HTTP {http}"
            );
        }
    }
}

#[test]
fn an_html_page_is_no_answer_of_the_api() {
    assert_means(BOTH, 502, PAGE, AWAY);
    assert_means(BOTH, 500, PAGE, AWAY);
    assert_means(BOTH, 503, PAGE, OVERLOADED);
    // A 404 page may come from a wrong path, so it is no proof that the record is gone.
    assert_means(BOTH, 404, PAGE, IN_DOUBT);
    let answer = read(Dialect::V1, 404, None, PAGE);
    let Answer::Unknown { message, .. } = answer else {
        panic!("{answer:?}");
    };
    assert!(message.contains("is base_url right?"), "{message}");
}

#[test]
fn retry_after_is_read_in_both_formats() {
    for (header, wait) in [
        ("0", Some(0)),
        ("7", Some(7)),
        (" 120 ", Some(120)),
        ("Sun, 01 Mar 2026 00:00:09 GMT", Some(9)),
        ("Sat, 28 Feb 2026 23:59:00 GMT", Some(0)),
        ("999999", Some(3600)),
        ("soon", None),
    ] {
        let means = |http, body| meaning(&read(Dialect::V1, http, Some(header), body));
        assert_eq!(means(429, PAGE), Throttled(wait), "{header}");
        assert_eq!(means(429, r#"{"error":429}"#), Throttled(wait), "{header}");
        let overloaded = Means::Unknown {
            overloaded: true,
            away: true,
            wait,
        };
        assert_eq!(means(503, PAGE), overloaded, "{header}");
    }
}

#[test]
fn the_server_s_message_is_kept() {
    let body = r#"{"status":0,"error":-1,"message":"Thiếu tham số: customer_name","data":null}"#;
    let refused = Answer::Refused {
        code: -1,
        message: "Thiếu tham số: customer_name".to_owned(),
    };
    assert_eq!(read(Dialect::V1, 200, None, body), refused);
    let Answer::Unknown { message, .. } = read(Dialect::V1, 200, None, PAGE) else {
        panic!("an HTML page is read as neither a success nor a refusal");
    };
    assert!(message.contains("502 Bad Gateway"), "{message}");
}
