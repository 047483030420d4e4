//! Refused configurations, with message and line.

use std::path::Path;

use super::{API, SOURCE, parsed};
use crate::error::ErrorKind;

/// The error as `row: message (hint)`; its kind is always that of a configuration.
fn issue(text: &str) -> String {
    let error = parsed(text).expect_err("an invalid configuration");
    assert_eq!(error.kind(), ErrorKind::Config);
    let origin = error.origin().expect("an origin");
    assert_eq!(
        &*origin.file,
        Path::new("conf/vbot-sync.toml").display().to_string()
    );
    let row = origin.row.map_or("-".to_owned(), |row| row.to_string());
    let hint = error
        .hint_text()
        .map_or(String::new(), |hint| format!(" ({hint})"));
    format!("{row}: {}{hint}", error.message())
}

pub fn issue_of_section(section: &str) -> String {
    issue(&format!("{section}\n{API}{SOURCE}"))
}

pub fn issue_of_source(below: &str) -> String {
    issue(&format!("{SOURCE}{below}\n{API}"))
}

#[test]
fn sections_are_refused_at_their_line() {
    for (section, expected) in [
        (
            "[limits]\nrat = \"10/s\"",
            "2: unknown key `rat` in [limits] (did you mean `rate`?)",
        ),
        ("[limit]", "1: unknown key `limit` (did you mean `limits`?)"),
        (
            "limits = 3",
            "1: `limits`: invalid type: integer `3`, expected a section",
        ),
        (
            "[limits]\nrate = \"0/s\"",
            "2: `rate`: the rate `0/s` would send nothing",
        ),
        (
            "[limits]\nrate = 10",
            "2: `limits.rate`: invalid type: integer `10`, expected a string (write the value in double quotes)",
        ),
        (
            "[limits]\nconcurrency = 0",
            "2: `concurrency` is not between 1 and 256",
        ),
        (
            "[limits]\nmax_attempts = 101",
            "2: `max_attempts` is not between 1 and 100",
        ),
        (
            "[limits]\n\ntimeout = \"99ms\"",
            "3: `timeout` is not between 100ms and 10m",
        ),
        (
            "[limits]\nwait_for_server = \"25h\"",
            "2: `wait_for_server` is not between 0s and 24h",
        ),
        (
            "[limits]\ntimeout = \"30\"",
            "2: `timeout`: `30` is not a duration such as 30s, 5m or 1h30m",
        ),
        (
            "[sync]\non_exists = \"adapt\"",
            "2: `on_exists` is `adapt`, not one of adopt, fail, skip (did you mean `adopt`?)",
        ),
        (
            "[safety]\nmin_rows = \"101%\"",
            "2: `min_rows`: `101%` is more than everything",
        ),
        (
            "[safety]\nmin_rows = -1",
            "2: `min_rows`: `-1` is neither a percentage such as 10% nor a whole number",
        ),
        ("[state]\npath = \" \"", "2: `path` is blank"),
    ] {
        assert_eq!(issue_of_section(section), expected, "{section}");
    }
    let twice = issue_of_section("[state]\npath = \"a\"\npath = \"b\"");
    assert!(twice.starts_with("3: duplicate key"), "{twice}");
}

#[test]
fn the_account_is_refused_at_its_line() {
    for (from, to, expected) in [
        (
            "https://crm.example.vn",
            "crm.example.vn",
            "2: `base_url` starts with neither https:// nor http://",
        ),
        ("crm.example.vn", ":80/x", "2: `base_url` names no host"),
        (
            "crm.example.vn",
            "me:pass@crm.example.vn",
            "2: `base_url` has a user in it, and secrets never belong in this file",
        ),
        ("\"45681\"", "\" \"", "3: `vbot_id` is blank"),
        (
            "vbot_id = \"45681\"\n",
            "",
            "1: missing key `vbot_id` in [api]",
        ),
        (
            "vbot_id =",
            "dialect = \"v3\"\nvbot_id =",
            "4: `vbot_id` has no place under dialect v3, where the API key says which account is meant (remove the line)",
        ),
        (
            "vbot_id =",
            "dialect = \"4\"\nvbot_id =",
            "3: `dialect` is `4`, not one of v1, v2, v3 (allowed are `v1`, `v2`, `v3`)",
        ),
    ] {
        let text = format!("{API}{SOURCE}").replace(from, to);
        assert_eq!(issue(&text), expected);
    }
    let missing = issue(SOURCE);
    assert!(
        missing.starts_with("-: the section [api] is missing"),
        "{missing}"
    );
    let idle = issue(API);
    assert!(idle.starts_with("-: there is no [[source]]"), "{idle}");
}

#[test]
fn a_secret_is_refused_and_not_quoted() {
    for key in ["token", "Password", "api_key", "VBOT_TOKEN"] {
        let text = format!("{API}{key} = \"hunter2\"\n{SOURCE}");
        let said = issue(&text);
        assert!(said.contains("secrets never belong in this file"), "{said}");
        assert!(said.contains("VBOT_TOKEN, or VBOT_USERNAME"), "{said}");
        assert!(!said.contains("hunter2"), "{said}");
    }
    let broken = parsed("[api]\ntoken = \"hunter2").expect_err("no closing quote");
    assert!(!format!("{broken} {broken:?}").contains("hunter2"));
}

#[test]
fn sources_are_refused_at_their_line() {
    for (below, expected) in [
        (
            "shet = 1",
            "4: unknown key `shet` in [[source]] (did you mean `sheet`?)",
        ),
        (
            "sheet = 0",
            "4: `sheet` is neither a sheet's name nor its number from 1",
        ),
        (
            "pick = \"latest\"",
            "4: `pick` is `latest`, not one of all, newest (allowed are `all`, `newest`)",
        ),
        (
            "merged = \"fil\"",
            "4: `merged` is `fil`, not one of keep, fill (did you mean `fill`?)",
        ),
        (
            "max_age = \"36\"",
            "4: `max_age`: `36` is not a duration such as 30s, 5m or 1h30m",
        ),
        (
            "stale = \"refuse\"",
            "4: `stale` means nothing without `max_age`",
        ),
        (
            "max_age = \"36h\"\nstale = \"refused\"",
            "5: `stale` is `refused`, not one of warn, refuse (did you mean `refuse`?)",
        ),
        (
            "header_row = 0",
            "4: `header_row` is not between 1 and 1048576",
        ),
        (
            "[source.columns]\ncustomer_nane = \"Tên\"",
            "5: unknown attribute `customer_nane` in [source.columns] (did you mean `customer_name`?)",
        ),
        (
            "[source.columns]\nstatus_name = \"Tên\"",
            "5: `status_name` belongs to status, and this source is customer",
        ),
        (
            "[source.values.customer_stat]\nA = \"B\"",
            "4: unknown attribute `customer_stat` in [source.values] (did you mean `customer_status_code`?)",
        ),
        (
            "[source.defaults]\ncustomer_no = \"1\"",
            "5: `customer_no` tells records apart and can't have a default",
        ),
        (
            "[source.columns]\ncustomer_name = []",
            "5: the list of headers is empty",
        ),
        (
            "[source.columns]\ncustomer_name = 3",
            "5: a column is a header or a list of headers, in quotes",
        ),
        (
            "[source.columns]\ncustomer_name = {column = \"T\", blank = \"x\"}",
            "5: `blank` is neither `keep` nor `clear`",
        ),
        (
            "[source.columns]\ncustomer_name = {colum = \"T\"}",
            "5: unknown key `colum` in a column (did you mean `column`?)",
        ),
        (
            "[source.columns]\ncustomer_email = {column = \"T\", blank = \"keep\"}\n[source.defaults]\ncustomer_email = \"x\"",
            "7: `customer_email` has both a default and `blank = \"keep\"`",
        ),
        (
            "[source.fields]\n\" \" = \"Ngày sinh\"",
            "5: a field's code in [source.fields] is blank",
        ),
        (
            "[source.fields]\nA = \"x\"\n\"A \" = \"y\"",
            "5: two keys of this table differ in nothing but blanks or the spelling of accents",
        ),
        (
            "[source.values.customer_status_code]\nA = 1",
            "5: `source.values.customer_status_code.A`: invalid type: integer `1`, expected a string (write the value in double quotes)",
        ),
    ] {
        assert_eq!(issue_of_source(below), expected, "{below}");
    }
}

#[test]
fn a_source_needs_an_entity_and_a_path() {
    let source = |lines: &str| issue(&format!("[[source]]\n{lines}\n{API}"));
    assert_eq!(
        source("path = \"x\""),
        "1: missing key `entity` in [[source]]"
    );
    assert_eq!(
        source("entity = \"type\""),
        "1: missing key `path` in [[source]]"
    );
    assert_eq!(
        source("entity = \"customers\"\npath = \"x\""),
        "2: `entity` is `customers`, not one of status, type, group, field, customer (did you mean `customer`?)"
    );
    assert_eq!(
        source("entity = \"type\"\npath = \"x\"\n[source.fields]\nA = \"B\""),
        "5: only customers have custom fields, so [source.fields] has no place here"
    );
}

#[test]
fn a_backslash_in_double_quotes_is_explained() {
    let said = issue_of_section("[state]\npath = \"C:\\data\\x.db\"");
    assert!(
        said.starts_with("2:") && said.contains("single quotes"),
        "{said}"
    );
}

#[test]
fn a_source_in_single_brackets_is_explained() {
    let said = issue(&format!("{API}{SOURCE}").replace("[[source]]", "[source]"));
    assert_eq!(
        said,
        "5: `source`: invalid type: map, expected a sequence (there may be several sources, so write [[source]] with two brackets)"
    );
}

#[test]
fn an_unknown_encoding_is_refused_at_its_line() {
    for (below, expected) in [
        (
            "encoding = \"tcvn-33\"",
            "4: `encoding`: `tcvn-33` is not the name of an encoding (did you mean `tcvn3`?)",
        ),
        (
            "encoding = \"?\"",
            "4: `encoding`: `?` is not the name of an encoding (for example auto, utf-8, utf-16le, windows-1258, windows-1252, tcvn3 or vni)",
        ),
        (
            "text_encoding = \"utf-8\"",
            "4: `text_encoding` is `utf-8`, not one of auto, tcvn3, vni, unicode (it is for workbooks typed with old Vietnamese fonts; for text files there is `encoding`)",
        ),
    ] {
        assert_eq!(issue_of_source(below), expected);
    }
}
