//! Writes the draft as text: the account, the usual settings, the sources, and the omitted tables.
//!
//! It decides nothing. Invariant: every value outside of the sources is the default, or one that a person has to fill
//! in.

use super::{
    draft::DraftConfig,
    text::{ConfigLine, block, flat, quoted},
};
use crate::model::Dialect;

/// The known settings of the account; the rest is left to be filled in.
#[derive(Clone, Debug, Default)]
pub struct KnownAccount {
    /// `base_url`.
    pub base_url: Option<String>,
    /// `dialect`.
    pub dialect: Option<Dialect>,
    /// `vbot_id`.
    pub vbot_id: Option<String>,
    /// `project_code`.
    pub project_code: Option<String>,
}

impl KnownAccount {
    /// The keys that still have to be filled in.
    #[must_use]
    pub fn unknown(&self) -> Vec<&'static str> {
        let mut keys = vec![("base_url", &self.base_url)];
        if self.has_tenant() {
            keys.push(("vbot_id", &self.vbot_id));
            keys.push(("project_code", &self.project_code));
        }
        let unknown = keys.into_iter().filter(|(_, value)| value.is_none());
        unknown.map(|(key, _)| key).collect()
    }

    /// Whether its dialect has a tenant; under v3 the API key says which account is meant.
    fn has_tenant(&self) -> bool {
        self.dialect != Some(Dialect::V3)
    }

    /// The `[api]` section.
    fn lines(&self) -> Vec<ConfigLine> {
        let line = |key: &str, value: &Option<String>, unknown: &str, what: &str| {
            let text = quoted(value.as_deref().unwrap_or(unknown));
            let fill_in = if value.is_some() { "" } else { "FILL IN: " };
            ConfigLine::active(format!("{key} = {text}"), format!("{fill_in}{what}"))
        };
        let url = "https://fill-in.example";
        let project = "the project, for example PR20210223152";
        let dialect = self.dialect.unwrap_or(Dialect::V1).as_str();
        let described = |one: Dialect| format!("{}: {}", one.as_str(), one.description());
        let mut lines = vec![
            line("base_url", &self.base_url, url, "the [URL] of the account"),
            ConfigLine::active(
                format!("dialect = \"{dialect}\""),
                Dialect::ALL.map(described).join(" · "),
            ),
        ];
        if self.has_tenant() {
            lines.push(line(
                "vbot_id",
                &self.vbot_id,
                "FILL-IN",
                "the account's number",
            ));
            lines.push(line("project_code", &self.project_code, "FILL-IN", project));
        }
        lines
    }
}

/// The text of `vbot-sync.toml`.
#[must_use]
pub fn write(draft: &DraftConfig, account: &KnownAccount) -> String {
    let mut out = HEAD.to_owned();
    block(&mut out, &account.lines());
    if !account.has_tenant() {
        out.push_str(FIELDS);
    }
    out.push_str(SETTINGS);
    out.extend(draft.sources.iter().map(|source| source.text.as_str()));
    if !draft.left_out.is_empty() {
        out.push_str("\n# Left out:\n");
    }
    for one in &draft.left_out {
        let line = format!("#   {}: {}{}", one.name, one.why, one.headers);
        out.extend([&flat(&line), "\n"]);
    }
    out
}

/// The next steps, for the person who opens the file.
const HEAD: &str = "\
#:schema ./vbot-sync.schema.json
# With the line above, editors that know TOML schemas complete and check this file, once
# `vbot-sync schema > vbot-sync.schema.json` has been run beside it.
#
# Proposed by `vbot-sync init` from the headers and values of the sheets. Read it before the first
# sync: each mapping ends with a note on how sure it is and a few values of the column. A suggestion
# behind a `#` does nothing until you remove the `#`. A line marked CHECK may be wrong: the codes of
# custom fields, for example, are made up from the headers if no sheet lists the fields. Then:
#
#   vbot-sync check              # reads and validates every row; nothing is sent
#   vbot-sync plan               # what would be sent
#
# Credentials never belong in this file. They are read from the environment: VBOT_TOKEN, or
# VBOT_USERNAME and VBOT_PASSWORD, for v3 VBOT_API_KEY; each also as …_FILE, a path to read it from.

[api]
";

/// The fields of a v3 account: only the account knows their codes.
const FIELDS: &str = r#"
[api.v3]                      # remove the `#` where a sheet has it, and write the code of the account's field
# status = "TRANG_THAI"       # a SELECT field: its options are the statuses
# type = "LOAI"               # a SELECT field: its options are the types
# group = "NHOM"              # a SELECT field: its options are the groups
# address = "DIA_CHI"         # a STRING field
# email = "EMAIL"             # a STRING field
phones = ["phone"]            # the first phone, then PHONE fields for further ones
"#;

/// Everything between `[api]` and the first source.
const SETTINGS: &str = r#"
[limits]
rate = "10/s"                 # never more requests in any second, retries included
concurrency = 4               # calls in flight at once
timeout = "30s"
max_attempts = 6              # per call, including the first
wait_for_server = "15m"       # how long to wait while the server is down; then the run stops and can be resumed

[state]
path = "vbot-sync.db"         # the snapshot: what vbot-sync knows the account holds

[sync]
deletes = true                # false: rows missing from the sheet are reported, not deleted
detect_renames = "exact"      # finds a changed code even if no column has the old one
renames_cascade = false       # true: when a group is renamed, the server updates its customers
create_missing = false        # true: creates what appears only in customer rows, even if it has no source
on_exists = "adopt"           # a record that exists already is taken over with a full update
on_missing = "create"         # a record that is missing from the account is created again
phones = "national"           # 0912345678 · e164: +84912345678 · raw: as in the sheet

[safety]                      # beyond these nothing is sent until you allow it
max_deletes = "10%"
max_updates = "50%"
max_renames = "10%"
min_rows = "50%"

# The sources. Paths are relative to this file.
"#;
