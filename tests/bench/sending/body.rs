//! The customers that are sent, by all clients alike.

use vbot_sync::model::{
    Attribute, Cause, Code, Content, Creation, Entity, Line, Origin, Packed, Value,
};

pub fn code(number: u32) -> Code {
    Code::new(format!("KH{number:07}"))
}

pub fn content(number: u32) -> Content {
    let mut content = Content::default();
    let texts = [
        (Attribute::CustomerName, "Nguyễn Thị Minh Khai".to_owned()),
        (
            Attribute::CustomerAddress,
            format!("{number} Lê Lợi, Quận 1, TP. HCM"),
        ),
        (
            Attribute::CustomerEmail,
            format!("khach{number}@example.vn"),
        ),
        (Attribute::CustomerStatusCode, "MOI".to_owned()),
        (Attribute::CustomerTypeCode, "LE".to_owned()),
    ];
    let texts = texts.map(|(attribute, text)| (attribute, Value::Text(text)));
    content.attributes.extend(texts);
    let phones = Value::List(vec![format!("09{:08}", number % 100_000_000)]);
    content.attributes.insert(Attribute::CustomerPhones, phones);
    for field in ["NGAY_SINH", "NGUON", "GHI_CHU"] {
        content
            .fields
            .insert(Code::from(field), format!("{field} {number}"));
    }
    content
}

/// The journal's line of a create.
pub fn line(number: u32) -> Line {
    let (code, packed) = (code(number), Packed::of(&content(number)));
    let origin = Origin {
        file: "customers.csv".into(),
        row: Some(number + 1),
        ..Origin::default()
    };
    let creation = Creation {
        id: number,
        entity: Entity::Customer,
        code: &code,
        content: packed.pack(),
        after: &[],
        origin: Some(&origin),
        cause: Cause::Row,
        identity: None,
        previous_no: None,
    };
    creation.line()
}
