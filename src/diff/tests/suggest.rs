//! Near misses, and codes that may have been given to another person, case by case.

use super::{CUSTOMER, an, binh, compare, compare_all, described, rules};
use crate::{
    codec::{
        Diff, ShapedRows,
        fixture::{FixtureSnapshot, rows},
    },
    model::{
        Attribute, Content, Entity, Policy, Record, Value,
        fixture::{customer, moved, named, row},
    },
    report::message,
};

fn with_phones(name: &str, phones: &[&str]) -> Content {
    let mut content = customer(name, "", "NEW");
    let phones = phones.iter().map(ToString::to_string).collect();
    content
        .attributes
        .insert(Attribute::CustomerPhones, Value::List(phones));
    content
}

/// The suggestions alone.
fn suggested(diff: &Diff) -> Vec<String> {
    let suggestions = diff.issues.iter();
    suggestions
        .filter(|issue| issue.rule() == "code.suggestion")
        .map(|issue| message(&issue.problem))
        .collect()
}

#[track_caller]
fn assert_suggested(snapshot: &FixtureSnapshot, row: Record, line: Option<&str>) {
    let diff = compare(rows(vec![row]), snapshot);
    match (suggested(&diff).as_slice(), line) {
        ([], None) => {}
        ([message], Some(line)) => assert!(message.contains(line), "{message}"),
        (found, _) => panic!("{found:?}, not {line:?}"),
    }
}

#[test]
fn a_suggestion_has_a_line_to_paste() {
    let snapshot = FixtureSnapshot::default().with(CUSTOMER, "A", an());
    let fresh = |code| row(CUSTOMER, code, customer("Ân", "0912345678", "NEW"));
    assert_suggested(&snapshot, fresh("B"), Some(" --rename=customer.A=B "));
    assert_suggested(&snapshot, fresh("B 1"), Some(" '--rename=customer.A=B 1' "));
}

#[test]
fn what_counts_as_near() {
    let snapshot = FixtureSnapshot::default().with(CUSTOMER, "A", with_phones("An", &["01", "02"]));
    let fresh = |name, phones| row(CUSTOMER, "B", with_phones(name, phones));
    assert_suggested(
        &snapshot,
        fresh("Bảo", &["02", "01"]),
        Some("the same phones"),
    );
    assert_suggested(
        &snapshot,
        fresh("An", &["02", "03"]),
        Some("the same name and"),
    );
    assert_suggested(&snapshot, fresh("Bảo", &["02", "03"]), None);
    assert_suggested(&snapshot, fresh("An", &["03"]), None);
}

#[test]
fn where_two_come_equally_near_neither_is_suggested() {
    let one = with_phones("An", &["01"]);
    let snapshot = FixtureSnapshot::default()
        .with(CUSTOMER, "A", one.clone())
        .with(CUSTOMER, "B", one.clone());
    assert_suggested(&snapshot, row(CUSTOMER, "C", one), None);
}

#[test]
fn a_number_that_many_share_suggests_nothing() {
    let mut snapshot = FixtureSnapshot::default();
    for number in 0..30 {
        let content = with_phones(&format!("Khách {number}"), &["19001000"]);
        snapshot = snapshot.with(CUSTOMER, &format!("A{number}"), content);
    }
    let same = with_phones("Khách 7", &["19001000"]);
    let fresh = row(CUSTOMER, "B", customer("Khách 7", "19001000", "OLD"));
    assert_ne!(same, fresh.content);
    assert_suggested(&snapshot, fresh, None);
}

#[test]
fn lookups_are_near_by_their_name() {
    let group = |text: &str| {
        let mut content = named(Entity::Group, "Hà Nội");
        let text = Value::from(text);
        content.attributes.insert(Attribute::GroupDescription, text);
        content
    };
    let snapshot = FixtureSnapshot::default().with(Entity::Group, "001", group("cũ"));
    let rows = rows(vec![row(Entity::Group, "HN", group("mới"))]);
    let diff = compare_all(Entity::Group, rows, &snapshot, &Policy::default());
    assert!(suggested(&diff)[0].contains("--rename=group.001=HN"));
}

#[test]
fn a_person_s_decision_is_followed() {
    let snapshot = FixtureSnapshot::default().with(CUSTOMER, "A", an());
    let mut shaped = rows(vec![row(
        CUSTOMER,
        "B",
        customer("Ân", "0912345678", "NEW"),
    )]);
    let rename = |to: &str| crate::model::Rename {
        entity: CUSTOMER,
        from: "A".into(),
        to: to.into(),
    };
    assert!(shaped.rename(&rename("B")) && !shaped.rename(&rename("C")));
    assert_eq!(described(&compare(shaped, &snapshot)), ["A>B~"]);
}

fn warned(shaped: ShapedRows, snapshot: &FixtureSnapshot) -> bool {
    rules(&compare(shaped, snapshot)).contains(&"code.another_person")
}

#[test]
fn another_name_with_other_phones_is_perhaps_another_person() {
    let snapshot = FixtureSnapshot::default().with(CUSTOMER, "A", an());
    let only = |content| rows(vec![row(CUSTOMER, "A", content)]);
    assert!(warned(only(binh()), &snapshot));
    assert!(!warned(
        only(customer("An", "0987654321", "NEW")),
        &snapshot
    ));
    assert!(!warned(
        only(customer("Bình", "0912345678", "NEW")),
        &snapshot
    ));
    let decided = rows(vec![moved(CUSTOMER, "B", "A", binh())]);
    assert!(!warned(decided, &snapshot), "a person has decided");
}

#[test]
fn an_identity_prevents_the_warning() {
    let snapshot = FixtureSnapshot::default().with(CUSTOMER, "A", an());
    let snapshot = snapshot.knowing(CUSTOMER, "A", |known| known.identity = Some("1".into()));
    let same = Record {
        identity: Some("1".into()),
        ..row(CUSTOMER, "A", binh())
    };
    assert!(!warned(rows(vec![same]), &snapshot));
}
