//! Requests for the lists of an account, and what their answers have.
//!
//! It does not know which page comes next. Invariant: an answer that is no list of records with codes is refused as a
//! whole, never read in part.

use serde_json::{Map, Value as Json, json};

use super::{OPTIONS, folder, option_field, records, records::text};
use crate::{
    model::{AccountForm, AccountId, Code, Entity, FieldType, FormField},
    send::{
        account_list::{AccountList, LastChange, ListPage, ListedRecord},
        dialect::ReadRequest,
        remote_record::RemoteRecord,
    },
};

/// The field with the code of a customer, which a page has no other place for.
const CODE: &str = "customer_code";

/// The request for the number of records.
pub fn count(account: &AccountId, list: &AccountList) -> ReadRequest {
    request(account, list, "count-all", None)
}

/// The request for a page.
pub fn page(account: &AccountId, list: &AccountList, page: ListPage) -> ReadRequest {
    request(account, list, "get-all", Some(page))
}

fn request(
    account: &AccountId,
    list: &AccountList,
    action: &str,
    page: Option<ListPage>,
) -> ReadRequest {
    let folder = match list {
        AccountList::FieldOptions(_) => OPTIONS,
        list => folder(list.entity()),
    };
    let path = format!("{folder}/{action}");
    if let AccountList::Customers(fields) = list {
        let body = page.map_or_else(|| json!({}), |page| customers(fields, page));
        return ReadRequest {
            path,
            query: Vec::new(),
            body: Some(body),
        };
    }
    let mut query = Vec::new();
    match list {
        AccountList::Options(entity) => {
            query.push(("customer_field_code", option_field(account, *entity)));
        }
        AccountList::FieldOptions(field) => query.push(("customer_field_code", field.to_string())),
        AccountList::Customers(_) | AccountList::Fields => {}
    }
    if let Some(ListPage { page, size, .. }) = page {
        query.push(("page", page.to_string()));
        query.push(("size", size.to_string()));
    }
    ReadRequest {
        path,
        query,
        body: None,
    }
}

/// Every field is asked for: which of them a page brings otherwise is not documented.
fn customers(fields: &[Code], page: ListPage) -> Json {
    let wanted = [CODE].into_iter().chain(
        fields
            .iter()
            .map(Code::as_str)
            .filter(|code| !page.codes_only && *code != CODE),
    );
    let search: Vec<Json> = wanted
        .map(|code| {
            json!({"customer_field_code": code, "value": "", "type": "", "is_search": false})
        })
        .collect();
    json!({"page": page.page, "size": page.size, "field_search": search})
}

/// The request for one customer as a list has it, which its detail lacks: with the time when it was made. Without a
/// page the first one is meant, whatever its number.
pub fn customer(code: &Code) -> ReadRequest {
    let wanted = json!({
        "customer_field_code": CODE, "value": code.as_str(), "type": "EQUAL", "is_search": true,
    });
    ReadRequest {
        path: format!("{}/get-all", folder(Entity::Customer)),
        query: Vec::new(),
        body: Some(json!({"field_search": [wanted]})),
    }
}

/// When the customer of that code was made, in Unix milliseconds.
pub fn customer_made(code: &Code, data: &Json) -> Option<i64> {
    let mut listed = data.as_array()?.iter().filter_map(Json::as_object);
    let is_it =
        |record: &Map<String, Json>| customer_listed(record).is_some_and(|it| *it.code == **code);
    listed
        .find(|record| is_it(record))?
        .get("create_at")?
        .as_i64()
}

/// The number in an answer.
pub fn counted(data: &Json) -> Option<u64> {
    data.as_u64().or_else(|| data.as_str()?.trim().parse().ok())
}

/// The records of a page.
pub fn listed(list: &AccountList, data: &Json) -> Option<Vec<ListedRecord>> {
    let records = match data {
        // Some servers write an empty list so.
        Json::Null => return Some(Vec::new()),
        data => data.as_array()?.iter(),
    };
    let listed = |record: &Json| match list {
        AccountList::Customers(_) => customer_listed(record.as_object()?),
        AccountList::Fields => lookup(record.as_object()?, records::FIELD_CODES),
        AccountList::Options(_) | AccountList::FieldOptions(_) => {
            lookup(record.as_object()?, records::OPTION_CODES)
        }
    };
    records.map(listed).collect()
}

fn customer_listed(record: &Map<String, Json>) -> Option<ListedRecord> {
    let items = record.get("customer_field_items")?.as_array()?.iter();
    let mut values = RemoteRecord::default();
    for item in items {
        let item = item.as_object()?;
        let code = text(item.get("code"))?;
        item.get("value")
            .is_none_or(records::is_plain)
            .then_some(())?;
        values.values.insert(code, records::value(item));
    }
    let code = values.values.get(CODE)?.text.trim().to_owned();
    let record = values;
    (!code.is_empty()).then_some(ListedRecord { code, record })
}

fn lookup(record: &Map<String, Json>, codes: [&str; 2]) -> Option<ListedRecord> {
    let mut own = codes.iter().filter_map(|key| text(record.get(*key)));
    let code = own.find(|code| !code.trim().is_empty())?.trim().to_owned();
    let record = records::lookup(&Code::from(code.as_str()), record, codes)?;
    Some(ListedRecord { code, record })
}

/// The request for the form of a customer: all fields without values.
pub fn form() -> ReadRequest {
    ReadRequest {
        path: format!("{}/get-detail", folder(Entity::Customer)),
        ..ReadRequest::default()
    }
}

/// The fields of a form with all their options; the form does not tell which are of every account.
pub fn form_fields(data: &Json) -> Option<AccountForm> {
    let fields = data.as_object()?.get("fields")?.as_array()?.iter();
    let field = |field: &Json| {
        Some(FormField {
            code: Code::from(text(field.get("code"))?.as_str()),
            name: text(field.get("name")).unwrap_or_default(),
            kind: FieldType::from_name(&text(field.get("type")).unwrap_or_default()),
            is_default: false,
            is_required: field.get("is_required").and_then(Json::as_bool) == Some(true),
            options: form_options(field),
        })
    };
    Some(AccountForm {
        fields: fields.filter_map(field).collect(),
    })
}

/// The options that a customer can have, as code and name.
fn form_options(field: &Json) -> Vec<(String, String)> {
    let options = field.get("value_options").and_then(Json::as_array);
    let is_option = |option: &&Json| option.get("type").and_then(Json::as_str) != Some("OPTGROUP");
    let pair = |option: &Json| {
        let mut codes = records::OPTION_CODES.iter();
        let code = codes.find_map(|key| text(option.get(*key)).filter(|it| !it.is_empty()))?;
        Some((code, text(option.get("name")).unwrap_or_default()))
    };
    let options = options.into_iter().flatten().filter(is_option);
    options.filter_map(pair).collect()
}

/// The request for the newest change of a customer. Without a page the first one is meant, whatever its number.
pub fn timeline(code: &Code) -> ReadRequest {
    let query = vec![
        ("customer_code", code.to_string()),
        ("type", "CUSTOMER".to_owned()),
    ];
    ReadRequest {
        path: "/api/ActionTimeline/get-all".to_owned(),
        query,
        body: None,
    }
}

/// The newest change in a timeline: its first entry.
pub fn last_change(data: &Json) -> Option<LastChange> {
    let entry = data.as_array()?.first()?;
    Some(LastChange {
        at: entry.get("create_at").and_then(Json::as_i64),
        by: text(entry.get("member_no")).filter(|by| !by.is_empty()),
    })
}
