//! The page of a run shows what became of each call, and filters by it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use vbot_sync::{
    codec::Plan,
    error::Result,
    model::{CallId, RunEnding, RunSummary},
    report::{self, CallOutcome, CallOutcomes, OutcomeKind, ReportHead, RunOutcomes},
};

use crate::{
    chromium::Page,
    plans::update,
    visible_page::{Item, by_id, changes, title},
};

/// Every third call failed, and the one after it was blocked.
struct Thirds;

impl CallOutcomes for Thirds {
    fn outcome(&self, call: CallId) -> Result<CallOutcome> {
        let (end, error, message) = match call % 3 {
            0 => (
                OutcomeKind::Failed,
                Some(409),
                Some("Số điện thoại <b>đã có</b>"),
            ),
            1 if call > 1 => (OutcomeKind::Blocked, None, Some("waits for another call")),
            _ => (OutcomeKind::Applied, None, None),
        };
        let message = message.map(str::to_owned);
        Ok(CallOutcome {
            end,
            error,
            message,
        })
    }
}

fn page() -> Page {
    let calls = (1..=9).map(|id| update(id, "An", "customer_name", ["An", "Ân"]));
    let plan = Plan {
        calls: calls.collect::<Vec<_>>().into(),
        ..Plan::default()
    };
    let head = ReportHead {
        account: "http://127.0.0.1:8045".to_owned(),
        made_at: Timestamp::from_second(1_780_000_000).expect("a time"),
        rate: 10.0,
        redacted: false,
        brief: false,
    };
    let run = RunSummary {
        run: 42,
        command: "sync".to_owned(),
        state: RunEnding::Finished,
        ..RunSummary::default()
    };
    let counts = [
        (OutcomeKind::Applied, 4),
        (OutcomeKind::Failed, 3),
        (OutcomeKind::Blocked, 2),
    ];
    let ran = RunOutcomes {
        run: &run,
        counts: &BTreeMap::from(counts),
        calls: &Thirds,
        redacted: false,
    };
    let mut out = Vec::new();
    report::html::run(&mut out, &plan, &head, ran).expect("a write to memory succeeds");
    Page::of(&String::from_utf8(out).expect("the page is UTF-8"))
}

#[test]
#[ignore = "needs chromium"]
fn outcomes_are_shown_and_filtered() {
    let page = page();
    let all = page.dump("");
    assert_eq!(title(&all), "Finished: 4 of 9 calls applied · vbot-sync");
    assert_eq!(by_id(&all, "count"), "9 changes");
    let shown: Vec<_> = changes(&all).iter().map(Item::text).collect();
    assert!(shown[0].starts_with("updateno. 1applied"), "{}", shown[0]);
    let failed = page.dump("outcome=failed");
    assert_eq!(by_id(&failed, "count"), "3 of 9 changes");
    let shown: Vec<_> = changes(&failed).iter().map(Item::text).collect();
    let answer = "error 409: Số điện thoại <b>đã có</b>";
    assert!(shown[0].contains(answer), "{}", shown[0]);
    let blocked = changes(&page.dump("outcome=blocked"));
    assert!(blocked[0].text().contains("waits for another call"));
    // The server's words are sought as well.
    let found = page.dump("q=so+dien+thoai");
    assert_eq!(by_id(&found, "count"), "3 of 9 changes");
}
