//! The speed of sending, beside clients that only send.
//!
//! `cargo bench --bench sending` sends the same bodies to the same trivial server three ways: by a bare reqwest
//! client, by Python's requests, and by this program, with its journal and everything durable. Each client is a
//! process of its own, and so is the server, so that a client's processor time is its own. They take turns, and
//! the median of each is printed. `CALLS`, `CONNECTIONS` and `ROUNDS` in the environment set the amount, and `RATE` a
//! rate limit. Invariant: every speed is computed from the server's counts.

#![allow(clippy::print_stdout, reason = "a bench prints")]

mod bare;
mod body;
mod ours;
mod python;
mod server;
mod usage;

use std::{
    fmt,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

/// The amount of calls, and how they are sent.
#[derive(Clone, Copy)]
pub struct Amount {
    calls: u32,
    connections: usize,
    rate: f64,
    rounds: u32,
}

const CLIENTS: [&str; 3] = ["bare", "ours", "python"];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    // A small amount only checks that the bench still runs.
    let is_test = words.contains(&"--test");
    let amount = Amount {
        calls: number("CALLS", if is_test { 200 } else { 20_000 }),
        connections: number("CONNECTIONS", 64) as usize,
        rate: f64::from(number("RATE", 100_000)),
        rounds: number("ROUNDS", if is_test { 1 } else { 3 }),
    };
    match words.as_slice() {
        ["serve"] => server::serve(),
        ["bare", url] => bare::run(url, amount),
        ["ours", url] => ours::run(url, amount),
        ["python", url] => python::run(url, amount),
        _ => compare(amount),
    }
}

fn number(name: &str, otherwise: u32) -> u32 {
    let text = std::env::var(name).ok();
    text.and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// Runs the clients in turns, each against its own server, and prints the table.
fn compare(amount: Amount) {
    let Amount {
        calls,
        connections,
        rounds,
        ..
    } = amount;
    println!("{calls} calls over {connections} connections, the median of {rounds} rounds");
    let mut runs: [Vec<Run>; CLIENTS.len()] = Default::default();
    for _ in 0..rounds {
        for (runs, client) in runs.iter_mut().zip(CLIENTS) {
            runs.extend(measured(client, amount));
        }
    }
    let medians = runs.map(median);
    for (run, client) in medians.iter().zip(CLIENTS) {
        match run {
            Some(run) => println!("{client:>8}  {run}"),
            None => println!("{client:>8}  could not be run"),
        }
    }
    if let [Some(bare), Some(ours), python] = &medians {
        println!("ours is {:.1} % of bare", ours.speed / bare.speed * 100.0);
        if let Some(python) = python {
            println!("ours is {:.1} x python", ours.speed / python.speed);
        }
    }
}

/// The result of one run of a client.
struct Run {
    /// Requests per second.
    speed: f64,
    fullest: usize,
    /// The summary of the client's usage.
    used: String,
}

impl fmt::Display for Run {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            speed,
            fullest,
            used,
        } = self;
        write!(
            formatter,
            "{speed:>8.0}/s  {used}  fullest second {fullest}"
        )
    }
}

fn median(mut runs: Vec<Run>) -> Option<Run> {
    runs.sort_by(|one, other| one.speed.total_cmp(&other.speed));
    let middle = runs.len() / 2;
    runs.into_iter().nth(middle)
}

/// Runs a client; returns the server's counts and the client's usage.
fn measured(client: &str, amount: Amount) -> Option<Run> {
    let mut server = started(&["serve"], amount)?;
    let url = line(&mut server)?;
    let mut client = started(&[client, &url], amount)?;
    let used = line(&mut client);
    let ended = client.wait().ok()?;
    let counted = server::counted(&url);
    server.kill().ok()?;
    server.wait().ok()?;
    let counted = counted?;
    Some(Run {
        speed: f64::from(counted.requests) / counted.seconds,
        fullest: counted.fullest,
        used: used.filter(|_| ended.success())?,
    })
}

fn started(arguments: &[&str], amount: Amount) -> Option<Child> {
    let itself = std::env::current_exe().ok()?;
    let mut command = Command::new(itself);
    command.args(arguments);
    command.env("CALLS", amount.calls.to_string());
    command.stdout(Stdio::piped()).spawn().ok()
}

fn line(child: &mut Child) -> Option<String> {
    let mut text = String::new();
    let mut out = BufReader::new(child.stdout.as_mut()?);
    out.read_line(&mut text).ok()?;
    Some(text.trim_end().to_owned()).filter(|text| !text.is_empty())
}
