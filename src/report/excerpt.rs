//! A few examples of a plan, for a page and a workbook that are small enough to be mailed.
//!
//! It shows nothing itself, and the counts stay those of the whole plan. Invariant: whatever the size of the plan and
//! of its values, the examples take about [`CALLS`] and [`ISSUES`] bytes at most.

use std::{borrow::Cow, collections::BTreeMap};

use super::{
    CallOutcome, CallOutcomes, OutcomeKind, ReportHead, RunOutcomes, message, shorten::shorten,
};
use crate::{
    codec::Plan,
    error::Result,
    language::say,
    model::{Call, CallId, Entity, Issue, Operation, Severity},
};

/// Examples of each kind: of calls, an entity, an operation and what became of it; of issues, a rule.
const EXAMPLES: usize = 20;

/// Bytes of all calls in a report.
const CALLS: usize = 300_000;

/// Bytes of all issues in a report.
const ISSUES: usize = 100_000;

/// The part of a plan that is listed, and of its outcomes.
pub(super) struct Excerpt<'a> {
    pub plan: Cow<'a, Plan>,
    /// By the numbers of the calls that are listed; `None` if all are.
    outcomes: Option<ExcerptOutcomes>,
}

/// What became of the calls that are listed.
#[derive(Default)]
struct ExcerptOutcomes(Vec<CallOutcome>);

/// Chooses what is listed: all of it unless the report is brief.
pub(super) fn listed<'a>(
    plan: &'a Plan,
    head: &ReportHead,
    ran: Option<&RunOutcomes<'_>>,
) -> Result<Excerpt<'a>> {
    if !head.brief {
        return Ok(Excerpt {
            plan: Cow::Borrowed(plan),
            outcomes: None,
        });
    }
    let mut outcomes = ExcerptOutcomes::default();
    let mut calls = calls(plan, ran)?;
    for (call, id) in calls.iter_mut().zip(1..) {
        if let Some(ran) = ran {
            outcomes.0.push(ran.calls.outcome(call.id)?);
        }
        call.id = id;
    }
    let plan = Plan {
        id: plan.id.clone(),
        calls: calls.into(),
        issues: issues(&plan.issues),
        guards: plan.guards.clone(),
        ..Plan::default()
    };
    Ok(Excerpt {
        plan: Cow::Owned(plan),
        outcomes: Some(outcomes),
    })
}

impl Excerpt<'_> {
    /// The outcomes of a run, by the numbers of the calls that are listed.
    pub fn outcomes<'r>(&'r self, ran: &RunOutcomes<'r>) -> RunOutcomes<'r> {
        let calls = self.outcomes.as_ref().map(|all| all as &dyn CallOutcomes);
        RunOutcomes {
            calls: calls.unwrap_or(ran.calls),
            ..*ran
        }
    }
}

impl CallOutcomes for ExcerptOutcomes {
    fn outcome(&self, call: CallId) -> Result<CallOutcome> {
        Ok(self.0[call as usize - 1].clone())
    }
}

/// What a brief report has and what it leaves out.
pub(super) fn sentence(plan: &Plan, listed: &Plan) -> String {
    say!(
        "excerpt",
        calls = listed.calls.len(),
        all_calls = plan.calls.len(),
        issues = listed.issues.len(),
        all_issues = plan.issues.len(),
        examples = EXAMPLES
    )
}

/// The issues of each rule, errors first.
pub(super) fn rules(issues: &[Issue]) -> BTreeMap<(Severity, &str), usize> {
    let mut rules = BTreeMap::new();
    for issue in issues {
        *rules.entry((issue.severity(), issue.rule())).or_default() += 1;
    }
    rules
}

/// The first calls of each kind, after a run also of each outcome, in the order of the plan. Their own order is left
/// out, since most of the calls that they wait for are not in the list.
fn calls(plan: &Plan, ran: Option<&RunOutcomes<'_>>) -> Result<Vec<Call>> {
    // Where all calls have the same outcome, none of a million is asked for.
    let ran = ran.filter(|ran| ran.occurring().count() > 1);
    let mut kinds = BTreeMap::<(Entity, Operation, Option<OutcomeKind>), Vec<CallId>>::new();
    for head in plan.calls.heads() {
        let head = head?;
        let outcome = ran.map(|ran| ran.calls.outcome(head.id)).transpose()?;
        let end = outcome.map(|outcome| outcome.end);
        let kind = kinds.entry((head.entity, head.operation, end)).or_default();
        if kind.len() < EXAMPLES {
            kind.push(head.id);
        }
    }
    let mut examples = Vec::new();
    for id in in_turn(kinds.into_values()) {
        if let Some(mut call) = plan.calls.get(id)? {
            shorten(&mut call);
            examples.push(call);
        }
    }
    let mut examples = fitting(examples, CALLS, call_size);
    examples.sort_unstable_by_key(|call| call.id);
    for call in &mut examples {
        call.after.clear();
        call.waits.clear();
    }
    Ok(examples)
}

/// The first issues of each rule, rule by rule.
fn issues(issues: &[Issue]) -> Vec<Issue> {
    let mut rules = BTreeMap::<(Severity, &str), Vec<&Issue>>::new();
    for issue in issues {
        let rule = rules.entry((issue.severity(), issue.rule())).or_default();
        if rule.len() < EXAMPLES {
            rule.push(issue);
        }
    }
    let mut examples = fitting(in_turn(rules.into_values()), ISSUES, |issue| {
        let place = issue.origin.as_ref().map(ToString::to_string);
        size(&message(&issue.problem)) + size(&place.unwrap_or_default())
    });
    examples.sort_by_key(|issue| (issue.severity(), issue.rule()));
    examples.into_iter().cloned().collect()
}

/// The first of each list, then the second of each, and so on.
fn in_turn<T>(lists: impl Iterator<Item = Vec<T>>) -> Vec<T> {
    let mut lists: Vec<_> = lists.map(Vec::into_iter).collect();
    let mut taken = Vec::new();
    for _ in 0..EXAMPLES {
        taken.extend(lists.iter_mut().filter_map(Iterator::next));
    }
    taken
}

/// Those that fit into so many bytes.
fn fitting<T>(examples: Vec<T>, mut bytes: usize, size: impl Fn(&T) -> usize) -> Vec<T> {
    let fits = |example: &T| {
        let left = bytes.checked_sub(size(example));
        bytes = left.unwrap_or(bytes);
        left.is_some()
    };
    examples.into_iter().filter(fits).collect()
}

/// The bytes of a text in the larger of the reports; a character that has to be escaped may take six.
fn size(text: &str) -> usize {
    let bytes = text.bytes();
    bytes
        .map(|byte| match byte {
            b' ' | b',' | b'.' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | 0x80.. => 1,
            _ => 6,
        })
        .sum()
}

/// The bytes of a call, with some for what every call has.
fn call_size(call: &Call) -> usize {
    let sides = call.changes.values().flatten().flatten();
    let changes: usize = sides.map(|value| size(&value.shown())).sum();
    let content = call.action.content();
    let attributes = content.attributes.values();
    let attributes: usize = attributes.map(|value| size(&value.shown())).sum();
    let fields = content.fields.iter();
    let fields: usize = fields.map(|(code, value)| size(code) + size(value)).sum();
    let codes: usize = call.action.codes().map(|code| size(code)).sum();
    let place = call.origin.as_ref().map(ToString::to_string);
    100 + changes + attributes + fields + codes + size(&place.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{Action, Cause, Code, Content, Effect, Problem},
        report::fixture,
    };

    fn head() -> ReportHead {
        ReportHead {
            account: String::new(),
            made_at: jiff::Timestamp::UNIX_EPOCH,
            rate: 1.0,
            redacted: false,
            brief: true,
        }
    }

    fn with(calls: Vec<Call>) -> Plan {
        Plan {
            calls: calls.into(),
            ..Plan::default()
        }
    }

    #[test]
    fn twenty_of_each_kind_are_kept_in_the_plans_order() {
        let update = fixture::call(Entity::Customer, Operation::Update, "KH1", "An");
        let delete = fixture::call(Entity::Status, Operation::Delete, "S", "");
        let mut calls = vec![update; 50];
        calls.push(delete);
        for (call, id) in calls.iter_mut().zip(1..) {
            call.id = id;
        }
        let plan = with(calls);
        let listed = listed(&plan, &head(), None)
            .expect("the calls are in memory")
            .plan;
        let kept = listed.calls.list().expect("the calls are in memory");
        assert_eq!(kept.len(), EXAMPLES + 1);
        assert_eq!(kept.last().map(|call| call.entity), Some(Entity::Status));
        let said = sentence(&plan, &listed);
        assert!(said.contains("21 of 51 calls and 0 of 0 issues"), "{said}");
    }

    #[test]
    fn values_of_any_length_fit() {
        let long = "Nguyễn <b> ".repeat(3_000);
        let content = Content {
            fields: (0..500)
                .map(|field| (Code::from(&*format!("F{field}")), long.clone()))
                .collect(),
            ..Content::default()
        };
        let call = |id: CallId| Call {
            id,
            action: Action::Create {
                code: "KH1".into(),
                content: content.clone(),
            },
            effect: Effect::Remove { code: "KH1".into() },
            cause: Cause::Row,
            ..fixture::call(Entity::Customer, Operation::Create, "KH1", "An")
        };
        let plan = with((1..=30).map(call).collect());
        let listed = listed(&plan, &head(), None)
            .expect("the calls are in memory")
            .plan;
        let sizes = listed
            .calls
            .iter()
            .map(|call| call.as_ref().map_or(0, call_size));
        assert!(!listed.calls.is_empty() && sizes.sum::<usize>() <= CALLS);
    }

    #[test]
    fn every_rule_keeps_its_count_and_some_issues() {
        let mut issues = vec![Issue::new(Problem::NoPhone {}, None); 30];
        issues.push(Issue::new(Problem::RunUnfinished { run: 1 }, None));
        let plan = Plan {
            issues,
            ..Plan::default()
        };
        let counts: Vec<_> = rules(&plan.issues).into_values().collect();
        let listed = listed(&plan, &head(), None).expect("there is no call").plan;
        assert_eq!(listed.issues.len(), EXAMPLES + 1);
        assert!(counts == [30, 1] || counts == [1, 30], "{counts:?}");
    }
}
