//! Control characters in cells, names, keys and answers never reach the terminal.
//!
//! Every command gets texts that clear the screen, set the clipboard, reverse the direction of writing and forge
//! lines. The HTML page and the workbook have their own tests beside their code.

use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};

use crate::{fixture::Fixture, program::Ran, stub};

/// Clears the screen, sets the clipboard, reverses the direction, returns to the start of the line and adds lines.
const HOSTILE: &str =
    "\u{1b}[2J\u{1b}]52;c;YQ==\u{7}\u{202e}\r\u{9b}1A\u{2028}\u{85}\u{2067}\nFORGED";

/// The same text as it is printed.
const ESCAPED: &str =
    r"\u{001B}[2J\u{001B}]52;c;YQ==\u{0007}\u{202E}\r\u{009B}1A\u{2028}\u{0085}\u{2067}\nFORGED";

/// The output has no control character and no forged line.
#[track_caller]
fn assert_escaped(ran: &Ran) {
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

/// Runs a command whose output contains the hostile text, escaped.
#[track_caller]
fn prints_escaped(scene: &Fixture, arguments: &[&str]) -> Ran {
    let ran = scene.run(arguments);
    assert_escaped(&ran);
    let output = ran.stdout.clone() + &ran.stderr;
    // Long lines are wrapped at blanks, and tables cut long texts.
    assert!(
        output.contains("52;c;YQ=="),
        "the output does not contain the hostile text\n{ran}"
    );
    ran
}

/// Customers, and a server that refuses every call with a hostile message.
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
fn cells_and_answers_are_escaped() {
    let scene = scene();
    prints_escaped(&scene, &["check"]);
    prints_escaped(&scene, &["plan"]);
    prints_escaped(&scene, &["-vv", "sync", "--yes"]);
    assert_escaped(&scene.run(&["status"]));
    prints_escaped(&scene, &["explain", "customer", "KH2"]);
    prints_escaped(&scene, &["failures"]);
    prints_escaped(&scene, &["explain", "customer", HOSTILE]);
    prints_escaped(&scene, &["plan", "--redact"]);
    prints_escaped(&scene, &["adopt", "--yes"]);
}

#[test]
fn a_stopped_run_prints_the_server_s_message_escaped() {
    let scene = scene();
    let body = json!({"status": 0, "error": 401, "message": HOSTILE}).to_string();
    let url = stub::start(move |_| (200, body.clone()));
    scene.set("base_url", &format!("{url:?}"));
    let ran = scene.run(&["sync", "--yes"]).exits(5);
    assert_escaped(&ran);
    assert_escaped(&scene.run(&["-vv", "resume"]));
    assert_escaped(&scene.run(&["status"]));
}

#[test]
fn json_logs_are_valid_json() {
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
fn configuration_keys_and_values_are_escaped() {
    let scene = scene();
    let quoted = toml::Value::from(HOSTILE).to_string();
    let text = std::fs::read_to_string(scene.path("vbot-sync.toml")).expect("the file can be read");
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
        assert_escaped(&ran);
        assert_ne!(ran.code, Some(0), "{ran}");
    }
}

#[test]
fn sheet_names_of_a_workbook_are_escaped() {
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
                .write_string(
                    row.expect("a small number"),
                    column.expect("a small number"),
                    *text,
                )
                .expect("a cell");
        }
    }
    book.save(scene.path("customer.xlsx"))
        .expect("the workbook is saved");
    let source = "[[source]]\nentity = \"customer\"\npath = \"customer.xlsx\"\n";
    for more in ["", "sheet = \"Kh\u{202e}\"\n"] {
        let text =
            std::fs::read_to_string(scene.path("vbot-sync.toml")).expect("the file can be read");
        scene.write("book.toml", format!("{text}\n{source}{more}"));
        let ran = scene.run(&["--config", "book.toml", "check"]);
        assert_escaped(&ran);
        assert!(ran.stdout.contains(r"\u{202E}"), "{ran}");
    }
}

#[cfg(unix)]
#[test]
fn file_names_are_escaped() {
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
    prints_escaped(&scene, &["check"]);
    prints_escaped(
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
    let page = std::fs::read_to_string(scene.path(&name(".html"))).expect("the file can be read");
    let steering = [
        '\u{1b}', '\u{7}', '\r', '\u{9b}', '\u{202e}', '\u{2028}', '\u{2067}',
    ];
    assert!(page.contains("52;c;YQ==") && !page.contains(steering));
    prints_escaped(&scene, &["plan", "--show", &plan]);
    prints_escaped(&scene, &["apply", &plan, "--yes"]);
    assert_escaped(&scene.run(&["apply", &plan, "--yes"]));
    prints_escaped(&scene, &["failures", "--xlsx", &name(".xlsx")]);
    prints_escaped(&scene, &["init", &sheet, "--out", &config]);
    prints_escaped(&scene, &["init", &sheet, "--stdout"]);
    prints_escaped(&scene, &["init", &sheet, "--out", &config]);
    prints_escaped(&scene, &["init", &name(".none"), "--stdout"]);
    prints_escaped(&scene, &["--config", &config, "--state", "new.db", "check"]);
    prints_escaped(&scene, &["--config", &name(".none"), "plan"]);
    prints_escaped(&scene, &["--state", &name(".db"), "status"]);
    prints_escaped(&scene, &["--state", &sheet, "status"]);
    assert_escaped(&scene.run(&["sandbox", "--faults", HOSTILE]));
    scene.remove(&sheet);
    prints_escaped(&scene, &["check"]);
    let output = scene.run(&["plan"]);
    assert_escaped(&output);
    assert!(output.stderr.contains(ESCAPED), "{output}");
}

#[cfg(unix)]
#[test]
fn the_demo_s_folder_name_is_escaped() {
    let scene = Fixture::builder().start();
    prints_escaped(&scene, &["demo", HOSTILE]).exits(0);
    prints_escaped(&scene, &["demo", HOSTILE]);
}

#[test]
fn mistyped_arguments_are_quoted_and_escaped() {
    let scene = scene();
    let hostile = format!("sync{HOSTILE}");
    // The parser splits a flag at its first equals sign.
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
        assert_escaped(&ran);
        let output = ran.stderr.replace("YQ--", "YQ==");
        assert!(output.contains(ESCAPED), "{ran}");
    }
    // A file name in the message does not change how the rest is escaped.
    assert_escaped(&scene.run(&["apply", &hostile, "--no-such-flag"]).exits(2));
}
