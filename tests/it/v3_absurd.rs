//! A v3 account whose lists and records have another form than the documented one.
//!
//! Invariant: such an answer is an error that names its path, a bounded number of requests is made, and nothing is
//! concluded, stored or changed.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use serde_json::{Value, json};

use crate::{
    v3_account::{V3Account, sheets},
    v3_doubts::{ok, proxy},
};

/// More requests than any of these commands needs.
const BOUND: usize = 150;

/// An account that was filled, with a proxy that answers one path with other data; of single records, only `KH1`.
struct Bent {
    account: V3Account,
    answer: Arc<Mutex<(&'static str, Value)>>,
    requests: Arc<AtomicUsize>,
}

impl Bent {
    fn start() -> Self {
        let account = V3Account::start("", &sheets());
        let answer = Arc::new(Mutex::new(("", Value::Null)));
        let requests = Arc::new(AtomicUsize::new(0));
        let (bent, count) = (Arc::clone(&answer), Arc::clone(&requests));
        proxy(&account, move |asked, _| {
            count.fetch_add(1, Ordering::Relaxed);
            let (path, data) = &*bent.lock().expect("no other thread has failed");
            let code = &asked.parameters["customer_code"];
            let is_meant = !path.ends_with("get-detail") || code == "KH1";
            (asked.path == *path && is_meant).then(|| ok(data))
        });
        account.sync().exits(0);
        Self {
            account,
            answer,
            requests,
        }
    }

    fn answers(&self, path: &'static str, data: Value) {
        *self.answer.lock().expect("no other thread has failed") = (path, data);
    }

    /// Runs a command that fails with 1 and says these words.
    #[track_caller]
    fn fails(&self, arguments: &[&str], words: &[&str]) {
        self.requests.store(0, Ordering::Relaxed);
        self.account.run(arguments).fails_with(1, words);
        let requests = self.requests.load(Ordering::Relaxed);
        assert!(requests < BOUND, "{requests} requests");
    }

    fn records(&self) -> String {
        let export = ["export", "records", "--format", "ndjson"];
        self.account.run(&export).exits(0).stdout
    }
}

#[test]
fn a_list_of_another_form_or_of_an_absurd_length_concludes_nothing() {
    let bent = Bent::start();
    let (records, state) = (bent.records(), bent.account.server.state());
    let counts = [
        json!(1_000_000_000_000_000_000_u64),
        json!(u64::MAX),
        json!(-1),
        json!(2.5),
        json!("nhiều"),
        Value::Null,
    ];
    let item = |value: Value| {
        json!([{"customer_field_items": [
            {"code": "customer_code", "type": "STRING", "value": "KH1"}, {"code": "name", "value": value},
        ]}])
    };
    let pages = [
        json!("trang"),
        json!({"items": []}),
        json!([1]),
        json!([{"customer_field_items": "không"}]),
        json!([{"customer_field_items": []}]),
        item(json!(["An"])),
        item(json!({"text": "An"})),
    ];
    let of = |path: &'static str, all: &[Value]| {
        let all = all.iter().cloned();
        all.map(|data| (path, data)).collect::<Vec<_>>()
    };
    let lists = [
        of("/api/customer/count-all", &counts),
        of("/api/customer/get-all", &pages),
        of("/api/customerfield/get-all", &pages[..3]),
        of("/api/customerfield/option/get-all", &pages[..3]),
        of("/api/customerfield/option/count-all", &counts[..1]),
    ];
    for (number, (path, data)) in lists.into_iter().flatten().enumerate() {
        bent.answers(path, data);
        let commands: [&[&str]; 2] = [&["drift"], &["adopt", "--from-account", "--yes"]];
        bent.fails(commands[number % 2], &[path]);
    }
    assert_eq!(bent.account.server.state(), state);
    bent.answers("", Value::Null);
    assert_eq!(bent.records(), records);
}

#[test]
fn a_count_that_grows_for_ever_is_given_up() {
    let account = V3Account::start("", &sheets());
    let requests = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&requests);
    proxy(&account, move |asked, _| {
        let number = count.fetch_add(1, Ordering::Relaxed);
        (asked.path == "/api/customer/count-all").then(|| ok(&json!(10 + number)))
    });
    account.sync().exits(0);
    requests.store(0, Ordering::Relaxed);
    account
        .run(&["adopt", "--from-account", "--yes"])
        .fails_with(1, &["changed again and again"]);
    let requests = requests.load(Ordering::Relaxed);
    assert!(requests < BOUND, "{requests} requests");
}

#[test]
fn a_record_of_another_form_is_unreadable_and_never_gone_or_blank() {
    let bent = Bent::start();
    for data in [
        json!("KH1"),
        json!(5),
        json!(true),
        json!(["KH1"]),
        json!({"customer_code": "KH1"}),
        json!({"customer_code": "KH1", "fields": "không"}),
        json!({"customer_code": "KH1", "fields": [{"code": "name", "value": ["An"]}]}),
    ] {
        bent.answers("/api/customer/get-detail", data.clone());
        let shown = bent.account.run(&["explain", "customer", "KH1", "--json"]);
        let account = &shown.exits(0).json()["account"];
        assert_eq!(account["state"], "unreadable", "{data}");
        assert_eq!(account["values"], json!({}), "{data}");
    }
    let drift = bent.account.run(&["drift", "--sample", "3", "--json"]);
    let counts = &drift.exits(6).json()["summary"]["customer"];
    let counts = ["same", "changed", "gone", "unreadable"].map(|key| counts[key].as_u64());
    assert_eq!(counts, [Some(2), Some(0), Some(0), Some(1)]);
}

#[test]
fn fields_of_another_form_end_init_and_sync() {
    let bent = Bent::start();
    let url = {
        let text = std::fs::read_to_string(bent.account.path("vbot-sync.toml"));
        let text = text.expect("the configuration can be read");
        let line = text.lines().find(|line| line.starts_with("base_url"));
        let line = line.expect("there is an address");
        line.split('"').nth(1).unwrap_or_default().to_owned()
    };
    for data in [json!("các trường"), json!([1]), json!({"fields": 5})] {
        bent.answers("/api/customerfield/get-all", data);
        let init = [
            "init",
            "--from-account",
            "--base-url",
            &url,
            "--out",
            "new.toml",
        ];
        bent.fails(&init, &["/api/customerfield/get-all"]);
    }
    assert!(!bent.account.path("new.toml").exists());
    bent.answers("/api/customerfield/get-all", json!("các trường"));
    let mut next = sheets();
    let customers = next.get_mut("customer").expect("there are customers");
    customers[1] = "KH2,Trần Bích,0912345679,,,S2,T1,Đà Nẵng,,";
    bent.account.sheets(&next);
    bent.fails(&["sync", "--yes"], &["/api/customerfield/get-all"]);
    assert_eq!(bent.account.customers()["KH2"]["name"], "Trần Bình");
}
