//! The bytes of every call in each dialect: its path, and its body as it is sent.
//!
//! `wire` checks these bodies against the page; this file has them whole, with the order of their keys. Invariant: a
//! change of one byte on the wire changes this file.

use vbot_sync::{model::Dialect, send};

use crate::{
    facts::FACTS,
    wire::{action, entity, tenant},
};

/// The beginning of every body of v1 and v2.
const TENANT: &str = r#"{"vbot_id":"45681","project_code":"PR20210223152","#;

/// The path of each call and its body after the tenant's keys, in the order of the page.
fn bytes(dialect: Dialect) -> String {
    let tenant = tenant(dialect, String::new());
    let line = |fact| {
        let (entity, action) = (entity(fact), action(fact));
        let path = send::path(dialect, entity, action.operation());
        let body = send::sealed(&tenant, entity, &action).to_string();
        let own = body.strip_prefix(TENANT).expect("the tenant comes first");
        format!("{path} {own}\n")
    };
    FACTS.iter().map(line).collect()
}

#[test]
fn v1_sends_exactly_these_bytes() {
    insta::assert_snapshot!(bytes(Dialect::V1), @r#"
    /api/crm/customer/create "customer_no":"MOI","customer_name":"Nguyễn An","customer_phones":["0912345678","0987654321"],"customer_address":"1 Tràng Tiền","customer_email":"an@example.com","customer_status_code":"KHAC","customer_type_code":"KHAC","customer_group_name":"Tên KHAC","fileds":[{"field_key":"KHAC","field_value":"giá trị"}]}
    /api/crm/customer/update "customer_no":"CO","customer_name":"Nguyễn An","customer_phones":["0912345678","0987654321"],"customer_address":"1 Tràng Tiền","customer_email":"an@example.com","customer_status_code":"KHAC","customer_type_code":"KHAC","customer_group_name":"Tên KHAC","fileds":[{"field_key":"KHAC","field_value":"giá trị"}]}
    /api/crm/customer/delete "customer_no":"CO","customer_name":"Nguyễn An"}
    /api/crm/customer/updateNO "customer_no_old":"CO","customer_no_new":"MOI"}
    /api/crm/status/create "status_no":"MOI","stattus_no":"MOI","status_name":"Khách mới"}
    /api/crm/status/update "status_no":"CO","stattus_no":"CO","status_name":"Khách mới"}
    /api/crm/status/updateNo "status_no_old":"CO","status_no_new":"MOI"}
    /api/crm/status/delete "status_no":"CO"}
    /api/crm/type/create "type_no":"MOI","type_name":"Khách lẻ"}
    /api/crm/type/update "type_no":"CO","type_name":"Khách lẻ"}
    /api/crm/type/updateNo "type_no_old":"CO","type_no_new":"MOI"}
    /api/crm/type/delete "type_no":"CO","status_no":"CO"}
    /api/crm/group/create "group_no":"MOI","group_name":"Hà Nội","group_description":"Khách lẻ"}
    /api/crm/group/update "group_no":"CO","group_name":"Hà Nội","group_description":"Khách lẻ"}
    /api/crm/group/updateNo "group_no_old":"CO","group_no_new":"MOI","customer_no_old":"CO","customer_name_new":"MOI"}
    /api/crm/group/delete "group_no":"CO","status_no":"CO"}
    /api/crm/field/create "field_no":"MOI","field_name":"Ngày sinh","field_type":"DATE","field_description":"dd/mm/yyyy"}
    /api/crm/field/update "field_no":"CO","field_name":"Ngày sinh","field_type":"DATE","field_description":"dd/mm/yyyy"}
    /api/crm/field/updateNo "field_no_old":"CO","field_no_new":"MOI","field_name":"Ngày sinh"}
    /api/crm/field/delete "field_no":"CO"}
    "#);
}

#[test]
fn v2_sends_exactly_these_bytes() {
    insta::assert_snapshot!(bytes(Dialect::V2), @r#"
    /api/crm/customer/create "customer_no":"MOI","customer_name":"Nguyễn An","customer_phones":["0912345678","0987654321"],"customer_address":"1 Tràng Tiền","customer_email":"an@example.com","customer_status_code":"KHAC","customer_type_code":"KHAC","customer_group_name":"Tên KHAC","fileds":[{"field_key":"KHAC","field_value":"giá trị"}]}
    /api/crm/customer/update "customer_no":"CO","customer_name":"Nguyễn An","customer_phones":["0912345678","0987654321"],"customer_address":"1 Tràng Tiền","customer_email":"an@example.com","customer_status_code":"KHAC","customer_type_code":"KHAC","customer_group_name":"Tên KHAC","fileds":[{"field_key":"KHAC","field_value":"giá trị"}]}
    /api/crm/customer/delete "customer_no":"CO"}
    /api/crm/customer/updateNo "customer_no_old":"CO","customer_no_new":"MOI"}
    /api/crm/status/create "status_no":"MOI","status_name":"Khách mới"}
    /api/crm/status/update "status_no":"CO","status_name":"Khách mới"}
    /api/crm/status/updateNo "status_no_old":"CO","status_no_new":"MOI"}
    /api/crm/status/delete "status_no":"CO"}
    /api/crm/type/create "type_no":"MOI","type_name":"Khách lẻ"}
    /api/crm/type/update "type_no":"CO","type_name":"Khách lẻ"}
    /api/crm/type/updateNo "type_no_old":"CO","type_no_new":"MOI"}
    /api/crm/type/delete "type_no":"CO"}
    /api/crm/group/create "group_no":"MOI","group_name":"Hà Nội","group_description":"Khách lẻ"}
    /api/crm/group/update "group_no":"CO","group_name":"Hà Nội","group_description":"Khách lẻ"}
    /api/crm/group/updateNo "group_no_old":"CO","group_no_new":"MOI"}
    /api/crm/group/delete "group_no":"CO"}
    /api/crm/field/create "field_no":"MOI","field_name":"Ngày sinh","field_type":"DATE","field_description":"dd/mm/yyyy"}
    /api/crm/field/update "field_no":"CO","field_name":"Ngày sinh","field_type":"DATE","field_description":"dd/mm/yyyy"}
    /api/crm/field/updateNo "field_no_old":"CO","field_no_new":"MOI"}
    /api/crm/field/delete "field_no":"CO"}
    "#);
}
