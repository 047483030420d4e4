//! Dialect v3 over real sockets: the key, the methods, the envelope, and faults of reads.

use super::*;
use crate::sandbox::RulesV3;

const INSERT: &str = "/api/customer/insert";
const DETAIL: &str = "/api/customer/get-detail?customer_code=KH1";

fn served(rules: RulesV3, faults: Faults) -> Server {
    let mut options = Options {
        token: "sk-opa-1".to_owned(),
        faults,
        ..Options::default()
    };
    options.rules.dialect = Dialect::V3;
    options.rules.v3 = rules;
    start(options)
}

fn plain() -> Server {
    served(RulesV3::default(), Faults::none())
}

fn with_key(server: &Server, line: &str, body: &str) -> String {
    exchange(
        server,
        &format!("{line} HTTP/1.1\r\nX-API-Key: sk-opa-1"),
        body,
    )
}

fn insert_customer(server: &Server, code: &str) -> String {
    let body = json!({"fields": {"customer_code": code, "name": "Nguyễn Văn An"}});
    with_key(server, &format!("POST {INSERT}"), &body.to_string())
}

fn customers(server: &Server) -> usize {
    server.with_account_v3(|account| account.customer_count())
}

#[test]
fn a_write_and_a_read_have_the_envelope_of_v3() {
    let server = plain();
    let answer = insert_customer(&server, "KH1");
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    let wanted = json!({"error": 0, "message": "success", "data": true});
    assert_eq!(json_of(&answer), wanted);
    let again = insert_customer(&server, "KH1");
    assert!(again.starts_with("HTTP/1.1 200 "), "{again}");
    assert_eq!(json_of(&again)["error"], 409);
    let detail = json_of(&with_key(&server, &format!("GET {DETAIL}"), ""));
    assert_eq!(detail["data"]["customer_code"], "KH1");
    let key = with_key(
        &server,
        "GET /api/customerfield/get-all?key=m%C3%A3%20kh%C3%A1ch&page=1&size=5",
        "",
    );
    assert_eq!(json_of(&key)["data"][0]["code"], "customer_code");
    let log = server.log();
    let shown: Vec<_> = log.iter().map(|it| (it.code, it.applied)).collect();
    assert_eq!(
        shown,
        [
            (Some(0), true),
            (Some(409), false),
            (Some(0), false),
            (Some(0), false)
        ]
    );
    assert_eq!(*log[2].body, json!({"customer_code": "KH1"}));
}

#[test]
fn a_wrong_key_is_refused_as_the_rules_say() {
    for (http_401, status) in [(true, "401"), (false, "200")] {
        let rules = RulesV3 {
            http_401,
            ..RulesV3::default()
        };
        let server = served(rules, Faults::none());
        for headers in [
            "X-API-Key: sk-opa-2",
            "X-Other: 1",
            "Authorization: Bearer sk-opa-1",
            "X-API-KEY: sk-opa-1\r\nAuthorization: Bearer sk-opa-1",
        ] {
            let answer = exchange(&server, &format!("GET {DETAIL} HTTP/1.1\r\n{headers}"), "");
            assert!(
                answer.starts_with(&format!("HTTP/1.1 {status} ")),
                "{headers}: {answer}"
            );
            assert_eq!(json_of(&answer)["error"], 401);
        }
    }
}

#[test]
fn a_key_can_be_disabled_and_enabled_again() {
    let server = plain();
    assert_eq!(json_of(&insert_customer(&server, "KH1"))["error"], 0);
    let disabled = exchange(&server, "POST /sandbox/key/disable HTTP/1.1", "");
    assert!(disabled.starts_with("HTTP/1.1 204 "), "{disabled}");
    assert!(insert_customer(&server, "KH2").starts_with("HTTP/1.1 401 "));
    exchange(&server, "POST /sandbox/key/enable HTTP/1.1", "");
    assert_eq!(json_of(&insert_customer(&server, "KH2"))["error"], 0);
    server.set_faults(Faults::none().at(0, Fault::TokenExpiry));
    assert!(insert_customer(&server, "KH3").starts_with("HTTP/1.1 401 "));
    assert!(insert_customer(&server, "KH3").starts_with("HTTP/1.1 401 "));
    assert_eq!(customers(&server), 2);
}

#[test]
fn errors_are_http_statuses_too_if_the_rules_say_so() {
    let rules = RulesV3 {
        http_errors: true,
        ..RulesV3::default()
    };
    let server = served(rules, Faults::none());
    insert_customer(&server, "KH1");
    assert!(insert_customer(&server, "KH1").starts_with("HTTP/1.1 409 "));
    assert!(insert_customer(&server, "KH 1").starts_with("HTTP/1.1 400 "));
    let missing = with_key(
        &server,
        "GET /api/customer/get-detail?customer_code=KH9",
        "",
    );
    assert!(missing.starts_with("HTTP/1.1 404 "), "{missing}");
    assert_eq!(json_of(&missing)["error"], 404);
}

#[test]
fn paths_and_methods_are_those_of_v3() {
    let server = plain();
    for (line, status) in [
        ("POST /api/crm/customer/create", "404"),
        ("POST /api/customer/deleteAll", "404"),
        ("POST /token", "404"),
        ("GET /api/customer/get-all", "405"),
        ("POST /api/customer/get-detail", "405"),
        ("GET /api/account/balance", "200"),
        ("GET /api/member/getAll", "200"),
    ] {
        let answer = with_key(&server, line, "{}");
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status} ")),
            "{line}: {answer}"
        );
    }
    for query in ["page=x", "page=1&vbot_id=45681", "size="] {
        let answer = with_key(&server, &format!("GET /api/member/getAll?{query}"), "");
        assert_eq!(json_of(&answer)["error"], -1, "{query}");
    }
}

#[test]
fn faults_strike_reads_and_writes_or_only_one_of_them() {
    for fault in [
        Fault::DropBefore,
        Fault::ApplyDrop,
        Fault::Error500 { http: true },
        Fault::CutBody,
    ] {
        let server = served(RulesV3::default(), Faults::none().at(1, fault).at(2, fault));
        insert_customer(&server, "KH1");
        let read = with_key(&server, &format!("GET {DETAIL}"), "");
        assert!(
            json_of(&read).get("data").is_none_or(Json::is_null),
            "{fault:?}: {read}"
        );
        insert_customer(&server, "KH2");
        let wanted = if fault == Fault::DropBefore { 1 } else { 2 };
        assert_eq!(customers(&server), wanted, "{fault:?}");
    }
    for (only, read, written) in [("reads", "503", "200"), ("writes", "200", "503")] {
        let faults = Faults::parse(&format!("http_503=1,only={only}")).expect("it is well written");
        let server = served(RulesV3::default(), faults);
        let answer = with_key(&server, "GET /api/account/balance", "");
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {read} ")),
            "{only}: {answer}"
        );
        let answer = insert_customer(&server, "KH1");
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {written} ")),
            "{only}: {answer}"
        );
    }
}

#[test]
fn another_member_can_change_the_account() {
    let server = plain();
    insert_customer(&server, "KH1");
    let body = json!({"customer_code": "KH1", "fields": {"name": "Trần Bình"}});
    let other = json!({"path": "/api/customer/update", "body": body}).to_string();
    let head = "POST /sandbox/other HTTP/1.1\r\nContent-Type: application/json";
    let answer = json_of(&exchange(&server, head, &other));
    assert_eq!(answer["error"], 0);
    assert_eq!(server.state()["customers"]["KH1"]["name"], "Trần Bình");
    assert_eq!(server.log().len(), 1);
    let timeline = "GET /api/ActionTimeline/get-all?customer_code=KH1&type=ALL&from=-1&to=-1";
    let timeline = json_of(&with_key(&server, timeline, ""));
    assert_eq!(timeline["data"][0]["member_no"], "900");
}
