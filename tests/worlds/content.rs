//! Random contents of single records.
//!
//! There are few values, so that two records are often equal and most changes are small.

use std::collections::BTreeMap;

use fastrand::Rng;
use vbot_sync::model::{Attribute, Code, Content, Entity, Value};

/// The content of a status, type or field.
pub fn lookup(entity: Entity, rng: &mut Rng) -> Content {
    let mut content = Content::default();
    content.attributes.insert(
        entity.name_attribute(),
        Value::from(format!("Tên {}", rng.u8(..5)).as_str()),
    );
    if entity == Entity::Field {
        content
            .attributes
            .insert(Attribute::FieldType, Value::from("STRING"));
    }
    content
}

/// The content of a customer that refers to existing records.
pub fn customer(choices: &BTreeMap<Entity, Vec<String>>, rng: &mut Rng) -> Content {
    let mut content = Content::default();
    let mut put = |attribute, value| content.attributes.insert(attribute, value);
    put(
        Attribute::CustomerName,
        Value::from(format!("Khách {}", rng.u8(..3)).as_str()),
    );
    put(
        Attribute::CustomerPhones,
        Value::List(vec![format!("09{:08}", rng.u8(..4))]),
    );
    for attribute in [
        Attribute::CustomerStatusCode,
        Attribute::CustomerTypeCode,
        Attribute::CustomerGroupName,
    ] {
        let entity = attribute
            .refers_to()
            .expect("the attribute refers to a lookup");
        let name = rng
            .choice(&choices[&entity])
            .expect("the lookup has a record");
        put(attribute, Value::from(name.as_str()));
    }
    for _ in 0..rng.u8(1..3) {
        if let Some(field) = rng.choice(&choices[&Entity::Field]) {
            let value = format!("giá trị {}", rng.u8(..3));
            content.fields.insert(Code::from(field.as_str()), value);
        }
    }
    content
}
