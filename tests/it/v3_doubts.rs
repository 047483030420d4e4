//! A v3 account that can't be believed: answers without a form, pages without an end, records that can't be read, and
//! records that someone else makes at the wrong moment.
//!
//! A proxy changes some answers of the real sandbox. Invariant: nothing is concluded from them, and nothing is deleted
//! or overwritten.

use jiff::Timestamp;
use serde_json::{Value, json};
use vbot_sync::{model::Dialect, sandbox};

use crate::{
    stub::{self, Answer},
    v3_account::{V3Account, sheets},
};

/// A request as the account gets it.
pub struct Asked<'a> {
    pub path: &'a str,
    pub parameters: Value,
}

/// What the account would answer.
pub type Ask<'a> = &'a dyn Fn() -> Value;

/// Puts a proxy in front of the sandbox; `None` lets a request through.
pub fn proxy(
    account: &V3Account,
    tamper: impl Fn(&Asked<'_>, Ask<'_>) -> Option<Answer> + Clone + Send + 'static,
) {
    let server = account.server.clone();
    let url = stub::start(move |request| {
        let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let parameters = match &*request.method {
            "GET" => pairs
                .map(|(key, value)| (key.to_owned(), Value::from(value)))
                .collect(),
            _ => serde_json::from_str(&request.body).expect("the body is JSON"),
        };
        let ask = || {
            let now = Timestamp::now().as_millisecond();
            let answer = server.with_account_v3(|it| it.call(path, &parameters, now));
            sandbox::envelope(Dialect::V3, &answer)
        };
        let asked = Asked {
            path,
            parameters: parameters.clone(),
        };
        tamper(&asked, &ask).unwrap_or_else(|| (200, ask().to_string()))
    });
    account.configure(&account.server.url(), &url);
}

pub fn ok(data: &Value) -> Answer {
    let body = json!({"error": 0, "message": "success", "data": data});
    (200, body.to_string())
}

fn is_about(asked: &Asked<'_>, path: &str, code: &str) -> bool {
    let own = &asked.parameters;
    asked.path == path && (own["customer_code"] == code || own["fields"]["customer_code"] == code)
}

fn records(account: &V3Account) -> String {
    let export = ["export", "records", "--format", "ndjson"];
    account.run(&export).exits(0).stdout
}

/// A list that says that it has ten customers.
fn count_is_ten(asked: &Asked<'_>) -> Option<Answer> {
    (asked.path == "/api/customer/count-all").then(|| ok(&json!(10)))
}

fn listed(code: &str) -> Value {
    json!({"create_at": 1, "customer_field_items": [
        {"code": "customer_code", "name": "Mã", "type": "STRING", "value": code, "number": 1, "value_option": null},
    ]})
}

#[test]
fn pages_that_repeat_or_never_end_conclude_nothing() {
    for is_repeated in [true, false] {
        let account = V3Account::start("", &sheets());
        let page = move |asked: &Asked<'_>| {
            let page = asked.parameters["page"].as_u64().filter(|_| !is_repeated);
            let code = page.map_or_else(|| "LA".to_owned(), |page| format!("LA{page}"));
            Some(ok(&json!([listed(&code)])))
        };
        proxy(&account, move |asked, _| match asked.path {
            "/api/customer/get-all" => page(asked),
            _ => count_is_ten(asked),
        });
        account.sync().exits(0);
        let before = records(&account);
        let adopted = account.run(&["adopt", "--from-account", "--yes"]);
        adopted.fails_with(1, &["changed again and again"]);
        assert_eq!(records(&account), before);
        let drift = account.run(&["drift", "--json"]).exits(6).json();
        assert_eq!(drift["complete"], false);
        let customers = &drift["summary"]["customer"];
        assert_eq!(
            (&customers["same"], &customers["gone"]),
            (&json!(3), &json!(0))
        );
    }
}

#[test]
fn a_record_that_cannot_be_read_is_unreadable_and_never_gone() {
    let account = V3Account::start("", &sheets());
    proxy(&account, |asked, ask| {
        if is_about(asked, "/api/customer/get-detail", "KH2") {
            return Some((200, json!({"error": -1, "message": "hỏng"}).to_string()));
        }
        if asked.path == "/api/customer/count-all" {
            return Some(ok(&json!(2)));
        }
        if asked.path != "/api/customer/get-all" {
            return None;
        }
        let mut answer = ask();
        let is_other = |record: &Value| !record.to_string().contains("\"KH2\"");
        let page = answer["data"].as_array_mut().expect("a page");
        page.retain(is_other);
        Some((200, answer.to_string()))
    });
    account.sync().exits(0);
    let drift = account.run(&["drift", "--json"]).exits(6).json();
    let customers = &drift["summary"]["customer"];
    let counts = ["same", "gone", "unreadable"].map(|key| customers[key].as_u64());
    assert_eq!(counts, [Some(2), Some(0), Some(1)]);
    assert_eq!(drift["records"][0]["state"], "unreadable");
    account
        .run(&["drift", "--repair", "back.plan"])
        .exits(6)
        .prints(&["KH2"]);
    let customers = account.customers();
    assert!(customers["KH2"].is_object());
}

#[test]
fn a_call_in_doubt_whose_record_cannot_be_read_is_not_sent_again() {
    for unreadable in [
        r#"{"error": -1, "message": "hỏng"}"#,
        r#"[{"customer_code": "KH1"}]"#,
        r#"{"data": null}"#,
        "<html>login</html>",
    ] {
        let account = V3Account::start("", &sheets());
        account.configure("timeout = \"1s\"", "timeout = \"1s\"\nmax_attempts = 2");
        proxy(&account, |asked, ask| {
            if is_about(asked, "/api/customer/insert", "KH1") {
                ask();
                return Some((200, json!({"error": 500, "message": "lỗi"}).to_string()));
            }
            is_about(asked, "/api/customer/get-detail", "KH1").then(|| (200, unreadable.to_owned()))
        });
        account.sync().exits(5).prints(&["KH1"]);
        let once = account.customers();
        assert!(once["KH1"].is_object());
        // The next run asks again before it plans.
        account.sync().exits(5);
        assert_eq!(account.customers(), once);
    }
}

/// An account in which someone else makes `KH1`, at that time, in the moment in which we do.
fn overtaken(made: impl Fn() -> i64 + Clone + Send + 'static) -> V3Account {
    let account = V3Account::start("", &sheets());
    let server = account.server.clone();
    proxy(&account, move |asked, _| {
        if !is_about(asked, "/api/customer/insert", "KH1") {
            return None;
        }
        let theirs = json!({"fields": {"customer_code": "KH1", "name": "Người khác"}});
        let at = made();
        server.with_account_v3(|it| it.call_by_other("/api/customer/insert", &theirs, at));
        Some((502, "<html>502</html>".to_owned()))
    });
    account
}

#[test]
fn a_record_that_was_there_before_an_insert_in_doubt_is_a_conflict_whatever_on_exists_says() {
    for on_exists in ["adopt", "skip"] {
        let account = overtaken(|| 1);
        account.configure(
            "[limits]",
            &format!("[sync]\non_exists = \"{on_exists}\"\n[limits]"),
        );
        let ran = account.sync().exits(3);
        ran.prints(&[
            "1 call failed",
            "create customer KH1",
            "conflict",
            "1970-01-01",
        ]);
        assert_eq!(account.customers()["KH1"], json!({"name": "Người khác"}));
        assert!(account.customers()["KH2"].is_object());
    }
}

#[test]
fn a_record_that_was_made_since_the_insert_was_sent_can_be_ours() {
    let account = overtaken(|| Timestamp::now().as_millisecond());
    account.sync().exits(0);
    account.equals(&sheets());
    account.sync().exits(0).prints(&["with 0 requests"]);
}

#[test]
fn a_long_text_that_pages_leave_out_is_read_from_the_record() {
    let mut texts = sheets();
    texts.insert("field", vec!["NGAY_SINH,Ngày sinh,DATE", "DIEM,Điểm,TEXT"]);
    let account = V3Account::start("text_in_pages=false", &texts);
    account.sync().exits(0);
    let body = json!({"customer_code": "KH1", "fields": {"DIEM": "khác"}});
    account.call("/api/customer/update", &body);
    let drift = account.run(&["drift", "--json"]).exits(6).json();
    assert_eq!(drift["complete"], true);
    assert_eq!(
        drift["records"][0]["changes"],
        json!({"DIEM": ["5", "khác"]})
    );
    account.run(&["adopt", "--from-account", "--yes"]).exits(0);
    account.sync().exits(0);
    account.equals(&texts);
}

#[test]
fn reads_that_are_behind_writes_settle_calls_in_doubt() {
    for (seed, (faults, rules)) in [
        ("apply_drop=0.4", "lag_ms=400"),
        (
            "drop_before=0.3,error_500=0.2",
            "lag_ms=500,unknown_customer=form",
        ),
        ("apply_drop=0.3,duplicate=0.3", "lag_requests=2,lag_ms=100"),
    ]
    .into_iter()
    .enumerate()
    {
        let account = V3Account::start(rules, &sheets());
        account.faults(&format!("{faults},only=writes,seed={seed}"));
        account.sync().exits(0);
        account.equals(&sheets());
    }
}
