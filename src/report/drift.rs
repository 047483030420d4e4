//! What others have changed in the account, for people and for programs.
//!
//! Invariant: the JSON has every entity and every count, also as zero.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    io::{self, Write},
};

use jiff::{Timestamp, tz::TimeZone};
use serde::Serialize;

use super::{
    figures,
    json::JsonValue,
    lines::Lines,
    style::{Style, TextRole},
};
use crate::{
    language::say,
    model::{
        Code, DriftCounts, DriftReport, DriftSample, DriftState, DriftedRecord, Entity, Value,
    },
};

/// Records of one kind that are shown to people.
const SHOWN: usize = 20;

#[derive(Serialize)]
struct DriftDocument<'a> {
    format: u8,
    complete: bool,
    sample: Option<DriftSample>,
    summary: &'a BTreeMap<Entity, DriftCounts>,
    records: Vec<JsonDrift<'a>>,
}

#[derive(Serialize)]
struct JsonDrift<'a> {
    entity: Entity,
    code: &'a Code,
    state: DriftState,
    changes: BTreeMap<Cow<'a, str>, [Option<JsonValue<'a>>; 2]>,
    by: Option<&'a str>,
    at: Option<String>,
}

/// Writes one JSON object.
///
/// # Errors
/// The writer fails.
pub fn json(out: &mut impl Write, report: &DriftReport) -> io::Result<()> {
    let records = report.records.iter().map(|record| JsonDrift {
        entity: record.entity,
        code: &record.code,
        state: record.state,
        changes: changes(record),
        by: record.by.as_deref(),
        at: record.at.map(|at| local(at, "%Y-%m-%dT%H:%M:%S%:z")),
    });
    let document = DriftDocument {
        format: 1,
        complete: report.complete,
        sample: report.sample,
        summary: &report.summary,
        records: records.collect(),
    };
    serde_json::to_writer(&mut *out, &document)?;
    writeln!(out)
}

fn changes(record: &DriftedRecord) -> BTreeMap<Cow<'_, str>, [Option<JsonValue<'_>>; 2]> {
    let changes = record.changes.iter();
    let changes = changes.map(|(key, sides)| {
        let sides = sides.each_ref();
        let sides = sides.map(|side| side.as_ref().map(JsonValue::of));
        (key.name(record.entity), sides)
    });
    changes.collect()
}

fn local(at: Timestamp, form: &str) -> String {
    let local = at.to_zoned_datetime(TimeZone::system());
    local.strftime(form).to_string()
}

/// Writes the result for people.
///
/// # Errors
/// The writer fails.
pub fn text(out: &mut impl Write, report: &DriftReport, style: Style) -> io::Result<()> {
    let lines = &mut Lines::new(out, style);
    for state in [
        DriftState::Changed,
        DriftState::Gone,
        DriftState::NotOurs,
        DriftState::Unreadable,
    ] {
        let of_state = report.records.iter().filter(|it| it.state == state);
        let all: Vec<&DriftedRecord> = of_state.collect();
        for record in all.iter().take(SHOWN) {
            lines.indented(2, role(state), &sentence(record))?;
        }
        if all.len() > SHOWN {
            let more = say!("drift-more", count = all.len() - SHOWN, state = word(state));
            lines.indented(2, TextRole::Dim, &more)?;
        }
    }
    for (entity, counts) in &report.summary {
        let DriftCounts {
            same,
            changed,
            gone,
            not_ours,
            unreadable,
        } = counts;
        if counts.drifted() + same > 0 {
            let sentence = say!(
                "drift-counts",
                entity,
                same,
                changed,
                gone,
                not_ours,
                unreadable
            );
            lines.paragraph(TextRole::Plain, &sentence)?;
        }
    }
    lines.paragraph(TextRole::Strong, &verdict(report))
}

fn verdict(report: &DriftReport) -> String {
    let drifted = report.records.len();
    if let Some(sample) = report.sample {
        return say!(
            "drift-sample",
            asked = sample.asked,
            all = sample.of,
            drifted = sample.drifted,
            most = format!("{:.2}", sample.at_most * 100.0)
        );
    }
    let verdict = match drifted {
        0 => say!("drift-none"),
        count => say!("drift-some", count),
    };
    if report.complete {
        return verdict;
    }
    format!("{verdict} {}", say!("drift-unsure"))
}

const fn role(state: DriftState) -> TextRole {
    match state {
        DriftState::Changed => TextRole::Update,
        DriftState::Gone => TextRole::Delete,
        DriftState::NotOurs => TextRole::Create,
        DriftState::Unreadable => TextRole::Warning,
    }
}

fn word(state: DriftState) -> String {
    match state {
        DriftState::Changed => say!("drift-changed"),
        DriftState::Gone => say!("drift-gone"),
        DriftState::NotOurs => say!("drift-not-ours"),
        DriftState::Unreadable => say!("drift-unreadable"),
    }
}

fn sentence(record: &DriftedRecord) -> String {
    let side = |value: &Option<Value>| {
        let shown = value.as_ref().map(Value::shown).unwrap_or_default();
        crate::model::visible::visible(&shown)
    };
    let changes = record.changes.iter().map(|(key, [ours, theirs])| {
        let name = key.name(record.entity);
        format!("; {name}: “{}” → “{}”", side(ours), side(theirs))
    });
    let changes: String = changes.collect();
    let by = record.by.as_ref();
    let by = by.map(|member| format!(", {}", say!("drift-by", member)));
    let at = record
        .at
        .map(|at| format!(", {}", local(at, "%Y-%m-%d %H:%M")));
    format!(
        "{} {}: {}{}{}{changes}",
        figures::word(record.entity),
        record.code,
        word(record.state),
        by.unwrap_or_default(),
        at.unwrap_or_default()
    )
}
