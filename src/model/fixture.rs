//! Small records, for the tests of the pure rooms.

mod samples;

use super::{Attribute, Code, Content, Entity, HeldRow, HeldScope, Origin, Record, Value};
pub(crate) use samples::Sample;

/// A customer's content: its name, its phone and the status that it refers to.
pub(crate) fn customer(name: &str, phone: &str, status: &str) -> Content {
    let mut content = Content::default();
    let mut put = |attribute, value| content.attributes.insert(attribute, value);
    put(Attribute::CustomerName, Value::from(name));
    put(
        Attribute::CustomerPhones,
        Value::List(vec![phone.to_owned()]),
    );
    put(Attribute::CustomerStatusCode, Value::from(status));
    content
}

/// A lookup record's content: its name.
pub(crate) fn named(entity: Entity, name: &str) -> Content {
    let mut content = Content::default();
    content
        .attributes
        .insert(entity.name_attribute(), Value::from(name));
    content
}

/// A row.
pub(crate) fn row(entity: Entity, code: &str, content: Content) -> Record {
    Record {
        entity,
        code: Code::from(code),
        previous_no: None,
        identity: None,
        content,
        kept: Vec::new(),
        origin: Origin {
            file: "rows.csv".into(),
            row: Some(2),
            ..Origin::default()
        },
    }
}

/// A row with its record's previous code.
pub(crate) fn moved(entity: Entity, code: &str, previous: &str, content: Content) -> Record {
    Record {
        previous_no: Some(Code::from(previous)),
        ..row(entity, code, content)
    }
}

/// A rejected row.
pub(crate) fn held(code: Option<&str>) -> HeldRow {
    HeldRow {
        code: code.map(Code::from),
        previous_no: None,
        identity: None,
        origin: Origin::default(),
        name: None,
        reach: HeldScope::Own,
    }
}
