//! A certificate as one page that a manager prints and signs.
//!
//! It has no script and makes no request. Invariant: every figure is that of the certificate, and every text is escaped.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use maud::{Markup, html};

use super::shell::PageFrame;
use crate::{
    model::{Certificate, CertifiedSource, Entity, Operation, RunSummary},
    report::{figures::number, text::clean},
};

const STYLE: &str = include_str!("certificate.css");

/// Writes the page; `hash` is that of the certificate's file, and `runs` are the commands that sent the run, newest first.
///
/// # Errors
/// The writer fails.
pub fn write(
    out: &mut impl Write,
    certificate: &Certificate,
    account: &str,
    hash: &str,
    runs: &[RunSummary],
) -> io::Result<()> {
    let title = format!("Certificate of run {}", certificate.run);
    // The hash is known to no author of a cell.
    let frame = PageFrame::new(title.clone(), &format!("{account}\n{hash}"), STYLE);
    frame.open(out)?;
    let body = html! {
        header class="top" {
            p class="brand" { b { "vbot-sync" } " certificate" }
            h1 { (title) }
            p class="account" { (clean(account)) }
            (period(runs))
        }
        main {
            (sources(&certificate.sources))
            (applied(certificate))
            (records(certificate))
            (hashes(certificate, hash))
            div class="sign" { p { "Name" } p { "Date" } p { "Signature" } }
        }
    };
    writeln!(out, "{}", body.into_string())?;
    writeln!(out, "</body>\n</html>")
}

/// When the run began and ended; `resume` may have ended what another command began.
fn period(runs: &[RunSummary]) -> Markup {
    let (first, last) = (runs.last(), runs.first());
    let finished = last.and_then(|run| run.finished);
    html! {
        @if let (Some(first), Some(finished)) = (first, finished) {
            p class="account" {
                (clean(&first.command)) " · begun " (first.started.local()) " · finished " (finished.local())
                @if let Some(user) = &first.user { " · by " (clean(user)) }
            }
        }
    }
}

fn sources(sources: &[CertifiedSource]) -> Markup {
    html! {
        section {
            h2 { "Rows of the files" }
            @if sources.is_empty() {
                p { "No file was read." }
            } @else {
                table class="figures" {
                    thead { tr {
                        @for head in ["file", "rows", "accepted", "failed", "held", "unchanged", "left out"] {
                            th { (head) }
                        }
                    } }
                    tbody { @for source in sources { (source_row(source)) } }
                }
            }
        }
    }
}

fn source_row(source: &CertifiedSource) -> Markup {
    let counts = [
        source.rows,
        source.accepted,
        source.failed,
        source.held,
        source.unchanged,
        source.left_out,
    ];
    html! {
        tr {
            td {
                (clean(&source.file))
                @if let Some(sheet) = &source.sheet { " [" (clean(sheet)) "]" }
                " · " (source.entity)
                span class="hash" { code { (source.hash.as_deref().map_or("its hash is not known".to_owned(), clean)) } }
            }
            @for count in counts { td { (number(count)) } }
        }
    }
}

fn applied(certificate: &Certificate) -> Markup {
    html! {
        section {
            h2 { "Calls that were acknowledged" }
            table class="figures" {
                thead { tr {
                    th { "records of" }
                    @for operation in Operation::ALL { th { (operation.as_str()) } }
                } }
                tbody {
                    @for (entity, counts) in &certificate.applied {
                        tr {
                            td { (entity) }
                            @for operation in Operation::ALL {
                                td { (number(counts.get(&operation).copied().unwrap_or_default())) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn records(certificate: &Certificate) -> Markup {
    let records = certificate.records.iter();
    let records = records.map(|(entity, count)| (entity.to_string(), *count));
    let customers = &certificate.customers;
    html! {
        section {
            h2 { "Records after the run" }
            (counts("records of", records.collect()))
        }
        @for (lookup, list) in [
            (Entity::Status, &customers.status),
            (Entity::Type, &customers.r#type),
            (Entity::Group, &customers.group),
        ] {
            @if !list.is_empty() {
                section {
                    h2 { "Customers by " (lookup) }
                    (counts(lookup.as_str(), list.clone()))
                }
            }
        }
    }
}

fn counts(head: &str, counts: BTreeMap<String, usize>) -> Markup {
    html! {
        table class="figures" {
            thead { tr { th { (head) } th { "count" } } }
            tbody {
                @for (name, count) in counts {
                    tr { td { (clean(&name)) } td { (number(count)) } }
                }
            }
        }
    }
}

fn hashes(certificate: &Certificate, hash: &str) -> Markup {
    let previous = certificate.previous.as_deref();
    let listed = [
        ("Plan", certificate.plan.as_str()),
        ("Snapshot before the run", &certificate.snapshot.before),
        ("Snapshot after the run", &certificate.snapshot.after),
        (
            "The certificate before (SHA-256)",
            previous.unwrap_or("none"),
        ),
        ("This certificate, certificate.json (SHA-256)", hash),
    ];
    html! {
        section {
            h2 { "Fingerprints" }
            dl class="hashes" {
                @for (name, value) in listed { dt { (name) } dd { code { (clean(value)) } } }
            }
            p { "`vbot-sync certify --verify certificate.json` computes all of it again." }
        }
    }
}
