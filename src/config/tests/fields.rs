//! `[api.v3]`: which fields of the account have which attributes, and what is refused.

use super::*;
use crate::model::{Code, CustomerFields};

const V3: &str = "[api]\nbase_url = \"https://example.com/v3.0/\"\ndialect = \"v3\"\n";

fn with(fields: &str, sources: &str) -> Result<Config> {
    parsed(&format!("{V3}{fields}\n{sources}"))
}

fn customers(below: &str) -> String {
    format!("[[source]]\nentity = \"customer\"\npath = \"kh.csv\"\n{below}")
}

#[track_caller]
fn refused(fields: &str, sources: &str) -> String {
    let error = with(fields, sources).expect_err("an invalid configuration");
    let row = error.origin().and_then(|origin| origin.row).unwrap_or(0);
    let hint = error.hint_text().unwrap_or_default();
    format!("{row}: {} ({hint})", error.message())
}

#[test]
fn fields_are_named_once_each() {
    let all = "[api.v3]\nstatus = \"TT\"\ntype = \"LOAI\"\ngroup = \"NHOM\"\naddress = \"DIA_CHI\"\nemail = \"EMAIL\"\n\
        phones = [\"phone\", \"SDT_2\"]\npage_size = 10";
    let config = with(all, &customers("")).expect("a valid configuration");
    assert_eq!(config.tenant.base_url, "https://example.com/v3.0");
    let code = |code: &str| Code::from(code);
    let expected = CustomerFields {
        options: [
            (Entity::Status, code("TT")),
            (Entity::Type, code("LOAI")),
            (Entity::Group, code("NHOM")),
        ]
        .into(),
        address: Some(code("DIA_CHI")),
        email: Some(code("EMAIL")),
        phones: vec![code("phone"), code("SDT_2")],
        page_size: Some(10),
    };
    assert_eq!(config.tenant.fields, expected);
    let fewest = with("", &customers("")).expect("a valid configuration");
    assert_eq!(fewest.tenant.fields.phones, [code("phone")]);
    assert_eq!(
        fewest.tenant.to_string(),
        "https://example.com/v3.0 (v3)",
        "there is no tenant to show"
    );
}

#[test]
fn what_has_no_field_is_refused_with_the_line_to_add() {
    let line = |key: &str, kind: &str| {
        format!(
            "(add `{key} = \"CODE\"` under [api.v3], with the code of the account's {kind} field)"
        )
    };
    let mapped = customers("[source.columns]\ncustomer_address = \"Địa chỉ\"");
    assert_eq!(
        refused("", &mapped),
        format!(
            "9: `customer_address` is mapped, but [api.v3] names no field for it {}",
            line("address", "STRING")
        )
    );
    let default = customers("[source.defaults]\ncustomer_status_code = \"MOI\"");
    assert!(refused("", &default).ends_with(&line("status", "SELECT")));
    let group = customers("[source.columns]\ncustomer_group_no = \"Nhóm\"");
    assert!(refused("", &group).ends_with(&line("group", "SELECT")));
    let types = "[[source]]\nentity = \"type\"\npath = \"loai.csv\"";
    assert!(refused("", types).ends_with(&line("type", "SELECT")));
    let described = "[[source]]\nentity = \"group\"\npath = \"nhom.csv\"\n[source.columns]\n\
        group_description = \"Mô tả\"";
    assert_eq!(
        refused("[api.v3]\ngroup = \"NHOM\"", described),
        "10: `group_description` is mapped, but an option of v3 has no description (remove its column from the mapping and from the sheet)"
    );
}

#[test]
fn fields_are_refused_at_their_line() {
    for (fields, expected) in [
        (
            "[api.v3]\nstatus = \"TT\"\ntype = \"TT\"",
            "6: the field `TT` is named twice (each field has one meaning)",
        ),
        (
            "[api.v3]\nemail = \"E MAIL\"",
            "5: `E MAIL` is no code of a field: it may have letters, digits, `_` and `-` ()",
        ),
        (
            "[api.v3]\nphone = [\"phone\"]",
            "5: unknown key `phone` in [api.v3] (did you mean `phones`?)",
        ),
        (
            "project_code = \"PR1\"",
            "4: `project_code` has no place under dialect v3, where the API key says which account is meant (remove the line)",
        ),
    ] {
        assert_eq!(refused(fields, &customers("")), expected);
    }
    let twice = customers("[source.fields]\nTT = \"Trạng thái\"");
    assert_eq!(
        refused("[api.v3]\nstatus = \"TT\"", &twice),
        "10: the field `TT` is named twice (each field has one meaning)"
    );
    let older = "[api]\nbase_url = \"https://example.com\"\nvbot_id = \"1\"\nproject_code = \"P\"\n[api.v3]\n";
    let error = parsed(&format!("{older}{}", customers(""))).expect_err("it is of v3");
    assert_eq!(error.message(), "[api.v3] has no place under dialect v1");
}
