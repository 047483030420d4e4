//! The samples from end to end: two nights with the real binary and a sandbox.
//!
//! Invariant: the module `expected` computes the expected account from the sheets, never from a plan.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{expected, fixture::Fixture, traffic::call};

/// Compares record by record, so that the failure message is short.
#[track_caller]
pub fn assert_account(scene: &Fixture, wanted: &Value) {
    let state = scene.server.state();
    for (entity, records) in wanted.as_object().expect("a state has entities") {
        let codes = |value: &Value| -> BTreeSet<String> {
            let records = value.as_object().expect("an entity has records");
            records.keys().cloned().collect()
        };
        assert_eq!(
            codes(&state[entity]),
            codes(records),
            "the codes of {entity}"
        );
        for (code, record) in records.as_object().expect("an entity has records") {
            assert_eq!(&state[entity][code], record, "{entity} {code}");
        }
    }
    assert_eq!(&state, wanted);
}

/// No call is in doubt, nothing is sent, and the exit code is this one.
#[track_caller]
fn assert_nothing_to_do(scene: &Fixture, exit: i32) {
    scene.server.reset_log();
    scene.sync().exits(exit);
    assert_eq!(scene.sent(), [""; 0]);
}

#[test]
fn after_each_night_the_account_equals_the_sheets() {
    let scene = Fixture::samples()
        .sandbox(|options| options.rules.strict = true)
        .start();
    scene.sync().exits(0);
    assert_account(&scene, &expected::night(1).state);
    assert_nothing_to_do(&scene, 0);

    scene.night(2);
    let second = expected::night(2);
    assert_eq!(second.rejected.len(), 2, "two rows are mistakes");
    let before: Vec<_> = second
        .rejected
        .iter()
        .map(|code| scene.customer(code))
        .collect();
    let ran = scene.sync().exits(3);
    assert_account(&scene, &expected::after_both_nights());
    let after: Vec<_> = second
        .rejected
        .iter()
        .map(|code| scene.customer(code))
        .collect();
    assert_eq!(before, after, "what is held is left as it was");
    assert!(
        before.iter().all(Value::is_object),
        "the records exist before the second night"
    );
    ran.prints(&["2 rows were held"]);
    assert_kept_their_history(&scene, &second);
    assert_nothing_to_do(&scene, 3);
}

/// A change of code is never sent as a delete and a create, which would lose the customer's call history.
fn assert_kept_their_history(scene: &Fixture, night: &expected::Night) {
    assert_eq!(night.moved.len(), 3, "one change of code and one swap");
    let sent: Vec<_> = scene.server.log().iter().map(call).collect();
    for (from, to) in &night.moved {
        for code in [from, to] {
            let lost = [
                format!("delete customer {code}"),
                format!("create customer {code}"),
            ];
            assert!(!sent.iter().any(|call| lost.contains(call)), "{code}");
        }
        let left = format!("updateNO customer {from} ");
        let arrived = format!(" {to}");
        assert!(
            sent.iter().any(|call| call.starts_with(&left)),
            "{from} is left"
        );
        assert!(
            sent.iter()
                .any(|call| call.starts_with("updateNO") && call.ends_with(&arrived)),
            "{to} is taken"
        );
    }
}

#[test]
fn v2_leads_to_the_same_account() {
    let scene = Fixture::samples()
        .sandbox(|options| {
            options.rules.strict = true;
            options.rules.dialect = vbot_sync::model::Dialect::V2;
        })
        .start();
    scene.sync().exits(0);
    assert_account(&scene, &expected::night(1).state);
}

#[test]
fn a_plan_sends_nothing_and_needs_no_token() {
    let mut scene = Fixture::samples().start();
    scene.token = None;
    scene.run(&["plan"]).exits(0).prints(&["1,023 calls"]);
    scene.run(&["plan", "--exit-code"]).exits(6);
    scene.run(&["check"]).exits(0);
    assert_eq!(scene.sent(), [""; 0]);
    assert!(
        !scene.path("vbot-sync.db").exists(),
        "looking makes no snapshot"
    );
    scene.token = Some("sandbox".to_owned());
    scene.sync().exits(0);
    scene.run(&["plan", "--exit-code"]).exits(0);
    scene.night(2);
    scene.run(&["check"]).exits(3);
    scene.run(&["plan"]).exits(0);
}

#[test]
fn lost_broken_and_doubled_requests_lead_to_the_same_account() {
    let faults = "drop_before=0.03,apply_drop=0.03,error_500=0.03,html_200=0.02,html_502=0.02,\
                  cut_body=0.03,duplicate=0.03,seed=11";
    let scene = Fixture::samples()
        .sandbox(|options| {
            options.faults =
                vbot_sync::sandbox::Faults::parse(faults).expect("the faults can be parsed");
        })
        .set("concurrency", "32")
        // Which call gets which fault varies between runs, so every call needs enough attempts.
        .set("max_attempts", "15")
        .start();
    scene.sync().exits(0);
    assert_account(&scene, &expected::night(1).state);
}
