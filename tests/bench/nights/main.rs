//! The cost of whole nights with the real program on real files, and its growth.
//!
//! `VBOT_BENCH_ROWS=10000,100000,1000000 cargo bench --bench nights` measures those sizes; ten million need
//! 8 GB of disk. `VBOT_SYNC=path` measures another program than the one just built. Nothing is asserted.
//! Invariant: each night begins with the snapshot of the first one.

#![expect(clippy::print_stdout, reason = "the figures are what it is for")]

#[path = "../cost.rs"]
mod cost;
#[path = "../figures.rs"]
mod figures;
#[path = "../folder.rs"]
#[expect(dead_code, reason = "the growth checks use the rest of it")]
mod folder;
#[path = "../sheets/mod.rs"]
#[expect(dead_code, reason = "the growth checks use the other nights")]
mod sheets;

use std::io;

use folder::BenchFolder;
use sheets::{Night, Sheets};

/// A sheet of Excel has no more rows.
const LARGEST_WORKBOOK: usize = 1_000_000;

fn main() -> io::Result<()> {
    println!("{}", cost::means());
    figures::head();
    for rows in figures::sizes(&[1_000, 10_000]) {
        nights(rows)?;
    }
    Ok(())
}

fn nights(rows: usize) -> io::Result<()> {
    let folder = BenchFolder::new()?;
    let run = |step: &str, words: &[&str]| {
        let cost = folder.run(words, &[0])?;
        figures::line("nights", step, rows, cost)
    };
    folder.write(&Sheets::new(rows, Night::First))?;
    run("first night: plan", &["plan"])?;
    run("first night: adopt", &["adopt", "--yes"])?;
    run("unchanged night: plan", &["plan"])?;
    folder.write(&Sheets::new(rows, Night::Second))?;
    run("changed night: plan", &["plan"])?;
    if rows <= LARGEST_WORKBOOK {
        let sheets = Sheets::new(rows, Night::First);
        folder.write(&Sheets {
            workbook: true,
            ..sheets
        })?;
        run("unchanged night, as a workbook: plan", &["plan"])?;
    }
    // Last, since it changes the snapshot.
    folder.write(&Sheets::new(rows, Night::Second))?;
    run("changed night: adopt", &["adopt", "--yes"])
}
