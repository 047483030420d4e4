//! `init` on the samples, compared with their own configuration.
//!
//! Invariant: the proposed configuration plans what the written one does.

use std::fs;

use serde_json::Value;

use crate::{fixture::Fixture, init::ACCOUNT};

/// The samples' own configuration maps one more field and translates a status that only night 2 has.
#[test]
fn the_samples_are_planned_as_their_own_configuration_plans_them() {
    let scene = Fixture::samples().start();
    let own = scene.plan();
    let files = ["exports/danh-muc.xlsx", "exports/khach-hang.csv"];
    scene
        .run(
            &[
                &["init", files[0], files[1], "--out", "init.toml"],
                &ACCOUNT[..],
            ]
            .concat(),
        )
        .exits(0);
    let ran = scene
        .run(&["--config", "init.toml", "plan", "--json"])
        .exits(0);
    let inferred: Value = ran.json();
    assert_eq!(inferred["summary"], own["summary"]);
    assert_eq!(inferred["issues"], own["issues"]);
    let text = fs::read_to_string(scene.path("init.toml")).expect("the file was written");
    for line in ["\n# MA_NV = \"Nhân viên\"", "\n\"Khách mới\" = \"MOI\""] {
        assert!(text.contains(line), "no “{line}” in\n{text}");
    }
    assert!(without_field(&inferred, "MA_NV") == without_field(&own, "MA_NV"));
}

/// The calls as if no customer had that field.
fn without_field(plan: &Value, field: &str) -> Value {
    let mut calls = plan["calls"].clone();
    let calls_of = calls.as_array_mut().expect("a JSON array");
    let definition = calls_of.iter().find(|call| call["code"] == field);
    let definition = definition.expect("the field is created")["id"].clone();
    for call in calls_of {
        let after = call["after"].as_array_mut().expect("a JSON array");
        after.retain(|id| *id != definition);
        let changes = call["changes"].as_object_mut().expect("a JSON object");
        changes.remove(field);
        if let Some(fields) = call["body"]["fileds"].as_array_mut() {
            fields.retain(|one| one["field_key"] != field);
        }
    }
    calls
}
