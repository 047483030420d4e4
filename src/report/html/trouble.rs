//! The reasons against the plan: guards that refuse it, and issues of the sheets.
//!
//! The first issues are there without the script, which then replaces the list. Invariant: a guard is always shown
//! with the option that overrides it, if there is one.

use maud::{Markup, html};

use super::{
    controls::{choice, option},
    data::by_severity,
    tables::NameTables,
};
use crate::{
    codec::Plan,
    model::{Entity, Guard, HeldRows, Issue, Severity},
    report::{
        excerpt::rules, figures::number, issues::heading, message, override_flag, refusal,
        text::clean,
    },
};

/// Issues that are shown without the script.
const FIRST: usize = 20;

/// Why the plan is not sent, if it is refused.
pub(super) fn guards(plan: &Plan) -> Markup {
    html! {
        @if !plan.guards.is_empty() {
            section class="refused" aria-labelledby="refused" {
                h2 id="refused" { "Refused: please look twice before this is sent" }
                ul { @for guard in &plan.guards { (one_guard(guard)) } }
            }
        }
    }
}

fn one_guard(guard: &Guard) -> Markup {
    html! {
        li {
            p { (sentence(&clean(&refusal(guard)))) }
            p class="override" { "If that is right: " code { (clean(&override_flag(guard))) } }
        }
    }
}

/// What is wrong in the sheets; `listed` has the issues that are listed.
pub(super) fn issues(plan: &Plan, listed: &Plan, tables: &NameTables) -> Markup {
    let count = listed.issues.len();
    let held = HeldRows::of(&listed.held_rows);
    html! {
        @if count > 0 {
            section aria-labelledby="issues" {
                h2 id="issues" tabindex="-1" { (heading(&plan.issues)) }
                (by_rule(plan))
                (filter(tables))
                ol class="issues" id="issue-list" {
                    @for issue in by_severity(&listed.issues).take(FIRST) { (one_issue(issue, &held)) }
                }
                @if count > FIRST {
                    noscript { p { "… and " (number(count - FIRST)) " more, which need JavaScript to be shown." } }
                }
                nav class="pager" id="issue-pages" aria-label="Pages of issues" hidden {}
            }
        }
    }
}

/// The count of each rule, with a link to its issues.
fn by_rule(plan: &Plan) -> Markup {
    html! {
        table class="counts rules" id="rules" {
            thead { tr { th scope="col" { "Rule" } th scope="col" { "Issues" } } }
            tbody {
                @for ((severity, rule), count) in rules(&plan.issues) {
                    @let severity = word(severity);
                    tr class=(severity) {
                        th scope="row" { span class="badge" { (severity) } " " code { (rule) } }
                        td class="count" { a href=(format!("#severity={severity}&rule={rule}")) { (number(count)) } }
                    }
                }
            }
        }
    }
}

const fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn filter(tables: &NameTables) -> Markup {
    html! {
        form class="filter" id="issue-filter" role="search" aria-label="Issues" hidden {
            (choice("Severity", "severity", [option("error", "errors"), option("warning", "warnings")]))
            (choice("Held", "held", Entity::ALL.map(|entity| option(entity.as_str(), entity.as_str()))))
            (choice("Rule", "rule", tables.rules.names().map(|rule| option(&clean(rule), &clean(rule)))))
            label class="wide" { span { "Search" }
                input type="search" name="about" placeholder="Name, code, words, file, column" autocomplete="off" spellcheck="false";
            }
            p class="found" role="status" id="issue-count" {}
        }
    }
}

/// The script makes the same from its data: see `issueItem` in `page.js`.
fn one_issue(issue: &Issue, held: &HeldRows<'_>) -> Markup {
    let severity = word(issue.severity());
    let row = held.row(issue);
    let code = row.and_then(|row| row.code.as_deref()).map(clean);
    let name = row.and_then(|row| row.name.as_deref()).map(clean);
    html! {
        li class=(severity) {
            span class="badge" { (severity) }
            div {
                p { (sentence(&clean(&message(&issue.problem)))) }
                p class="about" {
                    @if let Some(code) = code { span class="code" { (code) } }
                    @if let Some(name) = name { span class="name" { (name) } }
                    @if let Some(origin) = &issue.origin { span { (clean(&origin.to_string())) } }
                    code { (issue.rule()) }
                }
            }
        }
    }
}

/// A sentence; the words between backticks are shown as code.
fn sentence(text: &str) -> Markup {
    let parts: Vec<_> = text.split('`').collect();
    let paired = parts.len() % 2 == 1;
    html! {
        @if paired {
            @for (at, part) in parts.iter().enumerate() {
                @if at % 2 == 0 { (part) } @else { code { (part) } }
            }
        } @else { (text) }
    }
}
