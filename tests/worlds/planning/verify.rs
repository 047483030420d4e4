//! What must be true of a plan as it stands, and of the accounts once it is carried out.

use std::collections::{BTreeMap, BTreeSet};

use vbot_sync::{
    codec::{CallHead, Links, Plan},
    model::{Attribute, Call, CallId, Code, Content, Entity, differences},
    plan::is_temporary,
};

use super::{execute::Stage, required_calls::RequiredCalls};
use crate::desired::Rows;

/// Numbers from 1, nobody before whom it waits for, and nothing in the end at a temporary code.
pub fn shape(plan: &Plan, calls: &[Call]) {
    let (mut given, mut left) = (BTreeSet::new(), BTreeSet::new());
    for (position, call) in calls.iter().enumerate() {
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
    links(plan, calls);
}

/// What waits for what is told in two ways: call by call, as it is journalled, and by the plan as a whole.
fn links(plan: &Plan, calls: &[Call]) {
    let (links, mut others) = (plan.calls.links().expect("at hand"), Links::default());
    for call in calls {
        others.push(&CallHead::of(call));
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

/// The accounts hold what the rows want and nothing else, and the snapshot says the same.
pub fn arrived(stage: &Stage, rows: &Rows) {
    let all = rows.iter().flat_map(|(entity, sheet)| {
        let records = sheet.records.iter();
        records.map(|row| ((*entity, row.code.clone()), &row.content))
    });
    let wanted: BTreeMap<(Entity, Code), &Content> = all.collect();
    for account in &stage.accounts {
        let all = Entity::ALL.into_iter();
        let held: usize = all.map(|entity| account.count(entity)).sum();
        assert_eq!(held, wanted.len(), "{}", account.state());
        for ((entity, code), content) in &wanted {
            let place = || format!("{entity} {code} (cascade: {})", account.rules().cascade);
            let held = account.content(*entity, code);
            let held = held.unwrap_or_else(|| panic!("{} is missing", place()));
            equal(held, content, place);
        }
    }
    assert_eq!(stage.memory.claims().count(), wanted.len());
    for (key, content) in stage.memory.claims() {
        let place = || format!("the claim of {} {}", key.0, key.1);
        let wanted = wanted.get(key);
        let wanted = wanted.unwrap_or_else(|| panic!("{} is not wanted", place()));
        equal(content, wanted, place);
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
        equal(held, content, || format!("the claim of {entity} {code}"));
    }
}

/// Nobody has a temporary code or name.
pub fn no_temporary(stage: &Stage) {
    for account in &stage.accounts {
        let all = Entity::ALL.into_iter();
        for (code, content) in all.flat_map(|entity| account.records(entity)) {
            let name = content.text(Attribute::GroupName).unwrap_or_default();
            let is_left = is_temporary(code) || is_temporary(name);
            assert!(!is_left, "{code} {name} is left");
        }
    }
}

fn equal(one: &Content, other: &Content, what: impl Fn() -> String) {
    let (more, less) = (differences(one, other), differences(other, one));
    assert!(
        more.is_empty() && less.is_empty(),
        "{}: {more:?} {less:?}",
        what()
    );
}

/// Prints one need for a person who follows a single seed.
pub fn print_need(need: &RequiredCalls) {
    let RequiredCalls {
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
