//! The store on real files: what the tests share, and one file for each part of it.
//!
//! No test waits for a clock. Invariant: every store is in its own folder, which is removed with it.

mod assume;
mod begin;
mod opening;
mod outcomes;
mod property;
mod retention;
mod runs;
mod snapshot;
mod spread;
mod trouble;
mod unreleased;

use std::path::PathBuf;

use jiff::Timestamp;
use tempfile::TempDir;

use super::{JournalEntry, OpenCall, RunId, Store};
use crate::{
    error::{Error, ErrorKind},
    model::{
        AccountId, Action, Attribute, Call, CallId, CallState, Cause, Code, Content, Dialect,
        Effect, Entity, Key, Sources, Value,
    },
};

/// A folder with a snapshot path in it.
pub(super) struct SnapshotFolder {
    folder: TempDir,
}

impl SnapshotFolder {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        Self { folder }
    }

    pub(super) fn path(&self) -> PathBuf {
        self.folder.path().join("vbot-sync.db")
    }

    pub(super) fn open(&self) -> Store {
        Store::open(&self.path(), &tenant()).expect("a snapshot")
    }

    pub(super) fn look(&self) -> Store {
        let store = Store::open_existing(&self.path(), &tenant()).expect("a snapshot");
        store.expect("a snapshot that is there")
    }

    /// What is in the folder, by name.
    pub(super) fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).expect("a folder");
        let mut names: Vec<_> = entries
            .map(|entry| entry.expect("an entry").file_name())
            .map(|name| name.to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

pub(super) fn tenant() -> AccountId {
    AccountId {
        base_url: "https://crm.example.vn".to_owned(),
        dialect: Dialect::V1,
        vbot_id: "45681".to_owned(),
        project_code: "PR1".to_owned(),
        fields: crate::model::CustomerFields::default(),
    }
}

pub(super) fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + second).expect("a moment")
}

pub(super) fn code(text: &str) -> Code {
    Code::from(text)
}

/// A customer of that name in status NEW.
pub(super) fn content(name: &str) -> Content {
    let mut content = Content::default();
    let phones = Value::List(vec!["0912345678".to_owned()]);
    let attributes = [
        (Attribute::CustomerName, Value::from(name)),
        (Attribute::CustomerPhones, phones),
        (Attribute::CustomerStatusCode, Value::from("NEW")),
    ];
    content.attributes.extend(attributes);
    content
}

pub(super) fn call(id: CallId, action: Action, effect: Effect) -> Call {
    Call {
        id,
        entity: Entity::Customer,
        action,
        after: Vec::new(),
        waits: Vec::new(),
        changes: [(
            Key::Attribute(Attribute::CustomerName),
            [None, Some("Ann".into())],
        )]
        .into(),
        origin: None,
        cause: Cause::Row,
        cycle: None,
        last: false,
        effect,
        cascade: None,
    }
}

pub(super) fn create(id: CallId, text: &str) -> Call {
    let (code, content) = (code(text), content(text));
    let effect = Effect::Put {
        code: code.clone(),
        content: content.clone(),
        identity: None,
        previous_no: None,
    };
    call(id, Action::Create { code, content }, effect)
}

pub(super) fn delete(id: CallId, text: &str) -> Call {
    let action = Action::Delete {
        code: code(text),
        content: content(text),
    };
    call(id, action, Effect::Remove { code: code(text) })
}

pub(super) fn move_to(id: CallId, from: &str, to: &str, temporary_for: Option<&str>) -> Call {
    let action = Action::UpdateNo {
        from: code(from),
        to: code(to),
        content: content(from),
    };
    let effect = Effect::Move {
        from: code(from),
        to: code(to),
        temporary_for: temporary_for.map(code),
        identity: None,
        previous_no: None,
    };
    call(id, action, effect)
}

pub(super) fn entry(call: CallId, state: CallState) -> JournalEntry {
    JournalEntry {
        call,
        state,
        at: at(i64::from(call)),
        attempts: 1,
        code: None,
        message: None,
        finding: None,
        provenance: None,
        late: false,
    }
}

/// Begins a run without sources.
pub(super) fn begin(store: &mut Store, calls: &[Call]) -> RunId {
    try_begin(store, &Sources::new(), calls).expect("a run")
}

/// Begins a run, if that is allowed.
pub(super) fn try_begin(
    store: &mut Store,
    sources: &Sources,
    calls: &[Call],
) -> crate::error::Result<RunId> {
    store.begin_run("sync", at(0), sources, &calls.to_vec().into())
}

/// The calls that an unfinished run has left, with their states.
pub(super) fn left(store: &Store) -> Vec<(Call, CallState)> {
    let run = store.unfinished().expect("readable").expect("a run").run;
    let (mut ids, mut states) = (Vec::new(), Vec::new());
    let mut see = |open: OpenCall| {
        ids.push(open.call.head.id);
        states.push(open.state);
    };
    store.open_calls(run, &mut see).expect("readable");
    let calls = store.calls(run, &ids).expect("readable");
    calls.into_iter().zip(states).collect()
}

/// The states of the calls that an unfinished run has left.
pub(super) fn states(store: &Store) -> Vec<CallState> {
    left(store).into_iter().map(|(_, state)| state).collect()
}

/// Takes calls to the state `applied`.
pub(super) fn apply(store: &mut Store, run: RunId, calls: &[Call]) -> crate::error::Result<()> {
    let states = [CallState::InFlight, CallState::Applied];
    let entries: Vec<_> = calls
        .iter()
        .flat_map(|call| states.map(|state| entry(call.id, state)))
        .collect();
    store.record(run, &entries)
}

/// Begins, applies and finishes a run.
pub(super) fn done(store: &mut Store, calls: &[Call]) -> RunId {
    let run = begin(store, calls);
    apply(store, run, calls).expect("acknowledged");
    let summary = serde_json::json!({});
    store
        .finish_run(run, at(99), 0, &summary)
        .expect("finished");
    run
}

/// Checks that the snapshot refuses, with this part of a sentence.
pub(super) fn refused<T: std::fmt::Debug>(result: Result<T, Error>, part: &str) {
    let error = result.expect_err("a refusal");
    let is_ours = matches!(error.kind(), ErrorKind::Snapshot | ErrorKind::Busy);
    assert!(is_ours, "{error}");
    assert!(error.message().contains(part), "{error}");
    assert!(!error.message().ends_with('.') && error.hint_text().is_some());
}
