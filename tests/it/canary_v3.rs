//! Under v3 the customers of a canary are read back before the rest is sent.

use std::{
    sync::{Arc, Condvar, Mutex},
    time::Duration,
};

use serde_json::json;

use crate::{
    v3_account::{V3Account, sheets},
    v3_doubts::proxy,
};

/// Reads of customers in the log.
fn read_back(account: &V3Account) -> usize {
    let log = account.server.log();
    let reads = log
        .iter()
        .filter(|it| it.path == "/api/customer/get-detail");
    reads.count()
}

#[test]
fn a_canary_that_reads_back_equal_is_followed_by_the_rest() {
    let account = V3Account::start(
        "national_phones=true,six_decimals=true,lag_ms=300",
        &sheets(),
    );
    account
        .run(&["sync", "--yes", "--canary", "30", "--canary-limit", "0"])
        .exits(0);
    assert!(read_back(&account) >= 3);
    account.equals(&sheets());
}

#[test]
fn a_value_that_the_account_loses_stops_the_run_and_is_named() {
    let account = V3Account::start("loses=EMAIL", &sheets());
    account
        .run(&["sync", "--yes", "--canary", "6"])
        .exits(5)
        .prints(&["KH", "customer_email", "vbot-sync resume"]);
    let sent = account.sent();
    let inserts = sent.iter().filter(|it| it.path == "/api/customer/insert");
    assert!(inserts.count() < 3, "{sent:?}");
    let status = account.run(&["status", "--json"]).exits(0).json();
    assert_ne!(status["last_run"]["remaining"], 0);
    account.run(&["resume"]).exits(0);
    assert_eq!(account.customers()["KH3"]["name"], json!("Lê Chi"));
}

#[test]
fn a_canary_without_customers_reads_none_back() {
    let account = V3Account::start("loses=EMAIL", &sheets());
    account
        .run(&["sync", "--yes", "--canary", "2", "--only", "status"])
        .exits(0);
    assert_eq!(read_back(&account), 0);
}

/// The account answers a read only while all three are waiting.
#[test]
fn customers_are_read_back_side_by_side() {
    let account = V3Account::start("", &sheets());
    let waiting = Arc::new((Mutex::new(0), Condvar::new()));
    proxy(&account, move |asked, _| {
        if asked.path == "/api/customer/get-detail" {
            let (count, changed) = &*waiting;
            let mut count = count.lock().expect("no other thread has failed");
            *count += 1;
            changed.notify_all();
            let long = Duration::from_secs(5);
            let alone = changed.wait_timeout_while(count, long, |count| *count < 3);
            let waited = alone.expect("no other thread has failed").1;
            if waited.timed_out() {
                return Some((500, String::new()));
            }
        }
        None
    });
    account.configure(
        "timeout = \"1s\"",
        "timeout = \"10s\"\nmax_attempts = 1\nwait_for_server = \"1s\"",
    );
    account
        .run(&["sync", "--yes", "--canary", "30", "--canary-limit", "0"])
        .exits(0);
}
