//! What a run leaves for its certificate: the fates of rows that its plan decided, and the snapshot before and after it.
//!
//! It is written beside the journal and counts nothing of it. All records are read twice for it, but only by a run that has a
//! call, so that an unchanged night pays nothing. Invariant: `before` is the snapshot's state before the first call of the run
//! was sent, and `after` is its state when the run was finished.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::{
    RunId, Store, StoreFault,
    blocks::{self, unreadable},
    call_state::CallStates,
    key::{keys, parts},
    runs,
    sql_types::{Json, PackedJson, json, packed_json},
};
use crate::{
    codec::{PackedRef, StoredCall},
    error::Result,
    model::{Entity, Fingerprint, PlannedRows, RowCall, SnapshotState},
};

/// What the hash of calls begins with; another form of the journal takes another label.
const CALLS_LABEL: &[u8] = b"calls of a run, form 1";

/// What a run has left for its certificate.
#[derive(Clone, Debug)]
pub struct RunEvidence {
    /// The rows of its files.
    pub rows: PlannedRows,
    /// The snapshot's fingerprint before it; `None` if it had no call.
    pub before: Option<String>,
    /// The snapshot when it was finished; `None` if it had no call.
    pub after: Option<SnapshotState>,
}

impl Store {
    /// Stores the rows of a run whose calls are not sent yet, and the snapshot's fingerprint if there are calls.
    pub fn begin_evidence(
        &mut self,
        run: RunId,
        rows: &PlannedRows,
        has_calls: bool,
    ) -> Result<()> {
        self.write(|transaction| {
            let before = has_calls.then(|| fingerprint(transaction)).transpose()?;
            begin(transaction, run, rows, before.as_deref())
        })
    }

    /// Stores the snapshot's state after the last call of a run. A run without a call, or of an older version, needs none.
    pub fn end_evidence(&mut self, run: RunId) -> Result<()> {
        self.write(|transaction| end(transaction, run))
    }

    /// What a run has left for its certificate; `None` for a run of an older version.
    pub fn evidence(&self, run: RunId) -> Result<Option<RunEvidence>> {
        self.read(|connection| {
            let sql = "SELECT rows, before, after FROM run_evidence WHERE run = ?1";
            let found = connection.query_row(sql, [run], |row| {
                let PackedJson(rows) = row.get(0)?;
                let after: Option<Json<SnapshotState>> = row.get(2)?;
                Ok(RunEvidence {
                    rows,
                    before: row.get(1)?,
                    after: after.map(|Json(state)| state),
                })
            });
            Ok(found.optional()?)
        })
    }

    /// The first run after this one that may have changed the snapshot, with the fingerprint before it.
    pub fn next_change(&self, run: RunId) -> Result<Option<(RunId, String)>> {
        self.read(|connection| {
            let sql = "SELECT run, before FROM run_evidence
                       WHERE run > ?1 AND before IS NOT NULL ORDER BY run LIMIT 1";
            let found = connection.query_row(sql, [run], |row| Ok((row.get(0)?, row.get(1)?)));
            Ok(found.optional()?)
        })
    }

    /// The newest state with this fingerprint that a run has left.
    pub fn state_with(&self, fingerprint: &str) -> Result<Option<SnapshotState>> {
        self.read(|connection| {
            let sql = "SELECT after FROM run_evidence
                       WHERE json_extract(after, '$.fingerprint') = ?1 ORDER BY run DESC LIMIT 1";
            let found = connection.query_row(sql, [fingerprint], |row| row.get(0));
            Ok(found.optional()?.map(|Json(state)| state))
        })
    }

    /// The snapshot as it is now.
    pub fn state(&self) -> Result<SnapshotState> {
        self.read(state)
    }

    /// A hash of the calls of a run, with their bodies and what became of each, in hex.
    pub fn calls_hash(&self, run: RunId) -> Result<String> {
        self.read(|connection| {
            let mut hasher = blake3::Hasher::new();
            hasher.update(CALLS_LABEL);
            blocks::hash(connection, run, &mut hasher)?;
            hash_states(connection, run, &mut hasher)?;
            Ok(hasher.finalize().to_hex().to_string())
        })
    }

    /// Passes every call of a run that a row requires to `visit`, without its content.
    pub fn row_calls(&self, run: RunId, visit: &mut dyn FnMut(RowCall<'_>)) -> Result<()> {
        self.read(|connection| {
            let otherwise = runs::otherwise(connection, run)?;
            let mut states = connection.prepare_cached(CallStates::IN_ORDER)?;
            let mut states = CallStates::of(&mut states, run)?;
            blocks::each(connection, run, |key, head| {
                let state = states.at(key)?.unwrap_or(otherwise);
                self.blocks.with(connection, parts(key), |bytes| {
                    let call = StoredCall::read(bytes).ok_or_else(unreadable)?;
                    if let Some(origin) = &call.origin {
                        visit(RowCall {
                            entity: head.head.entity,
                            cause: head.head.cause,
                            origin,
                            state,
                        });
                    }
                    Ok(())
                })
            })
        })
    }
}

/// Hashes what became of each call of a run.
fn hash_states(
    connection: &Connection,
    run: RunId,
    hasher: &mut blake3::Hasher,
) -> Result<(), StoreFault> {
    let mut statement = connection.prepare(
        "SELECT json_array(key, state, attempts, error, message, finding) FROM call_state
         WHERE key BETWEEN ?1 AND ?2 ORDER BY key",
    )?;
    let mut rows = statement.query(keys(run))?;
    while let Some(row) = rows.next()? {
        hasher.update(row.get_ref(0)?.as_bytes().map_err(|_| unreadable())?);
    }
    Ok(())
}

/// Stores what is known before the first call.
pub(super) fn begin(
    connection: &Connection,
    run: RunId,
    rows: &PlannedRows,
    before: Option<&str>,
) -> std::result::Result<(), StoreFault> {
    let sql = "INSERT INTO run_evidence (run, rows, before) VALUES (?1, ?2, ?3)";
    connection.execute(sql, params![run, packed_json(rows)?, before])?;
    Ok(())
}

/// Stores the state after the last call.
pub(super) fn end(connection: &Connection, run: RunId) -> std::result::Result<(), StoreFault> {
    let sql = "SELECT 1 FROM run_evidence WHERE run = ?1 AND before IS NOT NULL";
    if connection.prepare_cached(sql)?.exists([run])? {
        let sql = "UPDATE run_evidence SET after = ?2 WHERE run = ?1";
        connection.execute(sql, params![run, json(&state(connection)?)?])?;
    }
    Ok(())
}

/// Hashes the records in their order.
#[derive(Default)]
struct StateHasher(blake3::Hasher);

impl StateHasher {
    fn add(&mut self, entity: Entity, code: &str, fingerprint: Fingerprint) {
        self.0.update(entity.as_str().as_bytes());
        self.0.update(&(code.len() as u64).to_le_bytes());
        self.0.update(code.as_bytes());
        self.0.update(&fingerprint.0);
    }

    fn hex(&self) -> String {
        self.0.finalize().to_hex().to_string()
    }
}

/// The fingerprint of all records, without reading their contents.
pub(super) fn fingerprint(connection: &Connection) -> std::result::Result<String, StoreFault> {
    let mut hasher = StateHasher::default();
    let sql = "SELECT entity, code, fingerprint FROM record ORDER BY entity, code";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let code = row.get_ref(1)?.as_str().map_err(|_| unreadable())?;
        hasher.add(row.get(0)?, code, row.get(2)?);
    }
    Ok(hasher.hex())
}

/// The state of all records. A content that was changed without its fingerprint counts as another record.
fn state(connection: &Connection) -> std::result::Result<SnapshotState, StoreFault> {
    let mut hasher = StateHasher::default();
    let mut state = SnapshotState {
        records: Entity::ALL.map(|entity| (entity, 0)).into(),
        ..SnapshotState::default()
    };
    let sql = "SELECT entity, code, fingerprint, content FROM record ORDER BY entity, code";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let entity: Entity = row.get(0)?;
        let code = row.get_ref(1)?.as_str().map_err(|_| unreadable())?;
        let content = row.get_ref(3)?.as_blob().map_err(|_| unreadable())?;
        let (content, stored) = (PackedRef::of(content), row.get(2)?);
        hasher.add(entity, code, stored);
        if content.fingerprint() != stored {
            hasher.add(entity, code, content.fingerprint());
        }
        *state.records.entry(entity).or_default() += 1;
        if entity == Entity::Customer {
            count(&mut state, content);
        }
    }
    state.fingerprint = hasher.hex();
    Ok(state)
}

/// Counts a customer by what it refers to.
fn count(state: &mut SnapshotState, content: PackedRef<'_>) {
    for (lookup, name) in content.references() {
        let Some(counts) = state.customers.of(lookup) else {
            continue;
        };
        increase(counts, name);
    }
}

/// There are millions of customers and few names, so a name is copied only once.
fn increase(counts: &mut BTreeMap<String, usize>, name: &str) {
    match counts.get_mut(name) {
        Some(count) => *count += 1,
        None => drop(counts.insert(name.to_owned(), 1)),
    }
}
