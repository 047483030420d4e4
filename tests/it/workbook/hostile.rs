//! What a workbook must never contain: formulas, broken XML, a masked customer's data.
//!
//! Every text of every part is checked, since a spreadsheet program shows more than its cells.

use std::collections::BTreeSet;

use serde_json::Value as Json;
use vbot_sync::{
    codec::Plan,
    model::{
        Action, Attribute, Call, Cause, CellText, Changes, Code, Content, Dialect, Effect, Entity,
        Issue, Key, Origin, PhoneDoubt, Problem, RecordRef, Value,
    },
    report, send,
};

use super::{
    book::{Book, unescaped},
    of, second_night,
};
use crate::expected;

/// Texts that have a meaning in formulas, in XML or in a terminal.
const TEXTS: [&str; 8] = [
    "=cmd|' /C calc'!A0",
    "+84912345678",
    "@SUM(1+1)",
    "-1",
    "00123",
    "http://example.com/",
    "_x0041_ & <b>\"'",
    "1e5",
];

fn update(code: &str, old: &str, new: &str) -> Call {
    let code = Code::from(code);
    let mut content = Content::default();
    let name = Attribute::CustomerName;
    content.attributes.insert(name, Value::from(new));
    content.fields.insert(code.clone(), new.to_owned());
    let sides = [Some(Value::from(old)), Some(Value::from(new))];
    let origin = Origin {
        file: new.into(),
        sheet: Some(new.into()),
        row: Some(2),
        column: Some(new.into()),
    };
    Call {
        id: 1,
        entity: Entity::Customer,
        effect: Effect::Remove { code: code.clone() },
        action: Action::Update {
            code,
            content,
            before: None,
        },
        after: Vec::new(),
        waits: Vec::new(),
        changes: Changes::from([(Key::Attribute(name), sides)]),
        origin: Some(origin),
        cause: Cause::Row,
        cycle: None,
        last: false,
        cascade: None,
    }
}

fn plan_of(calls: Vec<Call>) -> Plan {
    let issues = calls.iter().map(|call| {
        let record = RecordRef::new(call.entity, call.action.code());
        Issue::new(Problem::RecordHeld { record }, call.origin.clone())
    });
    Plan {
        issues: issues.collect(),
        calls: calls.into(),
        ..Plan::default()
    }
}

#[test]
fn text_that_looks_like_a_formula_stays_text() {
    let calls = TEXTS.map(|text| update(text, text, text)).to_vec();
    let mut book = Book::of(&plan_of(calls));
    let rows = book.table("Customer");
    for (row, text) in rows.iter().zip(TEXTS) {
        for header in ["Code", "customer_name", text, "File", "Sheet"] {
            assert_eq!(row[header], text, "{header}");
        }
    }
    let issues = book.table("Issues");
    for (row, text) in issues.iter().zip(TEXTS) {
        let message = &row["Message"];
        assert!(message.contains(&format!("“{text}”")), "{message}");
    }
    for (name, part) in book.parts() {
        let sheet = name.starts_with("xl/worksheets/");
        assert!(!sheet || !part.contains("<f"), "a formula in {name}");
        assert!(!part.contains("hyperlink"), "a link in {name}");
    }
}

#[test]
fn characters_that_xml_cannot_hold_are_left_out() {
    let text = "a\u{0}\u{1b}[31m\u{b}\u{202E}\u{FFFE}\u{FFFF}\r\nz";
    let book = Book::of(&plan_of(vec![update(text, text, text)]));
    for (name, part) in book.parts() {
        let odd = |letter: char| match letter {
            '\n' | '\r' | '\t' => false,
            '\u{202E}' | '\u{FFFE}' | '\u{FFFF}' => true,
            letter => letter.is_control(),
        };
        assert!(!part.contains(odd), "{name}: {part}");
    }
}

#[test]
fn a_text_beyond_the_limit_is_cut() {
    let long = "ạ🙂".repeat(20_000);
    let mut book = Book::of(&plan_of(vec![update("KH1", &long, &long)]));
    let rows = book.table("Customer");
    let name = &rows[0]["customer_name"];
    assert!(name.ends_with('…') && name.starts_with("ạ🙂ạ🙂"));
    assert!((32_760..=32_767).contains(&name.encode_utf16().count()));
    let notes = &book.parts()["xl/comments1.xml"];
    assert!(notes.len() < 6_000, "{} bytes of notes", notes.len());
}

/// The personal data of the samples' customers, without texts that are also the name of a group.
fn personal() -> BTreeSet<String> {
    let mut texts = BTreeSet::new();
    for night in [1, 2] {
        let state = expected::night(night).state;
        let customers = state["customer"].as_object().expect("there are customers");
        for customer in customers.values() {
            let parts = [
                "customer_name",
                "customer_phones",
                "customer_address",
                "customer_email",
            ];
            for part in parts {
                collect(&customer[part], &mut texts);
            }
            collect(&customer["fields"], &mut texts);
        }
    }
    texts
}

fn collect(value: &Json, texts: &mut BTreeSet<String>) {
    match value {
        Json::String(text) if !text.is_empty() => _ = texts.insert(text.clone()),
        Json::Array(list) => list.iter().for_each(|value| collect(value, texts)),
        Json::Object(map) => map.values().for_each(|value| collect(value, texts)),
        _ => {}
    }
}

#[track_caller]
fn assert_clean(name: &str, part: &str, personal: &BTreeSet<String>) {
    for text in personal {
        assert!(!part.contains(text), "“{text}” in {name}");
    }
}

#[test]
fn a_masked_plan_names_no_customer() {
    let mut plan = second_night();
    let personal = personal();
    assert!(personal.len() > 3_000, "{} texts", personal.len());
    let mut calls = of(&plan, Entity::Customer).into_iter();
    let phone = calls.find_map(|call| match call.action {
        Action::Delete { mut content, .. } => content.attributes.remove(&Attribute::CustomerPhones),
        _ => None,
    });
    let phone = phone
        .expect("the plan deletes a customer with a phone")
        .shown();
    let problem = Problem::PhoneSentAsIs {
        text: CellText::phone(phone),
        doubt: PhoneDoubt::NoPhone,
    };
    plan.issues.push(Issue::new(problem, None));
    report::redact(&mut plan);
    for (name, part) in Book::of(&plan).parts() {
        assert_clean(&name, &unescaped(&part), &personal);
    }
    let body = |call: &Call| {
        send::body(
            &vbot_sync::model::AccountId::unnamed(Dialect::V1),
            call.entity,
            &call.action,
        )
    };
    let mut json = Vec::new();
    report::json::plan(&mut json, &plan, &body).expect("a write to memory succeeds");
    let json = String::from_utf8(json).expect("the file is UTF-8");
    assert_clean("the JSON", &json, &personal);
}

#[test]
fn a_masked_plan_still_says_what_changes() {
    let (plan, mut masked) = (second_night(), second_night());
    report::redact(&mut masked);
    let calls = |plan: &Plan| plan.calls.list().expect("the sheets are there");
    for (call, masked) in calls(&plan).iter().zip(calls(&masked)) {
        assert!(call.changes.keys().eq(masked.changes.keys()));
        for [old, new] in masked.changes.values() {
            assert_ne!(old, new, "{masked:?}");
        }
    }
}
