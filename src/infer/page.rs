//! Writes the draft as text: the account, the usual settings, the sources, and the omitted tables.
//!
//! It decides nothing. Invariant: every value outside of the sources is the default, or one that a person has to fill
//! in.

use super::{
    draft::DraftConfig,
    source::DraftSource,
    task::Task,
    text::{ConfigLine, block, flat, quoted},
};
use crate::{language::say, model::Dialect};

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
        let line = |key: &str, value: &Option<String>, unknown: &str, what: String| {
            let text = quoted(value.as_deref().unwrap_or(unknown));
            let comment = match value {
                Some(_) => what,
                None => say!("infer-fill-in", what),
            };
            ConfigLine::active(format!("{key} = {text}"), comment)
        };
        let url = "https://FILL-IN";
        let dialect = self.dialect.unwrap_or(Dialect::V1).as_str();
        let described = |one: Dialect| format!("{}: {}", one.as_str(), one.description());
        let mut lines = vec![
            line("base_url", &self.base_url, url, say!("infer-base-url")),
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
                say!("infer-vbot-id"),
            ));
            lines.push(line(
                "project_code",
                &self.project_code,
                "FILL-IN",
                say!("infer-project-code"),
            ));
        }
        lines
    }
}

/// The text of `vbot-sync.toml`.
#[must_use]
pub fn write(draft: &DraftConfig, account: &KnownAccount) -> String {
    let mut out = head();
    block(&mut out, &account.lines());
    match &draft.account {
        Some(read) => out.push_str(&read.named),
        None if !account.has_tenant() => fields(&mut out),
        None => {}
    }
    settings(&mut out);
    out.extend(["\n# ", &say!("infer-sources"), "\n"]);
    out.extend(draft.account.iter().map(|read| read.template.as_str()));
    out.extend(draft.sources.iter().map(|source| source.text.as_str()));
    if !draft.left_out.is_empty() {
        out.extend(["\n# ", &say!("infer-left-out"), "\n"]);
    }
    for one in &draft.left_out {
        let line = format!("#   {}: {}{}", one.name, one.why, one.headers);
        out.extend([&flat(&line), "\n"]);
    }
    out
}

/// What is left to do in the written text, with the line of each task.
#[must_use]
pub fn tasks<'d>(
    draft: &'d DraftConfig,
    text: &str,
) -> Vec<(Option<usize>, &'d DraftSource, &'d Task)> {
    let mut tasks = Vec::new();
    let mut from = 0;
    for source in &draft.sources {
        let place = text[from..].find(&source.text).map(|at| from + at);
        let first = place.map(|at| text[..at].matches('\n').count() + 1);
        for task in &source.to_do {
            let line = first.and_then(|first| task.line(&source.text, first));
            tasks.push((line, source, task));
        }
        from = place.map_or(from, |at| at + source.text.len());
    }
    tasks
}

/// The next steps, for the person who opens the file.
fn head() -> String {
    let mut out = "#:schema ./vbot-sync.schema.json\n".to_owned();
    for line in say!("infer-head").lines() {
        out.push_str(format!("# {line}").trim_end());
        out.push('\n');
    }
    out.push_str("\n[api]\n");
    out
}

/// The fields of a v3 account: only the account knows their codes.
fn fields(out: &mut String) {
    let select = |what: &str| say!("infer-v3-select", what);
    let lines = [
        ConfigLine::active("[api.v3]", say!("infer-v3")),
        ConfigLine::doubt("status = \"TRANG_THAI\"", select("status")),
        ConfigLine::doubt("type = \"LOAI\"", select("type")),
        ConfigLine::doubt("group = \"NHOM\"", select("group")),
        ConfigLine::doubt("address = \"DIA_CHI\"", say!("infer-v3-string")),
        ConfigLine::doubt("email = \"EMAIL\"", say!("infer-v3-string")),
        ConfigLine::active("phones = [\"phone\"]", say!("infer-v3-phones")),
    ];
    out.push('\n');
    block(out, &lines);
}

/// Everything between `[api]` and the first source.
fn settings(out: &mut String) {
    let sections = [
        vec![
            ("[limits]", String::new()),
            ("rate = \"10/s\"", say!("infer-rate")),
            ("concurrency = 4", say!("infer-concurrency")),
            ("timeout = \"30s\"", String::new()),
            ("max_attempts = 6", say!("infer-attempts")),
            ("wait_for_server = \"15m\"", say!("infer-wait")),
        ],
        vec![
            ("[state]", String::new()),
            ("path = \"vbot-sync.db\"", say!("infer-state")),
        ],
        vec![
            ("[sync]", String::new()),
            ("deletes = true", say!("infer-deletes")),
            ("detect_renames = \"exact\"", say!("infer-renames")),
            ("renames_cascade = false", say!("infer-cascade")),
            ("create_missing = false", say!("infer-create-missing")),
            ("on_exists = \"adopt\"", say!("infer-exists")),
            ("on_missing = \"create\"", say!("infer-missing")),
            ("phones = \"national\"", say!("infer-national")),
        ],
        vec![
            ("[safety]", say!("infer-safety")),
            ("max_deletes = \"10%\"", String::new()),
            ("max_updates = \"50%\"", String::new()),
            ("max_renames = \"10%\"", String::new()),
            ("min_rows = \"50%\"", String::new()),
        ],
    ];
    for section in sections {
        let lines = section.into_iter();
        let lines: Vec<ConfigLine> = lines
            .map(|(text, comment)| ConfigLine::active(text, comment))
            .collect();
        out.push('\n');
        block(out, &lines);
    }
}
