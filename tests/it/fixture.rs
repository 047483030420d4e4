//! A fixture: a folder with a configuration and sheets, and a sandbox at the configured address.
//!
//! The configuration begins as the head of the sample's, so it has every setting.
//! Invariant: a test depends on no setting that it does not set itself.

use std::{fs, path::PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;
use vbot_sync::{
    model::{Code, Entity},
    sandbox::{Options, Server},
};

use crate::{
    program::{self, Ran, Running, eventually},
    shared_sandbox::SharedSandbox,
    support,
    traffic::call,
};

const SAMPLE: &str = include_str!("../../samples/vbot-sync.toml");

/// The comment above the sample's sources.
const SOURCES: &str = "# The catalogues:";

/// The columns of a customer's row in most tests.
pub const CUSTOMER: &str = "customer_no,customer_name,customer_phones,customer_status_code,customer_type_code,customer_group_name";

/// A fixture that is not started yet.
#[must_use]
pub struct FixtureBuilder {
    options: Options,
    config: String,
    files: Vec<(String, Vec<u8>)>,
    lookups: bool,
    alone: bool,
}

impl FixtureBuilder {
    fn new(config: &str) -> Self {
        let builder = Self {
            options: Options::default(),
            config: config.to_owned(),
            files: Vec::new(),
            lookups: false,
            alone: false,
        };
        builder
            .set("rate", "\"1000/s\"")
            .set("concurrency", "8")
            .set("timeout", "\"2s\"")
    }

    /// Another value for a setting of the configuration, in TOML.
    pub fn set(mut self, key: &str, value: &str) -> Self {
        self.config = with_setting(&self.config, key, value);
        self
    }

    /// A sheet and the source that reads it; `more` is TOML below `[[source]]`.
    pub fn source(mut self, entity: &str, content: &str, more: &str) -> Self {
        let file = format!("{entity}.csv");
        let source = format!("\n[[source]]\nentity = \"{entity}\"\npath = \"{file}\"\n{more}\n");
        self.config.push_str(&source);
        self.files.push((file, content.as_bytes().to_vec()));
        self
    }

    /// A source of customers, and an account with the lookups that they use: status `MOI` and `CU`, type `LE`,
    /// group `Hà Nội`.
    pub fn customers(mut self, rows: &[&str]) -> Self {
        self.lookups = true;
        self.source("customer", &table(CUSTOMER, rows), "")
    }

    /// No other fixture runs at the same time, so that measured times are comparable.
    pub fn alone(mut self) -> Self {
        self.alone = true;
        self
    }

    /// How the sandbox behaves.
    pub fn sandbox(mut self, change: impl FnOnce(&mut Options)) -> Self {
        change(&mut self.options);
        self
    }

    pub fn start(self) -> Fixture {
        let turn = SharedSandbox::enter(self.alone);
        let dialect = self.options.rules.dialect;
        let server = Server::start(self.options).expect("the sandbox starts");
        if self.lookups {
            put_lookups(&server);
        }
        let scene = Fixture {
            folder: TempDir::new().expect("a folder can be created"),
            server,
            token: Some("sandbox".to_owned()),
            environment: Vec::new(),
            _turn: turn,
        };
        let config = with_setting(
            &self.config,
            "base_url",
            &format!("{:?}", scene.server.url()),
        );
        let dialect = format!("{:?}", dialect.as_str());
        scene.write("vbot-sync.toml", with_setting(&config, "dialect", &dialect));
        for (name, content) in &self.files {
            scene.write(name, content);
        }
        scene
    }
}

/// The folder, the sandbox and the binary.
pub struct Fixture {
    folder: TempDir,
    pub server: Server,
    /// `VBOT_TOKEN`.
    pub token: Option<String>,
    /// The other variables of the environment.
    pub environment: Vec<(&'static str, String)>,
    _turn: SharedSandbox,
}

impl Fixture {
    /// No source yet.
    pub fn builder() -> FixtureBuilder {
        let (head, _) = SAMPLE.split_once(SOURCES).expect("the sample has sources");
        FixtureBuilder::new(head)
    }

    /// The samples, with the first night's export.
    pub fn samples() -> FixtureBuilder {
        let mut builder = FixtureBuilder::new(SAMPLE);
        builder.files = night(1);
        builder
    }

    /// Replaces the export with that of another night.
    pub fn night(&self, number: u8) {
        for (name, content) in night(number) {
            self.write(&name, content);
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        let parent = path.parent().expect("a file has a folder");
        fs::create_dir_all(parent).expect("the folder can be created");
        fs::write(path, content).expect("the file can be written");
    }

    pub fn remove(&self, name: &str) {
        fs::remove_file(self.path(name)).expect("the file can be removed");
    }

    /// Replaces the rows of customers.
    pub fn customers(&self, rows: &[&str]) {
        self.write("customer.csv", table(CUSTOMER, rows));
    }

    /// Changes the configuration's text.
    pub fn configure(&self, change: impl FnOnce(String) -> String) {
        let text =
            fs::read_to_string(self.path("vbot-sync.toml")).expect("the configuration can be read");
        self.write("vbot-sync.toml", change(text));
    }

    /// Another value for a setting of the configuration.
    pub fn set(&self, key: &str, value: &str) {
        self.configure(|text| with_setting(&text, key, value));
    }

    /// Runs a command to its end.
    #[track_caller]
    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.start(arguments).end()
    }

    /// Starts a command.
    pub fn start(&self, arguments: &[&str]) -> Running {
        program::start(self.folder.path(), arguments, &self.environment())
    }

    /// `sync --yes`.
    #[track_caller]
    pub fn sync(&self) -> Ran {
        self.run(&["sync", "--yes"])
    }

    /// `plan --json`.
    #[track_caller]
    pub fn plan(&self) -> Value {
        self.run(&["plan", "--json"]).exits(0).json()
    }

    pub fn environment(&self) -> Vec<(&'static str, String)> {
        let token = self.token.iter();
        let token = token.map(|token| ("VBOT_TOKEN", token.clone()));
        token.chain(self.environment.clone()).collect()
    }

    /// The sandbox's records of one entity.
    pub fn records(&self, entity: &str) -> Value {
        self.server.state()[entity].clone()
    }

    /// One customer of the sandbox; null where it has none of that code.
    pub fn customer(&self, code: &str) -> Value {
        self.records("customer")[code].clone()
    }

    /// The calls since the log was last cleared, as `operation entity code`; clears the log.
    pub fn sent(&self) -> Vec<String> {
        let log = self.server.log();
        self.server.reset_log();
        log.iter().map(call).collect()
    }

    /// Puts a customer into the account, as another program would.
    pub fn put_customer(&self, code: &str, name: &str) {
        let content = json!({
            "customer_name": name, "customer_phones": ["0999999999"], "customer_status_code": "MOI",
            "customer_type_code": "LE", "customer_group_name": "Hà Nội",
        });
        put(&self.server, Entity::Customer, code, content);
    }

    /// Removes a record from the account, as another program would.
    pub fn remove_record(&self, entity: &str, code: &str) {
        let body = json!({
            "vbot_id": "45681", "project_code": "PR20210223152", "customer_name": "x",
            format!("{entity}_no"): code, "status_no": code,
        });
        let path = format!("/api/crm/{entity}/delete");
        let answer = self
            .server
            .with_account(|account| account.call(&path, &body));
        assert_eq!(answer.error, 0, "{answer:?}");
    }

    /// Waits until that many requests have arrived since the log was last cleared.
    #[track_caller]
    pub fn wait_for_requests(&self, count: usize) {
        eventually("requests arrive", || self.server.log().len() >= count);
    }
}

/// A sheet as CSV.
pub fn table(header: &str, rows: &[&str]) -> String {
    format!("{header}\n{}\n", rows.join("\n"))
}

/// Puts a record into the account without checking the rules.
pub fn put(server: &Server, entity: Entity, code: &str, content: Value) {
    let content = support::content(content);
    server.with_account(|account| account.put(entity, Code::from(code), content));
}

fn put_lookups(server: &Server) {
    for code in ["MOI", "CU"] {
        put(server, Entity::Status, code, json!({"status_name": code}));
    }
    put(server, Entity::Type, "LE", json!({"type_name": "Khách lẻ"}));
    put(
        server,
        Entity::Group,
        "001",
        json!({"group_name": "Hà Nội"}),
    );
}

fn with_setting(config: &str, key: &str, value: &str) -> String {
    let is_it = |line: &&str| line.split(" = ").next() == Some(key);
    let lines: Vec<_> = config.lines().filter(is_it).collect();
    assert_eq!(lines.len(), 1, "the configuration has {key} once");
    config.replace(&format!("{}\n", lines[0]), &format!("{key} = {value}\n"))
}

fn night(number: u8) -> Vec<(String, Vec<u8>)> {
    let samples = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples");
    let folder = samples.join(format!("night-{number}"));
    let file = |name: &str| {
        let content = fs::read(folder.join(name)).expect("the sample can be read");
        (format!("exports/{name}"), content)
    };
    ["danh-muc.xlsx", "khach-hang.csv"].map(file).into()
}
