//! `demo`: two nights of a sample CRM, synced to a sandbox inside this process.
//!
//! It does what a person would do with the same files and `vbot-sync sandbox`; the folder is left to
//! explore, with the plan of night 2 as a file.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use vbot_sync::{
    config::{self, Config},
    error::Result,
    model::{Finished, Limits, Overrides},
    report::{self, Style},
    sandbox::{Options, Server},
    saved::Seal,
    send::{self, Credentials, Engine},
    store::{RunLock, Store},
    sync,
};

use super::task;
use crate::cli::{
    Arguments, args::Demo, error::CliError, failure::Failure, halt, output, progress::Progress,
};

/// The samples, as they are in the repository.
const FILES: [(&str, &[u8]); 5] = [
    ("README.md", include_bytes!("../../../samples/README.md")),
    (
        "night-1/danh-muc.xlsx",
        include_bytes!("../../../samples/night-1/danh-muc.xlsx"),
    ),
    (
        "night-1/khach-hang.csv",
        include_bytes!("../../../samples/night-1/khach-hang.csv"),
    ),
    (
        "night-2/danh-muc.xlsx",
        include_bytes!("../../../samples/night-2/danh-muc.xlsx"),
    ),
    (
        "night-2/khach-hang.csv",
        include_bytes!("../../../samples/night-2/khach-hang.csv"),
    ),
];

/// Their configuration.
const CONFIG: &str = include_str!("../../../samples/vbot-sync.toml");

/// Where it expects the sandbox.
const PORT: u16 = 8045;

/// A rate that no real account should be asked for; the sandbox is in this process.
const RATE: f64 = 1000.0;

pub fn run(arguments: &Arguments, options: &Demo) -> Result<u8, Failure> {
    let folder = &options.folder.clone().unwrap_or_else(free_folder);
    let server = start()?;
    unpack(folder, &server.url())?;
    let mut config = config::load(&folder.join("vbot-sync.toml"))?;
    config.limits = Limits {
        rate: RATE,
        concurrency: 16,
        ..config.limits
    };
    let stage = Stage {
        arguments,
        folder,
        config,
        style: output::style(arguments),
    };
    say(&format!(
        "A sandbox VBot listens on {}; everything is in {}.\n",
        server.url(),
        folder.display()
    ))?;

    say("── Night 1: the first export is synced into an empty account ──\n")?;
    stage.lay_out("night-1")?;
    let first = stage.night(false)?;
    say("\n── Night 2: the next export; first the plan, then the sync ──\n")?;
    stage.lay_out("night-2")?;
    let second = stage.night(true)?;
    stage.afterwards(&server, [&first, &second])
}

/// Earlier demos are left to whoever explores them.
fn free_folder() -> PathBuf {
    let numbered = (2..).map(|number| PathBuf::from(format!("vbot-sync-demo-{number}")));
    let mut names = std::iter::once(PathBuf::from("vbot-sync-demo")).chain(numbered);
    names.find(|folder| !folder.exists()).unwrap_or_default()
}

/// Where the samples expect a sandbox, or at any port where that one is taken.
fn start() -> Result<Server> {
    let at = |port| {
        Server::start(Options {
            port,
            ..Options::default()
        })
    };
    at(PORT).or_else(|_taken| at(0))
}

/// Unpacks the samples; their configuration says where the sandbox is, so that `plan` and `status` work
/// in the folder afterwards.
fn unpack(folder: &Path, url: &str) -> Result<()> {
    if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(CliError::NotEmpty(folder.to_owned()).into());
    }
    for (name, bytes) in FILES {
        put(folder.join(name), bytes)?;
    }
    let text = CONFIG.replace(&format!("http://127.0.0.1:{PORT}"), url);
    put(folder.join("vbot-sync.toml"), text.as_bytes())
}

/// Writes a file, and its folder where there is none.
fn put(path: PathBuf, bytes: &[u8]) -> Result<()> {
    let folder = path.parent().unwrap_or(&path);
    fs::create_dir_all(folder).map_err(|error| CliError::Unwritable(folder.to_owned(), error))?;
    Ok(fs::write(&path, bytes).map_err(|error| CliError::Unwritable(path, error))?)
}

fn say(text: &str) -> Result<(), Failure> {
    let mut out = output::stdout();
    writeln!(out, "{text}")?;
    Ok(out.flush()?)
}

struct Stage<'a> {
    arguments: &'a Arguments,
    folder: &'a PathBuf,
    config: Config,
    style: Style,
}

impl Stage<'_> {
    /// Copies one night's export to where the configuration looks for it.
    fn lay_out(&self, night: &str) -> Result<()> {
        let exports = self.folder.join("exports");
        for (name, bytes) in FILES {
            if let Some(file) = name.strip_prefix(night) {
                put(exports.join(file.trim_start_matches('/')), bytes)?;
            }
        }
        Ok(())
    }

    /// One `sync --yes`; its plan is written to a file as well where it is the one to look at.
    fn night(&self, keep: bool) -> Result<Finished, Failure> {
        let _lock = RunLock::acquire(&self.config.state, "demo", jiff::Timestamp::now())?;
        let store = Store::open(&self.config.state, &self.config.tenant)?;
        let observer = Arc::new(Progress::new(self.arguments, false));
        let proposal = sync::propose(
            &self.config,
            Some(&store),
            &Overrides::default(),
            &*observer,
        )?;
        observer.clear();
        if keep {
            self.keep(&proposal.plan, &sync::seal(&self.config, Some(&store))?)?;
        }
        let mut out = output::stdout();
        report::summary::plan(
            &mut out,
            &proposal.plan,
            self.config.limits.rate,
            self.style,
        )?;
        out.flush()?;
        drop(out);
        let config = &self.config;
        let outcome = task::block_on(async {
            let credentials = Credentials::Token(Options::default().token.into());
            let engine = Engine::new(
                config.tenant.clone(),
                config.limits,
                config.policy,
                credentials,
            )?;
            let way = task::way(
                Arc::new(engine),
                observer.clone(),
                halt::listen(halt::FOREVER),
            );
            Ok(sync::execute(store, proposal, "demo", Some(way)).await?)
        })?;
        observer.clear();
        say("")?;
        let figures = outcome.finished.clone();
        task::told(self.arguments, outcome, false)?;
        Ok(figures)
    }

    /// The plan as files: for people and for scripts.
    fn keep(&self, plan: &vbot_sync::model::Plan, seal: &Seal) -> Result<(), Failure> {
        let mut text = Vec::new();
        report::summary::plan(&mut text, plan, self.config.limits.rate, Style::plain(100))?;
        let mut json = Vec::new();
        let body = |call: &vbot_sync::model::Call| {
            send::body(self.config.tenant.dialect, call.entity, &call.action)
        };
        report::json::plan(&mut json, plan, &body)?;
        let cover = super::plan::cover(seal, false);
        let (mut html, mut xlsx) = (Vec::new(), Vec::new());
        report::html::plan(&mut html, plan, &cover)?;
        report::xlsx::plan(&mut xlsx, plan, &cover)?;
        for (kind, bytes) in [
            ("txt", text),
            ("json", json),
            ("html", html),
            ("xlsx", xlsx),
        ] {
            put(self.folder.join(format!("plan-night-2.{kind}")), &bytes)?;
        }
        Ok(())
    }

    /// A third look: the account is what the sheets say.
    fn afterwards(&self, server: &Server, nights: [&Finished; 2]) -> Result<u8, Failure> {
        let account = serde_json::to_vec_pretty(&server.state()).map_err(io::Error::from)?;
        put(self.folder.join("account.json"), &account)?;
        let store = task::look(&self.config)?;
        let plan = sync::propose(
            &self.config,
            store.as_ref(),
            &Overrides::default(),
            &vbot_sync::observe::Silent,
        )?
        .plan;
        let left = plan.calls.len();
        let folder = self.folder.display();
        say(&format!(
            "\nPlanned once more: {left} calls are left to send.\n\
             Look into {folder}: plan-night-2.html (for a browser), .xlsx, .txt and .json, account.json (what the sandbox holds), exports/, vbot-sync.toml;\n\
             `vbot-sync status` and `vbot-sync plan` work there.",
        ))?;
        let failed = nights
            .iter()
            .any(|night| night.failed + night.blocked + night.unknown > 0);
        Ok(u8::from(failed || left > 0))
    }
}
