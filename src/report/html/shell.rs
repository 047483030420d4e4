//! The frame around the page's body: its head, its policy, its style and its script.
//!
//! It has no data of the plan. Invariant: style and script run because they have the page's nonce; nothing else can
//! run or be fetched.

use std::io::{self, Write};

use maud::{DOCTYPE, PreEscaped, html};

use super::{outcome, overview::title};
use crate::{
    codec::Plan,
    report::{ReportHead, RunOutcomes},
};

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
    /// A style besides that of all pages.
    style: &'static str,
}

impl PageFrame {
    /// The frame of the page of a plan or a run.
    pub fn of(plan: &Plan, cover: &ReportHead, ran: Option<&RunOutcomes<'_>>) -> Self {
        let ReportHead {
            account, made_at, ..
        } = cover;
        let (made_at, calls) = (made_at.as_nanosecond(), plan.calls.len());
        let title = ran.map_or_else(|| title(plan), |ran| outcome::title(plan, ran));
        Self::new(title, &format!("{account}\n{made_at}\n{calls}"), "")
    }

    /// The same page has the same nonce. The author of a cell can't know it, because `seed` has the time at which the page
    /// is made.
    pub fn new(title: String, seed: &str, style: &'static str) -> Self {
        let nonce = blake3::hash(seed.as_bytes()).to_hex()[..32].to_owned();
        Self {
            title,
            nonce,
            style,
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
            style nonce=(self.nonce) { (PreEscaped(STYLE)) (PreEscaped(self.style)) }
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
