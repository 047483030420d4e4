//! Everything known about one record: its row, the calls that were sent, and those that would be.
//!
//! It sends nothing and writes nothing. Invariant: it plans exactly as a run would.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    compare,
    compare_input::{CompareInput, stored_sources},
    find::{FoundRecords, Search},
    propose::planned,
};
use crate::{
    codec::{Calls, PackedRecord, Plan, ShapedRows, Snapshot},
    config::Config,
    error::Result,
    model::{
        Call, CallId, Code, Entity, Explanation, HeldRow, Issue, KeptValue, Origin, Overrides,
        Problem, Sighting, SnapshotRecord, StoredRecord, Value, WriteRule,
    },
    observe::Observer,
    store::Store,
};

/// Past calls that are shown.
const CALLS: usize = 50;

/// Reads, shapes, compares and plans, and collects what concerns one record.
///
/// # Errors
/// As for [`super::propose`].
pub fn explain(
    config: &Config,
    snapshot: Option<&Store>,
    entity: Entity,
    code: &Code,
    observer: &dyn Observer,
) -> Result<Explanation> {
    let stored = snapshot.map(|store| store.find(entity, code)).transpose()?;
    let stored = stored.flatten();
    let known = stored.as_ref().map(|stored| &stored.known);
    let subject = Subject {
        entity,
        code,
        identity: known.and_then(|known| known.identity.as_deref()),
    };
    let search = Search::new(entity, code);
    let sheets = RefCell::new(Ok(ExplainedSheets::default()));
    let watch = |of: Entity, shaped: &ShapedRows| {
        if of == entity {
            let seen = subject.seen_in(shaped).and_then(|mut seen| {
                if seen.rows.is_empty() && stored.is_none() {
                    seen.found = search.in_sheets(shaped)?;
                }
                Ok(seen)
            });
            drop(sheets.replace(seen));
        }
    };
    let memory = stored_sources(snapshot)?;
    let input = CompareInput {
        memory: &memory,
        watch: &watch,
        watches_all: true,
        ..CompareInput::new(config, snapshot, observer)
    };
    let compared = compare::compare(input)?;
    let plan = planned(compared, input, snapshot, &Overrides::default())?.plan;
    let ExplainedSheets { rows, codes, found } = sheets.replace(Ok(ExplainedSheets::default()))?;
    let past = snapshot.map(|store| store.past(entity, code, CALLS));
    let issues = issues(&plan, &subject, &rows);
    let (calls, before) = calls(&plan.calls, entity, code)?;
    let kept = match &stored {
        Some(stored) => kept_values(config, stored, &rows, input.snapshot)?,
        None => Vec::new(),
    };
    let mut explanation = Explanation {
        kept,
        entity,
        code: code.clone(),
        managed: config.sources.iter().any(|source| source.entity == entity),
        rows,
        past: past.transpose()?.unwrap_or_default(),
        calls,
        before,
        issues,
        guards: plan.guards,
        found: Vec::new(),
        nearest: None,
        stored: stored.clone(),
        account: None,
    };
    if explanation.is_empty() {
        explanation.found = search.with_snapshot(found, input.snapshot)?;
        let known = snapshot.map(|store| store.known(entity)).transpose()?;
        explanation.nearest = nearest(code, codes, known.unwrap_or_default());
    }
    Ok(explanation)
}

/// The record's rows in the sheets, and all codes; or the records that are found by a phone or name.
#[derive(Default)]
struct ExplainedSheets {
    rows: Vec<Sighting>,
    codes: BTreeSet<Code>,
    found: FoundRecords,
}

/// The record to explain.
struct Subject<'a> {
    entity: Entity,
    code: &'a Code,
    identity: Option<&'a str>,
}

impl Subject<'_> {
    /// Collects the rows of the record, in the order of the sheets.
    fn seen_in(&self, shaped: &ShapedRows) -> Result<ExplainedSheets> {
        let mut rows: Vec<Sighting> = shaped
            .others()
            .filter(|row| self.is_row(row))
            .map(|row| Ok(Sighting::Row(Box::new(row.open(self.entity)?))))
            .collect::<Result<_>>()?;
        let held = shaped.held.iter().filter(|row| self.is_held(row));
        rows.extend(held.map(|row| Sighting::Held(row.origin.clone())));
        rows.sort_by(|one, other| one.origin().cmp(other.origin()));
        let codes = shaped.others().map(|row| row.code.clone()).collect();
        Ok(ExplainedSheets {
            rows,
            codes,
            found: FoundRecords::new(),
        })
    }

    fn is_row(&self, row: &PackedRecord) -> bool {
        self.is(Some(&row.code), row.previous_no(), row.identity())
    }

    fn is_held(&self, row: &HeldRow) -> bool {
        let previous_no = row.previous_no.as_ref();
        self.is(row.code.as_ref(), previous_no, row.identity.as_deref())
    }

    fn is(&self, code: Option<&Code>, previous: Option<&Code>, identity: Option<&str>) -> bool {
        code == Some(self.code)
            || previous == Some(self.code)
            || (identity.is_some() && identity == self.identity)
    }

    /// Whether the issue is why the record is kept; one issue stands for all vanished records of an entity.
    fn is_kept_by(&self, issue: &Issue) -> bool {
        matches!(
            issue.problem,
            Problem::DeletesOff { entity, .. } | Problem::DeletesWithheld { entity, .. }
                if entity == self.entity
        )
    }
}

fn issues(plan: &Plan, subject: &Subject<'_>, rows: &[Sighting]) -> Vec<Issue> {
    let place = |origin: &Origin| (origin.file.clone(), origin.sheet.clone(), origin.row);
    let places: BTreeSet<_> = rows.iter().map(|row| place(row.origin())).collect();
    let concerns = |issue: &&Issue| {
        let about = issue.origin.as_ref().map(place);
        about.is_some_and(|about| places.contains(&about))
            || issue.problem.points_at(subject.entity, subject.code)
            || (rows.is_empty() && subject.is_kept_by(issue))
    };
    plan.issues.iter().filter(concerns).cloned().collect()
}

/// The calls on the record, under each code that it has on the way, and the calls that they depend on.
fn calls(all: &Calls, entity: Entity, code: &Code) -> Result<(Vec<Call>, Vec<Call>)> {
    let mut names = BTreeSet::from([code.clone()]);
    let mut own: BTreeMap<CallId, Call> = BTreeMap::new();
    let mut waited: BTreeSet<CallId> = BTreeSet::new();
    // A call comes after its dependencies, so a change of code comes before the update that follows it.
    for call in all.of_entity(entity) {
        let call = call?;
        if call.action.codes().any(|code| names.contains(code)) {
            names.extend(call.action.new_code().cloned());
            waited.extend(call.after.iter().chain(&call.waits));
            own.insert(call.id, call);
        }
    }
    let before = waited
        .into_iter()
        .filter(|id| !own.contains_key(id))
        .filter_map(|id| all.get(id).transpose())
        .collect::<Result<_>>()?;
    Ok((own.into_values().collect(), before))
}

/// The values of its rows that are left to the account.
fn kept_values(
    config: &Config,
    stored: &StoredRecord,
    rows: &[Sighting],
    snapshot: &dyn Snapshot,
) -> Result<Vec<KeptValue>> {
    let mut kept = Vec::new();
    for row in rows {
        let Sighting::Row(record) = row else {
            continue;
        };
        let entity = record.entity;
        let sources = config.sources.iter().filter(|it| it.entity == entity);
        for (key, rule) in sources.flat_map(|source| source.mapping.written()) {
            let given = record.content.value(&key);
            let Some(given) = given.filter(|given| !given.is_blank()) else {
                continue;
            };
            let stays = stored.content.value(&key);
            let is_blank = stays.as_ref().is_none_or(Value::is_blank);
            let is_left = match rule {
                WriteRule::Always => false,
                WriteRule::Create => true,
                WriteRule::IfEmpty => {
                    let code = &stored.known.code;
                    !is_blank || (stays.is_none() && !snapshot.is_known(entity, code, &key)?)
                }
            };
            if is_left && stays.as_ref() != Some(&given) {
                kept.push(KeptValue {
                    key,
                    rule,
                    given,
                    stays,
                });
            }
        }
    }
    Ok(kept)
}

fn nearest(code: &Code, rows: BTreeSet<Code>, known: Vec<SnapshotRecord>) -> Option<Code> {
    let known = known.into_iter().map(|known| known.code);
    let wanted = code.to_lowercase();
    let all = rows.into_iter().chain(known);
    let scored = all.map(|one| (strsim::jaro_winkler(&wanted, &one.to_lowercase()), one));
    let close = scored.filter(|(score, _)| *score > 0.8);
    let best = close.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.map(|(_, code)| code)
}
