//! Codes in cooldown: the server may still execute a request that was given up.
//!
//! A create that timed out may be applied a second later. Until twice the timeout has passed, nothing *different* is
//! sent to its code, or the late request could overwrite it; and no lookup that the call refers to changes its code
//! or name, or the late request would refer to another one. It has no clock: the caller's times only have to be
//! ordered. Invariant: a cooldown is only ever extended.

use std::collections::HashMap;

use crate::model::{Action, Call, Entity};

/// The end of the cooldown of each code or group's name.
#[derive(Clone, Debug)]
pub struct Cooldown<T>(HashMap<(Entity, String), T>);

impl<T> Default for Cooldown<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T: Copy + Ord> Cooldown<T> {
    /// Puts everything that a call refers to in cooldown until then.
    pub fn extend(&mut self, call: &Call, until: T) {
        let named = call.action.content().references();
        let named = named.map(|(entity, name)| (entity, name.to_owned()));
        for key in codes(call).chain(named) {
            let entry = self.0.entry(key).or_insert(until);
            *entry = (*entry).max(until);
        }
    }

    /// When the call may be sent, if it may not be sent `now`.
    #[must_use]
    pub fn until(&self, call: &Call, now: T) -> Option<T> {
        // The usual case, which must cost nothing per call.
        if self.0.is_empty() {
            return None;
        }
        let left = left(call).map(|name| (call.entity, name.to_owned()));
        let resting = codes(call).chain(left);
        let latest = resting.filter_map(|key| self.0.get(&key)).max();
        latest.copied().filter(|until| *until > now)
    }
}

fn codes(call: &Call) -> impl Iterator<Item = (Entity, String)> {
    let codes = call.action.codes();
    codes.map(|code| (call.entity, code.to_string()))
}

/// The name that customers refer to and that the call takes away.
fn left(call: &Call) -> Option<&str> {
    match (&call.cascade, &call.action) {
        (Some(cascade), _) => Some(&cascade.from),
        (None, Action::Delete { content, .. }) if call.entity.is_referred_to_by_name() => {
            content.text(call.entity.name_attribute())
        }
        _ => None,
    }
}
