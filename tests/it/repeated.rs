//! A server that repeats the request in its answer: nothing that is stored or printed holds a secret.
//!
//! It quotes the header in its message, and the whole request on a page. The journal may store texts packed, so
//! the output of the commands that read it is searched as well.

use std::{collections::BTreeMap, fs, io::Read};

use serde_json::json;
use zip::ZipArchive;

use crate::{
    fixture::Fixture,
    program::Ran,
    stub::{self, Request},
};

const ROWS: [&str; 3] = [
    "KH1,An,0912345671,MOI,LE,Hà Nội",
    "KH2,Bình,0912345672,MOI,LE,Hà Nội",
    "KH3,Chi,0912345673,MOI,LE,Hà Nội",
];

/// Repeats the request in a message, on a page, or on a page of an error.
fn repeat(request: &Request, more: &str) -> (u16, String) {
    let Request {
        authorization,
        body,
        ..
    } = request;
    let message = format!("no: {authorization} {more}");
    let page = format!("<html><h1>Debug</h1>{authorization}<br>{more}</html>");
    match body {
        body if body.contains("KH1") => {
            let message = json!({"status": 0, "error": -1, "message": message});
            (200, message.to_string())
        }
        body if body.contains("KH2") => (400, page),
        _ => (200, page),
    }
}

/// A run with refused calls, and the output of every command that shows them.
fn refused(scene: &Fixture) -> Vec<Ran> {
    let sync = scene.run(&["-vv", "sync", "--yes", "--json"]);
    let mut rans = vec![sync];
    for arguments in [
        &["failures", "--xlsx", "failed.xlsx"][..],
        &["status"],
        &["explain", "customer", "KH1"],
        &["explain", "customer", "KH2"],
        &["explain", "customer", "KH3"],
        &["-vv", "--log-format", "json", "sync", "--yes"],
        &["resume"],
        &["plan", "--json"],
    ] {
        rans.push(scene.run(arguments));
    }
    rans
}

/// All files of the folder, workbooks unpacked.
fn files(scene: &Fixture) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(scene.path("")).expect("the folder can be read") {
        let path = entry.expect("the file can be read").path();
        if !path.is_file() {
            continue;
        }
        let bytes = fs::read(&path).expect("the file can be read");
        let name = path.display().to_string();
        if path.extension().is_some_and(|end| end == "xlsx") {
            let file = fs::File::open(&path).expect("the file can be read");
            let mut book = ZipArchive::new(file).expect("the workbook is a ZIP archive");
            for index in 0..book.len() {
                let mut part = book.by_index(index).expect("the file can be read");
                let mut bytes = Vec::new();
                part.read_to_end(&mut bytes)
                    .expect("the part can be unpacked");
                files.insert(format!("{name} {}", part.name().expect("a name")), bytes);
            }
        }
        files.insert(name, bytes);
    }
    files
}

#[track_caller]
fn assert_kept_nowhere(scene: &Fixture, secrets: &[&str]) {
    let rans = refused(scene);
    let files = files(scene);
    assert!(files.keys().any(|name| name.contains("worksheets")));
    for secret in secrets {
        for ran in &rans {
            assert!(!ran.to_string().contains(secret), "{secret}: {ran}");
        }
        for (name, bytes) in &files {
            let mut windows = bytes.windows(secret.len());
            let holds = windows.any(|window| window == secret.as_bytes());
            assert!(!holds, "{secret} in {name}");
        }
    }
    // The server's message is shown, with the mask in place of the secret.
    let output: String = rans.iter().map(ToString::to_string).collect();
    for words in ["no: Bearer •••", "Debug</h1>Bearer •••"] {
        assert!(output.contains(words), "{words}\n{output}");
    }
}

#[test]
fn a_token_in_an_answer_is_masked() {
    let mut scene = Fixture::builder()
        .customers(&ROWS)
        .set("max_attempts", "1")
        .start();
    let url = stub::start(|request| repeat(request, "x"));
    scene.set("base_url", &format!("{url:?}"));
    scene.token = Some("hochgeheim/4711+q".to_owned());
    assert_kept_nowhere(&scene, &["hochgeheim", "4711"]);
}

#[test]
fn a_password_in_an_answer_is_masked_in_every_encoding() {
    let mut scene = Fixture::builder()
        .customers(&ROWS)
        .set("max_attempts", "1")
        .start();
    let url = stub::start(|request| {
        if request.path == "/token" {
            let token = json!({"access_token": "geholt-0815", "refresh_token": "frisch-1234"});
            return (200, token.to_string());
        }
        // `van-phong:mật khẩu & 100%` as a Basic header has it, and the form of the token call.
        let basic = "dmFuLXBob25nOm3huq10IGto4bqpdSAmIDEwMCU=";
        let form = "username=van-phong&password=m%E1%BA%ADt+kh%E1%BA%A9u+%26+100%25";
        repeat(request, &format!("{basic} {form} frisch-1234"))
    });
    scene.set("base_url", &format!("{url:?}"));
    scene.token = None;
    scene.environment = vec![
        ("VBOT_USERNAME", "van-phong".to_owned()),
        ("VBOT_PASSWORD", "mật khẩu & 100%".to_owned()),
    ];
    let forms = [
        "geholt",
        "frisch",
        "van-phong",
        "%E1%BA%ADt",
        "dmFuLXBob25n",
    ];
    assert_kept_nowhere(&scene, &forms);
}
