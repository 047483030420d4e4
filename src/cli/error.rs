//! The errors of the command line itself: their sentences, kinds and hints.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use vbot_sync::{
    error::{ErrorKind, RoomError},
    infer::DraftConfig,
    model::{Dialect, Explanation},
};

use super::window::Window;

/// Why a command ends early.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    #[error(
        "there is no terminal to ask on; pass --yes to send without asking (`vbot-sync plan` shows what would be sent)"
    )]
    NoTerminal,
    #[error("several --config are given, but {0}")]
    OneConfig(&'static str),
    #[error("it is {time}, outside the window {window}: nothing was started")]
    OutsideWindow { window: Window, time: String },
    #[error("--faults: {0}")]
    Faults(String),
    #[error("--v3-rules: {0}")]
    Rules(String),
    #[error("--v3-rules are for --dialect v3, and this sandbox speaks {}", .0.as_str())]
    RulesOfV3(Dialect),
    #[error("the result can't be written")]
    Output(#[source] io::Error),
    #[error("{} can't be written", .0.display())]
    Unwritable(PathBuf, #[source] io::Error),
    #[error("{} is a file that vbot-sync itself reads or keeps", .0.display())]
    Protected(PathBuf),
    #[error("{} exists already and is not overwritten", .0.display())]
    Exists(PathBuf),
    #[error("{} exists already and is not what `failures` wrote: it may contain corrected rows", .0.display())]
    Changed(PathBuf),
    #[error("{} is not empty, and nothing in it is overwritten", .0.display())]
    NotEmpty(PathBuf),
    #[error("nothing was recognised in these files ({0})")]
    Unrecognised(String),
    #[error("nothing is known about {} {}: no row, no record, no call", .0.entity, .0.code)]
    Unknown(Box<Explanation>),
    #[error("run {0} has left no folder")]
    NoFolder(i64),
    #[error("{} is no certificate", .0.display())]
    NoCertificate(PathBuf, #[source] io::Error),
    #[error("there is no run {0} in the history")]
    UnknownRun(i64),
    #[error("{0} says nothing about this table")]
    Pointless(&'static str),
    #[error("a CSV file has one table, and the records of five entities are five tables")]
    SeveralTables,
    #[error("a workbook can't be shown on a terminal")]
    WorkbookOnTerminal,
}

impl CliError {
    /// No file was recognised as a table that a configuration can be made for.
    pub fn unrecognised(draft: &DraftConfig) -> Self {
        let left_out = draft.left_out.iter();
        let listed = left_out.map(|one| format!("{}: {}{}", one.name, one.why, one.headers));
        Self::Unrecognised(listed.collect::<Vec<_>>().join("; "))
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
            | Self::SeveralTables
            | Self::WorkbookOnTerminal => ErrorKind::Usage,
            Self::OutsideWindow { .. } => ErrorKind::Stopped,
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
            | Self::Unwritable(..) => {
                return None;
            }
            Self::RulesOfV3(_) => "add `--dialect v3`, or leave the rules out",
            Self::Protected(_) => "nothing was overwritten; name another file",
            Self::Changed(path) => {
                let name = free_name(path);
                let name = name.display();
                return Some(format!(
                    "nothing was overwritten: `vbot-sync sync --corrections FILE` sends the corrections in it; give the new workbook another name (`--xlsx {name}`), or move the old one away"
                ));
            }
            Self::Exists(_) => {
                "`--out FILE` writes to another file, `--stdout` prints the configuration"
            }
            Self::NotEmpty(_) => {
                "name a folder that is empty or does not exist yet: `vbot-sync demo DIR`"
            }
            Self::Unrecognised(_) => {
                "customers need a column for their phones or e-mails, catalogues one for the code and one for the name; other headers can be named in `[source.columns]`"
            }
            Self::Pointless(_) => {
                "`--entity` is for `export records` and `export calls`, `--run` for `export calls` and `export runs`"
            }
            Self::SeveralTables => {
                "name one, such as `--entity customer`; `--format ndjson` and `--format xlsx` hold all of them"
            }
            Self::WorkbookOnTerminal => "`--out FILE` writes it to a file",
            Self::NoFolder(_) => "`--out DIR` writes the certificate elsewhere",
            Self::NoCertificate(..) => "`vbot-sync certify RUN` writes one: certificate.json",
            Self::UnknownRun(_) => "`vbot-sync history` lists the runs",
            Self::Unknown(about) => match &about.nearest {
                Some(nearest) => return Some(format!("did you mean {nearest}?")),
                None if !about.managed => {
                    return Some(format!(
                        "{} has no source in the configuration",
                        about.entity
                    ));
                }
                None => "codes are compared exactly, including their case",
            },
        };
        Some(hint.into())
    }
}
