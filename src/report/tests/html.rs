//! The content of the page, and what can't get into it. `tests/browser/` tests its behaviour.

use std::io::{self, Write};

use jiff::Timestamp;
use serde_json::Value;

use crate::{
    codec::Plan,
    model::{
        self, Action, Attribute, Call, Cause, CellText, ColumnHeader, Entity, Guard, Issue, Key,
        Operation, Origin, Problem, TargetName,
    },
    report::{
        ReportHead,
        fixture::{self, customers},
        html,
    },
};

fn cover() -> ReportHead {
    ReportHead {
        account: "http://127.0.0.1:8045 · v1".to_owned(),
        made_at: Timestamp::from_second(1_780_000_000).expect("a time"),
        rate: 10.0,
        redacted: false,
        brief: false,
    }
}

fn written(plan: &Plan, cover: &ReportHead) -> String {
    let mut out = Vec::new();
    html::plan(&mut out, plan, cover).expect("memory takes it");
    String::from_utf8(out).expect("it is UTF-8")
}

fn page(plan: &Plan) -> String {
    written(plan, &cover())
}

/// The calls and issues as the script reads them.
fn data(page: &str) -> Value {
    let (_, rest) = page.split_once("id=\"data\">").expect("there is data");
    let (json, _) = rest.split_once("</script>").expect("the data ends");
    serde_json::from_str(json).expect("it is JSON")
}

/// Everything but style, data and script.
fn body(page: &str) -> &str {
    let (_, body) = page.split_once("<body>").expect("there is a body");
    body.split("<script").next().expect("a part")
}

#[track_caller]
fn has(page: &str, texts: &[&str]) {
    for text in texts {
        assert!(page.contains(text), "{text} is not in {page}");
    }
}

#[test]
fn what_matters_needs_no_script() {
    let mut plan = fixture::plan();
    plan.guards.push(fixture::guard());
    let page = page(&plan);
    has(
        body(&page),
        &[
            "<h1>Refused: 23 calls</h1>",
            "http://127.0.0.1:8045 · v1",
            "28 May 2026, 20:26 UTC",
            "about 2 s at 10/s",
            "120 of 1,000 customer records would be deleted; at most 100 may be (10%)",
            "<code>--max-delete customer=120</code>",
            "none is sent unless you override the guards",
            "12 customer updates only follow a changed code or group name (",
            "<a href=\"#entity=customer&amp;op=update\">14</a>",
            "<td class=\"count unchanged\">1,234</td>",
            "1 error and 2 warnings in the sheets",
            "“091234” is not a Vietnamese phone number; it is sent all the same",
            "exports/khach-hang.csv row 356, column “Trạng thái”",
            "<noscript>",
        ],
    );
    let at = |text| body(&page).find(text).expect("it is there");
    assert!(at("Refused: please look twice") < at("id=\"summary\""));
    assert!(at("Chờ duyệt") < at("091234"), "errors come first");
}

#[test]
fn every_call_and_issue_is_in_the_data() {
    let plan = fixture::plan();
    let data = data(&page(&plan));
    let length = |key: &str| data[key].as_array().map(Vec::len);
    assert_eq!(length("calls"), Some(plan.calls.len()));
    assert_eq!(length("issues"), Some(plan.issues.len()));
    let mail = Attribute::CustomerEmail.as_str();
    let attributes = data["attributes"].as_array().expect("a list");
    let mail = attributes.iter().position(|entry| entry[0] == mail);
    let update = &data["calls"][4];
    assert_eq!(update[1], "KH0042");
    assert_eq!(update[3], "Lê Văn Phong");
    assert_eq!(update[5], 7);
    assert_eq!(update[6][0].as_u64(), mail.map(|at| at as u64));
    assert_eq!(update[6][1], "");
    assert_eq!(update[6][2], "phong@example.com");
    assert_eq!(data["calls"][8][2], "KH0377");
    assert_eq!(data["calls"][8][7], serde_json::json!([1, 8]));
    assert_eq!(data["issues"][0][0], 0);
}

#[test]
fn entity_operation_and_cause_are_one_number() {
    let plan = fixture::plan();
    let data = data(&page(&plan));
    let calls = plan.calls.list().expect("they are at hand");
    for (call, row) in calls.iter().zip(data["calls"].as_array().expect("a list")) {
        let kind = row[0].as_u64().expect("a number");
        let entity = &data["entities"][usize::try_from(kind / 16).expect("it is small")];
        let operation = &data["operations"][usize::try_from(kind / 4 % 4).expect("it is small")];
        assert_eq!(entity, call.entity.as_str());
        assert_eq!(operation, call.action.operation().as_str());
        assert_eq!(kind % 4 == 0, call.cause == Cause::Row);
    }
}

#[test]
fn a_create_and_a_delete_show_their_values() {
    let mut plan = Plan::default();
    for operation in [Operation::Create, Operation::Delete] {
        let mut call = fixture::call(Entity::Group, operation, "001", "Hà Nội");
        if let Action::Create { content, .. } | Action::Delete { content, .. } = &mut call.action {
            let text = model::Value::from("miền Bắc");
            content.attributes.insert(Attribute::GroupDescription, text);
        }
        plan.calls.edit(|calls| calls.push(call));
    }
    let data = data(&page(&plan));
    assert_eq!(data["attributes"][0][1], "description");
    assert_eq!(data["calls"][0][6], serde_json::json!([0, "", "miền Bắc"]));
    assert_eq!(data["calls"][1][6], serde_json::json!([0, "miền Bắc", ""]));
}

#[test]
fn of_what_a_call_waits_for_the_first_are_named() {
    let mut plan = fixture::plan();
    plan.calls
        .edit(|calls| calls[22].after = (1..=20).collect());
    let waits = &data(&page(&plan))["calls"][22][7];
    assert_eq!(waits.as_array().map(Vec::len), Some(13));
    assert_eq!((&waits[0], &waits[12]), (&20.into(), &12.into()));
}

const ATTACK: &str = "</script><img src=x onerror=alert(1)><!--<script>\u{2028}\u{202E}\u{0}";

#[test]
fn no_cell_breaks_out() {
    let mut plan = Plan::default();
    let mut call = fixture::call(Entity::Customer, Operation::Update, ATTACK, ATTACK);
    let value = model::Value::from(ATTACK);
    let field = Key::Field(ATTACK.into());
    call.changes.insert(field, [None, Some(value)]);
    call.origin = Some(customers(1).at_column(ATTACK));
    plan.calls.edit(|calls| calls.push(call));
    let text = CellText::words(ATTACK);
    plan.issues.push(Issue::new(
        Problem::EmailDoubtful { text },
        customers(2).at_column(ATTACK),
    ));
    plan.guards.push(Guard::ColumnVanished {
        entity: Entity::Customer,
        place: Origin {
            file: ATTACK.into(),
            ..Origin::default()
        },
        target: TargetName::new(ATTACK),
        headers: vec![ColumnHeader::new(ATTACK)],
        files: 1,
    });
    let account = ATTACK.to_owned();
    let page = written(&plan, &ReportHead { account, ..cover() });
    assert!(!page.contains("<img"));
    assert!(!page.contains("<!--"));
    assert_eq!(page.matches("<script").count(), 2);
    assert_eq!(page.matches("</script").count(), 2);
    assert!(!page.contains(['\u{2028}', '\u{202E}', '\u{0}']));
    let shown = &data(&page)["calls"][0][1];
    assert_eq!(shown, "</script><img src=x onerror=alert(1)><!--<script> ");
}

#[test]
fn the_page_makes_no_request() {
    let page = page(&fixture::plan());
    has(
        &page,
        &["default-src 'none'; script-src 'nonce-", "base-uri 'none'"],
    );
    assert!(!page.contains("unsafe"), "the policy has no holes");
    for way in [
        " src=",
        "url(",
        "@import",
        "fetch(",
        "innerHTML",
        "eval(",
        "<link",
    ] {
        assert!(!page.contains(way), "{way} is in the page");
    }
}

#[test]
fn same_plan_same_bytes() {
    let plan = fixture::plan();
    assert_eq!(page(&plan), page(&plan));
    let later = ReportHead {
        made_at: Timestamp::from_second(1_780_000_001).expect("a time"),
        ..cover()
    };
    let nonce = |page: &str| {
        page.split("'nonce-")
            .nth(1)
            .map(|rest| rest[..32].to_owned())
    };
    assert_ne!(nonce(&page(&plan)), nonce(&written(&plan, &later)));
}

#[test]
fn an_empty_plan_is_shown_as_such() {
    let page = page(&Plan::default());
    has(
        body(&page),
        &["<h1>Nothing to send</h1>", "Nothing to do.", "no issue"],
    );
    assert!(!body(&page).contains("id=\"filter\""));
}

#[test]
fn the_page_tells_that_data_is_masked() {
    let plan = fixture::plan();
    let masked = ReportHead {
        redacted: true,
        ..cover()
    };
    assert!(body(&written(&plan, &masked)).contains("Masked."));
    assert!(!body(&page(&plan)).contains("Masked."));
}

/// A writer that only counts.
#[derive(Default)]
struct Gauge {
    total: usize,
    largest: usize,
}

impl Write for Gauge {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.total += bytes.len();
        self.largest = self.largest.max(bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn gauge(count: u32) -> Gauge {
    let one = fixture::plan()
        .calls
        .get(5)
        .expect("at hand")
        .expect("there");
    let calls = (1..=count).map(|id| Call { id, ..one.clone() });
    let plan = Plan {
        calls: calls.collect::<Vec<_>>().into(),
        ..Plan::default()
    };
    let mut gauge = Gauge::default();
    html::plan(&mut gauge, &plan, &cover()).expect("it takes everything");
    gauge
}

#[test]
fn a_long_plan_is_written_call_by_call() {
    let (few, many) = (gauge(1), gauge(10_000));
    let each = (many.total - few.total) / 9_999;
    assert!(each < 120, "{each} bytes a call");
    assert_eq!(many.largest, few.largest, "something is gathered in memory");
}
