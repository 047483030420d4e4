//! The errors of the command line itself: their sentences, kinds and hints.

use std::{
    fs, io,
    path::{Path, PathBuf},
};
use vbot_sync::language::say;

use vbot_sync::{
    error::{ErrorKind, RoomError},
    infer::DraftConfig,
    model::{Dialect, Explanation},
};

use super::window::Window;

/// The tables that an error names.
const LISTED: usize = 10;

/// Why a command ends early.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    #[error("{}", say!("cli-no-terminal"))]
    NoTerminal,
    #[error("{}", say!("cli-one-config", command = .0))]
    OneConfig(String),
    #[error("{}", say!("cli-outside-window", time, window))]
    OutsideWindow { window: Window, time: String },
    #[error("{}", say!("cli-faults", reason = .0))]
    Faults(String),
    #[error("{}", say!("cli-rules", reason = .0))]
    Rules(String),
    #[error("{}", say!("cli-rules-of-v3", dialect = .0.as_str()))]
    RulesOfV3(Dialect),
    #[error("{}", say!("cli-unanswered"))]
    Unanswered(#[source] io::Error),
    #[error("{}", say!("cli-no-column", header = .0))]
    NoColumn(String),
    #[error("{}", say!("cli-output"))]
    Output(#[source] io::Error),
    #[error("{}", say!("cli-unwritable", path = .0.display()))]
    Unwritable(PathBuf, #[source] io::Error),
    #[error("{}", say!("cli-protected", path = .0.display()))]
    Protected(PathBuf),
    #[error("{}", say!("cli-exists", path = .0.display()))]
    Exists(PathBuf),
    #[error("{}", say!("cli-changed", path = .0.display()))]
    Changed(PathBuf),
    #[error("{}", say!("cli-not-empty", path = .0.display()))]
    NotEmpty(PathBuf),
    #[error("{}", say!("cli-unrecognised", files = .0))]
    Unrecognised(String),
    #[error("{}", say!("cli-unknown", entity = .0.entity, code = .0.code))]
    Unknown(Box<Explanation>),
    #[error("{}", say!("cli-no-folder", run = .0))]
    NoFolder(i64),
    #[error("{}", say!("cli-no-certificate", path = .0.display()))]
    NoCertificate(PathBuf, #[source] io::Error),
    #[error("{}", say!("cli-unknown-run", run = .0))]
    UnknownRun(i64),
    #[error("{}", say!("cli-pointless", option = .0))]
    Pointless(&'static str),
    #[error("{}", say!("cli-several-tables"))]
    SeveralTables,
    #[error("{}", say!("cli-workbook-on-terminal"))]
    WorkbookOnTerminal,
}

impl CliError {
    /// No file was recognised as a table that a configuration can be made for.
    pub fn unrecognised(draft: &DraftConfig) -> Self {
        let left_out = draft.left_out.iter().take(LISTED);
        let mut listed: Vec<String> = left_out
            .map(|one| format!("{}: {}{}", one.name, one.why, one.headers))
            .collect();
        if draft.left_out.len() > LISTED {
            let count = draft.left_out.len() - LISTED;
            listed.push(say!("init-more", count));
        }
        Self::Unrecognised(listed.join("; "))
    }
}

/// A free name beside a file that exists.
fn free_name(path: &Path) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let names = (2..100).map(|number| path.with_file_name(format!("{stem}-{number}.xlsx")));
    let mut free = names.filter(|name| fs::symlink_metadata(name).is_err());
    free.next()
        .unwrap_or_else(|| path.with_extension("new.xlsx"))
}

impl RoomError for CliError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::NoTerminal
            | Self::OneConfig(_)
            | Self::Faults(_)
            | Self::Rules(_)
            | Self::RulesOfV3(_)
            | Self::Pointless(_)
            | Self::NoColumn(_)
            | Self::SeveralTables
            | Self::WorkbookOnTerminal => ErrorKind::Usage,
            Self::OutsideWindow { .. } | Self::Unanswered(_) => ErrorKind::Stopped,
            Self::Unrecognised(_)
            | Self::Unknown(_)
            | Self::UnknownRun(_)
            | Self::NoCertificate(..) => ErrorKind::Input,
            _ => ErrorKind::File,
        }
    }

    fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::NoTerminal
            | Self::OneConfig(_)
            | Self::OutsideWindow { .. }
            | Self::Faults(_)
            | Self::Rules(_)
            | Self::Output(_)
            | Self::NoColumn(_)
            | Self::Unanswered(_)
            | Self::Unwritable(..) => {
                return None;
            }
            Self::RulesOfV3(_) => say!("cli-hint-rules"),
            Self::Protected(_) => say!("cli-hint-protected"),
            Self::Changed(path) => {
                let name = free_name(path);
                let name = name.display();
                return Some(say!("cli-hint-changed", name));
            }
            Self::Exists(_) => say!("cli-hint-exists"),
            Self::NotEmpty(_) => say!("cli-hint-not-empty"),
            Self::Unrecognised(_) => say!("cli-hint-unrecognised"),
            Self::Pointless(_) => say!("cli-hint-pointless"),
            Self::SeveralTables => say!("cli-hint-several-tables"),
            Self::WorkbookOnTerminal => say!("cli-hint-out"),
            Self::NoFolder(_) => say!("cli-hint-out-dir"),
            Self::NoCertificate(..) => say!("cli-hint-certify"),
            Self::UnknownRun(_) => say!("cli-hint-history"),
            Self::Unknown(about) => match &about.nearest {
                Some(nearest) => return Some(say!("cli-hint-nearest", nearest)),
                None if !about.managed => {
                    return Some(say!("cli-hint-unmanaged", entity = about.entity));
                }
                None => say!("cli-hint-exact"),
            },
        };
        Some(hint)
    }
}
