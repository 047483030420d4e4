//! The form of the report and of the failed rows in a run's folder: masked, and for many calls short.

use serde_json::json;

use crate::{
    failures::{self, AN, BINH},
    fixture::Fixture,
    run_files::{folder, outcomes, text},
};

/// A row without a name is held.
const HELD: &str = "KH4,,0912345674,MOI,LE,Hà Nội";

#[test]
fn the_workbook_of_a_masked_run_shows_no_customer_and_corrects_nothing() {
    let scene = Fixture::builder()
        .customers(&[AN, BINH, HELD])
        .set("on_exists", "\"fail\"")
        .start();
    scene.put_customer("KH2", "Another");
    scene.run(&["sync", "--yes", "--redact"]).exits(3);
    let folder = folder(&scene, 1);
    let name = format!("{}/failures.xlsx", folder.display());
    let sheets = failures::sheets(&scene, &name);
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["customer"]);
    let rows = failures::rows(&sheets, "customer");
    let codes: Vec<_> = rows.iter().map(|row| row["customer_no"].as_str()).collect();
    assert_eq!(codes, ["KH2", "KH4"]);
    assert_eq!(rows[1]["customer_phones"], "••••••••••");
    assert_eq!(
        rows[0]["vbot-sync: answer of the server"],
        "the answer is masked (error 409)"
    );
    let shown = format!("{sheets:?}");
    for value in ["Bình", "0912345672", "0912345674", "Hà Nội"] {
        assert!(!shown.contains(value), "{value}: {shown}");
    }
    scene
        .run(&["sync", "--yes", "--corrections", &name])
        .exits(1);
}

#[test]
fn a_run_of_many_calls_keeps_a_page_of_examples_and_says_so() {
    let rows: Vec<_> = (0..50_001)
        .map(|at| format!("KH{at},Khách {at},09{at:08},MOI,LE,Hà Nội"))
        .collect();
    let rows: Vec<_> = rows.iter().map(String::as_str).collect();
    let scene = Fixture::builder().customers(&rows).start();
    scene
        .run(&["adopt", "--yes"])
        .exits(0)
        .stderr_has(&["report.html of this run lists examples of each kind of call"]);
    let page = text(&folder(&scene, 1), "report.html");
    assert!(page.contains("20 of 50,001 calls and 0 of 0 issues"));
    assert!(page.contains("Every row that failed is in failures.xlsx beside this page."));
    let outcomes = outcomes(&page);
    assert_eq!(outcomes.len(), 20);
    assert_eq!(outcomes[19], ("KH19".to_owned(), json!(["recorded", null])));
}
