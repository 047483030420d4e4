//! A run in one to three lines, for a chat.
//!
//! Project, outcome, counts, reason; the codes of records may be in the reason. Invariant: no line is longer than a
//! chat shows, and text from outside stays on its line.

use super::{
    figures::{duration, number},
    text::{clean, cut},
};
use crate::{
    language::say,
    model::{Operation, RunSummary},
};

/// The longest reason, in columns.
const LONGEST: usize = 300;

/// The text; `project` is the account's project code.
#[must_use]
pub fn text(project: &str, run: &RunSummary) -> String {
    let exit = run.exit.map_or(String::new(), |exit| {
        format!(", {}", say!("exit-code", exit))
    });
    let name = match run.run {
        0 => format!("`{}`", run.command),
        number => say!("notice-run", run = number, command = run.command),
    };
    let time = duration(run.duration());
    let ending = say!("ending-word", ending = run.state.as_str());
    let outcome = say!("notice-outcome", project, name, ending, exit, time);
    let counts = counts(run).join(", ");
    let reason = run.reason.as_deref().unwrap_or_default();
    let lines = [outcome, counts, reason.to_owned()].map(|line| cut(&clean(&line), LONGEST));
    let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// What was applied, then what was not, without zeros.
fn counts(run: &RunSummary) -> Vec<String> {
    let applied = |operation| run.applied_of(operation);
    let mut counts = listed([
        (applied(Operation::Create), say!("notice-created")),
        (applied(Operation::Update), say!("notice-updated")),
        (applied(Operation::UpdateNo), say!("notice-moved")),
        (applied(Operation::Delete), say!("notice-deleted")),
    ]);
    if counts.is_empty() {
        counts.push(say!("notice-nothing", count = 0_usize));
    }
    counts.extend(listed([
        (run.failed, say!("notice-failed")),
        (run.blocked, say!("notice-blocked")),
        (run.unknown, say!("notice-unknown")),
        (run.remaining, say!("notice-remaining")),
    ]));
    if run.held > 0 {
        counts.push(say!("notice-held", count = run.held, fresh = run.held_new));
    }
    counts
}

fn listed(counts: [(usize, String); 4]) -> Vec<String> {
    let some = counts.into_iter().filter(|(count, _)| *count > 0);
    some.map(|(count, word)| format!("{} {word}", number(count)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Entity, RunEnding};

    #[test]
    fn a_good_night_takes_two_lines() {
        let mut run = RunSummary {
            run: 42,
            command: "sync".to_owned(),
            state: RunEnding::Finished,
            exit: Some(0),
            seconds: 12.0,
            ..RunSummary::default()
        };
        run.applied
            .insert(Entity::Customer, [(Operation::Create, 1200)].into());
        assert_eq!(
            text("PR1", &run),
            "PR1: run 42 (`sync`) finished, exit 0, after 12 s\n1,200 created"
        );
    }

    #[test]
    fn a_refusal_has_its_reason_on_one_line() {
        let run = RunSummary {
            command: "sync".to_owned(),
            state: RunEnding::Refused,
            exit: Some(4),
            held: 2,
            held_new: 1,
            remaining: 9,
            reason: Some("too many\ndeletes".to_owned()),
            ..RunSummary::default()
        };
        assert_eq!(
            text("PR1", &run),
            "PR1: `sync` refused, exit 4, after 0 s\n0 calls applied, 9 not sent, 2 rows held (1 new)\ntoo many deletes"
        );
    }
}
