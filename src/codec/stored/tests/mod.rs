//! Stored calls of every kind are read back equal; garbage is refused.

mod calls;

use proptest::{collection::vec, prelude::*};

use self::calls::calls;
use super::{CallBatch, StoredCall, StoredHead};
use crate::model::{
    Action, Attribute, Call, CallId, Cascade, Cause, Code, Content, Effect, Entity, Key, Origin,
    Value,
};

fn stored(call: &Call) -> Vec<u8> {
    let mut batch = CallBatch::new(call.id);
    batch.add(call).expect("it can be stored");
    batch.calls().next().expect("a call").to_vec()
}

fn read(bytes: &[u8]) -> Option<Call> {
    StoredCall::read(bytes)?.open()
}

proptest! {
    #[test]
    fn what_is_stored_comes_back_as_it_was(call in calls()) {
        prop_assert_eq!(read(&stored(&call)), Some(call));
    }

    #[test]
    fn what_a_call_begins_with_is_read_without_the_rest(call in calls()) {
        let mut batch = CallBatch::new(call.id);
        batch.add(&call).expect("it can be stored");
        let (heads, bytes) = (batch.heads(), stored(&call));
        prop_assert!(bytes.starts_with(heads));
        let mut rest = heads;
        let head = StoredHead::read(&mut rest).expect("a head");
        prop_assert!(rest.is_empty());
        let whole = StoredCall::read(&bytes).expect("a call");
        prop_assert_eq!(&head, &whole.start);
        let new_code = call.action.new_code().map(Code::as_str);
        prop_assert_eq!((head.code, head.new_code), (call.action.code().as_str(), new_code));
    }

    #[test]
    fn bytes_that_end_early_or_late_are_refused(call in calls(), end in any::<prop::sample::Index>()) {
        let mut bytes = stored(&call);
        prop_assert_eq!(read(&bytes[..end.index(bytes.len())]), None);
        bytes.push(0);
        prop_assert_eq!(read(&bytes), None);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..60), call in calls()) {
        let mut spoilt = stored(&call);
        let at = bytes.len() % spoilt.len();
        spoilt.truncate(at);
        spoilt.extend(&bytes);
        for bytes in [spoilt, bytes] {
            drop(read(&bytes));
            drop(CallBatch::places(&bytes));
        }
    }
}

/// Every later version has to read a snapshot of this one.
#[test]
fn the_stored_form_is_what_it_was() {
    let mut content = Content::default();
    let name = Value::from("An");
    content
        .attributes
        .insert(Attribute::CustomerName, name.clone());
    let mut put = content.clone();
    put.fields.insert("F".into(), "1".to_owned());
    let call = Call {
        id: 300,
        entity: Entity::Customer,
        action: Action::Update {
            code: "K1".into(),
            content,
            before: None,
        },
        after: vec![1, 200],
        waits: vec![2],
        changes: [
            (Key::Attribute(Attribute::CustomerName), [None, Some(name)]),
            (
                Key::Field("F".into()),
                [Some(Value::List(vec!["9".to_owned()])), None],
            ),
        ]
        .into(),
        origin: Some(Origin {
            file: "a.csv".into(),
            row: Some(2),
            ..Origin::default()
        }),
        cause: Cause::Detour,
        cycle: Some(1),
        last: true,
        effect: Effect::Put {
            code: "K1".into(),
            content: put,
            identity: Some("7".to_owned()),
            previous_no: None,
        },
        cascade: Some(Cascade {
            from: "a".to_owned(),
            to: "b".to_owned(),
            certain: true,
        }),
    };
    let hex: Vec<String> = stored(&call)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let expected = concat!(
        "ac0204010301010102", // number, customer, update, detour, last, cycle
        "01c801",             // after
        "0102",               // waits
        "024b3100",           // code, no new code
        "040802416e",         // content
        "00024b3101090802416e200146013101013700", // put: code, content, identity, no previous_no
        "0105612e63737600010200", // origin: file, no sheet, row, no column
        "010161016201",       // cascade
        "010201080001",       // two changes: customer_name, from nothing
        "0002416e",           // to a text
        "0201460101010139",   // the field F, from a list
        "00",                 // to nothing
    );
    assert_eq!(hex.concat(), expected);
}

#[test]
fn a_create_takes_little_more_than_its_content() {
    let mut content = Content::default();
    let said = [
        (Attribute::CustomerName, "Nguyễn Văn An"),
        (Attribute::CustomerEmail, "an@example.vn"),
    ];
    content
        .attributes
        .extend(said.map(|(key, text)| (key, Value::from(text))));
    let length = content
        .attributes
        .values()
        .map(|value| value.shown().len() + 2)
        .sum::<usize>();
    let call = create(100_000, content);
    let more = stored(&call).len() - length;
    assert!(more < 48, "{more} bytes");
}

/// The create of a customer.
fn create(id: CallId, content: Content) -> Call {
    let code = Code::from("KH000001");
    let action = Action::Create {
        code: code.clone(),
        content: content.clone(),
    };
    Call {
        id,
        entity: Entity::Customer,
        after: vec![1, 2, 9],
        waits: Vec::new(),
        changes: action.own_changes(),
        origin: None,
        cause: Cause::Row,
        cycle: None,
        last: false,
        effect: Effect::Put {
            code,
            content,
            identity: None,
            previous_no: None,
        },
        cascade: None,
        action,
    }
}

/// The create of a customer with a name of this length.
fn named(id: CallId, letters: usize) -> Call {
    let mut content = Content::default();
    let name = Value::from("x".repeat(letters).as_str());
    content.attributes.insert(Attribute::CustomerName, name);
    create(id, content)
}

#[test]
fn a_batch_of_stored_calls_has_a_limit() {
    let (mut many, mut large) = (CallBatch::new(1), CallBatch::new(1));
    for id in 1..=128 {
        assert!(!many.is_full());
        many.add(&named(id, 1)).expect("it can be stored");
    }
    assert!(many.is_full());
    large.add(&named(1, 48 * 1024)).expect("it can be stored");
    assert!(large.is_full());
}

#[test]
fn calls_are_found_where_they_are() {
    let calls = [named(1, 3), named(2, 0), named(3, 300)];
    let mut batch = CallBatch::new(1);
    for call in &calls {
        batch.add(call).expect("it can be stored");
    }
    let places = CallBatch::places(batch.bytes()).expect("as it was written");
    let found = places.into_iter().map(|place| read(&batch.bytes()[place]));
    assert!(found.eq(calls.map(Some)));
    for bytes in [&[9][..], &[1, 7, 200], &[255; 12]] {
        assert_eq!(CallBatch::places(bytes), None, "{bytes:?}");
    }
}

proptest! {
    #[test]
    fn a_call_with_another_number_is_refused(call in calls(), first in any::<u32>()) {
        prop_assume!(call.id != first);
        let mut batch = CallBatch::new(first);
        prop_assert!(batch.add(&call).is_err());
    }
}
