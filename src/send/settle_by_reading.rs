//! What an answer means for a call where records can be read (v3), as one pure function.
//!
//! A call without a clear answer is never sent again before its record was read. It knows neither time nor attempts;
//! those are the worker's. Invariants: `Applied` follows only from an answer or a read that is impossible unless the
//! account is as the call wants it; a record is absent only if two reads in a row did not find it.

use super::{
    answer::Answer,
    read_decision::{self, BETWEEN_READS, seen},
    settle_step::{CallProgress, LookAt, NextAction, SettleStep, UnexplainedRefusal},
};
use crate::{
    language::say,
    model::{
        ANY_VALUE, Action, Attribute, Content, Finding, Key, Policy, Settled, StopReason, Value,
        is_given,
    },
};

/// The API's code for wrong parameters.
const WRONG: i64 = -1;

/// How the account clears a value.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum ClearsBy {
    /// Nothing was cleared yet.
    #[default]
    Unknown,
    /// A blank text clears.
    Blank,
    /// Only null clears.
    Null,
}

impl ClearsBy {
    /// Its name in the snapshot; none while it is unknown.
    #[must_use]
    pub const fn as_str(self) -> Option<&'static str> {
        match self {
            Self::Unknown => None,
            Self::Blank => Some("blank"),
            Self::Null => Some("null"),
        }
    }

    /// The way of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        let known = [Self::Blank, Self::Null];
        let named = known.into_iter().find(|way| way.as_str() == Some(name));
        named.unwrap_or_default()
    }
}

/// Decides what follows from `answer` to the present request of the call.
#[must_use]
pub fn next(
    action: &Action,
    progress: CallProgress,
    answer: Answer,
    (policy, clears): (&Policy, ClearsBy),
) -> NextAction {
    let is_look = progress.step.is_look();
    match answer {
        Answer::NotSent(_) | Answer::Throttled { .. } => {
            NextAction::Again(progress, answer.message().to_owned())
        }
        // A server that is overloaded has not executed the request, and a read has no effect.
        Answer::Unknown {
            message,
            overloaded,
            ..
        } if overloaded || is_look => NextAction::Again(progress, message),
        Answer::Unknown { message, .. } => {
            let step = CallProgress::after_doubt(action);
            let doubt = true;
            let progress = CallProgress {
                step,
                doubt,
                refusal: None,
                ..progress
            };
            NextAction::Again(progress, message)
        }
        Answer::Unauthorised(message) => NextAction::Renew(progress, message),
        Answer::Forbidden(message) => NextAction::Stop(progress, StopReason::Forbidden(message)),
        Answer::Redirected(message) => NextAction::Stop(progress, StopReason::Redirected(message)),
        Answer::Read(found) => match progress.step {
            SettleStep::Look(look) => seen(action, (progress, look), &found, policy),
            _ => NextAction::Again(progress, say!("send-not-about")),
        },
        Answer::Missing { message, .. }
        | Answer::Exists(message)
        | Answer::Refused { message, .. }
            if is_look =>
        {
            read_decision::unreadable(progress, &message)
        }
        Answer::Accepted => accepted(action, progress, clears),
        Answer::Missing { explicit, message } => missing(action, progress, explicit, message),
        Answer::Exists(message) => exists(action, progress, message),
        // Some accounts refuse a blank text where they accept null.
        Answer::Refused { code: WRONG, .. }
            if clears_any(action, progress.step)
                && !progress.by_null
                && clears != ClearsBy::Blank =>
        {
            NextAction::Go(CallProgress {
                by_null: true,
                ..progress
            })
        }
        Answer::Refused { code, message } => read_decision::rejected(code, message),
    }
}

fn accepted(action: &Action, progress: CallProgress, clears: ClearsBy) -> NextAction {
    let is_known = match clears {
        ClearsBy::Unknown => false,
        ClearsBy::Blank => !progress.by_null,
        ClearsBy::Null => true,
    };
    if clears_any(action, progress.step) && !is_known {
        let confirms = progress.step == SettleStep::Confirm;
        // It was applied, but it is not known whether in full: if the run ends now, the next one has to read.
        let look = CallProgress {
            step: LookAt::Cleared { confirms }.first(),
            doubt: true,
            ..progress
        };
        return NextAction::Later(look, BETWEEN_READS);
    }
    read_decision::done(action, progress)
}

fn missing(action: &Action, progress: CallProgress, explicit: bool, message: String) -> NextAction {
    let explained = |at: LookAt| {
        NextAction::Go(CallProgress {
            step: at.first(),
            refusal: Some(UnexplainedRefusal::Missing),
            ..progress
        })
    };
    match (action, progress.step) {
        // A bare 404 may be a wrong path.
        (Action::Delete { .. }, SettleStep::Own) if explicit && progress.doubt => {
            read_decision::applied(None, Some(Finding::Confirmed))
        }
        (Action::Delete { .. }, SettleStep::Own) if explicit => {
            read_decision::applied(None, Some(Finding::Absent))
        }
        // It may be about a field or an option that the record refers to.
        (Action::Update { .. }, SettleStep::Own) => explained(LookAt::Record),
        (Action::UpdateNo { .. }, SettleStep::Own) => explained(LookAt::New),
        _ => read_decision::rejected(404, message),
    }
}

fn exists(action: &Action, progress: CallProgress, message: String) -> NextAction {
    let explained = |at: LookAt| {
        NextAction::Go(CallProgress {
            step: at.first(),
            refusal: Some(UnexplainedRefusal::Exists),
            ..progress
        })
    };
    match (action, progress.step) {
        (Action::Create { .. }, SettleStep::Own)
        | (Action::Update { .. }, SettleStep::Recreate) => explained(LookAt::Record),
        (Action::UpdateNo { to, .. }, SettleStep::Own) if progress.doubt || is_given(to) => {
            explained(LookAt::New)
        }
        _ => read_decision::rejected(409, message),
    }
}

/// How the account clears values, if the end of a call shows it.
#[must_use]
pub fn learned(action: &Action, progress: CallProgress, settled: &Settled) -> Option<ClearsBy> {
    let is_read = matches!(progress.step, SettleStep::Look(look) if matches!(look.at, LookAt::Cleared { .. }));
    let is_applied = matches!(settled, Settled::Applied { .. });
    match progress.by_null {
        _ if !(is_read && is_applied) => None,
        true => Some(ClearsBy::Null),
        // A field that had no value shows nothing.
        false => clears_former(action, is_known).then_some(ClearsBy::Blank),
    }
}

/// Whether the request of that step clears a value that the account may have.
fn clears_any(action: &Action, step: SettleStep) -> bool {
    let content = action.content();
    // There may be more fields for phones than phones.
    let is_short = |key: &Key| *key == Key::Attribute(Attribute::CustomerPhones);
    let is_cleared = |key: Key| is_short(&key) || is_blank(content, &key);
    let has_blank = || content.keys().any(is_cleared);
    match (step, action) {
        (SettleStep::Own, Action::Update { before: None, .. }) | (SettleStep::Confirm, _) => {
            has_blank()
        }
        (SettleStep::Own, _) => clears_former(action, |_| true),
        _ => false,
    }
}

/// Whether the call's own request clears one of the former values that pass the test.
fn clears_former(action: &Action, test: impl Fn(&Value) -> bool) -> bool {
    let Action::Update {
        content,
        before: Some(before),
        ..
    } = action
    else {
        return false;
    };
    let shrinks = content.attributes.iter().any(|(attribute, value)| {
        match (value, before.attributes.get(attribute)) {
            (Value::List(now), Some(Value::List(was))) => now.len() < was.len(),
            _ => false,
        }
    });
    let is_cleared =
        |key: &Key| is_blank(content, key) && before.value(key).is_some_and(|value| test(&value));
    shrinks || before.keys().any(|key| is_cleared(&key))
}

/// Whether a former value was certainly there.
fn is_known(value: &Value) -> bool {
    !value.is_blank() && value.shown() != ANY_VALUE
}

fn is_blank(content: &Content, key: &Key) -> bool {
    content.value(key).is_none_or(|value| value.is_blank())
}

#[cfg(test)]
mod tests;
