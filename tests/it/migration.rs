//! The road of docs/migration.md: every shell command that it calls tested, one after another.

use std::fs;

use serde_json::json;
use vbot_sync::{
    model::Dialect,
    sandbox::{Options, Server},
};

use crate::{
    documented, expected,
    fixture::{Fixture, table},
    nights::assert_account,
};

#[test]
fn the_road_leads_to_an_account_that_equals_the_sheets() {
    let scene = Fixture::samples().start();
    let blocks = documented::blocks("migration.md", "sh tested");
    assert!(blocks.len() >= 8, "only {} blocks were found", blocks.len());
    for block in blocks {
        documented::run(&scene, &block);
    }
    assert_account(&scene, &expected::night(1).state);
}

/// The fields of `[api.v3]` on the page.
const NAMED: [(&str, &str); 6] = [
    ("TRANG_THAI", "SELECT"),
    ("LOAI", "SELECT"),
    ("NHOM", "SELECT"),
    ("DIA_CHI", "STRING"),
    ("EMAIL", "STRING"),
    ("SDT_2", "PHONE"),
];

/// An account of v3 with these fields.
fn server() -> Server {
    let mut options = Options::default();
    options.rules.dialect = Dialect::V3;
    let server = Server::start(options).expect("the sandbox starts");
    for (code, kind) in NAMED {
        let body = json!({
            "customer_field_code": code, "name": code, "type": kind,
            "color": "#FFFFFF", "text_color": "#000000",
        });
        change(&server, "/api/customerfield/insert", &body);
    }
    server
}

/// Another program changes the account.
fn change(server: &Server, path: &str, body: &serde_json::Value) {
    let answer = server.with_account_v3(|account| account.call_by_other(path, body, 1));
    assert_eq!(answer.error, 0, "{answer:?}");
}

/// The configuration of v1, changed as the page says.
fn configuration(v1: &str, server: &Server) -> String {
    let pages = documented::blocks("migration.md", "toml");
    let page = pages.iter().find(|page| page.contains("[api.v3]"));
    let page = page.expect("the page has a configuration of v3");
    let (_, rest) = v1.split_once("[limits]").expect("it has limits");
    let rest = format!("[limits]{rest}").replace("path = \"vbot-sync.db\"", "path = \"v3.db\"");
    // The sheet of the groups has a column of descriptions.
    let (before, groups) = rest
        .split_once("entity = \"group\"")
        .expect("it has groups");
    let (_, after) = groups.split_once("[[source]]").expect("it has fields");
    let rest =
        format!("{before}entity = \"group\"\npath = \"exports/groups.csv\"\n\n[[source]]{after}");
    let (api, _) = page.split_once("[state]").expect("it has a state");
    let api = api.replace("https://open-api-h01.vbot.vn/v3.0", &server.url());
    format!("{api}phones = [\"phone\", \"SDT_2\"]\n{rest}")
}

#[test]
fn an_account_that_has_moved_to_v3_is_taken_over_with_the_same_sheets() {
    let scene = Fixture::samples().start();
    let server = server();
    let v1 = fs::read_to_string(scene.path("vbot-sync.toml")).expect("the configuration");
    scene.write("v3.toml", configuration(&v1, &server));
    let groups = expected::night(1).state["group"].clone();
    let groups = groups.as_object().expect("there are groups").iter();
    let rows: Vec<_> = groups
        .map(|(code, group)| {
            format!(
                "{code},{}",
                group["group_name"].as_str().unwrap_or_default()
            )
        })
        .collect();
    let rows: Vec<_> = rows.iter().map(String::as_str).collect();
    scene.write("exports/groups.csv", table("group_no,group_name", &rows));
    let run = |block: &str| {
        let ran = documented::run_in(&scene.path("."), ("VBOT_API_KEY", "sandbox"), block);
        String::from_utf8_lossy(&ran.stdout).into_owned()
    };
    // VBot has moved the values of the account.
    run("vbot-sync --config v3.toml --state moved.db sync --yes");
    let moved = server.state();
    let body = json!({"customer_code": "KH0002", "fields": {"name": "Tên khác"}});
    change(&server, "/api/customer/update", &body);
    server.reset_log();
    let blocks = documented::blocks("migration.md", "sh tested v3");
    assert_eq!(blocks.len(), 2);
    for block in blocks {
        run(&block);
    }
    assert_eq!(server.state(), moved);
    let log = server.log();
    let writes = log.iter().filter(|it| it.path == "/api/customer/update");
    assert_eq!(writes.count(), 1, "only what differs is sent");
}
