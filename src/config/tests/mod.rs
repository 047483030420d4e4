//! Accepted configurations, and their validated form.

mod columns;
mod fields;
mod notify;
mod refused;
mod schema;

use std::path::Path;
use std::time::Duration;

use super::*;
use crate::error::ErrorKind;
use crate::model::{
    Code, Dialect, Encoding, Entity, MappedColumn, MaxAge, MergedCells, OnExists, OnMissing,
    Phones, Pick, Share, SheetChoice, Target, TextEncoding,
};

const API: &str =
    "[api]\nbase_url = \"https://crm.example.vn\"\nvbot_id = \"45681\"\nproject_code = \"PR1\"\n";
const SOURCE: &str = "[[source]]\nentity = \"customer\"\npath = \"exports/*.csv\"\n";

/// The configuration or its error; the JSON schema agrees with it.
fn parsed(text: &str) -> Result<Config> {
    let parsed = parse(text, Path::new("conf/vbot-sync.toml"));
    schema::agrees(text, &parsed);
    parsed
}

/// `API`, then this, then `SOURCE`, then this.
fn with(sections: &str, below_source: &str) -> Config {
    parsed(&format!("{API}{sections}\n{SOURCE}{below_source}")).expect("a valid configuration")
}

#[test]
fn defaults_are_those_of_the_documentation() {
    let config = with("", "");
    assert_eq!(config.tenant.dialect, Dialect::V1);
    assert_eq!((config.limits.rate, config.limits.concurrency), (10.0, 4));
    assert_eq!(config.limits.timeout, Duration::from_secs(30));
    assert_eq!(config.limits.max_attempts, 6);
    assert_eq!(config.limits.wait_for_server, Duration::from_mins(15));
    assert_eq!(config.state, Path::new("conf").join("vbot-sync.db"));
    assert_eq!(config.policy, Policy::default());
    assert_eq!(config.safety, GuardLimits::default());
    let source = &config.sources[0];
    assert_eq!(source.entity, Entity::Customer);
    assert_eq!(source.written, "exports/*.csv");
    assert_eq!(source.path, Path::new("conf").join("exports/*.csv"));
    assert_eq!(source.folder, Path::new("conf"));
    assert_eq!((source.pick, source.max_age), (Pick::All, None));
    assert_eq!(source.sheet, SheetChoice::First);
    assert_eq!((source.header_row, source.delimiter), (None, None));
    assert_eq!(source.encoding, Encoding::Auto);
}

#[test]
fn every_section_is_understood() {
    let config = with(
        "[limits]\nrate = \"600/min\"\nconcurrency = 8\ntimeout = \"1m30s\"\nmax_attempts = 3\n\
         wait_for_server = \"2h\"\n[state]\npath = \"/var/x.db\"\n\
         [sync]\ndeletes = false\ndetect_renames = \"off\"\nrenames_cascade = true\ncreate_missing = true\non_exists = \"skip\"\n\
         on_missing = \"fail\"\nphones = \"e164\"\nupgrade_old_mobile = true\n\
         [safety]\nmax_deletes = 120\nmax_updates = \"7.5%\"\nmax_renames = \"3%\"\nmin_rows = \"0\"",
        "",
    );
    assert_eq!((config.limits.rate, config.limits.concurrency), (10.0, 8));
    assert_eq!(config.limits.timeout, Duration::from_secs(90));
    assert_eq!(config.limits.wait_for_server, Duration::from_hours(2));
    assert_eq!(config.state, Path::new("/var/x.db"));
    let policy = config.policy;
    assert!(!policy.deletes && !policy.detect_renames);
    assert!(policy.renames_cascade && policy.create_missing && policy.upgrade_old_mobile);
    assert_eq!(policy.on_exists, OnExists::Skip);
    assert_eq!(policy.on_missing, OnMissing::Fail);
    assert_eq!(policy.phones, Phones::E164);
    assert_eq!(config.safety.max_deletes, Share::Count(120));
    assert_eq!(config.safety.max_updates, Share::Percent(7.5));
    assert_eq!(config.safety.max_renames, Share::Percent(3.0));
    assert_eq!(config.safety.min_rows, Share::Count(0));
}

#[test]
fn the_choice_of_files_and_their_age_limit_are_accepted() {
    let source = |below: &str| with("", below).sources.swap_remove(0);
    assert_eq!(source("pick = \"newest\"").pick, Pick::Newest);
    assert_eq!(source("pick = \"all\"").pick, Pick::All);
    assert_eq!(source("").merged, MergedCells::Keep);
    assert_eq!(source("merged = \"keep\"").merged, MergedCells::Keep);
    assert_eq!(source("merged = \"fill\"").merged, MergedCells::Fill);
    for (below, refuses) in [
        ("max_age = \"36h\"", false),
        ("max_age = \"36h\"\nstale = \"warn\"", false),
        ("max_age = \"36h\"\nstale = \"refuse\"", true),
    ] {
        let limit = Duration::from_hours(36);
        assert_eq!(source(below).max_age, Some(MaxAge { limit, refuses }));
    }
}

#[test]
fn a_source_is_understood() {
    let config = with(
        "",
        "sheet = 2\nheader_row = 3\nencoding = \"windows-1258\"\ndelimiter = \"tab\"\n\
         [source.columns]\ncustomer_no = \"Mã KH\"\ncustomer_phones = [\"ĐT 1\", \"ĐT 2\"]\n\
         customer_email = {column = [\"Email\"], blank = \"keep\"}\nidentity = {column = \"ID\"}\n\
         [source.fields]\nNGAY_SINH = \"Ngày sinh\"\n\
         [source.values.customer_status_code]\n\"Khách mới\" = \"NEW\"\n\
         [source.defaults]\ncustomer_type_code = \" LE \"",
    );
    let source = &config.sources[0];
    assert_eq!(source.sheet, SheetChoice::Number(2));
    assert_eq!(
        (source.header_row, source.delimiter),
        (Some(3), Some(b'\t'))
    );
    assert_eq!(source.encoding, Encoding::Named("windows-1258".into()));
    let column = |headers: &[&str], keep| MappedColumn {
        headers: headers.iter().map(ToString::to_string).collect(),
        keep,
        ..MappedColumn::default()
    };
    let mapping = &source.mapping;
    assert_eq!(mapping.columns[&Target::Code], column(&["Mã KH"], false));
    assert_eq!(mapping.columns[&Target::Identity], column(&["ID"], false));
    let [email, phones] =
        ["customer_email", "customer_phones"].map(|name| target(name).expect("a target"));
    assert_eq!(mapping.columns[&email], column(&["Email"], true));
    assert_eq!(mapping.columns[&phones], column(&["ĐT 1", "ĐT 2"], false));
    assert_eq!(
        mapping.fields[&Code::from("NGAY_SINH")],
        column(&["Ngày sinh"], false)
    );
    let status = target("customer_status_code").expect("a target");
    assert_eq!(mapping.values[&status]["Khách mới"], "NEW");
    let kind = target("customer_type_code").expect("a target");
    assert_eq!(mapping.defaults[&kind], "LE");
}

fn target(name: &str) -> Option<Target> {
    Target::all(Entity::Customer).find(|target| target.name(Entity::Customer) == name)
}

#[test]
fn the_base_url_loses_its_trailing_slashes_and_the_file_its_byte_order_mark() {
    let text = format!("\u{feff}{API}{SOURCE}").replace(".vn", ".vn:8443/v2.0//");
    let config = parsed(&text).expect("a valid configuration");
    assert_eq!(config.tenant.base_url, "https://crm.example.vn:8443/v2.0");
    assert!(parsed(&format!("{API}{SOURCE}").replace("crm.example.vn", "[::1]:80")).is_ok());
}

#[test]
fn a_file_is_loaded_or_explained() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("vbot-sync.toml");
    let missing = load(&path).expect_err("no file yet");
    assert_eq!(missing.kind(), ErrorKind::Config);
    assert!(
        missing
            .hint_text()
            .is_some_and(|hint| hint.contains("vbot-sync init"))
    );
    fs::write(&path, [b"# ok\n".as_slice(), b"# \xff"].concat()).expect("written");
    let latin = load(&path).expect_err("not UTF-8");
    assert_eq!(latin.origin().and_then(|origin| origin.row), Some(2));
    fs::write(&path, format!("{API}{SOURCE}").replace('\n', "\r\n")).expect("written");
    assert_eq!(
        load(&path).expect("valid").sources[0].path,
        folder.path().join("exports/*.csv")
    );
    assert_eq!(
        load(folder.path()).expect_err("a folder").kind(),
        ErrorKind::File
    );
}

#[test]
fn encodings_are_known_by_many_names() {
    for (written, usual) in [
        ("TCVN3", "tcvn3"),
        ("abc", "tcvn3"),
        ("CP1258", "windows-1258"),
        ("utf8", "utf-8"),
    ] {
        let config = with("", &format!("encoding = \"{written}\"\n"));
        assert_eq!(
            config.sources[0].encoding,
            Encoding::Named(usual.to_owned())
        );
    }
    for (written, meant) in [
        ("ABC", TextEncoding::Tcvn3),
        ("vni", TextEncoding::Vni),
        ("auto", TextEncoding::Auto),
        ("unicode", TextEncoding::Unicode),
    ] {
        let config = with("", &format!("text_encoding = \"{written}\"\n"));
        assert_eq!(config.sources[0].text_encoding, meant);
    }
}
