//! The plan of the samples' second night, after the first one was sent to a sandbox.

use std::{fs, path::Path, sync::Arc};

use tempfile::TempDir;
use tokio::{runtime::Runtime, sync::watch};
use vbot_sync::{
    codec::{Plan, Proposal},
    config::{self, Config},
    model::{Overrides, RateLimits},
    observe::Silent,
    sandbox::{Options, Server},
    send::{Credentials, Engine},
    store::Store,
    sync::{self, RunContext},
};

const CONFIG: &str = include_str!("../../samples/vbot-sync.toml");

/// The address in the samples' configuration.
const ACCOUNT: &str = "http://127.0.0.1:8045";

/// The plan of night 2 after night 1 was sent.
pub fn second() -> Plan {
    let server = Server::start(Options::default()).expect("the sandbox starts");
    let folder = TempDir::new().expect("a folder can be made");
    let config = configure(folder.path(), &server.url());
    copy_sheets(folder.path(), "night-1");
    let (store, first) = propose(&config);
    send(&config, store, first);
    copy_sheets(folder.path(), "night-2");
    relative(propose(&config).1.plan, folder.path())
}

/// Makes the places relative to the folder, whose name differs in every run.
fn relative(mut plan: Plan, folder: &Path) -> Plan {
    let mut calls = plan.calls.list().expect("the sheets can be read");
    let origins = calls.iter_mut().map(|call| &mut call.origin);
    let issues = plan.issues.iter_mut().map(|issue| &mut issue.origin);
    for origin in origins.chain(issues).flatten() {
        let file = Path::new(&*origin.file);
        if let Ok(file) = file.strip_prefix(folder) {
            origin.file = file.to_string_lossy().into();
        }
    }
    plan.calls = calls.into();
    plan
}

fn configure(folder: &Path, url: &str) -> Config {
    let path = folder.join("vbot-sync.toml");
    fs::write(&path, CONFIG.replace(ACCOUNT, url)).expect("the configuration can be written");
    let config = config::load(&path).expect("the samples' configuration can be loaded");
    let limits = RateLimits {
        rate: 1000.0,
        concurrency: 8,
        ..config.limits
    };
    Config { limits, ..config }
}

fn copy_sheets(folder: &Path, night: &str) {
    let exports = folder.join("exports");
    fs::create_dir_all(&exports).expect("the folder can be made");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    for name in ["danh-muc.xlsx", "khach-hang.csv"] {
        fs::copy(samples.join(night).join(name), exports.join(name))
            .expect("the sample can be copied");
    }
}

fn propose(config: &Config) -> (Store, Proposal) {
    let store = Store::open(&config.state, &config.tenant).expect("the snapshot opens");
    let proposal = sync::propose(config, Some(&store), &Overrides::default(), &Silent);
    (store, proposal.expect("the sheets can be used"))
}

fn send(config: &Config, store: Store, proposal: Proposal) {
    let token = Credentials::Token(Options::default().token.into());
    let engine = Engine::new(config.tenant.clone(), config.limits, config.policy, token);
    let (_keep, halt) = watch::channel(None);
    let way = RunContext {
        engine: Arc::new(engine.expect("the engine starts")),
        observer: Arc::new(Silent),
        halt,
    };
    let run = async { sync::execute(store, proposal, "test", Some(way)).await };
    let outcome = Runtime::new().expect("a runtime starts").block_on(run);
    assert_eq!(outcome.expect("the run is journalled").finished.failed, 0);
}
