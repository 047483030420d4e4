//! What can be typed; the help texts are written here and nowhere else.

use std::{path::PathBuf, time::Duration};

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use vbot_sync::{
    config,
    model::{Entity, Overrides},
};

/// Makes a VBot account equal to a set of spreadsheets.
///
/// The sheets are compared with a local snapshot of what was sent before; what differs becomes calls in
/// dependency order, sent at a promised rate and journalled, so that nothing is lost or doubled whatever
/// crashes. Nothing is sent by `check` and `plan`.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, after_help = EXIT_CODES)]
pub struct Arguments {
    /// The configuration.
    #[arg(
        long,
        global = true,
        help_heading = EVERYWHERE,
        value_name = "FILE",
        default_value = "vbot-sync.toml",
        env = "VBOT_SYNC_CONFIG"
    )]
    pub config: PathBuf,

    /// The snapshot, in place of `[state] path`.
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "FILE")]
    pub state: Option<PathBuf>,

    /// How log lines are written to stderr: for people, or one JSON object a line.
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "FORMAT", default_value = "text")]
    pub log_format: LogFormat,

    /// Log more: -v every retry and pause, -vv every call.
    #[arg(short, long, global = true, help_heading = EVERYWHERE, action = ArgAction::Count)]
    pub verbose: u8,

    /// Log errors only, and show no progress.
    #[arg(short, long, global = true, help_heading = EVERYWHERE, conflicts_with = "verbose")]
    pub quiet: bool,

    /// No colours, as with NO_COLOR in the environment.
    #[arg(long, global = true, help_heading = EVERYWHERE)]
    pub no_color: bool,

    #[command(subcommand)]
    pub command: Command,
}

/// Options that every command has stand apart from its own.
const EVERYWHERE: &str = "Options of every command";

const EXIT_CODES: &str = "Exit codes:
  0    done, or nothing to do
  1    error: configuration, files, snapshot, or network before the first call
  2    usage
  3    finished, but rows were rejected or calls failed
  4    a guard refused; nothing was sent
  5    stopped early; `vbot-sync resume` goes on
  6    `plan --exit-code`, and there are changes
  7    another run holds the snapshot
  130  a second Ctrl-C (143: a second SIGTERM)

Secrets come from the environment: VBOT_TOKEN, or VBOT_USERNAME and VBOT_PASSWORD;
each also as …_FILE, the path of a file that holds it.";

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub enum LogFormat {
    Text,
    Json,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Sync two nights of a sample CRM to a sandbox in this process.
    Demo(Demo),
    /// Read, map and validate the sheets; nothing is sent.
    Check(Check),
    /// Show what would be sent, and send nothing.
    Plan(Plan),
    /// Plan and send.
    Sync(Sync),
    /// Finish a stopped plan without reading the sheets again.
    Resume(Resume),
    /// Tell what is unfinished, unknown or blocked, and what to do next.
    Status(Status),
    /// A VBot server on this machine with rules of its own, for tests, training and rehearsal.
    Sandbox(Sandbox),
}

#[derive(Debug, Args)]
pub struct Demo {
    /// Where the samples are unpacked; the folder is left to explore.
    ///
    /// Without it: vbot-sync-demo, or the next number behind it that is free.
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Check {}

#[derive(Debug, Args)]
pub struct Plan {
    /// Print the plan as one JSON object.
    #[arg(long)]
    pub json: bool,

    /// End with exit code 6 when there are changes.
    #[arg(long)]
    pub exit_code: bool,

    #[command(flatten)]
    pub allow: Allow,
}

#[derive(Debug, Args)]
pub struct Sync {
    /// Send without asking; required where there is no terminal to ask on.
    #[arg(long)]
    pub yes: bool,

    /// Print events as one JSON object a line.
    #[arg(long)]
    pub json: bool,

    #[command(flatten)]
    pub limit: Limit,

    #[command(flatten)]
    pub allow: Allow,
}

#[derive(Debug, Args)]
pub struct Resume {
    /// Print events as one JSON object a line.
    #[arg(long)]
    pub json: bool,

    #[command(flatten)]
    pub limit: Limit,
}

#[derive(Debug, Args)]
pub struct Status {}

#[derive(Debug, Args)]
#[command(after_help = FAULTS)]
pub struct Sandbox {
    /// The port on 127.0.0.1; 0 takes any that is free.
    #[arg(long, default_value_t = 8045)]
    pub port: u16,

    /// Faults with their probabilities, for example `drop_before=0.05,apply_drop=0.1,seed=7`.
    #[arg(
        long,
        value_name = "FAULTS",
        default_value = "",
        hide_default_value = true
    )]
    pub faults: String,

    /// The token that callers must bring.
    #[arg(
        long,
        default_value = "sandbox",
        env = "VBOT_TOKEN",
        hide_env_values = true
    )]
    pub token: String,

    /// The tenant's `vbot_id`.
    #[arg(long, default_value = "45681")]
    pub vbot_id: String,

    /// The tenant's `project_code`.
    #[arg(long, default_value = "PR20210223152")]
    pub project_code: String,

    /// The dialect that is spoken: v1 or v2.
    #[arg(long, default_value = "v1", value_parser = ["v1", "v2"])]
    pub dialect: String,

    /// Rewrite the customers when a status, type or field changes its code, or a group its name.
    #[arg(long)]
    pub cascade: bool,
}

const FAULTS: &str = "\
Faults, each with its chance from 0 to 1 (`all` sets every one):
  drop_before         the connection is closed; nothing was applied
  apply_drop          applied, then the connection is closed without an answer
  apply_late          no answer ever; applied a while later
  error_500           applied, then answered with 500
  http_429, http_503  asked to wait with Retry-After; nothing was applied
  html_200, html_502  a page of HTML; applied or not
  cut_body            applied; the answer ends in the middle
  slow                applied; the answer takes its time
  token_expiry        401, and the token is worth nothing from then on
  duplicate           delivered to the account twice
Besides: seed (any whole number), late_ms, hold_ms, slow_ms, retry_after (seconds)";

/// When a run has to end.
#[derive(Clone, Copy, Debug, Args)]
pub struct Limit {
    /// Stop at this time of day, resumable.
    #[arg(long, value_name = "HH:MM", value_parser = time_of_day)]
    pub until: Option<jiff::civil::Time>,

    /// Stop after this long (30m, 2h), resumable.
    #[arg(long, value_name = "DURATION", value_parser = config::duration)]
    pub max_duration: Option<Duration>,
}

/// What a guard refuses and this run allows; the figure is what the guard tells.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Overriding a guard")]
pub struct Allow {
    /// Allow that many deletes, for example customer=120.
    #[arg(long, value_name = "ENTITY=N", value_parser = figure)]
    pub max_delete: Vec<(Entity, usize)>,

    /// Allow that many updates.
    #[arg(long, value_name = "ENTITY=N", value_parser = figure)]
    pub max_update: Vec<(Entity, usize)>,

    /// Be content with that many rows; 0 for a source that is missing or empty.
    #[arg(long, value_name = "ENTITY=N", value_parser = figure)]
    pub min_rows: Vec<(Entity, usize)>,

    /// Go on without a column that was mapped at the last run.
    #[arg(long, value_name = "ENTITY.COLUMN", value_parser = column)]
    pub drop_column: Vec<(Entity, String)>,
}

impl Allow {
    pub fn overrides(&self) -> Overrides {
        Overrides {
            max_delete: self.max_delete.iter().copied().collect(),
            max_update: self.max_update.iter().copied().collect(),
            min_rows: self.min_rows.iter().copied().collect(),
            drop_column: self.drop_column.clone(),
        }
    }
}

fn entity(name: &str) -> Result<Entity, String> {
    let known = Entity::ALL.map(Entity::as_str).join(", ");
    Entity::from_name(name.trim()).ok_or_else(|| format!("`{name}` is none of {known}"))
}

fn figure(text: &str) -> Result<(Entity, usize), String> {
    let (name, number) = text
        .split_once('=')
        .ok_or("write ENTITY=NUMBER, for example customer=120")?;
    let number = number
        .trim()
        .parse()
        .map_err(|_| format!("`{number}` is not a whole number"))?;
    Ok((entity(name)?, number))
}

fn column(text: &str) -> Result<(Entity, String), String> {
    let (name, column) = text
        .split_once('.')
        .ok_or("write ENTITY.COLUMN, for example customer.customer_email")?;
    Ok((entity(name)?, column.to_owned()))
}

fn time_of_day(text: &str) -> Result<jiff::civil::Time, String> {
    let wrong = || format!("`{text}` is not a time of day such as 05:30");
    let (hour, minute) = text.split_once(':').ok_or_else(wrong)?;
    let hour = hour.parse().map_err(|_| wrong())?;
    let minute = minute.parse().map_err(|_| wrong())?;
    jiff::civil::Time::new(hour, minute, 0, 0).map_err(|_| wrong())
}
