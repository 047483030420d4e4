//! `explain`: the origin of a record, its snapshot, the calls sent for it, and the calls that would be sent.

use crate::{
    fixture::{CUSTOMER, Fixture, table},
    held::managed,
    program::Ran,
};

const AN: &str = "KH1,An,0912345671,MOI,LE,Hà Nội";
const BINH: &str = "KH2,Bình,0912345672,MOI,LE,Hà Nội";

fn synced(rows: &[&str]) -> Fixture {
    let scene = managed(&["MOI,Mới"], rows).start();
    scene.sync().exits(0);
    scene
}

#[track_caller]
fn explain(scene: &Fixture, entity: &str, code: &str) -> Ran {
    scene.run(&["explain", entity, code])
}

#[test]
fn an_unchanged_record_has_nothing_to_send() {
    let scene = synced(&[AN, BINH]);
    explain(&scene, "customer", "KH2").exits(0).prints(&[
        "customer.csv row 3",
        "customer_phones 0912345672",
        "by run 1; created by us",
        "create KH2: applied",
        "Nothing to send: the row matches what VBot last accepted.",
    ]);
    explain(&scene, "group", "001")
        .exits(0)
        .prints(&["group.csv row 2", "group_name Hà Nội"]);
}

#[test]
fn a_changed_record_shows_the_call_and_what_it_waits_for() {
    let scene = synced(&[AN]);
    scene.write(
        "status.csv",
        table("status_no,status_name", &["MOI,Mới", "CU,Cũ"]),
    );
    scene.customers(&["KH1,Ân,0912345671,CU,LE,Hà Nội"]);
    explain(&scene, "customer", "KH1").exits(0).prints(&[
        "update KH1: its row differs from the snapshot",
        "customer_name An → Ân",
        "customer_status_code MOI → CU",
        "waits for create CU of status",
        "1 call would be sent.",
    ]);
}

#[test]
fn a_held_record_shows_why_nothing_is_sent() {
    let scene = synced(&[AN, BINH]);
    scene.customers(&[AN, "KH2,Bình,,MOI,LE,Hà Nội"]);
    explain(&scene, "customer", "KH2").exits(0).prints(&[
        "customer.csv row 3 rejected, so its record is held",
        "`customer_phones` is required",
        "column “customer_phones”",
        "Nothing to send: its row has errors",
    ]);
}

#[test]
fn a_vanished_record_shows_why_it_is_deleted_or_kept() {
    let scene = synced(&[AN, BINH]);
    scene.customers(&[AN]);
    explain(&scene, "customer", "KH2")
        .exits(0)
        .prints(&["no row is about it", "delete KH2: it has no row any more"]);
    scene.set("deletes", "false");
    explain(&scene, "customer", "KH2").exits(0).prints(&[
        "kept, because `deletes = false`",
        "Nothing to send: it has no row, and it is kept",
    ]);
}

#[test]
fn issues_of_another_entity_with_the_same_code_are_not_shown() {
    let scene = managed(&["MOI,Mới", "KH1,Lạ"], &[AN]).start();
    scene.sync().exits(0);
    scene.write("status.csv", table("status_no,status_name", &["MOI,Mới"]));
    scene.customers(&["KH1,An,0912345671,KH1,LE,Hà Nội"]);
    scene.set("deletes", "false");
    explain(&scene, "status", "KH1")
        .exits(0)
        .prints(&["1 status record(s) are no longer in the sheets and are kept"]);
    let about = explain(&scene, "customer", "KH1").exits(0);
    assert!(
        !about.stdout.contains("no longer in the sheets"),
        "{}",
        about.stdout
    );
}

#[test]
fn a_code_that_may_have_changed_is_shown_under_both() {
    let scene = synced(&[AN, BINH]);
    scene.customers(&[BINH, "KH9,An,0912345671,MOI,LE,Hà Nội,"]);
    scene.set("detect_renames", "\"off\"");
    for code in ["KH1", "KH9"] {
        let suggestion = "“KH9” is new and “KH1” has vanished, with the same phones";
        explain(&scene, "customer", code)
            .exits(0)
            .prints(&[suggestion]);
    }
    let other = explain(&scene, "customer", "KH2").exits(0);
    assert!(!other.stdout.contains("has vanished"), "{}", other.stdout);
}

#[test]
fn a_record_that_moved_is_found_under_both_codes() {
    let scene = synced(&[AN, BINH]);
    let header = format!("{CUSTOMER},previous_no");
    let moved = "KH9,An,0912345671,MOI,LE,Hà Nội,KH1";
    scene.write(
        "customer.csv",
        table(&header, &[moved, &format!("{BINH},")]),
    );
    for code in ["KH1", "KH9"] {
        explain(&scene, "customer", code)
            .exits(0)
            .prints(&["customer.csv row 2", "updateNo KH1 → KH9"]);
    }
    scene.sync().exits(0);
    explain(&scene, "customer", "KH1").exits(0).prints(&[
        "nothing under this code; its record was given the code KH9 by run 2",
        "updateNo KH1 → KH9: applied",
    ]);
    explain(&scene, "customer", "KH9")
        .exits(0)
        .prints(&["previous_no KH1", "the row matches what VBot last accepted"]);
}

#[test]
fn the_server_s_answer_is_shown() {
    let scene = managed(&["MOI,Mới"], &[AN])
        .set("on_exists", "\"fail\"")
        .start();
    scene.put_customer("KH1", "Ai đó");
    scene.sync().exits(3);
    explain(&scene, "customer", "KH1").exits(0).prints(&[
        "create KH1: rejected",
        "đã tồn tại",
        "(error 409)",
    ]);
}

#[test]
fn an_entity_without_a_source_is_not_managed() {
    let scene = Fixture::builder().customers(&[AN]).start();
    scene.sync().exits(0);
    let ran = explain(&scene, "status", "MOI");
    ran.fails_with(1, &["nothing is known about status MOI", "has no source"]);
}

#[test]
fn an_unknown_code_is_an_error_with_a_suggestion() {
    let scene = synced(&[AN, BINH]);
    explain(&scene, "customer", "kh1").fails_with(
        1,
        &["nothing is known about customer kh1", "did you mean KH1?"],
    );
    explain(&scene, "khach", "KH1").exits(2);
}

#[test]
fn a_record_is_found_by_its_phone_or_its_name() {
    let scene = synced(&[AN, BINH]);
    scene.customers(&[AN, BINH, "KH3,BÌNH,0912345673,MOI,LE,Hà Nội"]);
    for text in ["+84 912.345.671", "an"] {
        let about = explain(&scene, "customer", text).exits(0);
        about.prints(&["customer KH1", "the row matches what VBot last accepted"]);
    }
    explain(&scene, "customer", "bình").exits(0).prints(&[
        "2 records of customer fit “bình”:",
        "KH2 Bình customer.csv row 3",
        "KH3 BÌNH customer.csv row 4",
        "hint: give the code of one of them, such as `vbot-sync explain customer KH2`",
    ]);
    scene.customers(&[AN]);
    let gone = explain(&scene, "customer", "0912 345 672").exits(0);
    gone.prints(&["customer KH2", "delete KH2: it has no row any more"]);
    let group = explain(&scene, "group", "hà-nội").exits(0);
    group.prints(&["group 001"]);
    let unknown = explain(&scene, "customer", "0999999999");
    unknown.fails_with(1, &["nothing is known about customer 0999999999"]);
}
