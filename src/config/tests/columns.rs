//! The table form of a column: accepted and refused keys.

use super::refused::issue_of_source;
use super::*;
use crate::model::{DateOrder, Form, Split, WriteRule};

fn field(table: &str) -> MappedColumn {
    let below = format!("[source.fields]\nX = {table}");
    let config = with("", &below);
    config.sources[0].mapping.fields["X"].clone()
}

#[test]
fn dates_and_numbers_have_one_form() {
    let date = |order| {
        let pattern = "%d/%m/%Y".to_owned();
        Some(Form::Date { pattern, order })
    };
    let form = |table: &str| field(table).form;
    assert_eq!(form("{column = \"N\", date = \"%d/%m/%Y\"}"), date(None));
    assert_eq!(
        form("{column = \"N\", date = \"%d/%m/%Y\", date_from = \"mdy\"}"),
        date(Some(DateOrder::MonthFirst))
    );
    let number = |decimal| Some(Form::Number { decimal });
    assert_eq!(form("{column = \"N\", number = true}"), number(None));
    assert_eq!(
        form("{column = \"N\", number = true, decimal = \",\"}"),
        number(Some(','))
    );
}

#[test]
fn parts_joins_and_constants_are_accepted() {
    let split = field("{column = \"N\", split = \" - \", part = -1, blank = \"keep\"}");
    let separator = " - ".to_owned();
    assert_eq!(
        split.split,
        Some(Split {
            separator,
            part: -1
        })
    );
    assert!(split.keep);
    let joined = field("{column = [\"Họ\", \"Tên\"], join = \" \"}");
    assert_eq!(
        (joined.headers.len(), joined.join.as_deref()),
        (2, Some(" "))
    );
    let constant = field("{constant = \" LE \"}");
    assert_eq!(constant.constant.as_deref(), Some("LE"));
    assert!(constant.headers.is_empty());
}

#[test]
fn a_column_is_sent_always_or_with_a_create_only() {
    let write = |text: &str| field(&format!("{{column = \"N\", write = \"{text}\"}}")).write;
    assert_eq!(write("always"), WriteRule::Always);
    assert_eq!(write("create"), WriteRule::Create);
    let constant = field("{constant = \"LE\", write = \"create\"}");
    assert_eq!(
        (constant.constant.as_deref(), constant.write),
        (Some("LE"), WriteRule::Create)
    );
}

#[test]
fn custom_fields_have_values_and_defaults() {
    let config = with(
        "",
        "[source.fields]\nGT = \"Giới tính\"\n[source.values.GT]\n\"Nam\" = \"M\"\n[source.defaults]\nGT = \"?\"",
    );
    let mapping = &config.sources[0].mapping;
    let code = Code::from("GT");
    assert_eq!(mapping.field_values[&code]["Nam"], "M");
    assert_eq!(mapping.field_defaults[&code], "?");
}

#[test]
fn contradictory_keys_are_refused_at_their_line() {
    for (table, expected) in [
        (
            "{column = \"N\", dat = \"%d\"}",
            "unknown key `dat` in a column (did you mean `date`?)",
        ),
        (
            "{column = \"N\", date = \"%d\", number = true}",
            "a column is a `date` or a `number`, not both",
        ),
        (
            "{column = \"N\", part = 2}",
            "`part` means nothing without `split`",
        ),
        (
            "{column = \"N\", split = \"-\"}",
            "`split` means nothing without `part`",
        ),
        (
            "{column = \"N\", split = \"\", part = 1}",
            "`split` is empty",
        ),
        (
            "{column = \"N\", split = \"-\", part = 0}",
            "`part` is neither 1, 2 … from the front nor -1, -2 … from the end",
        ),
        (
            "{column = \"N\", date_from = \"dmy\"}",
            "`date_from` means nothing without `date`",
        ),
        (
            "{column = \"N\", decimal = \",\"}",
            "`decimal` means nothing without `number`",
        ),
        (
            "{column = \"N\", number = true, decimal = \";\"}",
            "`decimal` is neither `,` nor `.`",
        ),
        ("{column = \"N\", number = 5}", "`number` is not `true`"),
        (
            "{column = \"N\", date = \"%d\", date_from = \"day\"}",
            "`date_from` is not one of `dmy`, `mdy`, `ymd`",
        ),
        (
            "{column = \"N\", date = \"dd/mm/yyyy\"}",
            "`date` is `dd/mm/yyyy`, which writes no date (a day, a month and a year are `%d/%m/%Y`; `%H:%M:%S` is the time)",
        ),
        (
            "{column = \"N\", date = 5}",
            "`date` is not a text in quotes",
        ),
        (
            "{column = \"N\", constant = \"x\"}",
            "a `constant` stands alone, without `column`",
        ),
        ("{constant = \" \"}", "`constant` is blank"),
        (
            "{column = \"N\", join = \"-\"}",
            "`join` has nothing to join: `column` names one header",
        ),
        ("{blank = \"keep\"}", "the column names no `column`"),
    ] {
        let below = format!("[source.fields]\nX = {table}");
        assert_eq!(issue_of_source(&below), format!("5: {expected}"), "{table}");
    }
}

#[test]
fn keys_that_do_not_fit_their_target_are_refused() {
    for (below, expected) in [
        (
            "[source.columns]\ncustomer_no = {constant = \"1\"}",
            "5: a constant would make every row the same record",
        ),
        (
            "[source.columns]\ncustomer_name = {column = \"T\", number = true}",
            "5: `date` and `number` are for custom fields and for attributes that may be left out",
        ),
        (
            "[source.columns]\ncustomer_phones = {column = [\"A\", \"B\"], join = \" \"}",
            "5: phones are collected from their columns and never joined",
        ),
        (
            "[source.columns]\ncustomer_no = {column = \"N\", write = \"create\"}",
            "5: `write` has no effect here: this column tells records apart",
        ),
        (
            "[source.columns]\ncustomer_name = {column = \"N\", write = \"never\"}",
            "5: `write` is not one of `always`, `create`, `if-empty`",
        ),
        (
            "[source.fields]\nX = {column = \"N\", write = \"if-empty\"}",
            "5: `write = \"if-empty\"` needs `dialect = \"v3\"`, because an account of v1 or v2 can't be read; `write = \"create\"` sends the value with the create only",
        ),
        (
            "[source.columns]\ncustomer_type_code = {constant = \"LE\"}\n[source.values.customer_type_code]\nA = \"B\"",
            "6: `customer_type_code` is a constant and has no values",
        ),
        (
            "[source.columns]\ncustomer_type_code = {constant = \"LE\"}\n[source.defaults]\ncustomer_type_code = \"B\"",
            "7: `customer_type_code` is a constant and needs no default",
        ),
        (
            "[source.fields]\nX = {column = \"X\", blank = \"keep\"}\n[source.defaults]\nX = \"B\"",
            "7: `X` has both a default and `blank = \"keep\"`",
        ),
        (
            "[source.values.customer_type_code]\n\" \" = \"B\"",
            "5: a blank cell is no value that could be translated ([source.defaults] says what a blank cell stands for)",
        ),
        (
            "[source.fields]\nNGAY_SINH = \"N\"\n[source.values.NGAY_SIN]\nA = \"B\"",
            "6: unknown attribute `NGAY_SIN` in [source.values] (did you mean `NGAY_SINH`?)",
        ),
    ] {
        assert_eq!(issue_of_source(below), expected, "{below}");
    }
}
