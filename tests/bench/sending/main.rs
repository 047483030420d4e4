//! How fast calls are sent, beside clients that do nothing else.
//!
//! `cargo bench --bench sending` sends the same bodies to the same trivial server three ways: by a bare reqwest
//! client, by Python's requests, and by this program, with its journal and everything durable. Each client is a
//! process of its own, and so is the server, so that a client's processor time is its own. The environment
//! says how much: `CALLS`, `CONNECTIONS`, and `RATE` for a run at a configured rate. Invariant: the server
//! counts what arrives, and no figure here is a client's word.

#![allow(clippy::print_stdout, reason = "a bench prints")]

mod bare;
mod body;
mod ours;
mod python;
mod server;
mod usage;

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

use server::Seen;

/// How much is sent, and how.
#[derive(Clone, Copy)]
pub struct Amount {
    calls: u32,
    connections: usize,
    rate: f64,
}

fn main() {
    let amount = Amount {
        calls: number("CALLS", 20_000),
        connections: number("CONNECTIONS", 64) as usize,
        rate: f64::from(number("RATE", 100_000)),
    };
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
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

/// Runs every client against a server of its own and prints the table.
fn compare(amount: Amount) {
    let Amount {
        calls, connections, ..
    } = amount;
    println!("{calls} calls over {connections} connections");
    let mut bare = None;
    for client in ["bare", "ours", "python"] {
        let Some((seen, told)) = measured(client) else {
            println!("{client:>8}  could not be run");
            continue;
        };
        let speed = f64::from(seen.requests) / seen.seconds;
        let ratio = speed / *bare.get_or_insert(speed);
        println!(
            "{client:>8}  {speed:>8.0}/s  {:>5.1} % of bare  {told}  fullest second {}",
            ratio * 100.0,
            seen.fullest
        );
    }
}

/// What the server has seen of a client, and what the client has used.
fn measured(client: &str) -> Option<(Seen, String)> {
    let mut server = started(&["serve"])?;
    let url = line(&mut server)?;
    let mut client = started(&[client, &url])?;
    let used = line(&mut client);
    let ended = client.wait().ok()?;
    let seen = server::seen(&url);
    server.kill().ok()?;
    server.wait().ok()?;
    Some((seen?, used.filter(|_| ended.success())?))
}

fn started(arguments: &[&str]) -> Option<Child> {
    let itself = std::env::current_exe().ok()?;
    let mut command = Command::new(itself);
    command.args(arguments).stdout(Stdio::piped()).spawn().ok()
}

fn line(child: &mut Child) -> Option<String> {
    let mut text = String::new();
    let mut out = BufReader::new(child.stdout.as_mut()?);
    out.read_line(&mut text).ok()?;
    Some(text.trim_end().to_owned()).filter(|text| !text.is_empty())
}
