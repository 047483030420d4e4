//! Calls of every kind go into bytes and come back; garbage does not.

use proptest::{
    collection::{btree_map, vec},
    option,
    prelude::*,
    sample::select,
};

use crate::model::{
    Action, Attribute, Call, Cause, Changes, Code, Content, Creation, Effect, Entity, Head, Lines,
    Operation, Origin, Packed, PackedCall, PackedOrigin, Ripple, Value, differences,
};

fn code() -> impl Strategy<Value = Code> {
    "[A-ZĐ0-9]{0,4}".prop_map(|code| Code::from(code.as_str()))
}

fn content() -> impl Strategy<Value = Content> {
    let value = prop_oneof![
        ".{0,9}".prop_map(Value::Text),
        vec("[0-9]{0,3}", 0..3).prop_map(Value::List),
    ];
    let number = 1_u8..=14;
    let attribute = number.prop_map(|number| Attribute::numbered(number).expect("a number"));
    (
        btree_map(attribute, value, 0..5),
        btree_map(code(), ".{0,9}", 0..3),
    )
        .prop_map(|(attributes, fields)| Content { attributes, fields })
}

fn action() -> impl Strategy<Value = Action> {
    (select(&Operation::ALL), code(), code(), content()).prop_map(
        |(operation, code, to, content)| match operation {
            Operation::Create => Action::Create { code, content },
            Operation::Update => Action::Update { code, content },
            Operation::UpdateNo => Action::UpdateNo {
                from: code,
                to,
                content,
            },
            Operation::Delete => Action::Delete { code, content },
        },
    )
}

/// Effects that fit the action, and such as never come about.
fn effect(action: &Action) -> impl Strategy<Value = Effect> + use<> {
    let own = (action.code().clone(), action.content().clone());
    let codes = (Just(own.0.clone()), code());
    let from = prop_oneof![codes.0, codes.1];
    let said = prop_oneof![Just(own.1), content()];
    let new = action.new_code().unwrap_or(action.code()).clone();
    let to = prop_oneof![Just(new), code()];
    let rest = (
        option::of("[a-z]{0,3}"),
        option::of(code()),
        option::of(code()),
    );
    (0..3, from, to, said, rest).prop_map(|(kind, from, to, content, rest)| {
        let (identity, previous_no, temporary_for) = rest;
        match kind {
            0 => Effect::Put {
                code: from,
                content,
                identity,
                previous_no,
            },
            1 => Effect::Move {
                from,
                to,
                temporary_for,
                identity,
                previous_no,
            },
            _ => Effect::Remove { code: from },
        }
    })
}

/// Everything new, everything old, what differs from some content, or anything.
fn changes(action: &Action) -> impl Strategy<Value = Changes> + use<> {
    let (own, none) = (action.content().clone(), Content::default());
    let created = differences(&none, &own);
    let turned = |[old, new]: &[Option<Value>; 2]| [new.clone(), old.clone()];
    let deleted = created
        .iter()
        .map(|(key, sides)| (key.clone(), turned(sides)));
    let deleted: Changes = deleted.collect();
    let value = || option::of(".{0,3}".prop_map(Value::Text));
    prop_oneof![
        Just(created),
        Just(deleted),
        content().prop_map(move |old| differences(&old, &own)),
        btree_map(
            "[a-z_]{0,3}|customer_no|field_name",
            [value(), value()],
            0..3
        ),
    ]
}

fn origin() -> impl Strategy<Value = Origin> {
    let text = || "[a-zA-Z ]{0,5}";
    (
        text(),
        option::of(text()),
        option::of(0..u32::MAX),
        option::of(text()),
    )
        .prop_map(|(file, sheet, row, column)| Origin {
            file: file.into(),
            sheet: sheet.map(Into::into),
            row,
            column: column.map(Into::into),
        })
}

fn calls() -> impl Strategy<Value = Call> {
    let ripple = ("[a-z]{0,3}", "[a-z]{0,3}", any::<bool>());
    let ripple = ripple.prop_map(|(from, to, certain)| Ripple { from, to, certain });
    let causes = [Cause::Row, Cause::Follows, Cause::Missing, Cause::Detour];
    let ids = || vec(any::<u32>(), 0..4);
    let links = (
        any::<u32>(),
        ids(),
        ids(),
        option::of(any::<u32>()),
        any::<bool>(),
    );
    let reason = (
        select(causes.to_vec()),
        option::of(origin()),
        option::of(ripple),
    );
    let whole = action().prop_flat_map(|action| {
        let follows = (effect(&action), changes(&action));
        (Just(action), follows)
    });
    (select(&Entity::ALL[..]), whole, links, reason).prop_map(
        |(entity, (action, (effect, changes)), links, (cause, origin, ripple))| {
            let (id, after, waits, cycle, last) = links;
            Call {
                id,
                entity,
                action,
                after,
                waits,
                changes,
                origin,
                cause,
                cycle,
                last,
                effect,
                ripple,
            }
        },
    )
}

proptest! {
    #[test]
    fn what_is_packed_comes_back_as_it_was(call in calls()) {
        prop_assert_eq!(Call::unpack(&call.pack()), Some(call));
    }

    #[test]
    fn what_is_read_is_written_the_same(call in calls()) {
        let bytes = call.pack();
        let mut again = Vec::new();
        PackedCall::read(&bytes).expect("a call").write(&mut again);
        prop_assert_eq!(again, bytes);
    }

    #[test]
    fn what_a_call_begins_with_is_found_without_the_rest(call in calls()) {
        let (bytes, mut lines) = (call.pack(), Lines::default());
        prop_assert!(lines.push(&call));
        let mut head = Head::bytes(&bytes).expect("a call");
        prop_assert_eq!(lines.heads(), head);
        prop_assert!(bytes.starts_with(head));
        let read = Head::with_codes(&mut head);
        prop_assert_eq!(read, Head::with_codes(&mut &bytes[..]));
        prop_assert!(head.is_empty());
    }

    #[test]
    fn bytes_that_end_early_or_late_are_refused(call in calls(), end in any::<prop::sample::Index>()) {
        let mut bytes = call.pack();
        prop_assert_eq!(Call::unpack(&bytes[..end.index(bytes.len())]), None);
        bytes.push(0);
        prop_assert_eq!(Call::unpack(&bytes), None);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..60), head in calls()) {
        let mut spoilt = head.pack();
        let at = bytes.len() % spoilt.len();
        spoilt.truncate(at);
        spoilt.extend(&bytes);
        for bytes in [spoilt, bytes] {
            drop(Call::unpack(&bytes));
            prop_assert!(Head::bytes(&bytes).is_none_or(|head| bytes.starts_with(head)));
        }
    }

    #[test]
    fn a_create_in_pieces_is_packed_like_its_call(
        (code, content) in (code(), content()),
        origin in option::of(origin()),
        (identity, previous) in (option::of("[a-z]{0,3}"), option::of(code())),
        after in vec(any::<u32>(), 0..4),
    ) {
        let call = Call {
            id: 7,
            entity: Entity::Customer,
            after: after.clone(),
            waits: Vec::new(),
            changes: created(&content),
            origin: origin.clone(),
            cause: Cause::Row,
            cycle: None,
            last: false,
            effect: Effect::Put {
                code: code.clone(),
                content: content.clone(),
                identity: identity.clone(),
                previous_no: previous.clone(),
            },
            ripple: None,
            action: Action::Create { code: code.clone(), content: content.clone() },
        };
        let packed = Packed::of(&content);
        let creation = Creation {
            id: 7,
            entity: Entity::Customer,
            code: &code,
            content: packed.pack(),
            after: &after,
            origin: origin.as_ref().map(PackedOrigin::of),
            cause: Cause::Row,
            identity: identity.as_deref(),
            previous_no: previous.as_deref(),
        };
        let (mut quick, mut slow) = (Lines::default(), Lines::default());
        prop_assert!(quick.create(&creation) && slow.push(&call));
        prop_assert_eq!(quick, slow);
    }
}

/// What a create says is new, as it is planned.
fn created(content: &Content) -> Changes {
    differences(&Content::default(), content)
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
    let (code, packed) = (Code::from("KH000001"), Packed::of(&content));
    let creation = Creation {
        id: 100_000,
        entity: Entity::Customer,
        code: &code,
        content: packed.pack(),
        after: &[1, 2, 9],
        origin: None,
        cause: Cause::Row,
        identity: None,
        previous_no: None,
    };
    let mut lines = Lines::default();
    assert!(lines.create(&creation));
    let written: usize = lines.calls().map(<[u8]>::len).sum();
    let more = written - packed.pack().bytes().len();
    assert!(more < 32, "{more} bytes");
}
