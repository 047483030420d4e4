//! The end of a run, for people and as an event.

use std::collections::BTreeMap;

use insta::assert_snapshot;

use super::PLAIN;
use crate::{
    model::{CallState, Code, Entity, Operation, RunFigures, StopReason, UnsentCall},
    report::{fixture::customers, summary},
};

fn shown(finished: &RunFigures, failures: &[UnsentCall], stop: Option<&StopReason>) -> String {
    let mut out = Vec::new();
    summary::finished(&mut out, finished, failures, stop, PLAIN).expect("memory takes it");
    String::from_utf8(out).expect("it is UTF-8")
}

fn ended() -> RunFigures {
    let operations = BTreeMap::from([(Operation::Create, 1_025), (Operation::Delete, 11)]);
    RunFigures {
        run: Some(12),
        exit: 3,
        applied: BTreeMap::from([(Entity::Customer, operations)]),
        failed: 23,
        blocked: 1,
        held: 2,
        unknown: 1,
        remaining: 0,
        requests: 1_071,
        seconds: 107.2,
        findings: BTreeMap::new(),
    }
}

fn failure(code: &str, state: CallState) -> UnsentCall {
    UnsentCall {
        entity: Entity::Customer,
        operation: Operation::Create,
        code: Code::from(code),
        new_code: None,
        state,
        error: None,
        message: "no answer within 30 s".to_owned(),
        blocked_by: None,
        origin: Some(customers(12)),
    }
}

#[test]
fn the_end_of_a_run_with_failures() {
    let refused = UnsentCall {
        error: Some(409),
        message: "Mã khách hàng đã tồn tại".to_owned(),
        ..failure("KH0042", CallState::Rejected)
    };
    let blocked = UnsentCall {
        blocked_by: Some((Entity::Group, Code::from("005"))),
        ..failure("KH0043", CallState::Blocked)
    };
    let failures = [refused, blocked, failure("KH0044", CallState::Unknown)];
    assert_snapshot!(shown(&ended(), &failures, None), @r#"
                 create   update   updateNo   delete
      customer    1,025        ·          ·       11

    23 calls failed
      create customer KH0042: Mã khách hàng đã tồn tại (error 409)
        exports/khach-hang.csv row 12
      … and 22 more

    1 call blocked by a failed one
      create customer KH0043: waits for group 005
        exports/khach-hang.csv row 12

    1 call may or may not have been applied; the next run settles that first
      create customer KH0044: no answer within 30 s
        exports/khach-hang.csv row 12

    2 rows were held: nothing was sent or deleted for rows with errors.
    Run 12: 1,036 calls applied with 1,071 requests in 1 min 47 s.
    Next:
      vbot-sync check
        shows the errors of the held rows
      vbot-sync sync
        after the rows are corrected: sends only what is left
    "#);
}

#[test]
fn the_end_of_a_clean_run() {
    let clean = RunFigures {
        exit: 0,
        failed: 0,
        blocked: 0,
        held: 0,
        unknown: 0,
        ..ended()
    };
    assert_snapshot!(shown(&clean, &[], None), @r#"
                 create   update   updateNo   delete
      customer    1,025        ·          ·       11

    Run 12: 1,036 calls applied with 1,071 requests in 1 min 47 s.
    "#);
}

#[test]
fn the_end_of_a_run_that_was_stopped() {
    let stopped = RunFigures {
        exit: 5,
        remaining: 12_000,
        failed: 0,
        blocked: 0,
        held: 0,
        unknown: 0,
        ..ended()
    };
    let reason = StopReason::Forbidden("Không có quyền".to_owned());
    assert_snapshot!(shown(&stopped, &[], Some(&reason)), @r#"
                 create   update   updateNo   delete
      customer    1,025        ·          ·       11

    12,000 calls were not sent.
    Stopped early: the account lacks the right (Không có quyền).
    Run 12: 1,036 calls applied with 1,071 requests in 1 min 47 s.
    Next:
      Check `vbot_id` and `project_code` in [api], and that the token's user may
      change the CRM; then:
      vbot-sync resume
        finishes this run without reading the sheets again
      vbot-sync sync
        reads the sheets again and makes a new plan
    "#);
}

#[test]
fn failures_beyond_the_first_twenty_are_counted() {
    let failures: Vec<_> = (0..23)
        .map(|number| failure(&format!("KH{number:04}"), CallState::Rejected))
        .collect();
    let text = shown(&ended(), &failures, None);
    assert_eq!(text.matches("no answer within").count(), 20);
    assert!(text.contains("… and 3 more"), "{text}");
}

#[test]
fn the_finished_event_has_every_count() {
    let line = serde_json::to_string(&ended()).expect("it is plain data");
    assert_snapshot!(line, @r#"
    {"event":"finished","run":12,"exit":3,"applied":{"status":{"create":0,"update":0,"updateNo":0,"delete":0},"type":{"create":0,"update":0,"updateNo":0,"delete":0},"group":{"create":0,"update":0,"updateNo":0,"delete":0},"field":{"create":0,"update":0,"updateNo":0,"delete":0},"customer":{"create":1025,"update":0,"updateNo":0,"delete":11}},"failed":23,"blocked":1,"held":2,"unknown":1,"remaining":0,"requests":1071,"seconds":107.2}
    "#);
}

#[test]
fn the_end_in_one_line_has_counts_and_no_words_of_others() {
    let line = |finished: &RunFigures, stop: Option<&StopReason>| {
        let mut out = Vec::new();
        summary::one_line(&mut out, finished, stop).expect("memory takes it");
        String::from_utf8(out).expect("it is UTF-8")
    };
    let finished = RunFigures {
        run: Some(12),
        failed: 23,
        held: 1,
        requests: 30,
        seconds: 2.0,
        ..RunFigures::default()
    };
    let stop = StopReason::MappingWrong("An, 0912345671".to_owned());
    assert_eq!(
        line(&finished, Some(&stop)),
        "Run 12: 0 calls applied with 30 requests in 2 s; 23 calls failed, 1 row held; \
         stopped early: nearly everything is refused, the mapping is probably wrong.\n"
    );
    assert_eq!(line(&RunFigures::default(), None), "Nothing was sent.\n");
}
