//! Several `--config`: one account after another, the worst exit code, and a summary that names each project.

use crate::{
    failures::{corrected, fill},
    fixture::{CUSTOMER, Fixture, table},
    learned::learned,
};

const AN: &str = "KH1,An,0912345678,MOI,LE,Hà Nội";
const BINH: &str = "KH2,Bình,0987654321,MOI,LE,Hà Nội";

/// Two configurations, each with its own sheet and snapshot: `vbot-sync.toml` and `b.toml`.
fn scene(rows_of_b: &[&str]) -> Fixture {
    let scene = Fixture::builder().customers(&[AN]).start();
    let text = std::fs::read_to_string(scene.path("vbot-sync.toml")).expect("a configuration");
    let text = text.replace("customer.csv", "b.csv");
    let text = text.replace("vbot-sync.db", "b.db");
    assert!(text.contains("b.db"), "{text}");
    scene.write("b.toml", text.replacen("PR20210223152", "PR-B", 1));
    let rows: Vec<&str> = rows_of_b.to_vec();
    scene.write("b.csv", table(CUSTOMER, &rows));
    scene
}

const BOTH: [&str; 4] = ["--config", "vbot-sync.toml", "--config", "b.toml"];

fn run(scene: &Fixture, arguments: &[&str]) -> crate::program::Ran {
    scene.run(&[&BOTH, arguments].concat())
}

#[test]
fn each_account_has_its_turn_and_the_worst_exit_code_counts() {
    let scene = scene(&[BINH]);
    // The sandbox knows one project only, so the other account is refused.
    let ran = run(&scene, &["sync", "--yes"]);
    let code = ran.code.expect("an exit code");
    assert!([1, 5].contains(&code), "{ran}");
    let ran = ran.stderr_has(&[
        "PR20210223152",
        "vbot-sync.toml",
        "done, exit 0",
        "PR-B",
        "b.toml",
    ]);
    assert!(ran.stderr.contains(&format!("exit {code}")), "{ran}");
    assert_eq!(scene.customer("KH1")["customer_name"], "An");
    run(&scene, &["plan"])
        .exits(0)
        .prints(&["Nothing to do", "1 customer to create"]);
    run(&scene, &["plan", "--exit-code"]).exits(6);
    run(&scene, &["status", "--check"]).exits(3);
}

#[test]
fn an_account_that_can_t_be_read_does_not_keep_the_next_one_from_its_turn() {
    let scene = scene(&[BINH]);
    scene.write("b.toml", "no configuration");
    let both = ["--config", "b.toml", "--config", "vbot-sync.toml"];
    let ran = scene.run(&[&both[..], &["sync", "--yes"]].concat());
    ran.exits(1)
        .stderr_has(&["unknown project", "failed, exit 1", "done, exit 0"]);
    assert_eq!(scene.customer("KH1")["customer_name"], "An");
}

#[test]
fn what_is_for_one_account_is_refused() {
    let scene = scene(&[BINH]);
    for arguments in [
        &["apply", "a.plan"][..],
        &["plan", "--html", "r.html"],
        &["check", "--xlsx", "r.xlsx"],
        &["init", "customer.csv"],
        &["sync", "--yes", "--state", "one.db"],
    ] {
        let ran = run(&scene, arguments);
        ran.fails_with(2, &["several --config"]);
    }
    assert!(scene.sent().is_empty());
}

#[test]
fn configurations_in_one_folder_have_a_file_of_corrections_each() {
    let scene = learned();
    let text = std::fs::read_to_string(scene.path("vbot-sync.toml")).expect("the configuration");
    scene.write("other.toml", text.replace("customer.csv", "other.csv"));
    scene.write(
        "other.csv",
        table(CUSTOMER, &[AN, "KH9,Chín,,MOI,LE,Hà Nội"]),
    );
    let other = |words: &[&str]| {
        let named = ["--config", "other.toml", "--state", "other.db"];
        scene.run(&[&named[..], words].concat())
    };
    other(&["sync", "--yes"]).exits(3);
    let ours = || std::fs::read_to_string(scene.path("corrections.toml")).expect("a file");
    assert!(ours().contains("KH2"), "it is no row of the other sheet");
    scene.remove("failed.xlsx");
    other(&["failures", "--xlsx", "failed.xlsx"]).exits(0);
    corrected(&scene, |sheets| {
        fill(sheets, (1, "customer_phones"), "0912345679");
    });
    other(&["failures", "--learn", "failed.xlsx"])
        .exits(0)
        .prints(&["now in other.corrections.toml"]);
    other(&["sync", "--yes"]).exits(0);
    assert_eq!(scene.customer("KH9")["customer_phones"][0], "0912345679");
    assert!(!ours().contains("KH9"));
    scene.sync().exits(0);
    assert_eq!(scene.customer("KH2")["customer_phones"][0], "0912345672");
}
