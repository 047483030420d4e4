//! The parts of the page that show what became of a plan: its title, the run, and the calls by outcome.
//!
//! A page of a plan alone has none of them. Invariant: the counts are the journal's, and all of them are there without
//! the script.

use maud::{Markup, html};

use super::fact::fact;
use crate::{
    codec::Plan,
    model::RunEnding,
    report::{
        OutcomeKind, RunOutcomes,
        figures::{calls, duration, number},
        text::clean,
    },
};

/// The page's title: how the run ended, and how much of the plan was done.
pub(super) fn title(plan: &Plan, ran: &RunOutcomes<'_>) -> String {
    let ending = match ran.run.state {
        RunEnding::Running => "Running",
        RunEnding::Finished => "Finished",
        RunEnding::Stopped => "Stopped",
        RunEnding::Refused => "Refused",
        RunEnding::Failed => "Failed",
        RunEnding::Crashed => "Crashed",
    };
    let (all, applied) = (plan.calls.len(), ran.count(OutcomeKind::Applied));
    match (all, ran.count(OutcomeKind::Recorded)) {
        (0, _) => format!("{ending}: nothing to send"),
        (_, 0) => format!("{ending}: {} of {} applied", number(applied), calls(all)),
        (_, recorded) => format!("{ending}: {} recorded", calls(recorded)),
    }
}

/// The run, its duration, and why it did not finish.
pub(super) fn facts(ran: &RunOutcomes<'_>) -> Markup {
    let run = ran.run;
    html! {
        (fact("Run", &html! { (run.run) " (" (clean(&run.command)) ")" }))
        (fact("Began", &html! { (run.started.local().replace('T', " ")) }))
        @if run.finished.is_some() {
            (fact("Took", &html! { (duration(run.duration())) }))
        }
    }
}

/// Why it did not finish, if it did not.
pub(super) fn reason(ran: &RunOutcomes<'_>) -> Markup {
    html! {
        @if let Some(reason) = ran.reason() {
            p class="verdict" { b { (clean(reason)) } }
        }
    }
}

/// The calls by what became of them; each count leads to its calls.
pub(super) fn counts(ran: &RunOutcomes<'_>) -> Markup {
    html! {
        @if ran.occurring().next().is_some() {
            section aria-labelledby="outcome" {
                h2 id="outcome" { "Outcome" }
                ul class="outcomes" {
                    @for (end, count) in ran.occurring() {
                        li {
                            a class=(format!("end {}", end.as_str())) href=(format!("#outcome={}", end.as_str())) {
                                (number(count)) " " (end.as_str())
                            }
                            span { (end.meaning()) }
                        }
                    }
                }
            }
        }
    }
}
