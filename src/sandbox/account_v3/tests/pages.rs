//! Pages, counts and filters, over all the choices that the documentation leaves open.

use super::*;
use crate::sandbox::{BroughtFields, OverSize, PageOrder};

const COUNT: usize = 23;

fn filled(rules: RulesV3) -> AccountV3 {
    let mut account = account(rules);
    for number in 2..=COUNT {
        let code = format!("KH{number}");
        accepted(&mut account, "customer/insert", &customer(&code));
    }
    account
}

fn value(item: &Json, code: &str) -> Json {
    let mut items = item["customer_field_items"]
        .as_array()
        .expect("a list")
        .iter();
    let found = items.find(|it| it["code"] == code);
    found.map(|it| it["value"].clone()).unwrap_or_default()
}

/// The codes of a page.
fn page(account: &mut AccountV3, query: &Json) -> Vec<String> {
    let page = accepted(account, "customer/get-all", query);
    let items = page.as_array().expect("a list").iter();
    items
        .map(|it| {
            value(it, "customer_code")
                .as_str()
                .unwrap_or("?")
                .to_owned()
        })
        .collect()
}

/// All pages of that size, until an empty one.
fn pages(account: &mut AccountV3, base: u32, size: u32) -> Vec<String> {
    let pages = (base..).map(|number| page(account, &json!({"page": number, "size": size})));
    pages
        .take_while(|page| !page.is_empty())
        .flatten()
        .collect()
}

fn filter(field: &str, kind: &str, value: &str) -> Json {
    let is_search = !kind.is_empty();
    json!({"customer_field_code": field, "value": value, "type": kind, "is_search": is_search})
}

#[test]
fn pages_have_every_customer_once_while_nothing_changes() {
    for page_base in [0, 1] {
        for order in [PageOrder::Created, PageOrder::Newest, PageOrder::Code] {
            for largest_page in [4, 23, 1000] {
                for brought in [
                    BroughtFields::All,
                    BroughtFields::Default,
                    BroughtFields::Asked,
                ] {
                    let rules = RulesV3 {
                        page_base,
                        largest_page,
                        order,
                        brought,
                        ..RulesV3::default()
                    };
                    let mut account = filled(rules);
                    let mut codes = pages(&mut account, page_base, 7);
                    codes.sort();
                    codes.dedup();
                    let count = accepted(&mut account, "customer/count-all", &json!({}));
                    assert_eq!((codes.len(), count), (COUNT, json!(COUNT)));
                }
            }
        }
    }
}

#[test]
fn a_page_begins_at_the_base_and_ends_at_the_largest_size() {
    let first = |rules, query| page(&mut filled(rules), &query);
    let rules = || RulesV3 {
        largest_page: 5,
        ..RulesV3::default()
    };
    assert_eq!(first(rules(), json!({"page": 2, "size": 5}))[0], "KH6");
    assert_eq!(first(rules(), json!({"page": 0, "size": 5}))[0], "KH1");
    assert_eq!(first(rules(), json!({"page": 2, "size": 50}))[0], "KH6");
    assert_eq!(first(rules(), json!({})).len(), 5);
    assert_eq!(first(RulesV3::default(), json!({})).len(), 20);
    let base_0 = RulesV3 {
        page_base: 0,
        ..rules()
    };
    assert_eq!(first(base_0, json!({"page": 1, "size": 5}))[0], "KH6");
    let mut refusing = filled(RulesV3 {
        over_size: OverSize::Refused,
        ..rules()
    });
    for query in [
        json!({"size": 6}),
        json!({"size": 0}),
        json!({"page": -1}),
        json!({"page": "1"}),
    ] {
        let key = if query.get("size").is_some() {
            "size"
        } else {
            "page"
        };
        refused(&mut refusing, "customer/get-all", &query, -1, key);
    }
}

#[test]
fn a_shuffled_order_is_another_one_for_every_request() {
    let rules = RulesV3 {
        order: PageOrder::Shuffled,
        ..RulesV3::default()
    };
    let mut account = filled(rules.clone());
    let whole = json!({"size": 100});
    let (one, other) = (page(&mut account, &whole), page(&mut account, &whole));
    assert_ne!(one, other);
    assert_eq!(one, page(&mut filled(rules), &whole));
}

#[test]
fn a_page_brings_the_fields_that_the_rules_say() {
    let asked = json!({"field_search": [filter("DT", "", ""), filter("GHICHU", "", "")]});
    for (brought, by_itself, on_request) in [
        (BroughtFields::All, 10, 10),
        (BroughtFields::Default, 4, 6),
        (BroughtFields::Asked, 4, 2),
    ] {
        for text_in_pages in [true, false] {
            let mut account = account(RulesV3 {
                brought,
                text_in_pages,
                ..RulesV3::default()
            });
            let mut items = |query: &Json| {
                let page = accepted(&mut account, "customer/get-all", query);
                page[0]["customer_field_items"].as_array().map(Vec::len)
            };
            let without = usize::from(!text_in_pages);
            let of_all = if brought == BroughtFields::All {
                without
            } else {
                0
            };
            assert_eq!(items(&json!({})), Some(by_itself - of_all), "{brought:?}");
            assert_eq!(items(&asked), Some(on_request - without), "{brought:?}");
        }
    }
}

#[test]
fn an_item_of_a_page_is_as_documented() {
    let mut account = account(RulesV3::default());
    let page = accepted(&mut account, "customer/get-all", &json!({}));
    assert_eq!(page[0]["create_at"], NOW);
    assert_eq!(page[0].as_object().map(serde_json::Map::len), Some(2));
    let items = &page[0]["customer_field_items"];
    assert_eq!(
        items[9],
        json!({
            "code": "TT", "name": "Trường TT", "type": "SELECT", "value": "MOI", "number": 10,
            "value_option": [{
                "code": "MOI", "color": "#00ff00", "text_color": "#000000", "number": 1,
                "value": "Khách MOI"
            }]
        })
    );
    assert_eq!(
        items[8],
        json!({
            "code": "SDT_2", "name": "Trường SDT_2", "type": "PHONE", "value": null, "number": 9,
            "value_option": null
        })
    );
}

#[test]
fn filters_let_through_what_they_name() {
    let mut account = filled(RulesV3::default());
    accepted(&mut account, "customer/update", &change("DT", json!("20")));
    accepted(&mut account, "customer/update", &change("TT", json!("CU")));
    accepted(
        &mut account,
        "customer/update",
        &change("name", json!("Trần Bình")),
    );
    for (field, kind, value, count) in [
        ("customer_code", "EQUAL", "KH1", 1),
        ("customer_code", "CONTAIN", "kh1", 11),
        ("name", "CONTAIN", "BÌNH", 1),
        ("TT", "EQUAL", "CU", 1),
        ("DT", "EQUAL", "20.000", 1),
        ("DT", "RANGER", "0|100", 1),
        ("DT", "RANGER", "20 | 1500000", COUNT),
        ("NS", "RANGER", "31/01/1990|01/02/1990", COUNT),
        ("create_at", "RANGER", "29/11/2026|29/11/2026", COUNT),
        ("create_at", "RANGER", "30/11/2026|30/11/2026", 0),
        ("GHICHU", "", "", COUNT),
    ] {
        let query = json!({"field_search": [filter(field, kind, value)]});
        let counted = accepted(&mut account, "customer/count-all", &query);
        assert_eq!(counted, json!(count), "{field} {kind} {value}");
    }
    for (field, kind, value, error) in [
        ("GHICHU", "EQUAL", "x", -1),
        ("phone", "CONTAIN", "09", -1),
        ("name", "RANGER", "a|b", -1),
        ("DT", "RANGER", "1", -1),
        ("DT", "LIKE", "1", -1),
        ("create_at", "EQUAL", "29/11/2026", -1),
        ("EMAIL", "EQUAL", "x", 404),
    ] {
        let query = json!({"field_search": [filter(field, kind, value)]});
        refused(&mut account, "customer/count-all", &query, error, "");
    }
}

#[test]
fn reads_lag_behind_writes_by_requests_or_by_time() {
    let mut account = account(RulesV3 {
        lag_requests: 2,
        lag_ms: 100,
        ..RulesV3::default()
    });
    let query = json!({"customer_code": "KH1"});
    let mut read = |at| account.call("/api/customer/get-detail", &query, at).error;
    assert_eq!((read(NOW), read(NOW), read(NOW + 99)), (404, 404, 404));
    assert_eq!(read(NOW + 100), 0);
    refused(
        &mut account,
        "customer/insert",
        &customer("KH1"),
        409,
        "KH1",
    );
}

#[test]
fn another_member_changes_customers_while_pages_are_read() {
    let mut account = filled(RulesV3 {
        others_insert: 2,
        others_delete: 3,
        ..RulesV3::default()
    });
    let size = json!({"size": 100});
    let counts: Vec<_> = (0..5).map(|_| page(&mut account, &size).len()).collect();
    assert_eq!(counts, [23, 23, 24, 23, 24]);
    let query = json!({"customer_code": "0-NGOAI-2"});
    let timeline = accepted(&mut account, "ActionTimeline/get-all", &query);
    assert_eq!(timeline[0]["member_no"], "900");
    assert!(account.customer("KH1").is_none());
}

#[test]
fn values_are_returned_as_the_rules_say() {
    let mut account = account(RulesV3 {
        six_decimals: true,
        national_phones: true,
        ..RulesV3::default()
    });
    accepted(
        &mut account,
        "customer/update",
        &change("DT", json!("-2.5")),
    );
    accepted(
        &mut account,
        "customer/update",
        &change("phone", json!("+84912345678")),
    );
    assert_eq!(detail(&mut account, "DT"), "-2.500000");
    assert_eq!(detail(&mut account, "phone"), "0912345678");
}
