//! Prints the figures of a bench, and writes them for the script that draws them.
//!
//! With `VBOT_BENCH_FIGURES=FILE` every figure is also appended to that file as a line of JSON. Invariant: the
//! file has the printed figures.

use std::{
    env,
    fs::OpenOptions,
    io::{self, Write},
};

use super::cost::Cost;

/// A setting from the environment.
pub fn setting(name: &str) -> Option<String> {
    env::var(name).ok().filter(|text| !text.is_empty())
}

/// The numbers of customers to measure, for example `VBOT_BENCH_ROWS=10000,100000`.
pub fn sizes(usual: &[usize]) -> Vec<usize> {
    let given = setting("VBOT_BENCH_ROWS").unwrap_or_default();
    let sizes: Vec<usize> = given
        .split(',')
        .filter_map(|size| size.trim().replace('_', "").parse().ok())
        .collect();
    if sizes.is_empty() {
        return usual.to_vec();
    }
    sizes
}

/// Prints the names of the columns.
pub fn head() {
    println!(
        "{:<44} {:>10} {:>9} {:>9} {:>9} {:>11}",
        "", "customers", "wall", "CPU", "peak", "CPU/customer"
    );
}

/// Prints one line of the table.
///
/// # Errors
/// The file of figures can't be written.
pub fn line(bench: &str, step: &str, rows: usize, cost: Cost) -> io::Result<()> {
    let each = cost.processor.map(|seconds| micros(seconds, rows));
    println!(
        "{step:<44} {rows:>10} {:>9} {:>9} {:>9} {:>11}",
        format!("{:.2} s", cost.wall),
        shown(cost.processor, |seconds| format!("{seconds:.2} s")),
        shown(cost.peak, |peak| format!("{} MB", peak / 1024)),
        shown(each, |micros| format!("{micros:.2} µs")),
    );
    let Some(path) = setting("VBOT_BENCH_FIGURES") else {
        return Ok(());
    };
    let mut file = OpenOptions::new().create(true).append(true).open(path)?;
    let figure = serde_json::json!({
        "bench": bench, "step": step, "rows": rows,
        "wall": cost.wall, "cpu": cost.processor, "peak_kib": cost.peak,
    });
    writeln!(file, "{figure}")
}

fn shown<T>(figure: Option<T>, show: impl Fn(T) -> String) -> String {
    figure.map_or_else(|| "?".to_owned(), show)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "no bench has more rows than a float can count"
)]
fn micros(seconds: f64, rows: usize) -> f64 {
    seconds * 1e6 / rows as f64
}
