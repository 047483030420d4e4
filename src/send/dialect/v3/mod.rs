//! Dialect v3, the public documentation of 2026-06: an API key, customers made of fields, and records that can be read.
//!
//! A status, type or group is an option of a field that the configuration names. `values` has the fields of a
//! customer, `records` reads what the account has. Invariant: an update has the values that change, and what has to be
//! repeated of a field or option is repeated as it was read.

mod lists;
mod lookup_bodies;
mod records;
mod values;

use std::time::Duration;

use reqwest::{Method, header::HeaderName};
use serde_json::{Map, Value as Json, json};

use super::{ClientDialect, ReadRequest, WireCall, crm::CallBody};
use crate::{
    model::{
        AccountForm, AccountId, Action, Attribute, Code, Content, Entity, FieldType, Operation,
    },
    send::{
        account_list::{AccountList, LastChange, ListPage, ListedRecord},
        answer::Answer,
        envelope,
        remote_record::RemoteRecord,
        secrets::Secrets,
        wire_values::{TYPE, WireValues},
    },
};

/// The path of everything about options, before the last part.
const OPTIONS: &str = "/api/customerfield/option";

/// The dialect.
pub struct V3;

impl ClientDialect for V3 {
    fn method(&self, _: Entity, _: Operation) -> Method {
        Method::POST
    }

    fn path(&self, entity: Entity, operation: Operation) -> String {
        let last = match (entity, operation) {
            (_, Operation::Create) => "insert",
            (Entity::Customer, Operation::UpdateNo) | (_, Operation::Update) => "update",
            (_, Operation::UpdateNo) => "update-code",
            (_, Operation::Delete) => "delete",
        };
        format!("{}/{last}", folder(entity))
    }

    fn write_account(&self, _: &AccountId, _: &mut CallBody) {}

    fn write_call(&self, call: &WireCall<'_>, body: &mut CallBody) {
        match call.entity {
            Entity::Customer => write_customer(call, body),
            Entity::Field => lookup_bodies::write_field(call, body),
            Entity::Status | Entity::Type | Entity::Group => {
                lookup_bodies::write_option(call, body);
            }
        }
    }

    fn credential_header(&self) -> HeaderName {
        HeaderName::from_static("x-api-key")
    }

    fn credential(&self, token: &str) -> String {
        token.to_owned()
    }

    fn read(&self, secrets: &Secrets, head: (u16, Option<Duration>), body: &[u8]) -> Answer {
        envelope::read(secrets, head, body, |_| true)
    }

    fn can_read(&self) -> bool {
        true
    }

    fn read_request(&self, account: &AccountId, entity: Entity, code: &Code) -> ReadRequest {
        let path = format!("{}/get-detail", folder(entity));
        let code = code.to_string();
        let query = match entity {
            Entity::Customer => vec![("customer_code", code)],
            Entity::Field => vec![("customer_field_code", code)],
            Entity::Status | Entity::Type | Entity::Group => vec![
                ("customer_field_code", option_field(account, entity)),
                ("customer_field_option_code", code),
            ],
        };
        ReadRequest {
            path,
            query,
            body: None,
        }
    }

    fn is_answer_about(&self, entity: Entity, code: &Code, data: &Json) -> bool {
        records::is_answer_about(entity, code, data)
    }

    fn record(&self, entity: Entity, code: &Code, data: &Json) -> Option<RemoteRecord> {
        records::record(entity, code, data)
    }

    fn made_request(&self, account: &AccountId, entity: Entity, code: &Code) -> ReadRequest {
        match entity {
            Entity::Customer => lists::customer(code),
            _ => self.read_request(account, entity, code),
        }
    }

    fn made(&self, entity: Entity, code: &Code, data: &Json) -> Option<i64> {
        match entity {
            Entity::Customer => lists::customer_made(code, data),
            _ => self
                .record(entity, code, data)?
                .kept
                .get("create_at")?
                .as_i64(),
        }
    }

    fn count_request(&self, account: &AccountId, list: &AccountList) -> ReadRequest {
        lists::count(account, list)
    }

    fn page_request(&self, account: &AccountId, list: &AccountList, page: ListPage) -> ReadRequest {
        lists::page(account, list, page)
    }

    fn form_request(&self) -> ReadRequest {
        lists::form()
    }

    fn form(&self, data: &Json) -> Option<AccountForm> {
        lists::form_fields(data)
    }

    fn timeline_request(&self, code: &Code) -> ReadRequest {
        lists::timeline(code)
    }

    fn counted(&self, data: &Json) -> Option<u64> {
        lists::counted(data)
    }

    fn listed(&self, list: &AccountList, data: &Json) -> Option<Vec<ListedRecord>> {
        lists::listed(list, data)
    }

    fn last_change(&self, data: &Json) -> Option<LastChange> {
        lists::last_change(data)
    }

    fn values(&self, account: &AccountId, entity: Entity, content: &Content) -> WireValues {
        match entity {
            Entity::Customer => values::of_customer(&account.fields, content),
            Entity::Field => {
                let kind = FieldType::of_field(content).map(FieldType::as_str);
                let kind = kind.map(|kind| (TYPE.to_owned(), kind.to_owned()));
                let named = [
                    ("name", Attribute::FieldName),
                    ("description", Attribute::FieldDescription),
                ];
                WireValues::of(texts(content, &named).chain(kind))
            }
            Entity::Status | Entity::Type | Entity::Group => {
                WireValues::of(texts(content, &[("name", entity.name_attribute())]))
            }
        }
    }
}

/// The values of these attributes, as far as the content has them, blank ones as well.
fn texts(content: &Content, all: &[(&str, Attribute)]) -> impl Iterator<Item = (String, String)> {
    all.iter().filter_map(|(key, attribute)| {
        let value = content.attributes.get(attribute)?;
        Some(((*key).to_owned(), value.shown()))
    })
}

/// The path before the last part.
fn folder(entity: Entity) -> &'static str {
    match entity {
        Entity::Customer => "/api/customer",
        Entity::Field => "/api/customerfield",
        Entity::Status | Entity::Type | Entity::Group => OPTIONS,
    }
}

/// The field whose options are the records of that entity. The configuration has one, or no call is made.
fn option_field(account: &AccountId, entity: Entity) -> String {
    let field = account.fields.options.get(&entity);
    field.map(Code::to_string).unwrap_or_default()
}

fn write_customer(call: &WireCall<'_>, body: &mut CallBody) {
    let mut fields = Map::new();
    match call.action {
        Action::Create { code, .. } => {
            fields.insert("customer_code".to_owned(), code.as_str().into());
            fields.extend(values::created(call));
        }
        Action::Update { code, .. } => {
            body.put("customer_code", code);
            fields.extend(values::updated(call));
        }
        Action::UpdateNo { from, to, .. } => {
            body.put("customer_code", from);
            fields.insert("customer_code".to_owned(), to.as_str().into());
        }
        Action::Delete { code, .. } => return body.put("customer_code", code),
    }
    body.insert("fields", Json::Object(fields));
}

/// The value of a field that is cleared, in the account's own way.
fn cleared(call: &WireCall<'_>) -> Json {
    if call.clears_by_null {
        Json::Null
    } else {
        json!("")
    }
}
