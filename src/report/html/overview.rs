//! The top of the page: what it is, which account it is for, and what the plan does and why.
//!
//! It lists no single call. Invariant: all of it is there without the script.

use maud::{Markup, html};

use super::{fact::fact, outcome};
use crate::{
    codec::Plan,
    model::{Entity, Operation, Severity},
    report::{
        ReportHead, RunOutcomes, excerpt,
        figures::{calls, number, price},
        issues, reasons,
        summary::{COLUMNS, row, verdict},
        table::{rows, total},
        text::clean,
    },
};

/// The title of a plan's page.
pub(super) fn title(plan: &Plan) -> String {
    match (plan.calls.len(), plan.guards.is_empty()) {
        (0, true) => "Nothing to send".to_owned(),
        (0, false) => "Refused".to_owned(),
        (count, true) => format!("{} to send", calls(count)),
        (count, false) => format!("Refused: {}", calls(count)),
    }
}

/// The header; `listed` is the part of the plan that is listed.
pub(super) fn header(
    (plan, listed): (&Plan, &Plan),
    cover: &ReportHead,
    ran: Option<&RunOutcomes<'_>>,
) -> Markup {
    html! {
        header class="top" {
            p class="brand" { b { "vbot-sync" } @if ran.is_some() { " run" } @else { " plan" } }
            h1 { (ran.map_or_else(|| title(plan), |ran| outcome::title(plan, ran))) }
            p class="account" { (clean(&cover.account)) }
            @if cover.brief {
                p class="masked" id="brief" { b { "Brief:" } " " (excerpt::sentence(plan, listed)) "."
                    @if ran.is_some() { " Every row that failed is in failures.xlsx beside this page." }
                }
            }
            @if cover.redacted {
                p class="masked" { b { "Masked." } " Names, phones and other values of customers are not shown as they are." }
            }
        }
    }
}

/// Links to the parts of the page, with the number of things in each.
pub(super) fn contents(plan: &Plan, ran: Option<&RunOutcomes<'_>>) -> Markup {
    let part = |id: &str, name: &str, count: usize| {
        html! {
            li { a href=(format!("#{id}")) data-jump=(id) { (name) @if count > 0 { " (" (number(count)) ")" } } }
        }
    };
    html! {
        nav class="contents" aria-label="Contents" {
            ul {
                @if !plan.guards.is_empty() { (part("refused", "Refused", plan.guards.len())) }
                @if ran.is_some() { (part("outcome", "Outcome", 0)) }
                (part("summary", "Summary", 0))
                @if !plan.calls.is_empty() { (part("changes", "Changes", plan.calls.len())) }
                @if !plan.issues.is_empty() { (part("issues", "Issues", plan.issues.len())) }
            }
        }
    }
}

/// When the plan was made, how long it takes, and links to the other parts.
pub(super) fn facts(plan: &Plan, cover: &ReportHead, ran: Option<&RunOutcomes<'_>>) -> Markup {
    let made = cover.made_at.strftime("%-d %B %Y, %H:%M UTC").to_string();
    html! {
        section class="facts" aria-label="In short" {
            (fact("Plan", &html! { code id="plan-id" { (plan.id) } }))
            (fact("Made", &html! { time id="made" datetime=(cover.made_at) { (made) } }))
            @if let Some(ran) = ran {
                (outcome::facts(ran))
            } @else if let Some(price) = price(plan.calls.len(), cover.rate).filter(|_| !plan.calls.is_empty()) {
                (fact("Takes", &html! { (price) }))
            }
            (fact("Sheets", &sheets(plan)))
            @if let Some(ran) = ran { (outcome::reason(ran)) } @else { (note(plan, cover)) }
        }
    }
}

/// The verdict, if it adds something to the title and the facts.
fn note(plan: &Plan, cover: &ReportHead) -> Markup {
    let sendable = !plan.calls.is_empty() && plan.guards.is_empty();
    html! {
        p class="verdict" {
            @if !sendable { b { (verdict(plan, cover.rate)) } " " }
            @if !plan.calls.is_empty() { "This is a plan: nothing of it has been sent." }
        }
    }
}

fn sheets(plan: &Plan) -> Markup {
    let heading = issues::heading(&plan.issues);
    let mut issues = plan.issues.iter();
    let is_error = issues.any(|issue| issue.severity() == Severity::Error);
    let worst = if is_error { "error" } else { "warning" };
    html! {
        @if plan.issues.is_empty() {
            "no issue"
        } @else {
            a class=(worst) href="#issues" data-jump="issues" { (heading.trim_end_matches(" in the sheets")) }
        }
    }
}

/// Counts by entity and operation, and the sentences that explain them.
pub(super) fn summary(plan: &Plan) -> Markup {
    let sentences = reasons::sentences(plan);
    html! {
        section aria-labelledby="summary" {
            h2 id="summary" { "Summary" }
            div class="scroll" role="region" aria-labelledby="summary" tabindex="0" { (table(plan)) }
            @if !sentences.is_empty() {
                ul class="reasons" { @for sentence in sentences { li { (sentence) } } }
            }
        }
    }
}

fn table(plan: &Plan) -> Markup {
    let rows = rows(|entity| row(plan, entity));
    let total = total(&rows);
    html! {
        table class="counts" {
            thead {
                tr {
                    th scope="col" { "Records" }
                    @for (name, _) in COLUMNS { th scope="col" { (column(name)) } }
                }
            }
            tbody { @for (entity, counts) in &rows { (line(entity.as_str(), Some(*entity), counts)) } }
            @if rows.len() > 1 { tfoot { (line("total", None, &total)) } }
        }
    }
}

/// A column's header. People outside of the API don't know the word `updateNo`, so it is explained.
fn column(name: &str) -> Markup {
    html! {
        @if name == Operation::UpdateNo.as_str() { "new code " small { "updateNo" } } @else { (name) }
    }
}

fn line(name: &str, entity: Option<Entity>, counts: &[usize; 6]) -> Markup {
    let columns = COLUMNS.iter().map(|(column, _)| *column);
    html! {
        tr {
            th scope="row" { (name) }
            @for (column, count) in columns.zip(counts) {
                td class=(format!("count {column}")) { (count_cell(column, entity, *count)) }
            }
        }
    }
}

/// A count that links to its changes, if it has any.
fn count_cell(column: &str, entity: Option<Entity>, count: usize) -> Markup {
    let mut operations = Operation::ALL.iter();
    let operation = operations.any(|operation| operation.as_str() == column);
    let held = entity.map(|entity| format!("&held={entity}"));
    let entity = entity.map(|entity| format!("entity={entity}&"));
    html! {
        @match (count, operation) {
            (0, _) => span class="none" { "·" },
            _ if column == "held" => a href=(format!("#severity=error{}", held.unwrap_or_default())) { (number(count)) },
            (_, true) => a href=(format!("#{}op={column}", entity.unwrap_or_default())) { (number(count)) },
            (_, false) => (number(count)),
        }
    }
}

/// What the page is, and what it is not.
pub(super) fn footer() -> Markup {
    html! {
        footer { p { "Made by vbot-sync. Self-contained: this page loads nothing from the network." } }
    }
}
