//! The bytes of every call of dialect v3: its path, and its body as it is sent.
//!
//! Invariant: a change of one byte on the wire changes this file.

use vbot_sync::{
    model::{AccountId, Action, Attribute, Code, Content, CustomerFields, Dialect, Entity, Value},
    send,
};

use crate::{
    facts::FACTS,
    wire::{action, entity},
};

fn account() -> AccountId {
    let code = |code: &str| Code::from(code);
    AccountId {
        fields: CustomerFields {
            options: [
                (Entity::Status, code("TT")),
                (Entity::Type, code("LOAI")),
                (Entity::Group, code("NHOM")),
            ]
            .into(),
            address: Some(code("DIA_CHI")),
            email: Some(code("EMAIL")),
            phones: vec![code("phone"), code("SDT_2")],
            page_size: None,
        },
        ..AccountId::unnamed(Dialect::V3)
    }
}

fn line(entity: Entity, action: &Action) -> String {
    let path = send::path(Dialect::V3, entity, action.operation());
    let body = send::sealed(&account(), entity, action);
    assert_eq!(
        body,
        send::body(&account(), entity, action),
        "there is no tenant"
    );
    format!("{path} {body}\n")
}

#[test]
fn v3_sends_exactly_these_bytes() {
    let all: String = FACTS
        .iter()
        .map(|fact| line(entity(fact), &action(fact)))
        .collect();
    insta::assert_snapshot!(all, @r##"
    /api/customer/insert {"fields":{"customer_code":"MOI","name":"Nguyễn An","phone":"0912345678","SDT_2":"0987654321","DIA_CHI":"1 Tràng Tiền","EMAIL":"an@example.com","TT":"KHAC","LOAI":"KHAC","NHOM":"Tên KHAC","KHAC":"giá trị"}}
    /api/customer/update {"customer_code":"CO","fields":{"name":"Nguyễn An","phone":"0912345678","SDT_2":"0987654321","DIA_CHI":"1 Tràng Tiền","EMAIL":"an@example.com","TT":"KHAC","LOAI":"KHAC","NHOM":"Tên KHAC","KHAC":"giá trị"}}
    /api/customer/delete {"customer_code":"CO"}
    /api/customer/update {"customer_code":"CO","fields":{"customer_code":"MOI"}}
    /api/customerfield/option/insert {"customer_field_option_code":"MOI","customer_field_code":"TT","name":"Khách mới","color":"#FFFFFF","text_color":"#000000","type":"OPTION"}
    /api/customerfield/option/update {"customer_field_option_code":"CO","customer_field_code":"TT","name":"Khách mới"}
    /api/customerfield/option/update-code {"customer_field_code":"TT","customer_field_option_code":"CO","customer_field_option_code_new":"MOI"}
    /api/customerfield/option/delete {"customer_field_code":"TT","customer_field_option_code":"CO"}
    /api/customerfield/option/insert {"customer_field_option_code":"MOI","customer_field_code":"LOAI","name":"Khách lẻ","color":"#FFFFFF","text_color":"#000000","type":"OPTION"}
    /api/customerfield/option/update {"customer_field_option_code":"CO","customer_field_code":"LOAI","name":"Khách lẻ"}
    /api/customerfield/option/update-code {"customer_field_code":"LOAI","customer_field_option_code":"CO","customer_field_option_code_new":"MOI"}
    /api/customerfield/option/delete {"customer_field_code":"LOAI","customer_field_option_code":"CO"}
    /api/customerfield/option/insert {"customer_field_option_code":"MOI","customer_field_code":"NHOM","name":"Hà Nội","color":"#FFFFFF","text_color":"#000000","type":"OPTION"}
    /api/customerfield/option/update {"customer_field_option_code":"CO","customer_field_code":"NHOM","name":"Hà Nội"}
    /api/customerfield/option/update-code {"customer_field_code":"NHOM","customer_field_option_code":"CO","customer_field_option_code_new":"MOI"}
    /api/customerfield/option/delete {"customer_field_code":"NHOM","customer_field_option_code":"CO"}
    /api/customerfield/insert {"customer_field_code":"MOI","name":"Ngày sinh","type":"DATE","description":"dd/mm/yyyy","color":"#FFFFFF","text_color":"#000000"}
    /api/customerfield/update {"customer_field_code":"CO","name":"Ngày sinh","type":"DATE","description":"dd/mm/yyyy"}
    /api/customerfield/update-code {"customer_field_code":"CO","customer_field_code_new":"MOI"}
    /api/customerfield/delete {"customer_field_code":"CO"}
    "##);
}

fn content(attributes: &[(Attribute, Value)], fields: &[(&str, &str)]) -> Content {
    Content {
        attributes: attributes.iter().cloned().collect(),
        fields: fields
            .iter()
            .map(|(code, value)| (Code::from(*code), (*value).to_owned()))
            .collect(),
    }
}

fn phones(list: &[&str]) -> Value {
    Value::List(list.iter().map(|phone| (*phone).to_owned()).collect())
}

#[test]
fn an_update_has_what_changes_and_a_create_nothing_that_is_blank() {
    let text = Value::from;
    let now = content(
        &[
            (Attribute::CustomerName, text("An")),
            (Attribute::CustomerPhones, phones(&["0912345678"])),
            (Attribute::CustomerAddress, text("")),
            (Attribute::CustomerGroupName, text("G2")),
        ],
        &[("NGAY_SINH", ""), ("DIEM", "7")],
    );
    let before = content(
        &[
            (
                Attribute::CustomerPhones,
                phones(&["0912345678", "0987654321"]),
            ),
            (Attribute::CustomerGroupName, text("G1")),
        ],
        &[("NGAY_SINH", "01/02/1990")],
    );
    let code = Code::from("KH1");
    let update = Action::Update {
        code: code.clone(),
        content: now.clone(),
        before: Some(before),
    };
    let whole = Action::Update {
        code: code.clone(),
        content: now.clone(),
        before: None,
    };
    let create = Action::Create { code, content: now };
    let lines = [update, whole, create].map(|action| line(Entity::Customer, &action));
    insta::assert_snapshot!(lines.concat(), @r##"
    /api/customer/update {"customer_code":"KH1","fields":{"phone":"0912345678","SDT_2":"","NHOM":"G2","NGAY_SINH":""}}
    /api/customer/update {"customer_code":"KH1","fields":{"name":"An","phone":"0912345678","SDT_2":"","DIA_CHI":"","NHOM":"G2","DIEM":"7","NGAY_SINH":""}}
    /api/customer/insert {"fields":{"customer_code":"KH1","name":"An","phone":"0912345678","NHOM":"G2","DIEM":"7"}}
    "##);
}
