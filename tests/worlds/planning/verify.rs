//! The rules for every plan, and for the accounts after its execution.

use std::collections::{BTreeMap, BTreeSet};

use vbot_sync::{
    codec::{CallHead, Links, Plan},
    model::{Attribute, Call, CallId, Code, Content, Entity, differences},
    plan::is_temporary,
};

use super::{execute::ReplayState, required_calls::RequiredCalls};
use crate::desired::Rows;

/// Ids count from 1, no call precedes a call for which it waits, and no record ends at a temporary code.
pub fn shape(plan: &Plan, calls: &[Call]) {
    let (mut given, mut left) = (BTreeSet::new(), BTreeSet::new());
    for (position, call) in calls.iter().enumerate() {
        assert_eq!(call.id as usize, position + 1);
        let mut before = call.after.iter().chain(&call.waits);
        assert!(before.all(|before| *before < call.id), "{call:?}");
        let to = call.action.new_code().filter(|code| is_temporary(code));
        if let Some(to) = to {
            let valid = |letter: char| letter.is_ascii_alphanumeric() || "_-".contains(letter);
            assert!(to.chars().all(valid), "{to} must be a valid code");
            assert!(
                given.insert((call.entity, to.clone())),
                "{to} must be given to one record only"
            );
        }
        if is_temporary(call.action.code()) {
            left.insert((call.entity, call.action.code().clone()));
        }
        assert!(call.cycle.is_some() || to.is_none(), "{call:?}");
    }
    assert_eq!(
        given, left,
        "every record that gets a temporary code has to leave it"
    );
    links(plan, calls);
}

/// The edges of the single calls, as they are journalled, equal those of the plan.
fn links(plan: &Plan, calls: &[Call]) {
    let (links, mut others) = (
        plan.calls.links().expect("the edges are in memory"),
        Links::default(),
    );
    for call in calls {
        others.push(&CallHead::of(call));
    }
    let described = |links: &Links| {
        let places = links.ids().iter().enumerate();
        let list = places.map(|(place, id)| {
            let befores: Vec<CallId> = links.befores(place).collect();
            let waits = links.waits(*id).map(|list| links.list(list).to_vec());
            (*id, links.is_last(place), befores, waits, links.cycle(*id))
        });
        list.collect::<Vec<_>>()
    };
    assert_eq!(described(&links), described(&others));
}

/// The accounts and the snapshot hold exactly the records of the rows.
pub fn equals_rows(state: &ReplayState, rows: &Rows) {
    let all = rows.iter().flat_map(|(entity, sheet)| {
        let records = sheet.records.iter();
        records.map(|row| ((*entity, row.code.clone()), &row.content))
    });
    let wanted: BTreeMap<(Entity, Code), &Content> = all.collect();
    for account in &state.accounts {
        let all = Entity::ALL.into_iter();
        let held: usize = all.map(|entity| account.count(entity)).sum();
        assert_eq!(held, wanted.len(), "{}", account.state());
        for ((entity, code), content) in &wanted {
            let place = || format!("{entity} {code} (cascade: {})", account.rules().cascade);
            let held = account.content(*entity, code);
            let held = held.unwrap_or_else(|| panic!("the account lacks {}", place()));
            equal(&held, content, place);
        }
    }
    assert_eq!(state.snapshot.claims().count(), wanted.len());
    for (key, content) in state.snapshot.claims() {
        let place = || format!("the claim of {} {}", key.0, key.1);
        let wanted = wanted.get(key);
        let wanted = wanted.unwrap_or_else(|| panic!("{} has no row", place()));
        equal(content, wanted, place);
    }
    no_temporary(state);
}

/// The account of a server that cascades renames holds every record of the snapshot. Without a cascade the account
/// may still have the old name in an attribute that the row does not map.
pub fn claims(state: &ReplayState) {
    let mut rewriting = state.accounts.iter().filter(|it| it.rules().cascade);
    let account = rewriting
        .next()
        .expect("there is an account with a cascade");
    for ((entity, code), content) in state.snapshot.claims() {
        let held = account
            .content(*entity, code)
            .expect("the account has every record of the snapshot");
        equal(&held, content, || format!("the claim of {entity} {code}"));
    }
}

/// No record has a temporary code or name.
pub fn no_temporary(state: &ReplayState) {
    for account in &state.accounts {
        let all = Entity::ALL.into_iter();
        for (code, content) in all.flat_map(|entity| account.records(entity)) {
            let name = content.text(Attribute::GroupName).unwrap_or_default();
            let is_left = is_temporary(code) || is_temporary(name);
            assert!(
                !is_left,
                "{code} {name} must not keep a temporary code or name"
            );
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

/// Prints one required call in a run of a single seed.
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
