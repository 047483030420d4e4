//! What became of a plan's calls, in the page and in the workbook.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::{
    error::Result,
    model::{CallId, CallState, RunEnding, RunSummary},
    report::{
        CallOutcome, CallOutcomes, MASKED_ANSWER, OutcomeKind, ReportHead, RunOutcomes, fixture,
        html, xlsx,
    },
};

const ANSWER: &str = "phone <0912> taken";

/// The first call failed; the others were applied.
struct FirstFailed;

impl CallOutcomes for FirstFailed {
    fn outcome(&self, call: CallId) -> Result<CallOutcome> {
        let failed = (call == 1).then_some(ANSWER.to_owned());
        Ok(CallOutcome {
            end: OutcomeKind::of(match failed {
                Some(_) => CallState::Rejected,
                None => CallState::Applied,
            }),
            error: failed.as_ref().map(|_| 409),
            message: failed,
        })
    }
}

/// What a report on the fixture's plan is made from.
fn with_outcomes<T>(redacted: bool, report: impl FnOnce(&ReportHead, RunOutcomes<'_>) -> T) -> T {
    let head = ReportHead {
        account: "https://crm.example.com (v1)".to_owned(),
        made_at: Timestamp::from_second(1_780_000_000).expect("a time"),
        rate: 10.0,
        redacted,
        brief: false,
    };
    let run = RunSummary {
        run: 7,
        command: "sync".to_owned(),
        state: RunEnding::Stopped,
        reason: Some("the server keeps failing: <b>".to_owned()),
        ..RunSummary::default()
    };
    let ran = RunOutcomes {
        run: &run,
        counts: &BTreeMap::from([(OutcomeKind::Applied, 22), (OutcomeKind::Failed, 1)]),
        calls: &FirstFailed,
        redacted,
    };
    report(&head, ran)
}

fn page(redacted: bool) -> String {
    let mut out = Vec::new();
    with_outcomes(redacted, |head, ran| {
        html::run(&mut out, &fixture::plan(), head, ran).expect("memory takes it");
    });
    String::from_utf8(out).expect("it is UTF-8")
}

/// The outcomes of the calls as the script reads them.
fn data(page: &str) -> Vec<Value> {
    let (_, rest) = page.split_once("id=\"data\">").expect("there is data");
    let (json, _) = rest.split_once("</script>").expect("the data ends");
    let data: Value = serde_json::from_str(json).expect("it is JSON");
    assert_eq!(data["outcomes"][3], "failed");
    let calls = data["calls"].as_array().expect("a list");
    calls.iter().map(|call| call[8].clone()).collect()
}

#[test]
fn the_page_has_the_outcome_of_every_call_and_their_counts() {
    let page = page(false);
    for text in [
        "<h1>Stopped: 22 of 23 calls applied</h1>",
        "the server keeps failing: &lt;b&gt;",
        "href=\"#outcome=applied\">22 applied</a>",
        "<option value=\"failed\">failed</option>",
    ] {
        assert!(page.contains(text), "{text}");
    }
    assert!(!page.contains("nothing of it has been sent"));
    let outcomes = data(&page);
    assert_eq!(outcomes[0], json!([3, 409, ANSWER]));
    assert!(outcomes[1..].iter().all(|outcome| *outcome == json!(0)));
    assert!(!page.contains("<0912>"), "text from outside is no markup");
}

#[test]
fn a_masked_page_quotes_no_answer() {
    let page = page(true);
    assert_eq!(data(&page)[0], json!([3, 409, MASKED_ANSWER]));
    assert!(!page.contains("phone \\u003c") && !page.contains("keeps failing"));
}

#[test]
fn a_plan_that_was_not_sent_has_no_outcome() {
    let mut out = Vec::new();
    with_outcomes(false, |head, _| {
        html::plan(&mut out, &fixture::plan(), head).expect("memory takes it");
    });
    let page = String::from_utf8(out).expect("it is UTF-8");
    assert!(!page.contains("<select name=\"outcome\">") && !page.contains("\"outcomes\""));
}

#[test]
fn the_workbook_has_two_columns_more() {
    let mut bytes = Vec::new();
    with_outcomes(false, |head, ran| {
        xlsx::run(&mut bytes, &fixture::plan(), head, ran).expect("memory takes it");
    });
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("it is an archive");
    let mut texts = String::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("a part");
        file.read_to_string(&mut texts).unwrap_or_default();
    }
    let answer = "error 409: phone &lt;0912&gt; taken";
    for text in [
        "What was done",
        "Outcome",
        "Answer",
        answer,
        "refused by the server",
    ] {
        assert!(texts.contains(text), "{text}");
    }
}
