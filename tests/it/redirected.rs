//! Redirects: they are not followed, no row fails because of them, and the message shows their target.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use serde_json::{Value, json};

use crate::{
    fixture::Fixture,
    stub::{self, Request},
};

const AN: &str = "KH1,An,0912345671,MOI,LE,Hà Nội";
const BINH: &str = "KH2,Bình,0912345672,MOI,LE,Hà Nội";

fn scene() -> Fixture {
    Fixture::builder().customers(&[AN, BINH]).start()
}

fn use_server(scene: &Fixture, url: &str) {
    scene.set("base_url", &format!("{url:?}"));
}

#[test]
fn a_redirect_stops_the_run_shows_its_target_and_fails_no_row() {
    let followed = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&followed);
    let elsewhere = stub::start(move |_: &Request| {
        count.fetch_add(1, Ordering::Relaxed);
        (200, json!({"status": 1, "error": 0}).to_string())
    });
    let scene = scene();
    let good = scene.server.url();
    for http in [301, 302, 303, 307, 308] {
        let location = format!("Location: {elsewhere}/login?t=sandbox&a=\u{202E}\r\n");
        let url = stub::start_with(location, move |_: &Request| (http, "<html>".to_owned()));
        use_server(&scene, &url);
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
        let ran = scene.run(&["resume"]).exits(5).prints(&words);
        assert!(!ran.stdout.contains("sandbox") && !ran.stdout.contains('\u{202E}'));
    }
    assert_eq!(followed.load(Ordering::Relaxed), 0);
    // The unfinished run does not prevent the next one.
    use_server(&scene, &good);
    scene.run(&["adopt", "--same-account", "--yes"]).exits(0);
    scene.sync().exits(0);
    assert_eq!(scene.customer("KH2")["customer_name"], "Bình");
}

#[test]
fn a_redirect_that_names_the_record_is_a_success() {
    let scene = scene();
    let url = stub::start(|request: &Request| {
        let body: Value = serde_json::from_str(&request.body).unwrap_or_default();
        let data = &body["customer_no"];
        let answer = json!({"status": 1, "error": 0, "message": "success", "data": data});
        (302, answer.to_string())
    });
    use_server(&scene, &url);
    scene.sync().exits(0);
    scene.sync().exits(0).prints(&["Nothing to do"]);
}

#[test]
fn a_redirected_token_call_is_no_wrong_password() {
    let mut scene = scene();
    let answer = |_: &Request| (302, String::new());
    use_server(&scene, &stub::start_with("Location: /login\r\n", answer));
    scene.token = None;
    let pair = [("VBOT_USERNAME", "an"), ("VBOT_PASSWORD", "mật khẩu")];
    scene
        .environment
        .extend(pair.map(|(name, value)| (name, value.to_owned())));
    scene
        .sync()
        .exits(5)
        .prints(&["redirect", "HTTP 302 to “/login”"]);
}
