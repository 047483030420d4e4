//! The JSON schema against the parser: of every configuration in these tests, both say the same.

use std::sync::OnceLock;

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;

use super::*;

/// What the schema accepts, though the parser refuses it: here the values mean something wrong, alone or together.
const MEANING: [&str; 16] = [
    "`timeout` is not between",
    "`wait_for_server` is not between",
    "less than one request an hour",
    "is above 10000/s",
    // It could be the code of a custom field.
    "in [source.values]",
    "differ in nothing but blanks",
    "has both a default and",
    "is a constant and has no values",
    "is a constant and needs no default",
    "`form` means nothing without",
    "`chat_id` means nothing without",
    "needs a `chat_id`",
    "is named twice",
    "names no field for it",
    "has no description",
    "needs `dialect = \"v3\"`",
];

fn compiled() -> &'static (Schemas, SchemaIndex) {
    static COMPILED: OnceLock<(Schemas, SchemaIndex)> = OnceLock::new();
    COMPILED.get_or_init(|| {
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        let place = "http://localhost/schema.json";
        compiler.add_resource(place, schema()).expect("a schema");
        let index = compiler.compile(place, &mut schemas);
        let index = index.unwrap_or_else(|error| panic!("{error:#}"));
        (schemas, index)
    })
}

/// The schema accepts what is valid, and refuses what is not unless only its meaning is wrong.
#[track_caller]
pub fn agrees(text: &str, parsed: &Result<Config>) {
    let Ok(written) = toml::from_str::<Value>(text.trim_start_matches('\u{feff}')) else {
        return;
    };
    let (schemas, index) = compiled();
    let validated = schemas.validate(&written, *index);
    match (parsed, validated) {
        (Ok(_), Err(error)) => panic!("the schema refuses a valid file: {error:#}\n{text}"),
        (Err(error), Ok(())) => {
            let message = error.message();
            let known = MEANING.iter().any(|part| message.contains(part));
            assert!(known, "the schema accepts a file: {message}\n{text}");
        }
        _ => {}
    }
}

/// A text as the value of that key.
fn setting(section: &str, key: &str, text: &str) -> bool {
    let text = format!("{section}\n{key} = \"{text}\"\n{API}{SOURCE}");
    parsed(&text).is_ok()
}

#[test]
fn forms_of_amounts_agree() {
    for (text, valid) in [
        ("500ms", true),
        ("30s", true),
        ("5m", true),
        ("2h", true),
        ("1h30m", true),
        ("1.5h", true),
        (" 1h 30m ", true),
        ("90 seconds", true),
        ("1 hour", true),
        ("", false),
        ("30", false),
        ("s", false),
        ("30m1h", false),
        ("1h1h", false),
        ("-1s", false),
    ] {
        assert_eq!(
            setting("[limits]", "wait_for_server", text),
            valid,
            "{text}"
        );
    }
    for (text, valid) in [
        ("36000/h", true),
        ("0.5/s", true),
        (" 10 / min ", true),
        ("10./s", true),
        (".5/s", true),
        ("1/h", true),
        ("10", false),
        ("0/s", false),
        ("0.0/s", false),
        ("-1/s", false),
        ("10/d", false),
        ("inf/s", false),
        ("1e3/s", false),
        ("/s", false),
        ("10001/s", false),
        ("./s", false),
        ("1.2.3/s", false),
    ] {
        assert_eq!(setting("[limits]", "rate", text), valid, "{text}");
    }
    for (text, valid) in [
        (" 10 % ", true),
        ("120", true),
        ("100.0%", true),
        ("7.5%", true),
        ("007%", true),
        ("", false),
        ("%", false),
        ("-5", false),
        ("-5%", false),
        ("nan%", false),
        ("100.1%", false),
        ("1.5", false),
    ] {
        assert_eq!(setting("[safety]", "max_deletes", text), valid, "{text}");
    }
}

#[test]
fn names_of_encodings_agree() {
    let encoding =
        |key: &str, text: &str| parsed(&format!("{API}{SOURCE}{key} = \"{text}\"")).is_ok();
    for text in [
        "Auto",
        "UTF8",
        "utf-16",
        "Windows 1252",
        "TCVN3 (ABC)",
        "VNI-Windows",
        " utf-8 ",
        "shift_jis",
    ] {
        assert!(encoding("encoding", text), "{text}");
    }
    for text in ["tcvn-33", "", "utf", "8"] {
        assert!(!encoding("encoding", text), "{text}");
    }
    for (text, valid) in [
        ("ABC", true),
        ("Unicode", true),
        ("VNI", true),
        ("utf-8", false),
        ("1258", false),
    ] {
        assert_eq!(encoding("text_encoding", text), valid, "{text}");
    }
}

#[test]
fn editors_propose_the_usual_names_of_encodings() {
    let schema = schema();
    let source = &schema["properties"]["source"]["items"]["properties"];
    let proposed = |key: &str| source[key]["anyOf"][0]["enum"].clone();
    let encodings = proposed("encoding");
    let encodings = encodings.as_array().expect("a list");
    assert_eq!(encodings.len(), Encoding::names().count() + 1);
    assert_eq!(
        proposed("text_encoding"),
        serde_json::json!(["auto", "unicode", "tcvn3", "vni"])
    );
}

#[test]
fn addresses_agree() {
    for (url, valid) in [
        ("HTTPS://crm.example.vn", true),
        ("http://127.0.0.1:8045/v2.0//", true),
        ("http://[::1]:80", true),
        ("https://crm.example.vn/a@b", true),
        ("ftp://x", false),
        ("https://", false),
        ("https://x:port", false),
        ("https://x?y", false),
        ("https://a b", false),
        ("https://u@x", false),
    ] {
        let text = format!("{API}{SOURCE}").replace("https://crm.example.vn", url);
        assert_eq!(parsed(&text).is_ok(), valid, "{url}");
    }
}

#[test]
fn the_sample_agrees() {
    assert!(parsed(include_str!("../../../samples/vbot-sync.toml")).is_ok());
}

#[test]
fn every_key_is_described() {
    let schema = schema();
    let sections = schema["properties"].as_object().expect("sections");
    let source = &sections["source"]["items"];
    for section in sections.values().chain([source]) {
        let keys = section["properties"].as_object().into_iter().flatten();
        for (key, form) in keys {
            let about = form["description"].as_str().unwrap_or_default();
            assert!(
                about.ends_with('.') || about.ends_with("]`."),
                "{key}: {about}"
            );
        }
    }
}
