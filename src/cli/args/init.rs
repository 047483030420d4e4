//! What `init` takes.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use vbot_sync::model::Dialect;

#[derive(Debug, Args)]
pub struct Init {
    /// The spreadsheets to look at: .csv, .xlsx and the like; of a workbook every sheet.
    #[arg(value_name = "FILES", required = true)]
    pub files: Vec<PathBuf>,

    /// Write this file in place of the one that --config names; what is there is never overwritten.
    #[arg(long, value_name = "FILE", conflicts_with = "stdout")]
    pub out: Option<PathBuf>,

    /// Print the configuration and write nothing.
    #[arg(long)]
    pub stdout: bool,

    /// The [URL] of the account.
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,

    /// The account's number.
    #[arg(long, value_name = "ID")]
    pub vbot_id: Option<String>,

    /// The project's code.
    #[arg(long, value_name = "CODE")]
    pub project_code: Option<String>,

    /// What the account speaks.
    #[arg(long, value_name = "DIALECT", default_value = "v1")]
    pub dialect: Spoken,
}

/// A dialect as it is typed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Spoken {
    V1,
    V2,
}

impl From<Spoken> for Dialect {
    fn from(spoken: Spoken) -> Self {
        match spoken {
            Spoken::V1 => Self::V1,
            Spoken::V2 => Self::V2,
        }
    }
}
