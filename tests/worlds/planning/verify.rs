//! What must be true of a plan as it stands, and of the accounts once it is carried out.

use std::collections::BTreeSet;

use vbot_sync::{
    model::{Attribute, CallId, Content, Entity, Head, Links, Plan, differences},
    plan::is_temporary,
};

use super::{execute::Stage, required_calls::Need};
use crate::{calls::calls, desired::Desired};

/// Numbers from 1, nobody before whom it waits for, and nothing in the end at a temporary code.
pub fn shape(plan: &Plan) {
    let (mut given, mut left) = (BTreeSet::new(), BTreeSet::new());
    for (position, call) in calls(plan).iter().enumerate() {
        assert_eq!(call.id as usize, position + 1);
        let mut before = call.after.iter().chain(&call.waits);
        assert!(before.all(|before| *before < call.id), "{call:?}");
        let to = call.action.new_code().filter(|code| is_temporary(code));
        if let Some(to) = to {
            let valid = |letter: char| letter.is_ascii_alphanumeric() || "_-".contains(letter);
            assert!(to.chars().all(valid), "{to} is no valid code");
            assert!(
                given.insert((call.entity, to.clone())),
                "{to} is given twice"
            );
        }
        if is_temporary(call.action.code()) {
            left.insert((call.entity, call.action.code().clone()));
        }
        assert!(call.cycle.is_some() || to.is_none(), "{call:?}");
    }
    assert_eq!(given, left, "who comes to a temporary code has to leave it");
    links(plan);
}

/// What waits for what is told in two ways: call by call, as it is journalled, and by the plan as a whole.
fn links(plan: &Plan) {
    let (links, mut others) = (plan.calls.links().expect("at hand"), Links::default());
    for call in calls(plan) {
        others.push(&Head::of(&call));
    }
    let described = |links: &Links| {
        let places = links.ids().iter().enumerate();
        let told = places.map(|(place, id)| {
            let befores: Vec<CallId> = links.befores(place).collect();
            let waits = links.waits(*id).map(|list| links.list(list).to_vec());
            (*id, links.is_last(place), befores, waits, links.cycle(*id))
        });
        told.collect::<Vec<_>>()
    };
    assert_eq!(described(&links), described(&others));
}

/// The same world gives the same bytes.
pub fn same(one: &Plan, other: &Plan) {
    let bytes = |plan: &Plan| serde_json::to_string(&calls(plan)).expect("a plan can be written");
    assert_eq!(bytes(one), bytes(other));
}

/// The accounts hold what the rows want and nothing else, and the snapshot says the same.
pub fn arrived(stage: &Stage, desired: &Desired) {
    let count = |entity| {
        desired
            .records
            .keys()
            .filter(|(found, _)| *found == entity)
            .count()
    };
    for entity in Entity::ALL {
        let rows = desired.sheet(entity).records;
        for account in &stage.accounts {
            let all = account.state();
            assert_eq!(account.count(entity), count(entity), "{entity}: {all}");
            for row in &rows {
                let held = account.content(entity, &row.code);
                let held =
                    held.unwrap_or_else(|| panic!("{entity} {} is missing: {all}", row.code));
                let place = format!(
                    "{entity} {} (cascade: {})",
                    row.code,
                    account.rules().cascade
                );
                equal(held, &row.content, &place);
            }
        }
    }
    assert_eq!(stage.memory.claims().count(), desired.records.len());
    for ((entity, code), content) in stage.memory.claims() {
        let mut rows = desired.sheet(*entity).records.into_iter();
        let row = rows
            .find(|row| row.code == *code)
            .expect("it is claimed and not wanted");
        equal(
            content,
            &row.content,
            &format!("the claim of {entity} {code}"),
        );
    }
    no_temporary(stage);
}

/// A server that rewrites its customers holds everything that is claimed; another one may still hold the old
/// name of what a row does not map.
pub fn claims(stage: &Stage) {
    let mut rewriting = stage.accounts.iter().filter(|it| it.rules().cascade);
    let account = rewriting.next().expect("there is one");
    for ((entity, code), content) in stage.memory.claims() {
        let held = account.content(*entity, code).expect("it is claimed");
        equal(held, content, &format!("the claim of {entity} {code}"));
    }
}

/// Nobody has a temporary code or name.
pub fn no_temporary(stage: &Stage) {
    for account in &stage.accounts {
        let all = account.state();
        for entity in Entity::ALL {
            let records = all[entity.as_str()]
                .as_object()
                .expect("every entity is there");
            for code in records.keys() {
                let content = account.content(entity, code).expect("it is there");
                let name = content.text(Attribute::GroupName).unwrap_or_default();
                assert!(
                    !is_temporary(code) && !is_temporary(name),
                    "{code} {name} is left"
                );
            }
        }
    }
}

pub fn equal(one: &Content, other: &Content, what: &str) {
    let (more, less) = (differences(one, other), differences(other, one));
    assert!(
        more.is_empty() && less.is_empty(),
        "{what}: {more:?} {less:?}"
    );
}

/// Prints one need for a person who follows a single seed.
pub fn print_need(need: &Need) {
    let Need {
        entity,
        old,
        new,
        sends,
        ..
    } = need;
    println!(
        "  need {entity} {old:?} {:?} sends {sends}",
        new.as_ref().map(|new| (&new.code, &new.content))
    );
}
