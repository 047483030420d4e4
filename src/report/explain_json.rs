//! Everything about one record as one JSON object.
//!
//! It has what the text has. Invariant: `account` is null only if the account was not asked, and each attribute has
//! what the snapshot, the sheet and the account have of it.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    io::{self, Write},
};

use jiff::{Timestamp, tz::TimeZone};
use serde::Serialize;

use super::{
    explain_account::{keys, sheet},
    json::{JsonPlace, JsonValue, changes},
    shown_issue::ShownIssue,
};
use crate::model::{
    AccountSide, AccountState, Call, CallId, CallState, Changes, Code, Content, Entity,
    Explanation, Operation, PastCall, Provenance, Sighting, StoredRecord, Value,
};

type JsonValues<'a> = BTreeMap<Cow<'a, str>, JsonText>;
type JsonChanges<'a> = BTreeMap<Cow<'a, str>, [Option<JsonValue<'a>>; 2]>;

/// A value that is made for the document.
#[derive(Serialize)]
#[serde(untagged)]
enum JsonText {
    Text(String),
    List(Vec<String>),
}

#[derive(Serialize)]
struct JsonExplanation<'a> {
    format: u8,
    entity: Entity,
    code: &'a Code,
    managed: bool,
    rows: Vec<JsonRow<'a>>,
    stored: Option<JsonStored<'a>>,
    past: Vec<JsonPast<'a>>,
    calls: Vec<JsonPlanned<'a>>,
    issues: Vec<ShownIssue<'a>>,
    account: Option<JsonAccount<'a>>,
    attributes: BTreeMap<String, JsonSides>,
    found: Vec<JsonFound<'a>>,
}

#[derive(Serialize)]
struct JsonRow<'a> {
    state: &'static str,
    code: Option<&'a Code>,
    origin: JsonPlace<'a>,
    values: JsonValues<'a>,
}

#[derive(Serialize)]
struct JsonStored<'a> {
    run: i64,
    at: String,
    provenance: &'static str,
    values: JsonValues<'a>,
}

#[derive(Serialize)]
struct JsonPast<'a> {
    run: i64,
    op: Operation,
    code: &'a Code,
    new_code: Option<&'a Code>,
    state: CallState,
    at: String,
    attempts: u32,
    error: Option<i64>,
    message: Option<&'a str>,
    changes: JsonChanges<'a>,
}

#[derive(Serialize)]
struct JsonPlanned<'a> {
    id: CallId,
    op: Operation,
    code: &'a Code,
    new_code: Option<&'a Code>,
    after: &'a [CallId],
    changes: JsonChanges<'a>,
}

#[derive(Serialize)]
struct JsonAccount<'a> {
    state: AccountState,
    values: JsonValues<'a>,
    changes: JsonChanges<'a>,
    by: Option<&'a str>,
    at: Option<String>,
    message: Option<&'a str>,
}

/// The three sides of an attribute.
#[derive(Serialize)]
struct JsonSides {
    snapshot: Option<JsonText>,
    sheet: Option<JsonText>,
    account: Option<JsonText>,
}

#[derive(Serialize)]
struct JsonFound<'a> {
    code: &'a Code,
    name: &'a str,
}

/// Writes one JSON object.
///
/// # Errors
/// The writer fails.
pub fn json(out: &mut impl Write, about: &Explanation) -> io::Result<()> {
    let entity = about.entity;
    let issues = about.guards.iter().map(ShownIssue::guard);
    let found = about.found.iter().map(|found| JsonFound {
        code: &found.code,
        name: &found.name,
    });
    let document = JsonExplanation {
        format: 1,
        entity,
        code: &about.code,
        managed: about.managed,
        rows: about.rows.iter().map(|row| json_row(entity, row)).collect(),
        stored: about.stored.as_ref().map(|it| stored(entity, it)),
        past: about.past.iter().map(past).collect(),
        calls: about.calls.iter().map(planned).collect(),
        issues: issues
            .chain(about.issues.iter().map(ShownIssue::issue))
            .collect(),
        account: about.account.as_ref().map(|side| account(entity, side)),
        attributes: attributes(about),
        found: found.collect(),
    };
    serde_json::to_writer(&mut *out, &document)?;
    writeln!(out)
}

fn json_row(entity: Entity, row: &Sighting) -> JsonRow<'_> {
    let origin = JsonPlace::of(row.origin());
    match row {
        Sighting::Row(record) => JsonRow {
            state: "accepted",
            code: Some(&record.code),
            origin,
            values: values(entity, &record.content),
        },
        Sighting::Held(_) => JsonRow {
            state: "held",
            code: None,
            origin,
            values: JsonValues::new(),
        },
    }
}

fn stored(entity: Entity, stored: &StoredRecord) -> JsonStored<'_> {
    JsonStored {
        run: stored.run,
        at: moment(stored.acknowledged_at),
        provenance: match stored.provenance {
            Provenance::Created => "created",
            Provenance::Adopted => "adopted",
            Provenance::Assumed => "assumed",
            Provenance::Read => "read",
        },
        values: values(entity, &stored.content),
    }
}

fn past(past: &PastCall) -> JsonPast<'_> {
    let action = &past.call.action;
    JsonPast {
        run: past.run,
        op: action.operation(),
        code: action.code(),
        new_code: action.new_code(),
        state: past.state,
        at: moment(past.at),
        attempts: past.attempts,
        error: past.code,
        message: past.message.as_deref(),
        changes: changes(&past.call),
    }
}

fn planned(call: &Call) -> JsonPlanned<'_> {
    JsonPlanned {
        id: call.id,
        op: call.action.operation(),
        code: call.action.code(),
        new_code: call.action.new_code(),
        after: &call.after,
        changes: changes(call),
    }
}

fn account(entity: Entity, side: &AccountSide) -> JsonAccount<'_> {
    let content = side.content.as_ref();
    JsonAccount {
        state: side.state,
        values: content.map_or_else(JsonValues::new, |content| values(entity, content)),
        changes: differing(entity, &side.changes),
        by: side.by.as_deref(),
        at: side.at.map(moment),
        message: side.message.as_deref(),
    }
}

fn differing(entity: Entity, changes: &Changes) -> JsonChanges<'_> {
    let changes = changes.iter().map(|(key, sides)| {
        let sides = sides.each_ref();
        let sides = sides.map(|side| side.as_ref().map(JsonValue::of));
        (key.name(entity), sides)
    });
    changes.collect()
}

fn attributes(about: &Explanation) -> BTreeMap<String, JsonSides> {
    let stored = about.stored.as_ref().map(|stored| &stored.content);
    let side = about.account.as_ref();
    let theirs = side.and_then(|side| side.content.as_ref());
    let given = sheet(about);
    let all = keys(&[stored, given, theirs]).into_iter();
    let sides = all.map(|key| {
        let of = |content: Option<&Content>| content?.value(&key).map(text);
        let sides = JsonSides {
            snapshot: of(stored),
            sheet: of(given),
            account: of(theirs),
        };
        (key.name(about.entity).into_owned(), sides)
    });
    sides.collect()
}

fn values(entity: Entity, content: &Content) -> JsonValues<'static> {
    let values = content.keys().filter_map(|key| {
        let name = key.name(entity).into_owned();
        Some((Cow::Owned(name), text(content.value(&key)?)))
    });
    values.collect()
}

fn text(value: Value) -> JsonText {
    match value {
        Value::Text(text) => JsonText::Text(text),
        Value::List(list) => JsonText::List(list),
    }
}

fn moment(at: Timestamp) -> String {
    let local = at.to_zoned_datetime(TimeZone::system());
    local.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}
