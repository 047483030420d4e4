//! A server that sends everybody elsewhere: nothing is followed, no row is to blame, and the address is told.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use serde_json::{Value, json};

use crate::{
    fixture::Fixture,
    stub::{self, Asked},
};

const AN: &str = "KH1,An,0912345671,MOI,LE,Hà Nội";
const BINH: &str = "KH2,Bình,0912345672,MOI,LE,Hà Nội";

fn scene() -> Fixture {
    Fixture::builder().customers(&[AN, BINH]).start()
}

fn lead_to(scene: &Fixture, url: &str) {
    scene.set("base_url", &format!("{url:?}"));
}

#[test]
fn a_redirect_stops_the_run_and_says_where_to_and_no_row_is_to_blame() {
    let followed = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&followed);
    let elsewhere = stub::start(move |_: &Asked| {
        count.fetch_add(1, Ordering::Relaxed);
        (200, json!({"status": 1, "error": 0}).to_string())
    });
    let scene = scene();
    let good = scene.server.url();
    for http in [301, 302, 303, 307, 308] {
        let location = format!("Location: {elsewhere}/login?t=sandbox&a=\u{202E}\r\n");
        let url = stub::start_with(location, move |_: &Asked| (http, "<html>".to_owned()));
        lead_to(&scene, &url);
        let state = scene.path("vbot-sync.db");
        for end in ["", "-wal", "-shm"] {
            drop(std::fs::remove_file(format!("{}{end}", state.display())));
        }
        let ran = scene.run(&["sync", "--yes", "--json"]).exits(5);
        let end = ran.last_line();
        let figures = ["failed", "blocked", "unknown", "remaining"].map(|key| end[key].as_u64());
        assert_eq!(figures, [0, 0, 0, 2].map(Some), "{end}");
        let words = [
            "redirect",
            &format!("HTTP {http} to “{elsewhere}/login?t="),
            "base_url",
        ];
        let ran = scene.run(&["resume"]).exits(5).tells(&words);
        assert!(!ran.stdout.contains("sandbox") && !ran.stdout.contains('\u{202E}'));
    }
    assert_eq!(followed.load(Ordering::Relaxed), 0);
    // The run that could not be finished there is no obstacle.
    lead_to(&scene, &good);
    scene.run(&["adopt", "--same-account", "--yes"]).exits(0);
    scene.sync().exits(0);
    assert_eq!(scene.customer("KH2")["customer_name"], "Bình");
}

#[test]
fn a_success_that_names_the_record_is_one_under_a_redirect_as_well() {
    let scene = scene();
    let url = stub::start(|asked: &Asked| {
        let body: Value = serde_json::from_str(&asked.body).unwrap_or_default();
        let data = &body["customer_no"];
        let answer = json!({"status": 1, "error": 0, "message": "success", "data": data});
        (302, answer.to_string())
    });
    lead_to(&scene, &url);
    scene.sync().exits(0);
    scene.sync().exits(0).tells(&["Nothing to do"]);
}

#[test]
fn a_token_call_that_is_sent_elsewhere_is_no_wrong_password() {
    let mut scene = scene();
    let answer = |_: &Asked| (302, String::new());
    lead_to(&scene, &stub::start_with("Location: /login\r\n", answer));
    scene.token = None;
    let pair = [("VBOT_USERNAME", "an"), ("VBOT_PASSWORD", "mật khẩu")];
    scene
        .environment
        .extend(pair.map(|(name, value)| (name, value.to_owned())));
    scene
        .sync()
        .exits(5)
        .tells(&["redirect", "HTTP 302 to “/login”"]);
}
