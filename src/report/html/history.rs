//! The history as one page: plots over the nights, and a line for each run.
//!
//! The plots are drawn into the page, which needs no script and makes no request. Invariant: no customer's data is in
//! it, and each bar says in words what it stands for.

use std::{
    io::{self, Write},
    time::Duration,
};

use jiff::Timestamp;
use maud::{Markup, html};

use super::shell::PageFrame;
use crate::{
    model::{Operation, RunEnding, RunSummary},
    report::{
        figures::{calls, counted, duration, number},
        text::clean,
    },
};

const STYLE: &str = include_str!("history.css");

/// Runs in a plot; the table has all of them.
const PLOTTED: usize = 120;

/// The size of a plot, in units of its own.
const WIDTH: usize = 1000;
const HEIGHT: usize = 150;

/// Writes the page of runs, which are given newest first.
///
/// # Errors
/// The writer fails.
pub fn write(
    out: &mut impl Write,
    runs: &[RunSummary],
    account: &str,
    made_at: Timestamp,
) -> io::Result<()> {
    let seed = format!("{account}\n{}\n{}", made_at.as_nanosecond(), runs.len());
    let frame = PageFrame::new("History".to_owned(), &seed, STYLE);
    frame.open(out)?;
    let mut plotted: Vec<&RunSummary> = runs.iter().take(PLOTTED).collect();
    plotted.reverse();
    let body = html! {
        header class="top" {
            p class="brand" { b { "vbot-sync" } " history" }
            h1 { (counted(runs.len(), "run", "runs")) }
            p class="account" { (clean(account)) }
        }
        main {
            (plot("Calls that were applied", &plotted, &applied, &calls))
            (plot("Duration", &plotted, &took, &|seconds| duration(Duration::from_secs(seconds as u64))))
            (plot("Rows that were held", &plotted, &held, &|rows| counted(rows, "row", "rows")))
            (table(runs))
        }
        footer { p { "Made " time datetime=(made_at) { (made_at.strftime("%-d %B %Y, %H:%M UTC").to_string()) } "." } }
    };
    writeln!(out, "{}", body.into_string())?;
    writeln!(out, "</body>\n</html>")
}

/// What one bar is made of: the class that colours a part, its word, and its amount.
type Parts = Vec<(&'static str, &'static str, usize)>;

fn applied(run: &RunSummary) -> Parts {
    let of = |operation: Operation| {
        let counts = run.applied.values();
        counts.filter_map(|counts| counts.get(&operation)).sum()
    };
    let parts = Operation::ALL.map(|operation| {
        let word = operation.as_str();
        (word, word, of(operation))
    });
    parts.into()
}

fn took(run: &RunSummary) -> Parts {
    let seconds = usize::try_from(run.duration().as_secs()).unwrap_or(usize::MAX);
    vec![("update", "took", seconds)]
}

fn held(run: &RunSummary) -> Parts {
    let known = run.held_known.min(run.held);
    vec![
        ("known", "known before", known),
        ("warning", "new", run.held - known),
    ]
}

fn plot(
    title: &str,
    runs: &[&RunSummary],
    parts: &dyn Fn(&RunSummary) -> Parts,
    words: &dyn Fn(usize) -> String,
) -> Markup {
    let bars: Vec<Parts> = runs.iter().map(|run| parts(run)).collect();
    let sum = |parts: &Parts| parts.iter().map(|(_, _, amount)| amount).sum::<usize>();
    let most = bars.iter().map(sum).max().unwrap_or_default();
    let total: usize = bars.iter().map(sum).sum();
    html! {
        section class="plot" {
            h2 { (title) }
            @if total == 0 {
                p class="dim" { "None in these runs." }
            } @else {
                p class="dim" { "At most " (words(most)) " in a run." }
                svg viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="img" aria-label=(title) preserveAspectRatio="none" {
                    @for (at, (run, parts)) in runs.iter().zip(&bars).enumerate() {
                        (bar((at, runs.len()), most, run, parts))
                    }
                }
                p class="legend" {
                    @for (class, word, _) in &bars[0] {
                        span class={ "swatch " (class) } {} " " (word) " "
                    }
                }
            }
        }
    }
}

/// One run: its parts on top of each other, with a tooltip.
fn bar((at, count): (usize, usize), most: usize, run: &RunSummary, parts: &Parts) -> Markup {
    let (left, right) = (at * WIDTH / count, (at + 1) * WIDTH / count);
    let width = (right - left).saturating_sub(1 + 4 / count.max(1)).max(1);
    let mut base = 0;
    let mut drawn = Vec::new();
    for (class, _, amount) in parts {
        let height = scaled(base + amount, most) - scaled(base, most);
        base += amount;
        drawn.push((class, HEIGHT - scaled(base, most), height));
    }
    let listed: Vec<String> = parts
        .iter()
        .map(|(_, word, amount)| format!("{word} {}", number(*amount)))
        .collect();
    let tip = format!(
        "run {} of {}: {}",
        run.run,
        run.started.local(),
        listed.join(", ")
    );
    html! {
        g {
            title { (tip) }
            rect class="ground" x=(left) y="0" width=(width) height=(HEIGHT) {}
            @for (class, top, height) in drawn {
                @if height > 0 {
                    rect class=(class) x=(left) y=(top) width=(width) height=(height) {}
                }
            }
        }
    }
}

/// An amount as a height; one that is not 0 is always seen.
fn scaled(amount: usize, most: usize) -> usize {
    match amount {
        0 => 0,
        amount => (amount * HEIGHT / most.max(1)).max(2),
    }
}

fn table(runs: &[RunSummary]) -> Markup {
    html! {
        section {
            h2 { "Runs" }
            div class="scroll" {
                table class="runs" {
                    thead { tr {
                        @for head in ["run", "command", "started", "took", "end", "applied", "failed", "held", "reason"] {
                            th { (head) }
                        }
                    } }
                    tbody {
                        @for run in runs { (row(run)) }
                    }
                }
            }
        }
    }
}

fn row(run: &RunSummary) -> Markup {
    let exit = run.exit.map_or(String::new(), |exit| format!(" ({exit})"));
    let class = match (run.state, run.exit) {
        (RunEnding::Finished, Some(0)) | (RunEnding::Running, _) => "",
        (RunEnding::Finished | RunEnding::Stopped | RunEnding::Refused, _) => "doubtful",
        _ => "bad",
    };
    html! {
        tr class=(class) {
            td { (run.run) }
            td { (clean(&run.command)) }
            td { (run.started.local()) }
            td { (duration(run.duration())) }
            td { (run.state.as_str()) (exit) }
            td { (number(run.applied_calls())) }
            td { (number(run.failed + run.blocked)) }
            td { (number(run.held)) }
            td { (run.reason.as_deref().map(clean).unwrap_or_default()) }
        }
    }
}
