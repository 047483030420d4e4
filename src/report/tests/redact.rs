//! What is left of a customer after masking.

use crate::{
    codec::Plan,
    model::{Action, Attribute, Code, Effect, Entity, Key, Operation, Value},
    report::{
        fixture::{self, call},
        mask, redact,
    },
};

/// A customer's key of that name.
fn key(name: &str) -> Key {
    let mut attributes = Entity::Customer.attributes().iter();
    match attributes.find(|attribute| attribute.as_str() == name) {
        Some(attribute) => Key::Attribute(*attribute),
        None if name == "customer_no" => Key::Code,
        None => Key::Field(Code::from(name)),
    }
}

/// One update of a customer, from one value to another.
fn change(name: &str, old: Option<Value>, new: Option<Value>) -> [Option<Value>; 2] {
    let mut call = call(Entity::Customer, Operation::Update, "KH1", "Nguyễn Văn An");
    call.changes.insert(key(name), [old, new]);
    let mut plan = Plan {
        calls: vec![call].into(),
        ..Plan::default()
    };
    redact(&mut plan);
    let call = plan.calls.get(1).expect("at hand").expect("there");
    call.changes[&key(name)].clone()
}

fn masked(name: &str, text: &str) -> String {
    let [_, new] = change(name, None, Some(Value::from(text)));
    new.expect("it is still there").shown()
}

#[test]
fn a_word_keeps_its_first_letter() {
    assert_eq!(masked("customer_name", "Nguyễn Văn An"), "N••••• V•• A•");
    assert_eq!(masked("customer_name", "N. V. A"), "N• V• •");
    assert_eq!(masked("customer_name", "日本太郎"), "日•••");
    let address = masked("customer_address", "318/2 Lê Lợi,\nP. 2");
    assert_eq!(address, "••••• L• L••• P• •");
    assert_eq!(masked("NGAY_SINH", "1987-02-11"), "••••••••••");
}

#[test]
fn a_phone_keeps_its_last_digits() {
    let phones = ["0912345678", "+84912345679", "12345", "09 12 345 678 (Lan)"];
    let list = Value::List(phones.map(str::to_owned).to_vec());
    let [_, new] = change("customer_phones", None, Some(list));
    let shown = "•••••••678, •••••••••679, •••••, •• •• ••• 678 •••••";
    assert_eq!(new.expect("it is still there").shown(), shown);
}

#[test]
fn an_address_of_mail_keeps_a_letter_and_its_end() {
    let email = |text| masked("customer_email", text);
    assert_eq!(email("phong@example.com"), "p••••@•••••••.com");
    assert_eq!(email("a@mail.cty.vn"), "•@••••.•••.vn");
    assert_eq!(email("an nam@localhost"), "a•••••@•••••••••");
    assert_eq!(email("an@nam.nguyenvana"), "a•@•••.••••••••••");
    assert_eq!(email("canh.dsa"), "c•••••••");
}

#[test]
fn what_customers_name_is_kept() {
    for name in ["customer_status_code", "customer_type_code", "customer_no"] {
        assert_eq!(masked(name, "HEN_GOI"), "HEN_GOI");
    }
    assert_eq!(masked("customer_group_name", "Cần Thơ"), "Cần Thơ");
}

#[test]
fn a_custom_field_that_is_called_like_an_attribute_is_masked() {
    let mut call = call(Entity::Customer, Operation::Update, "KH1", "An");
    if let Action::Update { content, .. } = &mut call.action {
        let field = Code::from("customer_no");
        content.fields.insert(field, "Bùi Lan".to_owned());
    }
    let sides = [None, Some(Value::from("Bùi Lan"))];
    let field = Key::Field(Code::from("customer_no"));
    call.changes.insert(field, sides);
    let mut plan = Plan {
        calls: vec![call].into(),
        ..Plan::default()
    };
    redact(&mut plan);
    let shown = format!("{:?}", plan.calls.list().expect("at hand"));
    assert!(
        shown.contains("B•• L••") && !shown.contains("Bùi"),
        "{shown}"
    );
}

#[test]
fn what_is_masked_follows_from_what_it_is_and_not_from_its_name() {
    let mut call = call(Entity::Customer, Operation::Update, "KH1", "An");
    let status = "customer_status_code";
    let [attribute, field] = [key(status), Key::Field(Code::from(status))];
    for key in [&attribute, &field] {
        let sides = [None, Some(Value::from("Bùi Lan"))];
        call.changes.insert(key.clone(), sides);
    }
    let mut plan = Plan {
        calls: vec![call].into(),
        ..Plan::default()
    };
    redact(&mut plan);
    let call = plan.calls.get(1).expect("at hand").expect("there");
    let new = |key: &Key| call.changes[key][1].as_ref().map(Value::shown);
    assert_eq!(new(&attribute).as_deref(), Some("Bùi Lan"));
    assert_eq!(new(&field).as_deref(), Some("B•• L••"));
}

#[test]
fn blank_stays_blank() {
    let sides = [Some(Value::from("Lê Lợi")), Some(Value::from(""))];
    let [old, new] = sides.clone();
    let [masked_old, masked_new] = change("customer_address", old, new.clone());
    assert_eq!(masked_old, Some(Value::from("L• L••")));
    assert_eq!(masked_new, new);
    assert_eq!(change("customer_address", None, None), [None, None]);
}

#[test]
fn a_change_that_the_mask_would_hide_is_marked() {
    let text = |text| Some(Value::from(text));
    let [old, new] = change("customer_name", text("Lê Lan"), text("Lý Lam"));
    assert_eq!(old, text("L• L••"));
    assert_eq!(new, text("L• L•• (changed)"));
    let phones = |number: &str| Some(Value::List(vec![number.to_owned()]));
    let [_, new] = change(
        "customer_phones",
        phones("0912345678"),
        phones("0987654678"),
    );
    assert_eq!(new, phones("•••••••678 (changed)"));
    let [_, same] = change("customer_name", text("An"), text("An"));
    assert_eq!(same, text("A•"));
}

#[test]
fn every_content_of_a_customer_is_masked() {
    let mut plan = fixture::plan();
    let mut calls = plan.calls.list().expect("at hand");
    for call in &mut calls {
        let (Action::Create { content, code }
        | Action::Update { content, code, .. }
        | Action::UpdateNo {
            content,
            from: code,
            ..
        }
        | Action::Delete { content, code }) = &mut call.action;
        if call.entity == Entity::Customer {
            content
                .fields
                .insert(Code::from("NGUON"), "Hội chợ".to_owned());
        }
        call.effect = Effect::Put {
            code: code.clone(),
            content: content.clone(),
            identity: None,
            previous_no: None,
        };
    }
    plan.calls = calls.into();
    redact(&mut plan);
    let shown = format!("{:?}", plan.calls.list().expect("at hand"));
    for lost in [
        "Huyền",
        "Phong",
        "0912000001",
        "phong@",
        "Lê Lợi",
        "Hội chợ",
        "Lan",
    ] {
        assert!(!shown.contains(lost), "{lost} in {shown}");
    }
    for kept in [
        "KH0042",
        "HEN_GOI",
        "Hẹn gọi lại",
        "Cần Thơ",
        "khach-hang.csv",
    ] {
        assert!(shown.contains(kept), "{kept} not in {shown}");
    }
}

#[test]
fn lookups_are_kept_whole() {
    let mut plan = fixture::plan();
    plan.issues.clear();
    plan.calls
        .edit(|calls| calls.retain(|call| call.entity != Entity::Customer));
    let before = plan.clone();
    redact(&mut plan);
    assert_eq!(plan, before);
}

#[test]
fn of_a_customer_nothing_longer_than_an_ending_is_left() {
    let name = Attribute::CustomerName.as_str();
    for text in [
        "A B C D E F",
        "12345678",
        "ab@cd.info",
        "x-y-z",
        "  ",
        "=cmd|' /C calc'!A0",
    ] {
        for name in [name, "customer_phones", "customer_email", "NGUON"] {
            let masked = masked(name, text);
            let mut runs = masked.split(|letter: char| !letter.is_alphanumeric());
            let longest = runs.clone().map(|run| run.chars().count()).max();
            assert!(longest <= Some(mask::LONGEST), "{masked}");
            assert!(runs.all(|run| run.len() < text.len()), "{masked}");
        }
    }
}
