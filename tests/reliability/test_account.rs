//! A fixture: a folder with sheets, a configuration and a snapshot, and a sandbox with its account.
//!
//! A fixture is built once and restored to its saved state for every case, since a snapshot is bound to
//! its server's address. Invariant: a restored fixture equals the saved one.

use std::{fs, io, path::PathBuf, sync::Arc, time::Duration};

use tempfile::TempDir;
use tokio::sync::watch;
use vbot_sync::{
    config::{self, Config},
    error::Result,
    model::{Dialect, StopReason},
    observe::Silent,
    sandbox::{Faults, Options, Server},
    send::{Credentials, Engine},
    store::Store,
    sync::RunContext,
};

use crate::{
    held::{CONFIGURATION, HeldAccount},
    program::{self, Ran, Running},
    sheets::{FIELDS, Night},
};

/// The snapshot's file, with what SQLite may keep beside it.
pub const SNAPSHOT: [&str; 3] = ["vbot-sync.db", "vbot-sync.db-wal", "vbot-sync.db-shm"];

/// The settings of a fixture that tests change.
#[derive(Clone, Debug)]
pub struct Settings {
    pub rate: &'static str,
    pub concurrency: usize,
    pub timeout: &'static str,
    pub max_attempts: u32,
    pub dialect: Dialect,
    /// How long reads of a v3 account are behind, in milliseconds.
    pub lag: i64,
}

impl Settings {
    /// The same for another dialect; under v3 with reads that are behind.
    pub fn of(self, dialect: Dialect) -> Self {
        let lag = if dialect == Dialect::V3 { 200 } else { 0 };
        Self {
            dialect,
            lag,
            ..self
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            rate: "10000/s",
            concurrency: 3,
            timeout: "300ms",
            max_attempts: 6,
            dialect: Dialect::V1,
            lag: 0,
        }
    }
}

/// The folder, the sandbox, and their saved state.
pub struct TestAccount {
    folder: TempDir,
    pub server: Server,
    /// The environment of the binary.
    pub environment: Vec<(&'static str, String)>,
    pub dialect: Dialect,
    saved: Option<(HeldAccount, Vec<u8>)>,
}

impl TestAccount {
    pub fn new(settings: &Settings, mut options: Options) -> Self {
        options.rules.dialect = settings.dialect;
        options.rules.v3.lag_ms = settings.lag;
        let server = Server::start(options).expect("the sandbox starts");
        let fixture = Self {
            folder: TempDir::new().expect("a folder can be made"),
            server,
            environment: match settings.dialect {
                Dialect::V3 => vec![("VBOT_API_KEY", "sandbox".to_owned())],
                _ => vec![("VBOT_TOKEN", "sandbox".to_owned())],
            },
            dialect: settings.dialect,
            saved: None,
        };
        HeldAccount::prepare(&fixture.server, settings.dialect);
        fixture.configure(settings);
        fixture
    }

    /// Logs in with a user's name and password in place of the token, where the API has them.
    pub fn with_login(settings: &Settings, lifetime: Duration) -> Self {
        if settings.dialect == Dialect::V3 {
            return Self::new(settings, Options::default());
        }
        let options = Options {
            username: Some(USERNAME.to_owned()),
            password: Some(PASSWORD.to_owned()),
            token_lifetime: lifetime,
            ..Options::default()
        };
        let mut fixture = Self::new(settings, options);
        fixture.environment = vec![
            ("VBOT_USERNAME", USERNAME.to_owned()),
            ("VBOT_PASSWORD", PASSWORD.to_owned()),
        ];
        fixture
    }

    /// Writes the configuration.
    pub fn configure(&self, settings: &Settings) {
        self.write(
            "vbot-sync.toml",
            configuration(&self.server.url(), settings),
        );
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).expect("the file can be written");
    }

    /// The file's bytes; `None` where there is none.
    pub fn read(&self, name: &str) -> Option<Vec<u8>> {
        match fs::read(self.path(name)) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => panic!("{name}: {error}"),
        }
    }

    /// Replaces the file's content, or removes the file.
    pub fn replace(&self, name: &str, content: Option<&[u8]>) {
        match content {
            Some(content) => self.write(name, content),
            None => drop(fs::remove_file(self.path(name))),
        }
    }

    /// Writes the sheets of a night.
    pub fn write_sheets(&self, night: &Night) {
        for sheet in &night.0 {
            self.write(&format!("{}.csv", sheet.entity), sheet.csv(self.dialect));
        }
    }

    /// Saves the account and the snapshot, which must not be open.
    pub fn save(&mut self) {
        let account = self.account();
        let snapshot = self.read(SNAPSHOT[0]).expect("the snapshot exists");
        self.saved = Some((account, snapshot));
    }

    /// The saved account and snapshot.
    #[cfg(target_os = "linux")]
    pub fn saved(&self) -> (HeldAccount, Vec<u8>) {
        self.saved.clone().expect("the fixture was saved")
    }

    /// Restores the saved state, with an empty log and without faults.
    pub fn restore(&self) {
        let (account, snapshot) = self.saved.as_ref().expect("the fixture was saved");
        self.reset_to(account.clone(), &[Some(snapshot), None, None]);
    }

    /// Resets the fixture to that account and those files of the snapshot.
    pub fn reset_to(&self, account: HeldAccount, files: &[Option<&Vec<u8>>; 3]) {
        self.server.set_faults(Faults::none());
        program::eventually("late requests are applied", || self.server.late() == 0);
        account.restore(&self.server);
        self.server.reset_log();
        for (name, content) in SNAPSHOT.iter().zip(files) {
            self.replace(name, content.map(Vec::as_slice));
        }
    }

    /// A copy of the account.
    pub fn account(&self) -> HeldAccount {
        HeldAccount::of(&self.server, self.dialect)
    }

    /// The place of the first request that changes the account in the log of a run with customers: under v3 the fields
    /// are read first.
    pub fn first_write(&self) -> usize {
        usize::from(self.dialect == Dialect::V3)
    }

    pub fn config(&self) -> Config {
        config::load(&self.path("vbot-sync.toml")).expect("the configuration can be loaded")
    }

    pub fn store(&self) -> Store {
        self.try_store().expect("the snapshot can be opened")
    }

    /// The snapshot, which may be damaged.
    pub fn try_store(&self) -> Result<Store> {
        let config = self.config();
        Store::open(&config.state, &config.tenant)
    }

    /// A new engine, as every process has its own.
    pub fn engine(&self) -> Arc<Engine> {
        let config = self.config();
        let credentials = match self.dialect {
            Dialect::V3 => Credentials::Key("sandbox".into()),
            _ => Credentials::Token("sandbox".into()),
        };
        let engine = Engine::new(config.tenant, config.limits, config.policy, credentials);
        Arc::new(engine.expect("an engine can be made"))
    }

    pub fn run_context(&self) -> RunContext {
        RunContext {
            engine: self.engine(),
            observer: Arc::new(Silent),
            halt: never(),
        }
    }

    /// Runs the binary to its end.
    #[track_caller]
    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.start(arguments).end()
    }

    /// Starts the binary.
    pub fn start(&self, arguments: &[&str]) -> Running {
        program::start(self.folder.path(), arguments, &self.environment)
    }
}

pub const USERNAME: &str = "van-phong-0815";
pub const PASSWORD: &str = "mật khẩu & 100% geheim";

/// A run is never asked to stop.
pub fn never() -> watch::Receiver<Option<StopReason>> {
    watch::channel(None).1
}

fn configuration(url: &str, settings: &Settings) -> String {
    let Settings {
        rate,
        concurrency,
        timeout,
        max_attempts,
        dialect,
        lag: _,
    } = settings;
    let tenant = match dialect {
        Dialect::V3 => CONFIGURATION,
        _ => "vbot_id = \"45681\"\nproject_code = \"PR20210223152\"\n",
    };
    let dialect = dialect.as_str();
    let head = format!(
        "[api]\nbase_url = \"{url}\"\ndialect = \"{dialect}\"\n{tenant}\
         [limits]\nrate = \"{rate}\"\nconcurrency = {concurrency}\ntimeout = \"{timeout}\"\n\
         max_attempts = {max_attempts}\n\
         [state]\npath = \"vbot-sync.db\"\n[safety]\nmax_deletes = \"50%\"\nmax_renames = \"100%\"\n"
    );
    let sources = ["status", "type", "group", "field", "customer"].map(|entity| {
        let fields = match entity {
            "customer" => FIELDS
                .map(|field| format!("{field} = \"{field}\"\n"))
                .concat(),
            _ => String::new(),
        };
        format!(
            "[[source]]\nentity = \"{entity}\"\npath = \"{entity}.csv\"\n[source.fields]\n{fields}"
        )
    });
    head + &sources.concat().replace("[source.fields]\n[", "[")
}
