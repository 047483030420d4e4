//! Minimal readers of the same files, with which the program is compared.
//!
//! `tests/bench/compare.py` runs them one by one (`bare csv FILE`); `cargo bench --bench bare` runs all of them on
//! small files. They use no code of the project. Invariant: a reader touches every byte or cell, and
//! returns the number of rows.

#![expect(clippy::print_stdout, reason = "the figures are what it is for")]

mod readers;
#[path = "../sheets/mod.rs"]
#[expect(dead_code, reason = "the growth checks use the other nights")]
mod sheets;

use std::{
    env,
    path::{Path, PathBuf},
    time::Instant,
};

use sheets::{Night, Sheets};

/// Any error.
type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let words: Vec<String> = env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"))
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => all(),
        ["make", folder, rows, night] => make(Path::new(folder), rows.parse()?, night),
        [reader, file] => {
            println!("{}", read(reader, Path::new(file))?);
            Ok(())
        }
        _ => Err(
            "make FOLDER ROWS first|second|workbook, csv FILE, hash FILE, xlsx FILE or sqlite FILE"
                .into(),
        ),
    }
}

/// Writes the sheets of a night.
fn make(folder: &Path, rows: usize, night: &str) -> Result<(), Failure> {
    let first = Sheets::new(rows, Night::First);
    let sheets = match night {
        "first" => first,
        "second" => Sheets::new(rows, Night::Second),
        "workbook" => Sheets {
            workbook: true,
            ..first
        },
        _ => return Err(format!("there is no night `{night}`").into()),
    };
    Ok(sheets.write(folder)?)
}

fn read(reader: &str, file: &Path) -> Result<usize, Failure> {
    match reader {
        "csv" => readers::csv(file),
        "hash" => readers::hash(file),
        "xlsx" => readers::xlsx(file),
        "sqlite" => readers::sqlite(file),
        _ => Err(format!("there is no reader `{reader}`").into()),
    }
}

/// Runs every reader once, each on its own files.
fn all() -> Result<(), Failure> {
    let rows = env::var("VBOT_BENCH_ROWS").ok();
    let rows = rows.and_then(|rows| rows.parse().ok()).unwrap_or(10_000);
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let path = |name: &str| -> PathBuf { folder.path().join(name) };
    make(folder.path(), rows, "first")?;
    make(folder.path(), rows, "workbook")?;
    readers::snapshot(&path("snapshot.db"), rows)?;
    let files = [
        ("csv", "customers.csv"),
        ("hash", "customers.csv"),
        ("xlsx", "customers.xlsx"),
        ("sqlite", "snapshot.db"),
    ];
    for (reader, file) in files {
        let begun = Instant::now();
        let read = read(reader, &path(file))?;
        println!("{reader:<8} {read:>10} rows in {:?}", begun.elapsed());
        assert!(read >= rows, "{reader} has read {read} of {rows} rows");
    }
    Ok(())
}
