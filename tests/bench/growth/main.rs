//! What is extreme, at several sizes: nothing may take more than its share when there is more of it.
//!
//! A plan in which everything is new, a status and groups that are renamed under everybody, codes that move
//! on in chains and in a ring, sheets of which nothing can be used, reports of nothing but changes, and a long
//! journal that is resumed.
//! `VBOT_BENCH_ROWS=10000,100000,1000000 cargo bench --bench growth` measures those sizes, and
//! `cargo bench --bench growth -- chains report` only those checks; `VBOT_SYNC=path` another program. Where a
//! step is worse than linear, the time per customer grows from line to line: it is shown, not judged.
//! Invariant: every check begins with the snapshot of the first night.

#![expect(clippy::print_stdout, reason = "the figures are what it is for")]

#[path = "../cost.rs"]
mod cost;
mod server;
#[path = "../sheets/mod.rs"]
#[expect(dead_code, reason = "the bench of nights uses the rest of it")]
mod sheets;
#[path = "../stage.rs"]
mod stage;
#[path = "../told.rs"]
mod told;

use std::io;

use sheets::{Night, Sheets};
use stage::Stage;

/// A check: its name, and what it does on a stage for so many customers.
type Check = (&'static str, fn(&Stage, usize) -> io::Result<()>);

const CHECKS: [Check; 12] = [
    ("creates", creates),
    ("status", |stage, rows| {
        renamed(stage, rows, "status", Night::Status)
    }),
    ("groups", |stage, rows| {
        renamed(stage, rows, "20 groups", Night::Groups)
    }),
    ("catalogue", catalogue),
    ("chains", |stage, rows| {
        renamed(stage, rows, "chains of 100", Night::Chains(100))
    }),
    ("chain", |stage, rows| {
        renamed(stage, rows, "one chain", Night::Chains(usize::MAX))
    }),
    ("ring", |stage, rows| {
        renamed(stage, rows, "one ring", Night::Ring)
    }),
    ("strangers", |stage, rows| {
        renamed(stage, rows, "all codes new", Night::Strangers)
    }),
    ("unknown", |stage, rows| {
        rejected(stage, rows, "all groups unknown", Night::Unknown)
    }),
    ("twice", |stage, rows| {
        rejected(stage, rows, "all rows twice", Night::Twice)
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
    let sizes = told::sizes(&[1_000, 10_000]);
    let stages = sizes.iter().map(|rows| Ok((first_night(*rows)?, *rows)));
    let stages = stages.collect::<io::Result<Vec<_>>>()?;
    for (name, check) in CHECKS {
        if asked.is_empty() || asked.contains(&name) {
            told::head();
            for (stage, rows) in &stages {
                stage.copy("first.db", "snapshot.db")?;
                check(stage, *rows)?;
            }
        }
    }
    Ok(())
}

fn first_night(rows: usize) -> io::Result<Stage> {
    let stage = Stage::new()?;
    stage.set(&Sheets::new(rows, Night::First))?;
    stage.run(&["adopt", "--yes"], &[0])?;
    stage.copy("snapshot.db", "first.db")?;
    Ok(stage)
}

fn creates(stage: &Stage, rows: usize) -> io::Result<()> {
    stage.set(&Sheets::new(rows, Night::First))?;
    stage.forget("snapshot.db")?;
    told::line("growth", "all new: plan", rows, stage.run(&["plan"], &[0])?)
}

/// Planned, and then taken for sent, which changes the snapshot as sending would.
fn renamed(stage: &Stage, rows: usize, what: &str, night: Night) -> io::Result<()> {
    stage.set(&Sheets::new(rows, night))?;
    let plan = stage.run(&["plan"], &[0])?;
    told::line("growth", &format!("{what}: plan"), rows, plan)?;
    let adopt = stage.run(&["adopt", "--yes"], &[0])?;
    told::line("growth", &format!("{what}: adopt"), rows, adopt)
}

/// A catalogue that is as much longer as there are more customers: a group for every 500, all renamed.
fn catalogue(stage: &Stage, rows: usize) -> io::Result<()> {
    let groups = rows.div_ceil(500);
    let sheets = |night| Sheets {
        groups,
        ..Sheets::new(rows, night)
    };
    stage.set(&sheets(Night::First))?;
    stage.forget("snapshot.db")?;
    stage.run(&["adopt", "--yes"], &[0])?;
    stage.set(&sheets(Night::Groups))?;
    told::line(
        "growth",
        "a group in 500: plan",
        rows,
        stage.run(&["plan"], &[0])?,
    )?;
    let adopt = stage.run(&["adopt", "--yes"], &[0])?;
    told::line("growth", "a group in 500: adopt", rows, adopt)
}

/// Nothing of it can be used, and all of it is complained of.
fn rejected(stage: &Stage, rows: usize, what: &str, night: Night) -> io::Result<()> {
    stage.set(&Sheets::new(rows, night))?;
    let plan = stage.run(&["plan"], &[0])?;
    told::line("growth", &format!("{what}: plan"), rows, plan)?;
    let xlsx = stage.run(&["plan", "--xlsx", "plan.xlsx"], &[0])?;
    told::line("growth", &format!("{what}: plan --xlsx"), rows, xlsx)
}

fn report(stage: &Stage, rows: usize) -> io::Result<()> {
    stage.set(&Sheets::new(rows, Night::EveryNote))?;
    let kinds: [(&str, &[&str]); 4] = [
        ("all changed: plan", &["plan"]),
        ("all changed: plan --json", &["plan", "--json"]),
        ("all changed: plan --html", &["plan", "--html", "plan.html"]),
        ("all changed: plan --xlsx", &["plan", "--xlsx", "plan.xlsx"]),
    ];
    for (step, words) in kinds {
        told::line("growth", step, rows, stage.run(words, &[0])?)?;
    }
    Ok(())
}

/// The server stops the run at once, so that it is the journal that is measured.
fn resume(stage: &Stage, rows: usize) -> io::Result<()> {
    let sheets = Sheets::new(rows, Night::First);
    let base_url = server::start()?;
    stage.set(&Sheets { base_url, ..sheets })?;
    stage.forget("snapshot.db")?;
    let sync = stage.run(&["sync", "--yes"], &[5])?;
    told::line("growth", "all new: sync, stopped at once", rows, sync)?;
    for step in ["resume, stopped at once", "resume, once more"] {
        told::line("growth", step, rows, stage.run(&["resume"], &[5])?)?;
    }
    told::line(
        "growth",
        "status of the stopped run",
        rows,
        stage.run(&["status"], &[0])?,
    )
}
