//! The frame around the page's body: its head, its policy, its style and its script.
//!
//! It has no data of the plan. Invariant: style and script run because they have the page's nonce; nothing else can
//! run or be fetched.

use std::io::{self, Write};

use maud::{DOCTYPE, PreEscaped, html};

use super::overview::title;
use crate::{codec::Plan, report::ReportHead};

const STYLE: &str = include_str!("page.css");

/// In the order in which they depend on each other.
const SCRIPTS: [&str; 3] = [
    include_str!("text.js"),
    include_str!("calls.js"),
    include_str!("page.js"),
];

/// The frame of one page.
pub(super) struct PageFrame {
    title: String,
    nonce: String,
}

impl PageFrame {
    pub fn of(plan: &Plan, cover: &ReportHead) -> Self {
        Self {
            title: title(plan),
            nonce: nonce(plan, cover),
        }
    }

    /// Everything before the body's content.
    pub fn open(&self, out: &mut impl Write) -> io::Result<()> {
        let policy = format!(
            "default-src 'none'; script-src 'nonce-{0}'; style-src 'nonce-{0}'; base-uri 'none'; form-action 'none'",
            self.nonce
        );
        let head = html! {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(policy);
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            meta name="robots" content="noindex";
            title { (self.title) " · vbot-sync" }
            style nonce=(self.nonce) { (PreEscaped(STYLE)) }
        };
        let doctype = DOCTYPE.into_string();
        let head = head.into_string();
        writeln!(
            out,
            "{doctype}\n<html lang=\"en\">\n<head>{head}</head>\n<body>"
        )
    }

    /// Everything after the body's content.
    pub fn close(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "<script nonce=\"{}\">", self.nonce)?;
        writeln!(out, "(() => {{\n'use strict';")?;
        for script in SCRIPTS {
            writeln!(out, "{script}")?;
        }
        writeln!(out, "}})();\n</script>\n</body>\n</html>")
    }
}

/// The same page has the same nonce. The author of a cell can't know it, because it depends on the time at which the
/// plan will be made.
fn nonce(plan: &Plan, cover: &ReportHead) -> String {
    let ReportHead {
        account, made_at, ..
    } = cover;
    let what = format!(
        "{account}\n{}\n{}",
        made_at.as_nanosecond(),
        plan.calls.len()
    );
    blake3::hash(what.as_bytes()).to_hex()[..32].to_owned()
}
