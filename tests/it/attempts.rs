//! An observer learns of every request that the server receives: calls, the questions that settle them, and tokens.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use tokio::sync::watch;
use vbot_sync::{
    config,
    model::{Dialect, Overrides},
    observe::{Attempt, AttemptOutcome, AttemptedCall, Event, Observer, Observers, Silent},
    sandbox::{Fault, Faults},
    send::{self, Credentials, Engine},
    store::Store,
    sync::{self, RunContext},
};

use crate::fixture::Fixture;

/// Faults after which a request has been received.
const FAULTS: &str = "drop_before=0.03,apply_drop=0.03,error_500=0.05,http_429=0.02,html_200=0.03,html_502=0.02,\
                      cut_body=0.02,retry_after=0,seed=11";

/// The request whose token expires: one of the calls that are sent at the same time as others.
const EXPIRY: u64 = 100;

const USER: &str = "van-phong";
const PASSWORD: &str = "hochgeheim";

/// The parts of an event that describe a request.
struct Noted {
    path: String,
    outcome: AttemptOutcome,
    http: Option<u16>,
    message: Option<String>,
    text: String,
}

/// Records every request.
#[derive(Default)]
struct AttemptList(Mutex<Vec<Noted>>);

impl Observer for AttemptList {
    fn on(&self, event: &Event<'_>) {
        if let Event::Attempt(attempt) = event {
            let mut list = self.0.lock().expect("the lock is not poisoned");
            list.push(Noted {
                path: path(attempt),
                outcome: attempt.outcome,
                http: attempt.http,
                message: attempt.message.map(str::to_owned),
                text: format!("{event:?}"),
            });
        }
    }
}

fn path(attempt: &Attempt<'_>) -> String {
    let of_call = |call: AttemptedCall<'_>| {
        let operation = call.action.operation();
        send::path(Dialect::V1, call.entity, operation)
    };
    attempt.call.map_or_else(|| "/token".to_owned(), of_call)
}

/// The number of occurrences of each text.
fn tally<T: Ord>(texts: impl Iterator<Item = T>) -> BTreeMap<T, usize> {
    let mut counts = BTreeMap::new();
    for text in texts {
        *counts.entry(text).or_default() += 1;
    }
    counts
}

/// One night, with an observer.
fn synced(scene: &Fixture, observer: Arc<dyn Observer>) -> sync::Outcome {
    let config =
        config::load(&scene.path("vbot-sync.toml")).expect("the configuration can be loaded");
    let store = Store::open(&config.state, &config.tenant).expect("a snapshot can be opened");
    let credentials = Credentials::Password {
        username: USER.into(),
        password: PASSWORD.into(),
    };
    let engine = Engine::new(
        config.tenant.clone(),
        config.limits,
        config.policy,
        credentials,
    );
    let context = RunContext {
        engine: Arc::new(engine.expect("an engine can be made")),
        observer,
        halt: watch::channel(None).1,
    };
    let proposal = sync::propose(&config, Some(&store), &Overrides::default(), &Silent);
    let proposal = proposal.expect("a plan is proposed");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime can be made");
    let run = async { sync::execute(store, proposal, "sync", Some(context)).await };
    runtime.block_on(run).expect("the run is journalled")
}

#[test]
fn every_request_that_the_server_receives_has_one_event() {
    let row = |number| format!("KH{number:03},Khách {number},0912345{number:03},MOI,LE,Hà Nội");
    let rows: Vec<_> = (0..200).map(row).collect();
    let rows: Vec<_> = rows.iter().map(String::as_str).collect();
    let scene = Fixture::builder()
        .customers(&rows)
        .set("max_attempts", "40");
    let scene = scene.sandbox(|options| {
        let faults = Faults::parse(FAULTS).expect("the faults can be parsed");
        options.faults = faults.at(EXPIRY, Fault::TokenExpiry);
        (options.username, options.password) = (Some(USER.into()), Some(PASSWORD.into()));
    });
    let scene = scene.start();
    let list = Arc::new(AttemptList::default());
    let observers = Observers::default()
        .with(Arc::new(Silent))
        .with(list.clone());
    let outcome = synced(&scene, Arc::new(observers));
    let figures = &outcome.finished;
    assert_eq!(figures.exit, 0, "{figures:?}");

    let log = scene.server.log();
    let noted = list.0.lock().expect("the lock is not poisoned");
    let received = tally(log.iter().map(|arrival| arrival.path.clone()));
    assert_eq!(tally(noted.iter().map(|one| one.path.clone())), received);
    assert!(received["/token"] > 1, "the token was renewed");
    let calls = log.len() - received["/token"];
    assert_eq!(figures.requests, calls);

    let outcomes = tally(noted.iter().map(|one| one.outcome));
    for outcome in [AttemptOutcome::Rejected, AttemptOutcome::Unknown] {
        assert!(outcomes.contains_key(&outcome), "{outcome:?}");
    }
    for one in noted.iter() {
        let applied = one.outcome == AttemptOutcome::Applied;
        assert_eq!(one.message.is_none(), applied, "{}", one.text);
        assert!(!applied || one.http == Some(200), "{}", one.text);
        assert!(
            ![USER, PASSWORD]
                .iter()
                .any(|secret| one.text.contains(secret))
        );
    }
}
