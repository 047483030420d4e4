//! Records of the sheets in a v3 account.

use super::*;
use crate::model::{Attribute, CustomerFields, Value};

#[test]
fn records_of_the_sheets_become_options_fields_and_values() {
    let fields = CustomerFields {
        options: [(Entity::Status, "TT"), (Entity::Group, "NHOM")]
            .map(|(entity, code)| (entity, Code::from(code)))
            .into(),
        address: Some(Code::from("DIACHI")),
        phones: ["phone", "SDT_2"].map(Code::from).to_vec(),
        ..CustomerFields::default()
    };
    let mut account = AccountV3::new(Rules::default());
    for (_, code, kind) in fields.named() {
        account.seed_field(code, kind, NOW);
    }
    let mut seed = |entity, code: &str, attributes: &[(Attribute, Value)]| {
        let content = Content {
            attributes: attributes.iter().cloned().collect(),
            ..Content::default()
        };
        account.seed(&fields, entity, (&Code::from(code), &content), NOW);
    };
    seed(
        Entity::Status,
        "MOI",
        &[(Attribute::StatusName, Value::from("Mới"))],
    );
    seed(
        Entity::Group,
        "G1",
        &[(Attribute::GroupName, Value::from("Hà Nội"))],
    );
    seed(
        Entity::Field,
        "NS",
        &[(Attribute::FieldType, Value::from("DATE"))],
    );
    let phones = ["0912345678", "0987654321", "02838221234"].map(str::to_owned);
    let customer = [
        (Attribute::CustomerName, Value::from("An")),
        (Attribute::CustomerPhones, Value::List(phones.to_vec())),
        (Attribute::CustomerAddress, Value::from("1 Lê Lợi")),
        (Attribute::CustomerStatusCode, Value::from("MOI")),
        (Attribute::CustomerGroupName, Value::from("Hà Nội")),
        (Attribute::CustomerEmail, Value::from("an@b.vn")),
    ];
    seed(Entity::Customer, "KH1", &customer);
    let wanted = json!({
        "DIACHI": "1 Lê Lợi", "NHOM": "G1", "SDT_2": "0987654321", "TT": "MOI", "name": "An",
        "phone": "0912345678"
    });
    assert_eq!(account.customer("KH1"), Some(wanted));
    let content = Content {
        attributes: customer.into(),
        ..Content::default()
    };
    let holds =
        |content: &Content| account.holds(&fields, Entity::Customer, (&Code::from("KH1"), content));
    assert!(holds(&content));
    let other = (Attribute::CustomerName, Value::from("Bình"));
    let mut renamed = content.clone();
    renamed.attributes.extend([other]);
    assert!(!holds(&renamed));
    assert_eq!(account.state()["fields"]["NS"]["type"], "DATE");
    accepted(
        &mut account,
        "customer/update",
        &change("NHOM", json!("G1")),
    );
}
