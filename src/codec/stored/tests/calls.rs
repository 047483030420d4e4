//! Calls of every kind, made up.

use proptest::{
    collection::{btree_map, vec},
    option,
    prelude::*,
    sample::select,
};

use crate::model::{
    Action, Attribute, Call, Cascade, Cause, Changes, Code, Content, Effect, Entity, Key, Numbered,
    Operation, Origin, Value, differences,
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
            Operation::Update => Action::Update {
                code,
                content,
                before: None,
            },
            Operation::UpdateNo => Action::UpdateNo {
                from: code,
                to,
                content,
            },
            Operation::Delete => Action::Delete { code, content },
        },
    )
}

/// Effects that fit the action, and others that never occur.
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

fn key() -> impl Strategy<Value = Key> {
    let attribute = (1_u8..=14).prop_map(|number| Attribute::numbered(number).expect("a number"));
    prop_oneof![
        Just(Key::Code),
        attribute.prop_map(Key::Attribute),
        code().prop_map(Key::Field),
    ]
}

/// All values new, all values old, the differences from some content, or arbitrary ones.
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
        btree_map(key(), [value(), value()], 0..3),
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

pub(super) fn calls() -> impl Strategy<Value = Call> {
    let cascade = ("[a-z]{0,3}", "[a-z]{0,3}", any::<bool>());
    let cascade = cascade.prop_map(|(from, to, certain)| Cascade { from, to, certain });
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
        option::of(cascade),
    );
    let whole = action().prop_flat_map(|action| {
        let follows = (effect(&action), changes(&action));
        (Just(action), follows)
    });
    (select(&Entity::ALL[..]), whole, links, reason).prop_map(
        |(entity, (action, (effect, changes)), links, (cause, origin, cascade))| {
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
                cascade,
            }
        },
    )
}
