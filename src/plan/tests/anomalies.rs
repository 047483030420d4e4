//! Columns that changed in nearly every row.

use super::planned;
use crate::{
    codec::fixture::FixtureSnapshot,
    model::{
        Content, Entity, Figures,
        fixture::{customer, row},
    },
    plan::anomalies,
    report::message,
};

/// The warnings for forty customers of which `changed` have a changed content.
fn described(changed: usize, change: fn(Content) -> Content) -> Vec<String> {
    let (mut snapshot, mut rows) = (FixtureSnapshot::default(), Vec::new());
    for number in 0..40 {
        let code = format!("K{number:02}");
        let content = customer("An", &format!("09000000{number:02}"), "S");
        snapshot = snapshot.with(Entity::Customer, &code, content.clone());
        let content = if number < changed {
            change(content)
        } else {
            content
        };
        rows.push(row(Entity::Customer, &code, content));
    }
    let plan = planned(&[(Entity::Customer, rows)], &snapshot);
    let figures = Figures {
        known: [(Entity::Customer, 40)].into(),
        sources: Vec::new(),
    };
    let issues = anomalies(&plan, &figures);
    issues
        .into_iter()
        .map(|issue| message(&issue.problem))
        .collect()
}

fn moved(mut content: Content) -> Content {
    let name = Entity::Customer.name_attribute();
    content.attributes.insert(name, "Bình".into());
    content
}

fn cleared(mut content: Content) -> Content {
    let name = Entity::Customer.name_attribute();
    content.attributes.insert(name, "".into());
    content
}

#[test]
fn a_column_that_changed_in_nearly_every_row_is_a_warning() {
    let told_of = |changed| described(changed, moved);
    assert_eq!(told_of(35), [""; 0]);
    let message = &told_of(39)[0];
    assert!(
        message.starts_with("`customer_name` changed in 97 % of 40 rows of customer"),
        "{message}"
    );
    let message = &described(40, cleared)[0];
    assert!(message.contains("was cleared in 100 % of 40"), "{message}");
}
