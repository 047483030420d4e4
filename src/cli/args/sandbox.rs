//! The options of `sandbox`.
//!
//! They are only parsed here. Invariant: each doc comment is the option's help text.

use clap::Args;
use vbot_sync::{model::Dialect, sandbox::Faults};

use super::dialect::dialect;

#[derive(Debug, Args)]
#[command(after_help = FAULTS)]
pub struct SandboxArgs {
    /// The port on 127.0.0.1; 0 picks one that is free.
    #[arg(long, default_value_t = 8045)]
    pub port: u16,

    #[command(flatten)]
    pub server: FaultArgs,

    /// The token that requests must have; for v3, the API key.
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

    /// The version of the API to simulate.
    #[arg(long, default_value = "v1", value_parser = dialect())]
    pub dialect: Dialect,

    /// How a v3 account behaves where its documentation is silent, for example `page_base=0,order=shuffled`.
    #[arg(
        long,
        value_name = "RULES",
        default_value = "",
        hide_default_value = true
    )]
    pub v3_rules: String,

    /// Update the customers when a status, type, field or option changes its code, or a group its name.
    #[arg(long)]
    pub cascade: bool,

    /// Treat codes that differ only in case as one record.
    #[arg(long)]
    pub fold_case: bool,
}

/// The faults of a simulated server.
#[derive(Debug, Args)]
pub struct FaultArgs {
    /// Faults with their probabilities, for example `drop_before=0.05,apply_drop=0.1,seed=7`; `vbot-sync sandbox
    /// --help` lists them.
    #[arg(
        long,
        value_name = "FAULTS",
        default_value = "",
        hide_default_value = true
    )]
    faults: String,
}

impl FaultArgs {
    /// The faults, or what is wrong with the text.
    pub fn parsed(&self) -> Result<Faults, String> {
        Faults::parse(&self.faults)
    }
}

const FAULTS: &str = "\
Faults, each with its chance from 0 to 1 (`all` sets every one):
  drop_before         the connection is closed; nothing was applied
  apply_drop          applied, then the connection is closed without an answer
  apply_late          never answered; applied a while later
  error_500           applied, then answered with 500
  http_429, http_503  answered with Retry-After; nothing was applied
  html_200, html_502  answered with an HTML page; applied or not
  cut_body            applied; the answer breaks off in the middle
  slow                applied; the answer comes late
  token_expiry        answered with 401; the token (or key) is no longer valid
  duplicate           delivered to the account twice
Also: seed (any whole number), late_ms, hold_ms, slow_ms, retry_after (seconds),
duplicate_answer (first or second: which of the two answers comes back),
only (writes, reads or all: which requests the faults are for).

Rules of v3, the default first:
  page_base           1 or 0: the number of the first page
  page_size           20: records on a page if no size is asked for
  largest_page        the largest size of a page; a larger one is
  over_size           capped or refused (-1)
  order               created, newest, code or shuffled (anew for every request)
  seed                0: the seed of the shuffled order
  cleared_by          blank, null (\"\" is refused), silent_null (\"\" changes nothing)
  brought             all, default or asked: the fields that a page of customers has
  text_in_pages       true or false: whether TEXT fields are among them
  national_phones     false or true: +84… is stored as 0…
  unique_phones       false or true: two customers can't have one phone
  six_decimals        false or true: numbers are returned with six decimals
  unset               documented (null in pages, \"\" in details), null or blank
  unknown_customer    404, form or null: the details of a code that is not there
  unknown_is_404      true or false (-1): a customer's unknown field, option or member
  lag_requests        0: requests that pass before a write can be read
  lag_ms              0: milliseconds that pass before a write can be read
  http_errors         false or true: errors are HTTP statuses too
  http_401            true or false: a wrong key is one
  delete_used         false or true: fields and options in use can be deleted
  key_member          the member_no on the timeline for changes with the key
  loses               a field whose values are accepted and not stored
  others_insert       0: pages after which member 900 inserts a customer
  others_delete       0: pages after which member 900 deletes the oldest customer
Its paths of its own: GET /sandbox/state and /sandbox/log; POST /sandbox/reset,
/sandbox/key/disable, /sandbox/key/enable and /sandbox/other, with
{\"path\": …, \"body\": …}: a change by member 900.";
