//! Brief reports: small enough to be mailed, whatever the size of the plan.

use std::fs;

use crate::fixture::{CUSTOMER, Fixture, table};

/// A report that a mail program takes.
const SMALL: u64 = 1_000_000;

/// Customers with long values, and every tenth without a phone.
fn many(count: usize) -> String {
    let rows: Vec<_> = (0..count)
        .map(|at| {
            let phone = if at % 10 == 0 {
                String::new()
            } else {
                format!("09{at:08}")
            };
            let name = format!("Nguyễn Thị “Minh” & <{at}> {}", "Khai ".repeat(at % 7));
            format!("KH{at},{name},{phone},MOI,LE,Hà Nội")
        })
        .collect();
    let rows: Vec<_> = rows.iter().map(String::as_str).collect();
    table(CUSTOMER, &rows)
}

#[test]
fn a_brief_report_of_a_hundred_thousand_changes_is_small_and_says_so() {
    let scene = Fixture::builder().customers(&[]).start();
    scene.write("customer.csv", many(111_112));
    let reports = ["plan", "--brief", "--html", "b.html", "--xlsx", "b.xlsx"];
    scene
        .run(&reports)
        .exits(0)
        .prints(&["100,000 calls", "11,112"]);
    for report in ["b.html", "b.xlsx"] {
        let size = fs::metadata(scene.path(report)).expect("it is there").len();
        assert!(size < SMALL, "{report}: {size}");
    }
    let page = fs::read_to_string(scene.path("b.html")).expect("the page");
    for part in [
        "100,000 calls to send",
        "20 of 100,000 calls and 20 of 11,112 issues",
        "id=\"rules\"",
        "11,112</a></td>",
    ] {
        assert!(page.contains(part), "the page lacks {part}");
    }
}

#[test]
fn a_saved_plan_can_be_shown_briefly() {
    let scene = Fixture::builder().customers(&[]).start();
    scene.write("customer.csv", many(60));
    scene.run(&["plan", "--out", "p.plan"]).exits(0);
    let brief = ["plan", "--show", "p.plan", "--brief", "--html", "b.html"];
    scene.run(&brief).exits(0).prints(&["54 calls"]);
    let page = fs::read_to_string(scene.path("b.html")).expect("the page");
    assert!(page.contains("20 of 54 calls and 6 of 6 issues"), "{page}");
    let whole = ["plan", "--show", "p.plan", "--html", "w.html"];
    scene.run(&whole).exits(0);
    let page = fs::read_to_string(scene.path("w.html")).expect("the page");
    assert!(!page.contains("id=\"brief\""), "{page}");
}
