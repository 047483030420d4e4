//! This program: a journalled run of creates that is resumed, so that every call is read from the journal.

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use tokio::sync::watch;
use vbot_sync::{
    codec::Calls,
    model::{AccountId, Dialect, Policy, RateLimits, Sources},
    observe::Silent,
    send::{Credentials, Engine},
    store::Store,
    sync::{self, RunContext},
};

use crate::{Amount, body, usage::Usage};

pub fn run(url: &str, amount: Amount) {
    let folder = tempfile::tempdir().expect("a folder");
    let tenant = AccountId {
        base_url: url.to_owned(),
        dialect: Dialect::V1,
        vbot_id: "45681".to_owned(),
        project_code: "PR1".to_owned(),
        fields: vbot_sync::model::CustomerFields::default(),
    };
    let path = folder.path().join("vbot-sync.db");
    let mut store = Store::open(&path, &tenant).expect("a snapshot");
    let calls = Calls::of(body::Creates(amount.calls));
    // The cost of making the calls does not count as the journal's.
    let usage = Usage::begin();
    let batches = calls.batches().flatten();
    let count: usize = batches.map(|batch| batch.len()).sum();
    assert_eq!(count, amount.calls as usize);
    let made = usage.each(amount.calls);
    let usage = Usage::begin();
    let begun = store.begin_run("sync", Timestamp::now(), &Sources::new(), &calls);
    begun.expect("a run");
    let journalled = (usage.each(amount.calls) - made).max(0.0);
    let limits = RateLimits {
        rate: amount.rate,
        concurrency: amount.connections,
        timeout: Duration::from_secs(30),
        max_attempts: 5,
        wait_for_server: Duration::from_mins(15),
        read_rate: None,
    };
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let usage = Usage::begin();
    let credentials = Credentials::Token("token".into());
    let engine = Engine::new(tenant, limits, Policy::default(), credentials);
    let way = RunContext {
        engine: Arc::new(engine.expect("an engine")),
        observer: Arc::new(Silent),
        halt: watch::channel(None).1,
    };
    let outcome = runtime.block_on(sync::resume(store, async || Ok(way)));
    let outcome = outcome.expect("the snapshot can be written");
    assert_eq!(outcome.expect("a run").finished.exit, 0);
    let summary = usage.summary(amount.calls);
    println!("{summary}  after {journalled:.1} µs to journal it");
}
