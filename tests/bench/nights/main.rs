//! Whole nights, by the real program on real files: what they take, and how that grows.
//!
//! `VBOT_BENCH_ROWS=10000,100000,1000000 cargo bench --bench nights` measures those sizes; ten million want
//! 8 GB of disk. `VBOT_SYNC=path` measures another program than the one just built. Nothing is judged here.
//! Invariant: each night begins with the snapshot that the first one left.

#![expect(clippy::print_stdout, reason = "the figures are what it is for")]

#[path = "../cost.rs"]
mod cost;
#[path = "../sheets/mod.rs"]
#[expect(dead_code, reason = "the growth checks use the other nights")]
mod sheets;
#[path = "../stage.rs"]
#[expect(dead_code, reason = "the growth checks use the rest of it")]
mod stage;
#[path = "../told.rs"]
mod told;

use std::io;

use sheets::{Night, Sheets};
use stage::Stage;

/// A sheet of Excel has no more rows.
const LARGEST_WORKBOOK: usize = 1_000_000;

fn main() -> io::Result<()> {
    println!("{}", cost::means());
    told::head();
    for rows in told::sizes(&[1_000, 10_000]) {
        nights(rows)?;
    }
    Ok(())
}

fn nights(rows: usize) -> io::Result<()> {
    let stage = Stage::new()?;
    let run = |step: &str, words: &[&str]| {
        let cost = stage.run(words, &[0])?;
        told::line("nights", step, rows, cost)
    };
    stage.set(&Sheets::new(rows, Night::First))?;
    run("first night: plan", &["plan"])?;
    run("first night: adopt", &["adopt", "--yes"])?;
    run("unchanged night: plan", &["plan"])?;
    stage.set(&Sheets::new(rows, Night::Second))?;
    run("changed night: plan", &["plan"])?;
    if rows <= LARGEST_WORKBOOK {
        let sheets = Sheets::new(rows, Night::First);
        stage.set(&Sheets {
            workbook: true,
            ..sheets
        })?;
        run("unchanged night, as a workbook: plan", &["plan"])?;
    }
    // Last, since it changes the snapshot.
    stage.set(&Sheets::new(rows, Night::Second))?;
    run("changed night: adopt", &["adopt", "--yes"])
}
