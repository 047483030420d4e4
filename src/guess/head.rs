//! The sections that say nothing of the sheets: the account and the usual settings, with their comments.
//!
//! Invariant: every value that is written here is the default, or one that a person has to put in.

use super::page::quoted;
use crate::model::Dialect;

/// What is known of the account; the rest is left to be filled in.
#[derive(Clone, Debug, Default)]
pub struct Account {
    /// `base_url`.
    pub base_url: Option<String>,
    /// `dialect`.
    pub dialect: Option<Dialect>,
    /// `vbot_id`.
    pub vbot_id: Option<String>,
    /// `project_code`.
    pub project_code: Option<String>,
}

impl Account {
    /// The keys that still have to be filled in.
    #[must_use]
    pub fn unknown(&self) -> Vec<&'static str> {
        let keys = [
            ("base_url", &self.base_url),
            ("vbot_id", &self.vbot_id),
            ("project_code", &self.project_code),
        ];
        keys.into_iter()
            .filter(|(_, value)| value.is_none())
            .map(|(key, _)| key)
            .collect()
    }
}

/// The `[api]` section, as lines and comments.
pub(super) fn api(account: &Account) -> Vec<(String, String)> {
    let line = |key: &str, value: &Option<String>, unknown: &str, what: &str| {
        let text = value.as_deref().unwrap_or(unknown);
        let comment = if value.is_some() {
            what.to_owned()
        } else {
            format!("FILL IN: {what}")
        };
        (format!("{key} = {}", quoted(text)), comment)
    };
    let dialect = match account.dialect {
        Some(Dialect::V2) => "v2",
        _ => "v1",
    };
    vec![
        line(
            "base_url",
            &account.base_url,
            "https://fill-in.example",
            "the [URL] of the account",
        ),
        (
            format!("dialect = \"{dialect}\""),
            "v1: the original page · v2: the documentation of 2026".to_owned(),
        ),
        line(
            "vbot_id",
            &account.vbot_id,
            "FILL-IN",
            "the account's number",
        ),
        line(
            "project_code",
            &account.project_code,
            "FILL-IN",
            "the project, for example PR20210223152",
        ),
    ]
}

/// Everything between `[api]` and the first source.
pub(super) const SETTINGS: &str = r#"
[limits]
rate = "10/s"                 # a promise to the server: never more, retries included
concurrency = 4               # calls in flight at once
timeout = "30s"
max_attempts = 6              # of one call, the first included

[state]
path = "vbot-sync.db"         # the snapshot: what the account is known to hold

[sync]
deletes = true                # false: vanished rows are reported and kept
detect_renames = "exact"      # a code that changed is found even where no column tells the old one
renames_cascade = false       # true: the server rewrites its customers when a group is renamed
create_missing = false        # true: what only customers name is created, where its entity has a source
on_exists = "adopt"           # a record that is there already is taken over with a full update
on_missing = "create"         # a record that is gone from the account is created again
phones = "national"           # 0912345678 · e164: +84912345678 · raw: as in the sheet

[safety]                      # beyond these nothing is sent until somebody says so
max_deletes = "10%"
max_updates = "50%"
min_rows = "50%"
"#;
