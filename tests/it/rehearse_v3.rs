//! A rehearsal foretells what a run against a v3 account does.

use serde_json::Value;

use crate::{
    rehearse::assert_foretold,
    v3::second,
    v3_account::{Sheets, V3Account, sheets},
};

/// Rehearses without a key.
#[track_caller]
fn rehearse(account: &mut V3Account, arguments: &[&str], code: i32) -> Value {
    let key = std::mem::take(&mut account.environment);
    let rehearsed = account.run(&[&["rehearse", "--json"], arguments].concat());
    account.environment = key;
    rehearsed.exits(code).json()
}

/// Rehearses a night, sends it, and compares the two.
#[track_caller]
fn foretell(account: &mut V3Account, faults: &[&str]) -> Value {
    account.sent();
    let rehearsed = rehearse(account, faults, 0);
    assert_eq!(account.sent(), [], "nothing is sent");
    assert_eq!(rehearsed["equal"], true, "{rehearsed}");
    assert_eq!(rehearsed["accepted"], rehearsed["calls"]);
    let real = account.run(&["sync", "--yes", "--json"]).exits(0);
    assert_foretold(&rehearsed, &real.last_line());
    rehearsed
}

#[test]
fn two_nights_are_foretold() {
    let mut account = V3Account::start("", &sheets());
    foretell(&mut account, &[]);
    account.sheets(&second());
    foretell(&mut account, &[]);
    account.equals(&second());
    let nothing = rehearse(&mut account, &[], 0);
    assert_eq!([&nothing["calls"], &nothing["requests"]], [0, 0]);
    assert_eq!(nothing["equal"], true);
}

fn takes_the_same_requests(faults: &str) {
    let mut account = V3Account::start("", &sheets());
    account.configure("timeout = \"1s\"", "timeout = \"1s\"\nconcurrency = 1");
    for night in [sheets(), second()] {
        account.sheets(&night);
        account.faults(faults);
        let rehearsed = foretell(&mut account, &["--faults", faults]);
        let calls = rehearsed["calls"].as_u64();
        assert!(rehearsed["requests"].as_u64() > calls, "{rehearsed}");
    }
}

#[test]
fn the_same_lost_calls_take_the_same_requests() {
    takes_the_same_requests("drop_before=0.2,apply_drop=0.2,cut_body=0.1,duplicate=0.1,seed=1");
}

#[test]
fn the_same_refused_calls_take_the_same_requests() {
    takes_the_same_requests("error_500=0.3,html_200=0.1,only=writes,seed=4");
}

#[test]
fn an_account_that_clears_by_null_is_rehearsed_so() {
    let mut account = V3Account::start("cleared_by=null", &sheets());
    account.sync().exits(0);
    account.sheets(&second());
    account.sync().exits(0);
    // Two values of KH1 and one of KH5 are cleared.
    let mut third = second();
    third.insert(
        "customer",
        vec![
            "KH1,Nguyễn An,0912345678,,,S1,T1,Hà Nội,,,",
            "KH9,Trần Bình,0912345679,,,S2,T1,Huế,,,",
            "KH5,Mới Tinh,0912345671,2 Phố,,S1,T1,Hà Nội,,7,",
        ],
    );
    account.sheets(&third);
    foretell(&mut account, &[]);
}

#[test]
fn what_no_sheet_lists_is_taken_to_exist() {
    let mut listed: Sheets = sheets();
    listed.insert("field", vec!["HANG,Hạng,SELECT", "DIEM,Điểm,NUMBER"]);
    listed.insert("group", vec!["G1,G1,", "G2,G2,"]);
    let mut account = V3Account::start("", &listed);
    account.configure("NGAY_SINH = \"Ngày sinh\"\n", "HANG = \"Ngày sinh\"\n");
    let rows = [
        "KH1,An,0912345678,,,S1,T1,G1,VANG,5",
        "KH2,Bình,0912345679,,,S2,T1,G2,BAC,",
    ];
    listed.insert("customer", rows.to_vec());
    account.sheets(&listed);
    // The field has no such option yet.
    let refused = rehearse(&mut account, &[], 3);
    assert_eq!(refused["equal"], false, "{refused}");
    account.run(&["sync", "--yes", "--only", "field"]).exits(0);
    for sheet in ["status", "type", "group", "field"] {
        let source = format!("[[source]]\nentity = \"{sheet}\"\npath = \"{sheet}.csv\"\n");
        account.configure(&source, "");
    }
    for (field, options) in [
        ("TT", ["S1", "S2"]),
        ("LOAI", ["T1", "T2"]),
        ("NHOM", ["G1", "G2"]),
        ("HANG", ["VANG", "BAC"]),
    ] {
        for option in options {
            account.insert_option(field, option);
        }
    }
    let rehearsed = foretell(&mut account, &[]);
    assert_eq!(rehearsed["calls"], 2);
}
