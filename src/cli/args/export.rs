//! The options of `export`.
//!
//! They are only parsed here. Invariant: each doc comment is the option's help text.

use std::path::PathBuf;

use clap::{
    Args, ValueEnum,
    builder::{PossibleValuesParser, TypedValueParser},
};
use vbot_sync::{model::Entity, report::export::ExportFormat};

#[derive(Debug, Args)]
pub struct ExportArgs {
    /// What to export.
    #[arg(value_name = "TABLE")]
    pub table: ExportedTable,

    /// Export the records or calls of this entity only: status, type, group, field or customer.
    #[arg(long, value_name = "ENTITY", value_parser = super::overrides::entity)]
    pub entity: Option<Entity>,

    /// Export the calls of this run only, or this run.
    #[arg(long, value_name = "N")]
    pub run: Option<i64>,

    /// The format; without it the ending of --out decides, or it is ndjson.
    ///
    /// csv of records needs --entity. xlsx has one sheet per entity.
    #[arg(long, value_name = "FORMAT", value_parser = format())]
    pub format: Option<ExportFormat>,

    /// Write to this file instead of stdout, completely or not at all.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub enum ExportedTable {
    /// The records of the snapshot; a source can read them again.
    Records,
    /// The calls of the journal, with what became of each.
    Calls,
    /// The runs of the history.
    Runs,
}

/// Parses the name of a format.
fn format() -> impl TypedValueParser<Value = ExportFormat> {
    let names = ExportFormat::ALL.map(ExportFormat::as_str);
    PossibleValuesParser::new(names).try_map(|name| ExportFormat::from_name(&name).ok_or(name))
}
