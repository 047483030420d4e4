//! `demo`: two nights of a sample CRM, synced to a sandbox inside this process.
//!
//! It does what a person would do with the same files and `vbot-sync sandbox`. Invariant: the folder is kept for the
//! user to explore, with the plan of night 2 as files, and a folder that is not empty is left alone.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use vbot_sync::{
    codec::Plan,
    config::{self, Config},
    error::Result,
    language::say,
    model::{Call, Overrides, RateLimits},
    observe::Silent,
    report::{self, Style},
    sandbox::{Options, Server},
    saved::Seal,
    send::{self, Credentials},
    sync,
};

use super::{common, send_plan::SendSession};
use crate::cli::{
    Arguments,
    args::{DemoArgs, LimitArgs, SendArgs},
    error::CliError,
    failure::CommandFailure,
    output,
    recorder::Recorder,
};

macro_rules! sample {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../../../samples/", $name)))
    };
}

/// The files of `samples/` in the repository.
const FILES: [(&str, &[u8]); 5] = [
    sample!("README.md"),
    sample!("night-1/danh-muc.xlsx"),
    sample!("night-1/khach-hang.csv"),
    sample!("night-2/danh-muc.xlsx"),
    sample!("night-2/khach-hang.csv"),
];

/// Their configuration.
const CONFIG: &str = include_str!("../../../samples/vbot-sync.toml");

/// The port of the sandbox in that configuration.
const PORT: u16 = 8045;

/// Calls per second; too many for a real account, but the sandbox is in this process.
const RATE: f64 = 1000.0;

pub fn run(arguments: &Arguments, options: &DemoArgs) -> Result<u8, CommandFailure> {
    let folder = &options.folder.clone().unwrap_or_else(free_folder);
    let server = start()?;
    unpack(folder, &server.url())?;
    let mut config = config::load(&folder.join("vbot-sync.toml"))?;
    config.limits = RateLimits {
        rate: RATE,
        concurrency: 16,
        ..config.limits
    };
    let demo = DemoFolder {
        arguments,
        folder,
        config,
    };
    let (url, files) = (server.url(), output::name(folder));
    print_line(&format!("{}\n", say!("cli-demo-begins", url, files)))?;

    print_line(&format!("── {} ──\n", say!("cli-demo-night-1")))?;
    demo.copy_exports("night-1")?;
    demo.sync_night(false)?;
    print_line(&format!("\n── {} ──\n", say!("cli-demo-night-2")))?;
    demo.copy_exports("night-2")?;
    demo.sync_night(true)?;
    demo.finish(&server)
}

/// The first free name: folders of earlier demos are kept.
fn free_folder() -> PathBuf {
    let numbered = (2..).map(|number| PathBuf::from(format!("vbot-sync-demo-{number}")));
    let mut names = std::iter::once(PathBuf::from("vbot-sync-demo")).chain(numbered);
    names.find(|folder| !folder.exists()).unwrap_or_default()
}

/// Starts the sandbox on the port in the configuration, or on a free one if that port is in use.
fn start() -> Result<Server> {
    let at = |port| {
        Server::start(Options {
            port,
            ..Options::default()
        })
    };
    at(PORT).or_else(|_in_use| at(0))
}

/// Unpacks the samples and sets the sandbox's URL in their configuration, so that `plan` and `status` work in the
/// folder afterwards.
fn unpack(folder: &Path, url: &str) -> Result<()> {
    if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(CliError::NotEmpty(folder.to_owned()).into());
    }
    for (name, bytes) in FILES {
        write_file(folder.join(name), bytes)?;
    }
    let text = CONFIG.replace(&format!("http://127.0.0.1:{PORT}"), url);
    write_file(folder.join("vbot-sync.toml"), text.as_bytes())
}

/// Writes a file and creates its folder if necessary.
fn write_file(path: PathBuf, bytes: &[u8]) -> Result<()> {
    let folder = path.parent().unwrap_or(&path);
    fs::create_dir_all(folder).map_err(|error| CliError::Unwritable(folder.to_owned(), error))?;
    Ok(fs::write(&path, bytes).map_err(|error| CliError::Unwritable(path, error))?)
}

fn print_line(text: &str) -> Result<(), CommandFailure> {
    Ok(output::print(|out| writeln!(out, "{text}"))?)
}

struct DemoFolder<'a> {
    arguments: &'a Arguments,
    folder: &'a PathBuf,
    config: Config,
}

impl DemoFolder<'_> {
    /// Copies one night's export to where the configuration looks for it.
    fn copy_exports(&self, night: &str) -> Result<()> {
        let exports = self.folder.join("exports");
        for (name, bytes) in FILES {
            if let Some(file) = name.strip_prefix(night) {
                write_file(exports.join(file.trim_start_matches('/')), bytes)?;
            }
        }
        Ok(())
    }

    /// Does one `sync --yes`, and writes its plan to files as well if `keep`.
    fn sync_night(&self, keep: bool) -> Result<u8, CommandFailure> {
        common::sending(self.arguments, ("sync", false), |recorder| {
            self.sync_sheets(keep, recorder)
        })
    }

    fn sync_sheets(&self, keep: bool, recorder: &Recorder) -> Result<u8, CommandFailure> {
        recorder.configured(&self.config);
        common::block_on(async {
            let store = recorder.open(&self.config)?;
            let sending = SendArgs {
                yes: true,
                ..SendArgs::default()
            };
            let limit = LimitArgs::default();
            let of_config = (&self.config, recorder);
            let mut session = SendSession::new(self.arguments, of_config, sending, limit)?;
            session.engine(Credentials::Token(Options::default().token.into()))?;
            let (overrides, observer) = (Overrides::default(), &*session.observer);
            let proposal = sync::propose(&self.config, Some(&store), &overrides, observer)?;
            if keep {
                self.write_plan(&proposal.plan, &sync::seal(&self.config, Some(&store))?)?;
            }
            session.send_plan(store, proposal).await
        })
    }

    /// Writes the plan as files, for people and for scripts.
    fn write_plan(&self, plan: &Plan, seal: &Seal) -> Result<(), CommandFailure> {
        let head = &super::plan::head(seal, false, false);
        let (rate, account) = (seal.rate, &seal.tenant);
        let body = |call: &Call| send::body(account, call.entity, &call.action);
        self.write("txt", |out| {
            report::summary::plan(out, plan, rate, Style::plain(100))
        })?;
        self.write("json", |out| report::json::plan(out, plan, &body))?;
        self.write("html", |out| report::html::plan(out, plan, head))?;
        self.write("xlsx", |out| report::xlsx::plan(out, plan, head))
    }

    fn write(
        &self,
        kind: &str,
        report: impl FnOnce(&mut Vec<u8>) -> io::Result<()>,
    ) -> Result<(), CommandFailure> {
        let mut bytes = Vec::new();
        report(&mut bytes)?;
        Ok(write_file(
            self.folder.join(format!("plan-night-2.{kind}")),
            &bytes,
        )?)
    }

    /// Plans once more, to show that the account now equals the sheets.
    fn finish(&self, server: &Server) -> Result<u8, CommandFailure> {
        let account = serde_json::to_vec_pretty(&server.state()).map_err(io::Error::from)?;
        write_file(self.folder.join("account.json"), &account)?;
        let store = common::open_read_only(&self.config)?;
        let overrides = Overrides::default();
        let proposal = sync::propose(&self.config, store.as_ref(), &overrides, &Silent)?;
        let left = proposal.plan.calls.len();
        let folder = output::name(self.folder);
        print_line(&format!(
            "\n{}\n{}",
            say!("cli-demo-left", count = left),
            say!("cli-demo-files", folder)
        ))?;
        Ok(u8::from(left > 0))
    }
}
