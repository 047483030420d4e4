//! Learned corrections: a workbook is corrected once, and every later night applies it until the sheet is corrected.

use crate::failures::{AN, BINH, CHI, corrected, failed, fill};
use crate::fixture::Fixture;

/// `KH2` has no phone.
const WITHOUT_PHONE: &str = "KH2,Bình,,MOI,LE,Hà Nội";

const LEARN: [&str; 3] = ["failures", "--learn", "failed.xlsx"];

/// The sheet after its first night, with the workbook of its failed rows.
fn scene(rows: &[&str]) -> Fixture {
    let scene = Fixture::builder().customers(rows).start();
    scene.sync().exits(3);
    scene.run(&["failures", "--xlsx", "failed.xlsx"]).exits(0);
    scene.server.reset_log();
    scene
}

/// The same, with the phone of `KH2` learned.
pub fn learned() -> Fixture {
    let scene = scene(&[AN, WITHOUT_PHONE, CHI]);
    corrected(&scene, |sheets| {
        fill(sheets, (1, "customer_phones"), "0912345672");
    });
    scene.run(&LEARN).exits(0);
    scene
}

fn file(scene: &Fixture) -> String {
    std::fs::read_to_string(scene.path("corrections.toml")).expect("the file can be read")
}

/// Whether the file has any correction.
fn is_empty(scene: &Fixture) -> bool {
    !file(scene).contains("[[correction]]")
}

#[test]
fn a_correction_is_learned_once_applied_every_night_and_dropped_when_the_sheet_is_corrected() {
    let scene = scene(&[AN, WITHOUT_PHONE, CHI]);
    corrected(&scene, |sheets| {
        fill(sheets, (1, "customer_phones"), "0912345672");
    });
    scene.run(&LEARN).exits(0).prints(&[
        "1 correction was learned, now in corrections.toml",
        "customer KH2, customer.csv row 3, column “customer_phones”: blank → “0912345672”",
    ]);
    let text = file(&scene);
    for line in [
        "entity = \"customer\"",
        "code = \"KH2\"",
        "column = \"customer_phones\"",
        "seen = \"\"",
        "value = \"0912345672\"",
        "learned = 20",
    ] {
        assert!(text.contains(line), "{text}");
    }
    scene
        .run(&["check"])
        .exits(0)
        .prints(&["1 learned correction, applied", "(learned today)"]);
    scene.sync().exits(0);
    assert_eq!(scene.sent(), ["create customer KH2"]);
    assert_eq!(scene.customer("KH2")["customer_phones"][0], "0912345672");
    scene
        .run(&["failures"])
        .exits(0)
        .prints(&["Everything got through."]);
    // The next night is unchanged.
    scene.sync().exits(0);
    assert_eq!(scene.sent(), [""; 0]);
    assert_eq!(file(&scene), text);
    // The sheet is corrected at last.
    scene.customers(&[AN, BINH, CHI]);
    for command in ["check", "plan"] {
        scene
            .run(&[command])
            .exits(0)
            .prints(&["the learned correction of “customer_phones” of customer KH2 is done"]);
        assert_eq!(file(&scene), text, "{command} writes nothing");
    }
    scene.sync().exits(0).stderr_has(&[
        "1 correction is dropped from corrections.toml: customer KH2 “customer_phones”",
    ]);
    assert!(is_empty(&scene), "{}", file(&scene));
    assert_eq!(scene.sent(), [""; 0]);
    let ran = scene.run(&["check"]).exits(0);
    assert!(!ran.stdout.contains("correction"), "{ran}");
}

#[test]
fn a_cell_that_changed_otherwise_counts_as_the_sheet_has_it() {
    let scene = learned();
    scene.customers(&[AN, "KH2,Bình,0987654321,MOI,LE,Hà Nội", CHI]);
    scene.sync().exits(0).prints(&[
        "the learned correction of “customer_phones” of customer KH2 is dropped",
        "because the cell has changed from blank to “0987654321”",
    ]);
    assert_eq!(scene.customer("KH2")["customer_phones"][0], "0987654321");
    assert!(is_empty(&scene));
}

#[test]
fn a_correction_of_a_row_that_is_gone_is_dropped() {
    let scene = learned();
    scene.sync().exits(0);
    scene.customers(&[AN, CHI]);
    let sync = ["sync", "--yes", "--max-delete", "customer=1"];
    scene
        .run(&sync)
        .exits(0)
        .prints(&["no row of the sheets has that code"]);
    assert!(is_empty(&scene));
}

#[test]
fn a_refused_plan_drops_nothing() {
    let scene = learned();
    scene.sync().exits(0);
    scene.customers(&[]);
    scene.sync().exits(4);
    assert!(!is_empty(&scene));
}

#[test]
fn a_corrected_code_belongs_to_the_row_with_the_sheet_s_code() {
    let scene = failed();
    scene.run(&["failures", "--xlsx", "failed.xlsx"]).exits(0);
    corrected(&scene, |sheets| {
        fill(sheets, (2, "customer_no"), "KH4");
        fill(sheets, (2, "customer_name"), "Chi Lan");
    });
    scene.run(&LEARN).exits(0).prints(&[
        "2 corrections were learned",
        "1 row was not changed in the workbook.",
    ]);
    let text = file(&scene);
    assert_eq!(text.matches("code = \"KH3\"").count(), 2, "{text}");
    scene.sync().exits(3);
    assert_eq!(scene.sent(), ["create customer KH4"]);
    assert_eq!(scene.customer("KH4")["customer_name"], "Chi Lan");
    scene.customers(&[AN, WITHOUT_PHONE, "KH4,Chi Lan,0912345673,MOI,LE,Hà Nội"]);
    scene
        .sync()
        .exits(3)
        .prints(&["“customer_no” of customer KH3 is done"]);
    assert_eq!(scene.sent(), [""; 0]);
    assert!(is_empty(&scene));
}

#[test]
fn what_can_t_be_learned_is_said_with_its_place_and_writes_nothing() {
    let scene = scene(&[
        AN,
        WITHOUT_PHONE,
        ",Chi,0912345673,MOI,LE,Hà Nội",
        "KH5,Dũng,0912345674,MOI,LE,Hà Nội",
        "KH5,Dũng,0912345675,MOI,LE,Hà Nội",
        "KH7,Em,,MOI,LE,Hà Nội",
    ]);
    scene.run(&LEARN).exits(0).prints(&[
        "Nothing was learned.",
        "rows were not changed in the workbook.",
    ]);
    corrected(&scene, |sheets| {
        fill(sheets, (1, "customer_phones"), "0912345672");
        fill(sheets, (2, "customer_no"), "KH3");
        fill(sheets, (4, "customer_no"), "KH6");
        fill(sheets, (5, "customer_phones"), "0912345677");
    });
    scene.customers(&[
        AN,
        "KH2,Bình,0987654321,MOI,LE,Hà Nội",
        ",Chi,0912345673,MOI,LE,Hà Nội",
        "KH5,Dũng,0912345674,MOI,LE,Hà Nội",
        "KH5,Dũng,0912345675,MOI,LE,Hà Nội",
    ]);
    scene.run(&LEARN).exits(0).prints(&[
        "Nothing was learned.",
        "the row has no readable code",
        "customer.csv row 4",
        "the sheet has changed since",
        "customer.csv row 3, column “customer_phones”",
        "several rows have this code",
        "customer.csv row 6, column “customer_no”",
        "no row of the sheets belongs to this row",
        "customer.csv row 7",
    ]);
    assert!(!scene.path("corrections.toml").exists());
    scene.write("other.xlsx", "no workbook");
    scene
        .run(&["failures", "--learn", "other.xlsx"])
        .fails_with(1, &["other.xlsx is no workbook of failed rows"]);
    assert!(!scene.path("corrections.toml").exists());
}

#[test]
fn what_is_learned_again_replaces_the_same_cell_and_keeps_the_others() {
    let scene = learned();
    corrected(&scene, |sheets| {
        fill(sheets, (1, "customer_phones"), "0912345678");
        fill(sheets, (1, "customer_name"), "Bình Minh");
    });
    scene.run(&LEARN).exits(0);
    let text = file(&scene);
    assert_eq!(text.matches("[[correction]]").count(), 2, "{text}");
    scene.sync().exits(0);
    assert_eq!(scene.customer("KH2")["customer_phones"][0], "0912345678");
    assert_eq!(scene.customer("KH2")["customer_name"], "Bình Minh");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let found = std::fs::metadata(scene.path("corrections.toml")).expect("a file");
        assert_eq!(found.permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn the_file_is_read_strictly_and_a_correction_without_use_is_a_warning() {
    let scene = learned();
    let text = file(&scene);
    let write = |from: &str, to: &str| scene.write("corrections.toml", text.replace(from, to));
    write("seen", "sean");
    scene.run(&["check"]).fails_with(
        1,
        &[
            "corrections.toml line 8: unknown key `sean` in [[correction]]",
            "did you mean `seen`?",
        ],
    );
    write("\"customer_phones\"", "\"SĐT\"");
    scene
        .run(&["check"])
        .exits(3)
        .prints(&["can't be applied: no sheet has exactly one column “SĐT”"]);
    write("\"customer\"", "\"status\"");
    scene.sync().exits(3).prints(&["status has no source"]);
    assert!(!is_empty(&scene), "it may be meant for another night");
}

#[test]
fn a_saved_plan_is_stale_once_the_corrections_have_changed() {
    let scene = learned();
    scene.run(&["plan", "--out", "plan.bin"]).exits(0);
    let text = file(&scene).replace("0912345672", "0912345679");
    scene.write("corrections.toml", text);
    scene.run(&["apply", "plan.bin", "--yes"]).fails_with(
        1,
        &["the configuration has changed since: corrections.toml"],
    );
    assert_eq!(scene.sent(), [""; 0]);
}

#[test]
fn a_problem_of_a_corrected_cell_is_shown_at_the_sheet_s_cell() {
    let scene = learned();
    let text = file(&scene).replace("0912345672", "none yet");
    scene.write("corrections.toml", text);
    let plan = scene.plan();
    let issues = plan["issues"].as_array().expect("a list");
    let issue = issues.iter().find(|issue| issue["severity"] == "error");
    let origin = &issue.unwrap_or(&issues[0])["origin"];
    assert_eq!(origin["file"], "customer.csv");
    assert_eq!(origin["row"], 3);
    assert_eq!(origin["column"], "customer_phones");
}

#[test]
fn a_quiet_night_prints_one_line_and_adopt_drops_corrections_as_well() {
    let scene = learned();
    let ran = scene.run(&["sync", "--yes", "--quiet"]).exits(0);
    assert_eq!((ran.stdout.lines().count(), &*ran.stderr), (1, ""), "{ran}");
    scene.customers(&[AN, BINH, CHI]);
    let text = file(&scene);
    let ran = scene.run(&["sync", "--yes", "--quiet"]).exits(0);
    assert_eq!((ran.stdout.lines().count(), &*ran.stderr), (1, ""), "{ran}");
    assert!(is_empty(&scene));
    scene.write("corrections.toml", text);
    scene
        .run(&["adopt", "--yes"])
        .exits(0)
        .stderr_has(&["1 correction is dropped from corrections.toml"]);
    assert!(is_empty(&scene));
}

#[test]
fn a_wave_drops_no_correction_of_a_row_that_is_gone() {
    let scene = learned();
    scene.sync().exits(0);
    scene.customers(&[AN, CHI]);
    let wave = ["sync", "--yes", "--only", "customer.create"];
    scene.run(&wave).exits(0);
    assert!(!is_empty(&scene), "{}", file(&scene));
}
