//! A server for which codes that differ only in case are one record, and an export with a retyped code.

use vbot_sync::sandbox::{Fault, Faults};

use crate::fixture::{Fixture, FixtureBuilder};

const AN: &str = "KH1,An,0912345671,MOI,LE,Hà Nội";
const RETYPED: &str = "kh1,Ân,0912345671,MOI,LE,Hà Nội";
const BINH: &str = "KH2,Bình,0912345672,MOI,LE,Hà Nội";

fn synced(builder: FixtureBuilder) -> Fixture {
    let builder = builder.sandbox(|options| options.rules.fold_case = true);
    let scene = builder.customers(&[AN, BINH]).start();
    scene.sync().exits(0);
    scene.server.reset_log();
    scene
}

fn exact() -> FixtureBuilder {
    Fixture::builder().set("on_exists", "\"adopt\"\ncodes = \"exact\"")
}

#[test]
fn a_retyped_code_is_held_and_nothing_is_sent() {
    let scene = synced(Fixture::builder());
    scene.customers(&[RETYPED, BINH]);
    for _night in 0..2 {
        scene.sync().exits(3);
        assert_eq!(scene.sent(), [""; 0]);
    }
    assert_eq!(scene.customer("KH1")["customer_name"], "An");
}

#[test]
fn a_record_adopted_under_one_spelling_is_not_deleted_under_the_other() {
    let scene = synced(exact());
    scene.customers(&[RETYPED, BINH]);
    scene.sync().exits(3).prints(&[
        "1 call blocked",
        "delete customer KH1: not deleted: the account had “kh1” already, or may have",
    ]);
    assert_eq!(
        scene.sent(),
        ["create customer kh1", "update customer kh1"],
        "no delete is sent"
    );
    assert_eq!(scene.customer("KH1")["customer_name"], "Ân");
    // No later night deletes it either.
    for _night in 0..2 {
        scene
            .sync()
            .exits(0)
            .prints(&["customer “KH1” is gone from the sheets but is not deleted: “kh1”"]);
        assert_eq!(scene.sent(), [""; 0]);
    }
    assert_eq!(scene.customer("KH1")["customer_name"], "Ân");
}

#[test]
fn a_resumed_run_does_not_delete_the_retyped_record() {
    let builder = exact();
    let scene = synced(builder.set("max_attempts", "1").set("concurrency", "1"));
    scene.customers(&[RETYPED, "KH2,Bảo,0912345672,MOI,LE,Hà Nội"]);
    // The answers to the calls of both rows are lost; the delete is tried nevertheless.
    let faults = (1..3).fold(Faults::none(), |faults, request| {
        faults.at(request, Fault::DropBefore)
    });
    scene.server.set_faults(faults);
    scene.sync().exits(5);
    scene.server.set_faults(Faults::none());
    scene.run(&["resume"]).exits(3);
    assert!(scene.customer("KH1").is_object());
    assert!(!scene.sent().iter().any(|call| call.starts_with("delete")));
}

#[test]
fn a_retyped_code_with_rename_is_a_change_of_code() {
    let scene = synced(Fixture::builder());
    scene.customers(&["kh1,An,0912345671,MOI,LE,Hà Nội", BINH]);
    scene
        .run(&["sync", "--yes", "--rename", "customer.KH1=kh1"])
        .exits(0);
    assert_eq!(scene.sent(), ["updateNO customer KH1 kh1"]);
    assert_eq!(scene.customer("kh1")["customer_name"], "An");
}
