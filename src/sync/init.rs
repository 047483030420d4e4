//! From spreadsheets to a configuration: read, inferred, written down, and checked like any other.
//!
//! It writes no file. A file that can't be read ends it, because a configuration without it would look complete. An
//! account is only read, and only if it is asked for. Invariant: the configuration's own parser accepts the text, but
//! for columns that a v3 account has no field for.

use std::path::{Component, Path, PathBuf};

use super::{
    check::check,
    read_form::{note_required, read_form},
};
use crate::{
    codec::Plan,
    config::{self, Config},
    error::Result,
    infer::{self, Decisions, DraftConfig, KnownAccount, Question, SampledTable},
    model::{
        AccountForm, Dialect, Entity, Mapping, ProposedLookups, SheetChoice, Source, TextEncoding,
    },
    observe::{Event, Observer},
    read,
    send::Engine,
    shape::{Shaper, header_rank},
};

/// A configuration to begin with.
pub struct InitialConfig {
    /// The text of the file.
    pub text: String,
    /// The draft that it was made from.
    pub draft: DraftConfig,
    /// The result of `check`; `None` if no column was recognised, so there is nothing to check.
    pub check: Option<Result<Plan>>,
}

/// Reads the files, whose paths are relative to the folder of the configuration at `path`.
///
/// # Errors
/// A file can't be read to its end.
pub fn sample(
    files: &[PathBuf],
    path: &Path,
    observer: &dyn Observer,
) -> Result<Vec<SampledTable>> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let tables = look_at_all(files, folder, observer)?;
    let matches =
        |pattern: &str| read::expand(&source(&folder.join(pattern))).map_or(0, |files| files.len());
    Ok(infer::together(tables, &matches))
}

/// Takes decisions into the tables, and returns the first header that no table has.
pub fn decide<'d>(tables: &mut [SampledTable], decisions: &'d Decisions) -> Option<&'d str> {
    infer::decide(tables, decisions, &header_rank)
}

/// What only a person can know of the tables.
#[must_use]
pub fn questions(tables: &[SampledTable], form: Option<&AccountForm>) -> Vec<Question> {
    let sources = infer::infer(tables, &header_rank, form).sources;
    sources.into_iter().flat_map(|one| one.questions).collect()
}

/// Proposes a configuration for `path`; `form` is what was read of the account.
///
/// # Errors
/// The account's own values can't be written in a configuration.
pub fn init(
    tables: &[SampledTable],
    path: &Path,
    (account, form): (&KnownAccount, Option<&AccountForm>),
    observer: &dyn Observer,
) -> Result<InitialConfig> {
    let draft = infer::infer(tables, &header_rank, form);
    let text = infer::write(&draft, account);
    let check = match config::parse_proposed(&text, path) {
        _ if draft.sources.is_empty() => None,
        Ok(config) => Some(checked(&config, observer)?),
        // Under v3 a column may have no field of the account that it could go to.
        Err(error) if account.dialect == Some(Dialect::V3) => Some(Err(error)),
        Err(error) => return Err(error),
    };
    Ok(InitialConfig { text, draft, check })
}

fn checked(config: &Config, observer: &dyn Observer) -> Result<Result<Plan>> {
    let check = check(config, None, observer);
    observer.check_cancelled()?;
    Ok(check.and_then(|check| {
        let unusable = check.errors.into_iter().next();
        unusable.map_or(Ok(check.plan), Err)
    }))
}

/// The least configuration with which an account can be read that none is written for yet.
///
/// # Errors
/// The URL is none that requests can go to.
pub fn config_to_read(account: &KnownAccount, path: &Path) -> Result<Config> {
    config::parse(&infer::write(&DraftConfig::default(), account), path)
}

/// Reads what a customer of the account can have.
///
/// # Errors
/// The account can't be read.
pub async fn read_account_form(engine: &Engine, observer: &dyn Observer) -> Result<AccountForm> {
    let mut form = read_form(engine, &|_| true, observer).await?;
    note_required(&mut form, engine, observer).await?;
    Ok(form)
}

/// Reads the files and proposes the statuses, types, groups and fields that customers refer to and no file lists.
///
/// # Errors
/// A file can't be read to its end.
pub fn propose_lookups(files: &[PathBuf], observer: &dyn Observer) -> Result<Vec<ProposedLookups>> {
    let tables = look_at_all(files, Path::new(""), observer)?;
    Ok(infer::propose(
        &infer::together(tables, &|_| 0),
        &header_rank,
    ))
}

fn look_at_all(
    files: &[PathBuf],
    folder: &Path,
    observer: &dyn Observer,
) -> Result<Vec<SampledTable>> {
    let mut tables = Vec::new();
    for file in files {
        observer.check_cancelled()?;
        for mut table in look(file, observer)? {
            table.path = written(file, folder);
            tables.push(table);
        }
    }
    Ok(tables)
}

/// Every table of one file; a sheet without a cell is none.
fn look(file: &Path, observer: &dyn Observer) -> Result<Vec<SampledTable>> {
    let name = file.display().to_string();
    observer.on(&Event::Reading { name: &name });
    let sheets = if file.is_file() && read::has_sheets(file) {
        read::sheet_names(file)?
            .into_iter()
            .map(SheetChoice::Name)
            .collect()
    } else {
        vec![SheetChoice::First]
    };
    let alone = sheets.len() == 1;
    let mut tables = Vec::new();
    for sheet in sheets {
        let wanted = Source {
            sheet,
            ..source(file)
        };
        match read_table(file, &wanted) {
            Ok(mut table) => {
                table.alone = alone;
                tables.push(table);
            }
            Err(error) if !alone && read::was_empty(&error) => {}
            Err(error) => return Err(error),
        }
    }
    let rows = tables.iter().map(|table| table.facts.rows).sum();
    observer.on(&Event::Read { name: &name, rows });
    Ok(tables)
}

fn read_table(file: &Path, wanted: &Source) -> Result<SampledTable> {
    let mut paths = read::expand(wanted)?.into_iter();
    let path = paths.next().unwrap_or_else(|| file.to_owned());
    seen(&path, wanted)
}

fn seen(path: &Path, wanted: &Source) -> Result<SampledTable> {
    let mut seen = SampledTable::default();
    seen.facts = read::read(path, wanted, &is_header, &mut seen)?;
    let (sheet, header) = (seen.facts.sheet.as_deref(), seen.facts.header_row);
    seen.marks = read::row_marks(path, sheet, header);
    Ok(seen)
}

/// Whether a text is a known header of any entity.
fn is_header(text: &str) -> bool {
    let mapping = Mapping::default();
    let is_usual = |text: &str| {
        let mut entities = Entity::ALL.into_iter();
        entities.any(|entity| Shaper::is_header(entity, &mapping, text))
    };
    is_usual(text) || infer::is_part_of_a_name(text) || infer::is_usual_form(text, is_usual)
}

/// A source without an entity yet.
fn source(path: &Path) -> Source {
    Source {
        text_encoding: TextEncoding::Auto,
        ..Source::at(Entity::Customer, path)
    }
}

/// The path of a file from the configuration's folder, with separators that every system accepts.
fn written(file: &Path, folder: &Path) -> String {
    let relative = match (plain(file), plain(folder)) {
        (Some(file), Some(folder)) => between(&file, &folder),
        _ => None,
    };
    let path = relative.unwrap_or_else(|| file.to_owned());
    let shown = path.display().to_string();
    if cfg!(windows) {
        shown.replace('\\', "/")
    } else {
        shown
    }
}

/// An absolute path without `.` and `..`.
fn plain(path: &Path) -> Option<PathBuf> {
    let absolute = std::env::current_dir().ok()?.join(path);
    let mut plain = PathBuf::new();
    for component in absolute.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            component => plain.push(component),
        }
    }
    Some(plain)
}

/// The relative path; `None` if the two are on different drives.
fn between(file: &Path, folder: &Path) -> Option<PathBuf> {
    let common = file
        .components()
        .zip(folder.components())
        .take_while(|(one, other)| one == other)
        .count();
    if common == 0 {
        return None;
    }
    let up = folder
        .components()
        .skip(common)
        .map(|_| Component::ParentDir);
    Some(up.chain(file.components().skip(common)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_the_folder_of_the_configuration() {
        assert_eq!(
            written(Path::new("exports/a.csv"), Path::new("")),
            "exports/a.csv"
        );
        assert_eq!(
            written(Path::new("./exports/../a.csv"), Path::new("conf")),
            "../a.csv"
        );
        assert_eq!(
            written(Path::new("exports/a.csv"), Path::new("exports")),
            "a.csv"
        );
    }
}
