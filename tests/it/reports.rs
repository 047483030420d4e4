//! `plan --html`, `--xlsx` and `--redact`: files from the same plan, whole or not at all.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::Read,
};

use crate::fixture::{CUSTOMER, Fixture, table};

const AN: &str = "KH1,Trương Quốc An,0912345671,MOI,LE,Hà Nội";
const BINH: &str = "KH2,Trần Bình,0912345672,MOI,LE,Hà Nội";

fn changed() -> Fixture {
    let scene = Fixture::builder().customers(&[AN, BINH]).start();
    scene.sync().exits(0);
    scene.customers(&["KH1,Trương Quốc Ân,0912345671,MOI,LE,Hà Nội", BINH]);
    scene
}

/// Every part of a workbook, concatenated.
fn parts(scene: &Fixture, name: &str) -> String {
    let file = File::open(scene.path(name)).expect("the file can be opened");
    let mut archive = zip::ZipArchive::new(file).expect("the workbook is a ZIP archive");
    let mut all = String::new();
    for number in 0..archive.len() {
        let mut part = archive.by_index(number).expect("the part can be opened");
        part.read_to_string(&mut all).expect("the file is UTF-8");
    }
    all
}

fn text(scene: &Fixture, name: &str) -> String {
    fs::read_to_string(scene.path(name)).expect("the file is UTF-8")
}

#[test]
fn one_plan_is_written_in_every_format_at_once() {
    let scene = changed();
    let flags = [
        "plan", "--html", "r.html", "--xlsx", "r.xlsx", "--out", "r.plan",
    ];
    let ran = scene.run(&flags).exits(0);
    ran.stderr_has(&["written: r.html", "written: r.xlsx"])
        .prints(&["Trương Quốc An → Trương Quốc Ân", "1 call"]);
    for report in [text(&scene, "r.html"), parts(&scene, "r.xlsx")] {
        assert!(report.contains("Trương Quốc Ân") && report.contains("KH1"));
        assert!(
            report.contains("PR20210223152"),
            "the report names the account"
        );
    }
    let again = [
        "plan", "--show", "r.plan", "--html", "s.html", "--xlsx", "s.xlsx",
    ];
    scene.run(&again).exits(0);
    assert_eq!(text(&scene, "r.html"), text(&scene, "s.html"));
    let bytes = |name| fs::read(scene.path(name)).expect("the file can be read");
    assert_eq!(bytes("r.xlsx"), bytes("s.xlsx"));
}

#[test]
fn a_masked_plan_shows_no_person_in_any_format() {
    let scene = changed();
    let flags = [
        "plan", "--html", "r.html", "--xlsx", "r.xlsx", "--out", "r.plan", "--redact",
    ];
    let ran = scene.run(&flags).exits(0);
    let json = scene.run(&["plan", "--json", "--redact"]).exits(0);
    let page = text(&scene, "r.html");
    let shown = [ran.stdout, json.stdout, page, parts(&scene, "r.xlsx")];
    for report in shown {
        assert!(report.contains("KH1"), "codes are kept");
        for personal in ["Trương", "Quốc", "09123"] {
            assert!(!report.contains(personal), "{personal} in {report}");
        }
    }
    // The values that are sent are not masked.
    scene.run(&["apply", "r.plan", "--yes"]).exits(0);
    assert_eq!(scene.customer("KH1")["customer_name"], "Trương Quốc Ân");
}

#[test]
fn a_masked_plan_quotes_no_untranslated_value_in_any_format() {
    let rows = [
        &*format!("{AN},HIV dương thính"),
        &*format!("{BINH},Lao phổi"),
    ];
    let sheet = table(&format!("{CUSTOMER},benh"), &rows);
    let more = "[source.fields]\nBENH = \"benh\"\n[source.values.BENH]\n\"HIV dương tính\" = \"1\"";
    let scene = Fixture::builder().source("customer", &sheet, more).start();
    let flags = ["plan", "--html", "r.html", "--xlsx", "r.xlsx", "--redact"];
    let ran = scene.run(&flags).exits(0);
    let json = scene.run(&["plan", "--json", "--redact"]).exits(0);
    let page = text(&scene, "r.html");
    let shown = [ran.stdout, json.stdout, page, parts(&scene, "r.xlsx")];
    for report in shown {
        assert!(
            report.contains("has no entry under [source.values.BENH]"),
            "{report}"
        );
        assert!(report.contains("H•• d••••") && report.contains("L•• p•••"));
        for personal in ["HIV", "dương", "phổi"] {
            assert!(!report.contains(personal), "{personal} in {report}");
        }
    }
}

/// The changes of a field and of the attribute with the same name are both shown.
#[test]
fn a_field_named_like_an_attribute_hides_no_change() {
    let sheet = |name: &str, field: &str| {
        table(
            &format!("{CUSTOMER},ten"),
            &[&format!("KH1,{name},0912345671,MOI,LE,Hà Nội,{field}")],
        )
    };
    let scene = Fixture::builder().customers(&[]).start();
    scene.configure(|text| format!("{text}[source.fields]\ncustomer_name = \"ten\"\n"));
    scene.write("customer.csv", sheet("An", "một"));
    let content = serde_json::json!({"field_name": "Tên", "field_type": "STRING"});
    let field = vbot_sync::model::Entity::Field;
    crate::fixture::put(&scene.server, field, "customer_name", content);
    scene.sync().exits(0);
    scene.write("customer.csv", sheet("Ân", "hai"));
    let both = ["customer_name An → Ân", "fields.customer_name một → hai"];
    scene.run(&["plan"]).exits(0).prints(&both);
    scene
        .run(&["explain", "customer", "KH1"])
        .exits(0)
        .prints(&both);
    let changes = &scene.plan()["calls"][0]["changes"];
    assert_eq!(changes["customer_name"], serde_json::json!(["An", "Ân"]));
    assert_eq!(
        changes["fields.customer_name"],
        serde_json::json!(["một", "hai"])
    );
    scene.sync().exits(0);
    scene
        .run(&["explain", "customer", "KH1"])
        .exits(0)
        .prints(&both);
}

#[test]
fn a_report_does_not_overwrite_an_input_file() {
    let scene = changed();
    for name in [
        "customer.csv",
        "vbot-sync.toml",
        "vbot-sync.db",
        "./customer.csv",
    ] {
        let before = fs::read(scene.path(name)).expect("the file can be read");
        for form in ["--html", "--xlsx"] {
            let ran = scene.run(&["plan", form, name]);
            ran.fails_with(1, &["is a file that vbot-sync itself reads or keeps"]);
        }
        assert_eq!(
            fs::read(scene.path(name)).expect("the file can be read"),
            before
        );
    }
    scene.run(&["plan", "--out", "r.plan"]).exits(0);
    let ran = scene.run(&["plan", "--show", "r.plan", "--html", "r.plan"]);
    ran.fails_with(
        1,
        &["r.plan is a file that vbot-sync itself reads or keeps"],
    );
}

#[test]
fn a_report_that_fails_leaves_no_file() {
    let scene = changed();
    fs::create_dir(scene.path("r.html")).expect("a folder can be created");
    let before = names(&scene);
    let ran = scene.run(&["plan", "--html", "r.html"]);
    ran.fails_with(1, &["r.html can't be written"]);
    let ran = scene.run(&["plan", "--xlsx", "nowhere/r.xlsx"]);
    ran.fails_with(1, &["nowhere/r.xlsx can't be written"]);
    assert_eq!(names(&scene), before);
}

#[test]
fn a_report_changes_no_other_file() {
    let scene = changed();
    let others = ["r.html.part", "r.xlsx.part"];
    for name in others {
        fs::write(scene.path(name), "the user's own").expect("the file can be written");
    }
    let mut expected = names(&scene);
    expected.extend(["r.html".to_owned(), "r.xlsx".to_owned()]);
    let ran = scene.run(&["plan", "--html", "r.html", "--xlsx", "r.xlsx"]);
    ran.exits(0);
    assert_eq!(names(&scene), expected);
    for name in others {
        assert_eq!(text(&scene, name), "the user's own");
    }
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read_reports_and_the_snapshot() {
    use std::os::unix::fs::PermissionsExt;
    let scene = changed();
    let reports = ["plan", "--html", "r.html", "--xlsx", "r.xlsx"];
    scene.run(&reports).exits(0);
    for name in ["r.html", "r.xlsx", "vbot-sync.db", "vbot-sync.db.lock"] {
        let file = fs::metadata(scene.path(name)).expect("the file exists");
        assert_eq!(file.permissions().mode() & 0o777, 0o600, "{name}");
    }
}

/// Every file in the fixture's folder, except the output of the programs.
fn names(scene: &Fixture) -> BTreeSet<String> {
    let entries = fs::read_dir(scene.path("")).expect("the folder can be read");
    entries
        .map(|entry| entry.expect("the entry can be read").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .filter(|name| !name.starts_with("output-"))
        .collect()
}
