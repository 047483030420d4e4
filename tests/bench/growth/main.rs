//! Extreme cases at several sizes: the cost of each should grow in proportion to the size.
//!
//! A plan in which everything is new, a status and groups of all customers that are renamed, codes that move
//! on in chains and in a ring, sheets without a usable row, reports of nothing but changes, and a long
//! journal that is resumed.
//! `VBOT_BENCH_ROWS=10000,100000,1000000 cargo bench --bench growth` measures those sizes, and
//! `cargo bench --bench growth -- chains report` only those checks; `VBOT_SYNC=path` another program. If a
//! step is worse than linear, the time per customer grows from line to line: it is shown, not asserted.
//! Invariant: every check begins with the snapshot of the first night.

#![expect(clippy::print_stdout, reason = "the figures are what it is for")]

#[path = "../cost.rs"]
mod cost;
#[path = "../figures.rs"]
mod figures;
#[path = "../folder.rs"]
mod folder;
mod server;
#[path = "../sheets/mod.rs"]
#[expect(dead_code, reason = "the bench of nights uses the rest of it")]
mod sheets;

use std::io;

use folder::BenchFolder;
use sheets::{Night, Sheets};

/// A check: its name, and the function that measures it in a folder with that many customers.
type Check = (&'static str, fn(&BenchFolder, usize) -> io::Result<()>);

const CHECKS: [Check; 12] = [
    ("creates", creates),
    ("status", |folder, rows| {
        renamed(folder, rows, "status", Night::Status)
    }),
    ("groups", |folder, rows| {
        renamed(folder, rows, "20 groups", Night::Groups)
    }),
    ("catalogue", catalogue),
    ("chains", |folder, rows| {
        renamed(folder, rows, "chains of 100", Night::Chains(100))
    }),
    ("chain", |folder, rows| {
        renamed(folder, rows, "one chain", Night::Chains(usize::MAX))
    }),
    ("ring", |folder, rows| {
        renamed(folder, rows, "one ring", Night::Ring)
    }),
    ("strangers", |folder, rows| {
        renamed(folder, rows, "all codes new", Night::Strangers)
    }),
    ("unknown", |folder, rows| {
        rejected(folder, rows, "all groups unknown", Night::Unknown)
    }),
    ("twice", |folder, rows| {
        rejected(folder, rows, "all rows twice", Night::Twice)
    }),
    ("report", report),
    ("resume", resume),
];

fn main() -> io::Result<()> {
    println!("{}", cost::means());
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let asked: Vec<&str> = asked
        .iter()
        .map(String::as_str)
        .filter(|word| !word.starts_with('-'))
        .collect();
    let sizes = figures::sizes(&[1_000, 10_000]);
    let folders = sizes.iter().map(|rows| Ok((first_night(*rows)?, *rows)));
    let folders = folders.collect::<io::Result<Vec<_>>>()?;
    for (name, check) in CHECKS {
        if asked.is_empty() || asked.contains(&name) {
            figures::head();
            for (folder, rows) in &folders {
                folder.copy("first.db", "snapshot.db")?;
                check(folder, *rows)?;
            }
        }
    }
    Ok(())
}

fn first_night(rows: usize) -> io::Result<BenchFolder> {
    let folder = BenchFolder::new()?;
    folder.write(&Sheets::new(rows, Night::First))?;
    folder.run(&["adopt", "--yes"], &[0])?;
    folder.copy("snapshot.db", "first.db")?;
    Ok(folder)
}

fn creates(folder: &BenchFolder, rows: usize) -> io::Result<()> {
    folder.write(&Sheets::new(rows, Night::First))?;
    folder.remove("snapshot.db")?;
    figures::line(
        "growth",
        "all new: plan",
        rows,
        folder.run(&["plan"], &[0])?,
    )
}

/// Plans and then adopts, which changes the snapshot as sending would.
fn renamed(folder: &BenchFolder, rows: usize, what: &str, night: Night) -> io::Result<()> {
    folder.write(&Sheets::new(rows, night))?;
    let plan = folder.run(&["plan"], &[0])?;
    figures::line("growth", &format!("{what}: plan"), rows, plan)?;
    let adopt = folder.run(&["adopt", "--yes"], &[0])?;
    figures::line("growth", &format!("{what}: adopt"), rows, adopt)
}

/// A catalogue that grows with the customers: a group for every 500, all renamed.
fn catalogue(folder: &BenchFolder, rows: usize) -> io::Result<()> {
    let groups = rows.div_ceil(500);
    let sheets = |night| Sheets {
        groups,
        ..Sheets::new(rows, night)
    };
    folder.write(&sheets(Night::First))?;
    folder.remove("snapshot.db")?;
    folder.run(&["adopt", "--yes"], &[0])?;
    folder.write(&sheets(Night::Groups))?;
    figures::line(
        "growth",
        "a group in 500: plan",
        rows,
        folder.run(&["plan"], &[0])?,
    )?;
    let adopt = folder.run(&["adopt", "--yes"], &[0])?;
    figures::line("growth", "a group in 500: adopt", rows, adopt)
}

/// Every row is rejected and reported.
fn rejected(folder: &BenchFolder, rows: usize, what: &str, night: Night) -> io::Result<()> {
    folder.write(&Sheets::new(rows, night))?;
    let plan = folder.run(&["plan"], &[0])?;
    figures::line("growth", &format!("{what}: plan"), rows, plan)?;
    let xlsx = folder.run(&["plan", "--xlsx", "plan.xlsx"], &[0])?;
    figures::line("growth", &format!("{what}: plan --xlsx"), rows, xlsx)
}

fn report(folder: &BenchFolder, rows: usize) -> io::Result<()> {
    folder.write(&Sheets::new(rows, Night::EveryNote))?;
    let kinds: [(&str, &[&str]); 4] = [
        ("all changed: plan", &["plan"]),
        ("all changed: plan --json", &["plan", "--json"]),
        ("all changed: plan --html", &["plan", "--html", "plan.html"]),
        ("all changed: plan --xlsx", &["plan", "--xlsx", "plan.xlsx"]),
    ];
    for (step, words) in kinds {
        figures::line("growth", step, rows, folder.run(words, &[0])?)?;
    }
    Ok(())
}

/// The server stops the run at once, so that only the journal is measured.
fn resume(folder: &BenchFolder, rows: usize) -> io::Result<()> {
    let sheets = Sheets::new(rows, Night::First);
    let base_url = server::start()?;
    folder.write(&Sheets { base_url, ..sheets })?;
    folder.remove("snapshot.db")?;
    let sync = folder.run(&["sync", "--yes"], &[5])?;
    figures::line("growth", "all new: sync, stopped at once", rows, sync)?;
    for step in ["resume, stopped at once", "resume, once more"] {
        figures::line("growth", step, rows, folder.run(&["resume"], &[5])?)?;
    }
    figures::line(
        "growth",
        "status of the stopped run",
        rows,
        folder.run(&["status"], &[0])?,
    )
}
