//! What comes from outside can't steer a terminal: names, cells, keys and the server's words in everything that
//! people read.
//!
//! Every command runs over texts that clear the screen, set the clipboard, turn the direction of writing and forge
//! lines. The tests of the two reports as files are beside those reports.

use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};

use crate::{fixture::Fixture, program::Ran, stub};

/// Clears the screen, fills the clipboard, turns what follows, goes back to the start of the line and makes new ones.
const HOSTILE: &str =
    "\u{1b}[2J\u{1b}]52;c;YQ==\u{7}\u{202e}\r\u{9b}1A\u{2028}\u{85}\u{2067}\nFORGED";

/// As it is shown.
const SEEN: &str =
    r"\u{001B}[2J\u{001B}]52;c;YQ==\u{0007}\u{202E}\r\u{009B}1A\u{2028}\u{0085}\u{2067}\nFORGED";

/// Nothing steers in what a command says, whatever it is.
#[track_caller]
fn assert_tame(ran: &Ran) {
    for text in [&ran.stdout, &ran.stderr] {
        let steers = |letter: char| {
            let is_control = letter.is_control() && letter != '\n';
            is_control || matches!(letter, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        assert!(!text.contains(steers), "{ran:?}");
        let mut lines = text.lines();
        assert!(
            !lines.any(|line| line.trim_start().starts_with("FORGED")),
            "{ran}"
        );
    }
}

/// Runs a command that has the hostile text to show, and does so, tamed.
#[track_caller]
fn shows(scene: &Fixture, arguments: &[&str]) -> Ran {
    let ran = scene.run(arguments);
    assert_tame(&ran);
    let said = ran.stdout.clone() + &ran.stderr;
    // Long lines are wrapped at blanks, and a table cuts what is long.
    assert!(said.contains("52;c;YQ=="), "nothing of it is shown\n{ran}");
    ran
}

/// Two customers, and a server that refuses everything in hostile words.
fn scene() -> Fixture {
    let scene = Fixture::builder()
        .customers(&["KH1,An,0912345671,MOI,LE,Hà Nội"])
        .set("max_attempts", "1")
        .start();
    let body = json!({"status": 0, "error": -1, "message": HOSTILE}).to_string();
    let url = stub::start(move |_| (200, body.clone()));
    scene.set("base_url", &format!("{url:?}"));
    hostile_sheet(&scene, "customer.csv");
    scene
}

fn hostile_sheet(scene: &Fixture, file: &str) {
    let header = crate::fixture::CUSTOMER;
    let rows = [
        format!("\"{HOSTILE}\",An,0912345671,MOI,LE,Hà Nội,x"),
        format!("KH2,\"Bình{HOSTILE}\",0912345672,MOI,LE,\"Hà {HOSTILE}\",y"),
        format!("KH3,Chi,\"09{HOSTILE}\",MOI,LE,Hà Nội,z"),
        "KH4,,0912345674,MOI,LE,Hà Nội,z".to_owned(),
    ];
    let rows = rows.join("\n");
    scene.write(file, format!("{header},\"Cột {HOSTILE}\"\n{rows}\n"));
}

#[test]
fn cells_and_answers_steer_nothing() {
    let scene = scene();
    shows(&scene, &["check"]);
    shows(&scene, &["plan"]);
    shows(&scene, &["-vv", "sync", "--yes"]);
    assert_tame(&scene.run(&["status"]));
    shows(&scene, &["explain", "customer", "KH2"]);
    shows(&scene, &["failures"]);
    shows(&scene, &["explain", "customer", HOSTILE]);
    shows(&scene, &["plan", "--redact"]);
    shows(&scene, &["adopt", "--yes"]);
}

#[test]
fn a_run_that_stops_tells_the_server_s_words_tamed() {
    let scene = scene();
    let body = json!({"status": 0, "error": 401, "message": HOSTILE}).to_string();
    let url = stub::start(move |_| (200, body.clone()));
    scene.set("base_url", &format!("{url:?}"));
    let ran = scene.run(&["sync", "--yes"]).exits(5);
    assert_tame(&ran);
    assert_tame(&scene.run(&["-vv", "resume"]));
    assert_tame(&scene.run(&["status"]));
}

#[test]
fn logs_for_programs_are_json() {
    let scene = scene();
    let ran = scene.run(&["-vv", "--log-format", "json", "sync", "--yes", "--json"]);
    for line in ran.stdout.lines().chain(ran.stderr.lines()) {
        let read: Result<Value, _> = serde_json::from_str(line);
        assert!(read.is_ok(), "{line}");
    }
    let json = scene.run(&["check", "--json"]).json().to_string();
    assert!(json.contains("52;c;"), "{json}");
}

#[test]
fn keys_and_values_of_the_configuration_steer_nothing() {
    let scene = scene();
    let quoted = toml::Value::from(HOSTILE).to_string();
    let text = std::fs::read_to_string(scene.path("vbot-sync.toml")).expect("it can be read");
    let end = |more: String| format!("{text}\n{more}\n");
    let begun = |more: String| format!("{more}\n{text}");
    for config in [
        begun(format!("{quoted} = 1")),
        end(format!("{quoted} = 1")),
        end(format!("encoding = {quoted}")),
        end(format!("text_encoding = {quoted}")),
        end(format!("sheet = {quoted}")),
        end(format!("[source.columns]\n{quoted} = \"x\"")),
        end(format!("[source.columns]\ncustomer_email = {quoted}")),
        end(format!("[source.fields]\nX = {quoted}")),
        text.replace("project_code = ", &format!("project_code = {quoted} #")) + "[x]",
        text.replace("entity = \"customer\"", &format!("entity = {quoted}")),
        text.replace("path = \"customer.csv\"", &format!("path = {quoted}")),
        format!("{text}\n[[{HOSTILE}"),
    ] {
        scene.write("other.toml", &config);
        let ran = scene.run(&["--config", "other.toml", "check"]);
        assert_tame(&ran);
        assert_ne!(ran.code, Some(0), "{ran}");
    }
}

#[test]
fn a_workbook_s_sheets_steer_nothing() {
    let scene = Fixture::builder().start();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let name = "Khách\u{202e}\u{2028}\u{85}";
    sheet.set_name(name).expect("a name");
    let header = [
        "customer_no",
        "customer_name",
        "customer_phones",
        "Cột\u{202e}\n",
    ];
    let row = ["KH1\u{202e}\u{7f}", "An", "091\u{202e}", "x"];
    for (number, texts) in [header, row].iter().enumerate() {
        for (column, text) in texts.iter().enumerate() {
            let (row, column) = (number.try_into(), column.try_into());
            sheet
                .write_string(row.expect("few"), column.expect("few"), *text)
                .expect("a cell");
        }
    }
    book.save(scene.path("customer.xlsx")).expect("it is saved");
    let source = "[[source]]\nentity = \"customer\"\npath = \"customer.xlsx\"\n";
    for more in ["", "sheet = \"Kh\u{202e}\"\n"] {
        let text = std::fs::read_to_string(scene.path("vbot-sync.toml")).expect("it can be read");
        scene.write("book.toml", format!("{text}\n{source}{more}"));
        let ran = scene.run(&["--config", "book.toml", "check"]);
        assert_tame(&ran);
        assert!(ran.stdout.contains(r"\u{202E}"), "{ran}");
    }
}

#[cfg(unix)]
#[test]
fn names_of_files_steer_nothing() {
    let scene = scene();
    let name = |end: &str| format!("{HOSTILE}{end}");
    let (sheet, plan, config) = (name(".csv"), name(".plan"), name(".toml"));
    hostile_sheet(&scene, &sheet);
    scene.configure(|text| {
        text.replace(
            "\"customer.csv\"",
            &toml::Value::from(sheet.as_str()).to_string(),
        )
    });
    shows(&scene, &["check"]);
    shows(
        &scene,
        &[
            "plan",
            "--out",
            &plan,
            "--html",
            &name(".html"),
            "--xlsx",
            &name(".xlsx"),
        ],
    );
    let page = std::fs::read_to_string(scene.path(&name(".html"))).expect("it can be read");
    let steering = [
        '\u{1b}', '\u{7}', '\r', '\u{9b}', '\u{202e}', '\u{2028}', '\u{2067}',
    ];
    assert!(page.contains("52;c;YQ==") && !page.contains(steering));
    shows(&scene, &["plan", "--show", &plan]);
    shows(&scene, &["apply", &plan, "--yes"]);
    assert_tame(&scene.run(&["apply", &plan, "--yes"]));
    shows(&scene, &["failures", "--xlsx", &name(".xlsx")]);
    shows(&scene, &["init", &sheet, "--out", &config]);
    shows(&scene, &["init", &sheet, "--stdout"]);
    shows(&scene, &["init", &sheet, "--out", &config]);
    shows(&scene, &["init", &name(".none"), "--stdout"]);
    shows(&scene, &["--config", &config, "--state", "new.db", "check"]);
    shows(&scene, &["--config", &name(".none"), "plan"]);
    shows(&scene, &["--state", &name(".db"), "status"]);
    shows(&scene, &["--state", &sheet, "status"]);
    assert_tame(&scene.run(&["sandbox", "--faults", HOSTILE]));
    scene.remove(&sheet);
    shows(&scene, &["check"]);
    let said = scene.run(&["plan"]);
    assert_tame(&said);
    assert!(said.stderr.contains(SEEN), "{said}");
}

#[cfg(unix)]
#[test]
fn a_demo_in_a_folder_of_any_name_steers_nothing() {
    let scene = Fixture::builder().start();
    shows(&scene, &["demo", HOSTILE]).exits(0);
    shows(&scene, &["demo", HOSTILE]);
}

#[test]
fn what_was_typed_wrongly_is_quoted_and_steers_nothing() {
    let scene = scene();
    let hostile = format!("sync{HOSTILE}");
    // The parser cuts a flag at its first equals sign.
    let flag = format!("--{}", HOSTILE.replace('=', "-"));
    let value = format!("customer{HOSTILE}=5");
    let wrong: [&[&str]; 6] = [
        &[&hostile],
        &[&flag],
        &["plan", &flag],
        &["plan", &hostile],
        &["plan", "--max-delete", &value],
        &["explain", &hostile, "KH1"],
    ];
    for arguments in wrong {
        let ran = scene.run(arguments).exits(2);
        assert_tame(&ran);
        let said = ran.stderr.replace("YQ--", "YQ==");
        assert!(said.contains(SEEN), "{ran}");
    }
    // The name of a file is no reason to trust the rest.
    assert_tame(&scene.run(&["apply", &hostile, "--no-such-flag"]).exits(2));
}
