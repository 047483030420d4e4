//! A few examples of a plan, for a page and a workbook that are small enough to be mailed.
//!
//! It shows nothing itself, and the counts stay those of the whole plan. Invariant: whatever the size of the plan and
//! of its values, the examples take about [`CALLS`] and [`ISSUES`] bytes at most.

use std::{borrow::Cow, collections::BTreeMap};

use super::{ReportHead, figures, message};
use crate::{
    codec::Plan,
    error::Result,
    model::{Action, Call, CallId, Content, Entity, Issue, Operation, Severity, Value},
};

/// Examples of each kind: of calls, an entity and an operation; of issues, a rule.
const EXAMPLES: usize = 20;

/// Bytes of all calls in a report.
const CALLS: usize = 300_000;

/// Bytes of all issues in a report.
const ISSUES: usize = 100_000;

/// Letters of a value.
const LETTERS: usize = 200;

/// Custom fields of a record.
const FIELDS: usize = 60;

/// The part of the plan that is listed: all of it unless the report is brief.
pub(super) fn listed<'a>(plan: &'a Plan, head: &ReportHead) -> Result<Cow<'a, Plan>> {
    if !head.brief {
        return Ok(Cow::Borrowed(plan));
    }
    Ok(Cow::Owned(Plan {
        id: plan.id.clone(),
        calls: calls(plan)?.into(),
        issues: issues(&plan.issues),
        guards: plan.guards.clone(),
        ..Plan::default()
    }))
}

/// What a brief report has and what it leaves out.
pub(super) fn sentence(plan: &Plan, listed: &Plan) -> String {
    let part = |shown: usize, all: usize| {
        format!("{} of {}", figures::number(shown), figures::number(all))
    };
    format!(
        "it lists {} calls and {} issues, at most {EXAMPLES} of each kind; the counts are those of the whole plan",
        part(listed.calls.len(), plan.calls.len()),
        part(listed.issues.len(), plan.issues.len()),
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

/// The first calls of each kind, in the order of the plan, numbered anew. Their order is left out, since most of the
/// calls that they wait for are not in the list.
fn calls(plan: &Plan) -> Result<Vec<Call>> {
    let mut kinds = BTreeMap::<(Entity, Operation), Vec<CallId>>::new();
    for head in plan.calls.heads() {
        let head = head?;
        let kind = kinds.entry((head.entity, head.operation)).or_default();
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
    for (call, id) in examples.iter_mut().zip(1..) {
        call.id = id;
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

/// Cuts what is too long for an example.
fn shorten(call: &mut Call) {
    for value in call.changes.values_mut().flatten().flatten() {
        shorten_value(value);
    }
    while call.changes.len() > FIELDS {
        call.changes.pop_last();
    }
    match &mut call.action {
        Action::Create { content, .. }
        | Action::Update { content, .. }
        | Action::UpdateNo { content, .. }
        | Action::Delete { content, .. } => shorten_content(content),
    }
}

fn shorten_content(content: &mut Content) {
    content.attributes.values_mut().for_each(shorten_value);
    while content.fields.len() > FIELDS {
        content.fields.pop_last();
    }
    content.fields.values_mut().for_each(shorten_text);
}

fn shorten_value(value: &mut Value) {
    match value {
        Value::Text(text) => shorten_text(text),
        Value::List(list) => {
            list.truncate(EXAMPLES);
            list.iter_mut().for_each(shorten_text);
        }
    }
}

fn shorten_text(text: &mut String) {
    if let Some((end, _)) = text.char_indices().nth(LETTERS) {
        text.truncate(end);
        text.push('…');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{Cause, Code, Effect, Problem},
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
        let listed = listed(&plan, &head()).expect("the calls are in memory");
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
        let listed = listed(&plan, &head()).expect("the calls are in memory");
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
        let listed = listed(&plan, &head()).expect("there is no call");
        assert_eq!(listed.issues.len(), EXAMPLES + 1);
        assert!(counts == [30, 1] || counts == [1, 30], "{counts:?}");
    }
}
