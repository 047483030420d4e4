//! The customers that every client sends.

use std::borrow::Cow;

use vbot_sync::{
    codec::{
        CallBatch, CallHead, CallSource, Packed, StoredCall, StoredEffect, StoredHead, call_id,
    },
    error::Result,
    model::{Attribute, Call, Cause, Code, Content, Entity, Operation, Origin, Value},
};

/// That many creates, made on demand.
#[derive(Debug)]
pub struct Creates(pub u32);

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

impl CallSource for Creates {
    fn count(&self) -> usize {
        self.0 as usize
    }

    fn call(&self, at: usize) -> Result<Call> {
        let mut batch = CallBatch::new(call_id(at)?);
        self.store(at, &mut batch)?;
        let call = batch.calls().next().and_then(StoredCall::read);
        let call = call.and_then(StoredCall::open);
        Ok(call.expect("the call was just stored"))
    }

    fn store(&self, at: usize, batch: &mut CallBatch) -> Result<()> {
        let id = call_id(at)?;
        let (code, packed) = (code(id), Packed::of(&content(id)));
        let origin = Origin {
            file: "customers.csv".into(),
            row: Some(id + 1),
            ..Origin::default()
        };
        let head = CallHead {
            id,
            entity: Entity::Customer,
            operation: Operation::Create,
            cause: Cause::Row,
            last: false,
            cycle: None,
            after: Cow::default(),
            waits: Cow::default(),
        };
        batch.push(&StoredCall {
            start: StoredHead {
                head,
                code: &code,
                new_code: None,
            },
            content: packed.pack(),
            effect: StoredEffect::Put {
                code: &code,
                content: None,
                identity: None,
                previous_no: None,
            },
            origin: Some(Cow::Owned(origin)),
            cascade: None,
            changes: None,
        })
    }
}
