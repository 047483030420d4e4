//! Every order of a few calls, tried on the account itself.
//!
//! The calls that are needed are given, and so many detours may be added wherever they help: a record
//! that is moved to a temporary code, a group that is given a temporary name. Records keep to their lanes
//! (rule 4); for the rest the account says what may come after what. Where it is not known whether the
//! server rewrites its customers, an order has to do for both.

use std::collections::{BTreeSet, HashSet};

use vbot_sync::{
    model::{Action, Attribute, Code, Content, Entity, Value, differences},
    sandbox::Account,
};

use super::{carry::ask, need::Need, nights::World};

/// Worlds with more calls than that are not searched.
pub const MOST: usize = 8;

/// One record's way: where it is, and how far it has come.
#[derive(Clone, Hash, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a step of its own")]
struct Way {
    at: Option<Code>,
    moved: bool,
    done: bool,
    away: bool,
    renamed: bool,
}

struct Search<'a> {
    needs: &'a [Need],
    tried: HashSet<(Vec<Way>, usize, String)>,
}

/// The fewest detours with which some order is accepted and ends as the rows want, up to `enough`.
pub fn fewest(world: &World, needs: &[Need], enough: usize) -> usize {
    let way = |need: &Need| Way {
        at: need.old.as_ref().map(|(code, _)| code.clone()),
        moved: !need.moves(),
        done: need.old.is_some() && need.new.is_some() && !need.sends,
        away: false,
        renamed: false,
    };
    let ways: Vec<Way> = needs.iter().map(way).collect();
    for most in 0..enough {
        let tried = HashSet::new();
        let mut search = Search { needs, tried };
        if search.reaches_the_end(&ways, &world.stage.accounts, most) {
            return most;
        }
    }
    enough
}

impl Search<'_> {
    fn reaches_the_end(&mut self, ways: &[Way], accounts: &[Account], detours: usize) -> bool {
        if ways.iter().all(|way| way.moved && way.done) {
            return accounts.iter().all(|account| self.is_wanted(account));
        }
        let states: Vec<String> = accounts.iter().map(|it| it.state().to_string()).collect();
        if !self
            .tried
            .insert((ways.to_vec(), detours, states.join("\n")))
        {
            return false;
        }
        for at in 0..ways.len() {
            for (action, way, cost) in self.steps(at, &ways[at], ways) {
                if cost > detours {
                    continue;
                }
                let mut accounts = accounts.to_vec();
                let entity = self.needs[at].entity;
                let mut all = accounts.iter_mut();
                if all.all(|account| ask(account, entity, &action).is_success()) {
                    let mut ways = ways.to_vec();
                    ways[at] = way;
                    if self.reaches_the_end(&ways, &accounts, detours - cost) {
                        return true;
                    }
                }
            }
        }
        false
    }

    /// What may be done next with one record, and how many calls more than needed that is.
    fn steps(&self, at: usize, way: &Way, ways: &[Way]) -> Vec<(Action, Way, usize)> {
        let need = &self.needs[at];
        let mut steps = Vec::new();
        let old = need
            .old
            .as_ref()
            .map(|(_, old)| old.clone())
            .unwrap_or_default();
        let update_no = |from: &Code, to: &Code| Action::UpdateNo {
            from: from.clone(),
            to: to.clone(),
            content: old.clone(),
        };
        match (&way.at, &need.new) {
            (None, Some(new)) if !way.done => {
                let (code, content) = (new.code.clone(), new.content.clone());
                steps.push((
                    Action::Create { code, content },
                    Way {
                        done: true,
                        ..way.clone()
                    },
                    0,
                ));
            }
            (Some(from), Some(new)) if !way.moved => {
                let there = Way {
                    at: Some(new.code.clone()),
                    moved: true,
                    ..way.clone()
                };
                steps.push((update_no(from, &new.code), there, 0));
            }
            (Some(code), Some(new)) if !way.done => {
                let content = self.body(need, &new.content, ways);
                let code = code.clone();
                steps.push((
                    Action::Update { code, content },
                    Way {
                        done: true,
                        ..way.clone()
                    },
                    0,
                ));
            }
            (Some(code), None) if !way.done => {
                let (code, content) = (code.clone(), old.clone());
                steps.push((
                    Action::Delete { code, content },
                    Way {
                        done: true,
                        ..way.clone()
                    },
                    0,
                ));
            }
            _ => {}
        }
        let Some(code) = way.at.as_ref().filter(|_| !way.done || !way.moved) else {
            return steps;
        };
        if !way.away && (need.new.is_none() || !way.moved) {
            let to = Code::from(format!("AWAY-{at}").as_str());
            let there = Way {
                at: Some(to.clone()),
                away: true,
                ..way.clone()
            };
            steps.push((update_no(code, &to), there, 1));
        }
        let (before, after) = need.names();
        if need.entity == Entity::Group && !way.renamed && before != after {
            steps.push(renamed(at, code, way, &old));
        }
        steps
    }

    /// A server that rewrites its customers has moved their values to a field's temporary code.
    fn body(&self, need: &Need, wanted: &Content, ways: &[Way]) -> Content {
        let mut content = wanted.clone();
        if need.entity != Entity::Customer {
            return content;
        }
        let away = self.needs.iter().zip(ways).filter(|(need, way)| {
            need.entity == Entity::Field && need.new.is_none() && way.away && !way.done
        });
        for (field, way) in away {
            let (code, _) = field.old.as_ref().expect("it was there");
            let said = need
                .old
                .iter()
                .any(|(_, old)| old.names(Entity::Field, code));
            if let Some(code) = way.at.as_ref().filter(|_| said) {
                content.fields.insert(code.clone(), String::new());
            }
        }
        let known: BTreeSet<&Code> = wanted.fields.keys().collect();
        let said = |code: &Code| {
            need.old
                .iter()
                .any(|(_, old)| old.names(Entity::Field, code))
        };
        // What was never sent and is blank is not sent, nor a code that no field has afterwards.
        let moving = |it: &&Need| it.entity == Entity::Field && it.moves();
        let takes = |it: &Need, code: &Code| it.new.as_ref().is_some_and(|new| new.code == *code);
        let arrives = |code: &Code| {
            let mut moving = self.needs.iter().filter(moving);
            moving.any(|it| takes(it, code) && it.old.as_ref().is_some_and(|(old, _)| said(old)))
        };
        let ends = |code: &Code| {
            let mut moving = self.needs.iter().filter(moving);
            let mut all = self.needs.iter().filter(|it| it.entity == Entity::Field);
            moving.any(|it| it.old.as_ref().is_some_and(|(old, _)| old == code))
                && !all.any(|it| takes(it, code))
        };
        content.fields.retain(|code, value| {
            !value.is_empty()
                || !known.contains(code)
                || (said(code) && !ends(code))
                || arrives(code)
        });
        content
    }

    fn is_wanted(&self, account: &Account) -> bool {
        self.needs.iter().all(|need| {
            let Some(new) = &need.new else { return true };
            account.content(need.entity, &new.code).is_some_and(|held| {
                let mut held = held.clone();
                held.fields
                    .retain(|field, _| account.content(Entity::Field, field).is_some());
                differences(&held, &new.content).is_empty()
                    && differences(&new.content, &held).is_empty()
            })
        })
    }
}

fn renamed(at: usize, code: &Code, way: &Way, old: &Content) -> (Action, Way, usize) {
    let (code, mut content) = (code.clone(), old.clone());
    let name = Value::from(format!("AWAY-{at}").as_str());
    content.attributes.insert(Attribute::GroupName, name);
    let renamed = Way {
        renamed: true,
        ..way.clone()
    };
    (Action::Update { code, content }, renamed, 1)
}
