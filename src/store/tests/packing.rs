//! A file as the first version left it: what it says is what it said.
//!
//! The file is made by that version's own statements. Invariant: nothing is lost and nothing is settled by a
//! mere update of the program.

use rusqlite::{Connection, params};

use super::{
    Folder, apply, at, begin, code, content, create, delete, left, move_to, refused, tenant,
};
use crate::{
    model::{
        Acknowledged, Call, CallState,
        CallState::{Applied, Blocked, InFlight, Planned, Rejected, Superseded, Unknown},
        Code, Entity, Errand, Operation, Provenance, SourceMemory, Sources,
    },
    store::{Doubtful, Store, key::key, migrations, packing},
};

/// What the first version wrote, with that version's words.
struct Old(Connection);

impl Old {
    fn new(folder: &Folder) -> Self {
        let connection = Connection::open(folder.path()).expect("a database");
        connection.execute_batch(migrations::FIRST).expect("tables");
        for (name, value) in [
            ("application_id", migrations::APPLICATION_ID),
            ("user_version", 1),
        ] {
            connection.pragma_update(None, name, value).expect("pragma");
        }
        let tenant = tenant();
        let sql =
            "INSERT INTO snapshot (only, base_url, dialect, vbot_id, project_code, generation)
                   VALUES (1, ?1, 'v1', ?2, ?3, 5)";
        let values = [tenant.base_url, tenant.vbot_id, tenant.project_code];
        connection.execute(sql, values).expect("a tenant");
        Self(connection)
    }

    fn run(&self, id: i64, state: &str) {
        let sql = "INSERT INTO run (id, command, state, started, finished, exit, summary)
                   VALUES (?1, 'sync', ?2, ?3, ?3, 0, '{\"held\":0}')";
        let values = params![id, state, at(0).to_string()];
        self.0.execute(sql, values).expect("a run");
    }

    fn record(&self, entity: Entity, code: &str) {
        let content = serde_json::to_string(&content(code)).expect("JSON");
        let sql =
            "INSERT INTO record (entity, code, identity, temporary_for, unsettled, fingerprint,
                                       provenance, acknowledged_at, run, content)
                   VALUES (?1, ?2, '17', ?3, 1, zeroblob(16), 'adopted', ?4, 1, ?5)";
        let temporary_for = (code == "tmp").then_some("b");
        let moment = at(7).to_string();
        let values = params![entity.as_str(), code, temporary_for, moment, content];
        self.0.execute(sql, values).expect("a record");
    }

    fn call(
        &self,
        run: i64,
        call: &Call,
        state: CallState,
        (attempts, message): (u32, Option<&str>),
    ) {
        let sql =
            "INSERT INTO call (run, id, entity, operation, code, new_code, state, at, attempts,
                                     in_doubt, late, error, message)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10, NULL, ?11)";
        let action = &call.action;
        let values = params![
            run,
            call.id,
            call.entity.as_str(),
            action.operation().as_str(),
            action.code().as_str(),
            action.new_code().map(Code::as_str),
            state.as_str(),
            at(i64::from(call.id)).to_string(),
            attempts,
            state == Unknown,
            message,
        ];
        self.0.execute(sql, values).expect("a call");
        let body = serde_json::to_string(call).expect("JSON");
        let sql = "INSERT INTO call_body (run, id, body) VALUES (?1, ?2, ?3)";
        let values = params![run, call.id, body];
        self.0.execute(sql, values).expect("a body");
    }
}

fn states(store: &Store, run: i64) -> Vec<(CallState, usize)> {
    let counts = store.counts(run).expect("readable");
    let kept = counts
        .into_iter()
        .filter(|((_, operation, _), _)| *operation == Operation::Create);
    kept.map(|((_, _, state), count)| (state, count)).collect()
}

#[test]
fn records_are_what_they_were_with_new_fingerprints() {
    let folder = Folder::new();
    let old = Old::new(&folder);
    old.run(1, "finished");
    for (entity, code) in [
        (Entity::Customer, "tmp"),
        (Entity::Status, "NEW"),
        (Entity::Customer, "a"),
    ] {
        old.record(entity, code);
    }
    drop(old);
    let store = folder.open();
    let known = store.known(Entity::Customer).expect("readable");
    let codes: Vec<_> = known.iter().map(|known| &*known.code).collect();
    assert_eq!(codes, ["a", "tmp"]);
    let found = store
        .find(Entity::Customer, &code("tmp"))
        .expect("readable");
    let found = found.expect("a record");
    assert_eq!(found.content, content("tmp"));
    assert_eq!(found.known.fingerprint, content("tmp").fingerprint());
    assert_eq!(
        (found.provenance, found.acknowledged_at),
        (Provenance::Adopted, at(7))
    );
    assert_eq!(
        (found.known.identity.as_deref(), found.known.unsettled),
        (Some("17"), true)
    );
    assert_eq!(found.known.temporary_for, Some(code("b")));
    assert_eq!(
        store.away(Entity::Customer).expect("readable"),
        [code("tmp")]
    );
    assert_eq!(store.known(Entity::Status).expect("readable").len(), 1);
}

#[test]
fn runs_that_are_over_can_still_be_told_of() {
    let folder = Folder::new();
    let old = Old::new(&folder);
    old.run(1, "superseded");
    old.run(2, "finished");
    old.call(1, &create(1, "a"), Applied, (1, None));
    old.call(1, &create(2, "b"), Superseded, (0, None));
    old.call(1, &create(3, "c"), Superseded, (2, Some("waits")));
    old.call(2, &create(1, "b"), Rejected, (3, Some("sai")));
    old.call(2, &create(2, "c"), Blocked, (0, Some("waits for call 1")));
    drop(old);
    let store = folder.open();
    assert_eq!(states(&store, 1), [(Applied, 1), (Superseded, 2)]);
    assert_eq!(states(&store, 2), [(Rejected, 1), (Blocked, 1)]);
    let failures = store.failures(2).expect("readable");
    assert_eq!(
        (&failures[0].call, failures[0].message.as_deref()),
        (&create(1, "b"), Some("sai"))
    );
    let past = store
        .past(Entity::Customer, &code("b"), 9)
        .expect("readable");
    let told: Vec<_> = past
        .iter()
        .map(|past| (past.run, past.state, past.attempts, past.at))
        .collect();
    assert_eq!(told, [(2, Rejected, 3, at(1)), (1, Superseded, 0, at(0))]);
    assert_eq!(past[1].call, create(2, "b"));
    assert_eq!(store.runs(9).expect("readable").len(), 2);
    assert!(store.unfinished().expect("readable").is_none());
}

#[test]
fn a_run_that_is_not_over_can_be_resumed() {
    let folder = Folder::new();
    let old = Old::new(&folder);
    old.run(4, "stopped");
    let sql = "INSERT INTO run_source VALUES (4, 'a.csv', 'customer', 9, '[\"customer_name\"]')";
    old.0.execute(sql, []).expect("a source");
    let mut moved = move_to(3, "x", "y", None);
    moved.after = vec![1, 2];
    let calls = [
        create(1, "a"),
        create(2, "b"),
        moved,
        delete(4, "d"),
        create(5, "e"),
    ];
    let stands = [
        (Applied, 1),
        (Unknown, 2),
        (Planned, 0),
        (InFlight, 1),
        (Planned, 1),
    ];
    for (call, (state, attempts)) in calls.iter().zip(stands) {
        old.call(4, call, state, (attempts, None));
    }
    drop(old);
    let error = Store::open_existing(&folder.path(), &tenant()).expect_err("it is old");
    assert!(
        error
            .hint_text()
            .is_some_and(|hint| hint.contains("brings it up to date"))
    );
    let mut store = folder.open();
    let [_, second, third, fourth, fifth] = calls;
    let open = [
        (&second, Unknown),
        (&third, Planned),
        (&fourth, InFlight),
        (&fifth, Planned),
    ];
    let open = open.map(|(call, state)| (Errand::from(call), state));
    assert_eq!(left(&store), open);
    let unfinished = store.unfinished().expect("readable").expect("a run");
    let memory = SourceMemory {
        rows: 9,
        columns: ["customer_name".to_owned()].into(),
    };
    let sources: Sources = [("a.csv".to_owned(), (Entity::Customer, memory))].into();
    assert_eq!((unfinished.run, unfinished.sources), (4, sources));
    let doubtful = store.doubtful(4).expect("readable");
    let second_stands = Doubtful {
        call: Errand::from(&second),
        state: Unknown,
        at: at(2),
    };
    assert_eq!((doubtful.len(), &doubtful[0]), (2, &second_stands));
    assert_eq!(
        store.late(at(1)).expect("readable"),
        [(Errand::from(&second), at(2))]
    );
    refused(store.supersede(4), "in doubt");
    apply(&mut store, 4, &[second, fourth, fifth]).expect("it goes on");
    store.supersede(4).expect("nothing is in doubt");
    assert_ne!(begin(&mut store, &[]), 4);
}

/// A file as the second version left it: each call in a row of its own.
#[test]
fn calls_that_stood_alone_are_put_together() {
    let folder = Folder::new();
    let old = Old::new(&folder);
    old.run(1, "superseded");
    old.run(2, "stopped");
    packing::step(&old.0).expect("the second step");
    old.0
        .pragma_update(None, "user_version", 2)
        .expect("pragma");
    let sql = "INSERT INTO call (key, entity, operation, code, body) VALUES (?1, 4, 0, ?2, ?3)";
    let calls: Vec<Call> = (1..=200).map(|id| create(id, &format!("c{id}"))).collect();
    for (run, calls) in [(1, &calls[..3]), (2, &calls[..])] {
        for call in calls {
            let values = params![key(run, call.id), call.action.code().as_str(), call.pack()];
            old.0.execute(sql, values).expect("a call");
        }
    }
    drop(old);
    let mut store = folder.open();
    assert_eq!(states(&store, 1), [(Superseded, 3)]);
    let open = calls.iter().map(|call| (Errand::from(call), Planned));
    assert_eq!(left(&store), open.collect::<Vec<_>>());
    apply(&mut store, 2, &calls[63..66]).expect("it goes on");
    assert_eq!(states(&store, 2), [(Planned, 197), (Applied, 3)]);
}
