//! The customers that are sent, by all clients alike.

use vbot_sync::{
    error::Result,
    model::{
        Attribute, Brief, Call, CallSource, Cause, Code, Content, Creation, Entity, Lines,
        Operation, Origin, Packed, PackedOrigin, Value,
    },
};

/// So many creates, made when they are asked for.
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

    fn brief(&self, _at: usize) -> Brief {
        Brief {
            entity: Entity::Customer,
            operation: Operation::Create,
            cause: Cause::Row,
        }
    }

    fn call(&self, at: usize) -> Result<Call> {
        let mut lines = Lines::default();
        self.write(at, &mut lines)?;
        let call = lines.calls().next().and_then(Call::unpack);
        Ok(call.expect("it was just written"))
    }

    fn write(&self, at: usize, lines: &mut Lines) -> Result<bool> {
        let number = u32::try_from(at + 1).expect("below their count");
        Ok(written(number, lines))
    }
}

fn written(number: u32, lines: &mut Lines) -> bool {
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
        origin: Some(PackedOrigin::of(&origin)),
        cause: Cause::Row,
        identity: None,
        previous_no: None,
    };
    lines.create(&creation)
}
