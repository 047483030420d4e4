//! What a v3 account has of a record, in the text of `explain`.
//!
//! It compares nothing itself. Invariant: where the account has another value, the snapshot's and the sheet's stand
//! beside it.

use std::io;

use jiff::tz::TimeZone;

use super::{changes::shown, lines::Lines, style::TextRole, text::visible};
use crate::{
    language::say,
    model::{AccountSide, AccountState, Content, Entity, Explanation, Key, Sighting, Value},
};

/// The account's side, as a sentence and as names with values.
pub(super) fn facts(about: &Explanation, side: &AccountSide) -> Vec<(String, String)> {
    let Some(theirs) = &side.content else {
        return Vec::new();
    };
    let sheet = sheet(about);
    let stored = about.stored.as_ref().map(|stored| &stored.content);
    let facts = keys(&[Some(theirs), stored]).into_iter().map(|key| {
        let name = key.name(about.entity).into_owned();
        let value = shown(theirs.value(&key).as_ref());
        let Some([ours, _]) = side.changes.get(&key) else {
            return (name, value);
        };
        let ours = shown(ours.as_ref());
        let given = sheet.and_then(|sheet| sheet.value(&key));
        let text = match given {
            Some(given) => {
                say!(
                    "account-value-sheet",
                    value,
                    ours,
                    sheet = shown(Some(&given))
                )
            }
            None => say!("account-value", value, ours),
        };
        (name, text)
    });
    facts.collect()
}

/// The names and values of a content.
pub(super) fn content_facts(entity: Entity, content: &Content) -> Vec<(String, String)> {
    let keys = content.keys();
    keys.map(|key| {
        let value = content.value(&key);
        (key.name(entity).into_owned(), shown(value.as_ref()))
    })
    .collect()
}

/// The content of the first accepted row.
pub(super) fn sheet(about: &Explanation) -> Option<&Content> {
    about.rows.iter().find_map(|row| match row {
        Sighting::Row(record) => Some(&record.content),
        Sighting::Held(_) => None,
    })
}

/// The keys of some contents, in their order.
pub(super) fn keys(contents: &[Option<&Content>]) -> Vec<Key> {
    let mut keys: Vec<Key> = Vec::new();
    for content in contents.iter().flatten() {
        for key in content.keys() {
            let is_blank = content.value(&key).as_ref().is_none_or(Value::is_blank);
            if !is_blank && !keys.contains(&key) {
                keys.push(key);
            }
        }
    }
    keys.sort();
    keys
}

/// Writes how the account compares, and who changed the record last.
pub(super) fn verdict(lines: &mut Lines<'_>, side: &AccountSide) -> io::Result<()> {
    let reason = side.message.as_deref().unwrap_or_default();
    let (ink, sentence) = match side.state {
        AccountState::Same => (TextRole::Plain, say!("account-same")),
        AccountState::Changed => (TextRole::Warning, say!("account-changed")),
        AccountState::Gone => (TextRole::Warning, say!("account-gone")),
        AccountState::NotOurs => (TextRole::Warning, say!("account-not-ours")),
        AccountState::Absent => (TextRole::Plain, say!("account-absent")),
        AccountState::Unreadable => (TextRole::Warning, say!("account-unreadable", reason)),
        AccountState::Unread => (TextRole::Warning, say!("account-unread", reason)),
    };
    lines.indented(2, ink, &visible(&sentence))?;
    let at = side.at.map(|at| at.to_zoned_datetime(TimeZone::system()));
    let at = at.map(|at| at.strftime("%Y-%m-%d %H:%M").to_string());
    let last = match (&side.by, at) {
        (Some(member), Some(at)) => say!("account-last-by", member, at),
        (Some(member), None) => say!("account-last-member", member),
        (None, Some(at)) => say!("account-last-at", at),
        (None, None) => return Ok(()),
    };
    lines.indented(2, TextRole::Plain, &visible(&last))
}
