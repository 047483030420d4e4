//! The changes of a packed call: old and new values for people.
//!
//! Invariant: what follows from the action is not written.
//!
//! | byte | meaning |
//! |---|---|
//! | 0 | a list: how many, and for each the key, the old value, the new value |
//! | 1 | everything that the content says is new |
//! | 2 | everything that the content says is old |
//! | 3 | the code changes |
//!
//! A key is the attribute's number, or 32 and a text. A value is 0 where there is none, 1 and a text, 2 and
//! how many texts and each of them, or 3 where it is what the content says.

use crate::model::{
    Action, Attribute, Changes, Code, Content, Entity, Key, Operation, Value,
    bytes::{number, put, put_number, text},
};

const LISTED: u8 = 0;
const CREATED: u8 = 1;
const DELETED: u8 = 2;
const MOVED: u8 = 3;

const TEXT_KEY: u8 = 32;

/// [`Changes`], borrowed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct PackedChanges<'a>(&'a [u8]);

impl<'a> PackedChanges<'a> {
    /// Those of a create by rule: everything is new.
    pub const CREATED: Self = Self(&[CREATED]);

    /// Takes bytes that [`pack`] has written.
    pub(super) const fn of(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// Takes all that is left for changes.
    pub(super) fn checked(bytes: &mut &'a [u8]) -> Option<Self> {
        let all = std::mem::take(bytes);
        let (how, mut rest) = all.split_first()?;
        match *how {
            LISTED => {
                listed(&mut rest, &Content::default())?;
            }
            CREATED | DELETED | MOVED => {}
            _ => return None,
        }
        rest.is_empty().then_some(Self(all))
    }

    pub(super) const fn bytes(self) -> &'a [u8] {
        self.0
    }

    /// On their own.
    pub(super) fn open(self, entity: Entity, action: &Action) -> Changes {
        match self.0.split_first() {
            Some((&LISTED, mut rest)) => listed(&mut rest, action.content()).unwrap_or_default(),
            Some((how, _)) => by_rule(*how, entity, action),
            None => Changes::new(),
        }
    }
}

/// Packs changes, by rule where one holds.
pub(super) fn pack(changes: &Changes, entity: Entity, action: &Action) -> Vec<u8> {
    let rule = match action.operation() {
        Operation::Create => Some(CREATED),
        Operation::Delete => Some(DELETED),
        Operation::UpdateNo => Some(MOVED),
        Operation::Update => None,
    };
    if let Some(rule) = rule.filter(|rule| by_rule(*rule, entity, action) == *changes) {
        return vec![rule];
    }
    let mut bytes = vec![LISTED];
    put_number(&mut bytes, changes.len());
    for (key, values) in changes {
        put_key(&mut bytes, key);
        let said = said(action.content(), key);
        for value in values {
            put_value(&mut bytes, value.as_ref(), said.as_ref());
        }
    }
    bytes
}

fn by_rule(rule: u8, entity: Entity, action: &Action) -> Changes {
    if rule == MOVED {
        let side = |code: &Code| Some(Value::from(&**code));
        let to = action.new_code().and_then(side);
        return [(entity.code_key().to_owned(), [side(action.code()), to])].into();
    }
    let content = action.content();
    let said = content
        .keys()
        .filter_map(|key| Some((key.to_string(), content.value(&key)?)));
    said.filter(|(_, value)| !value.is_blank())
        .map(|(key, value)| match rule {
            CREATED => (key, [None, Some(value)]),
            _ => (key, [Some(value), None]),
        })
        .collect()
}

fn listed(bytes: &mut &[u8], content: &Content) -> Option<Changes> {
    let mut changes = Changes::new();
    for _ in 0..number(bytes)? {
        let key = key(bytes)?;
        let said = said(content, &key);
        let mut values = [None, None];
        for value in &mut values {
            read_value(bytes, said.as_ref(), value)?;
        }
        changes.insert(key, values);
    }
    Some(changes)
}

fn attribute(key: &str) -> Option<Attribute> {
    let all = Entity::ALL.into_iter().flat_map(Entity::attributes);
    all.copied().find(|attribute| attribute.as_str() == key)
}

fn put_key(bytes: &mut Vec<u8>, key: &str) {
    if let Some(attribute) = attribute(key) {
        return bytes.push(attribute.number());
    }
    bytes.push(TEXT_KEY);
    put(bytes, key);
}

fn key(bytes: &mut &[u8]) -> Option<String> {
    let (number, rest) = bytes.split_first()?;
    *bytes = rest;
    if *number == TEXT_KEY {
        return text(bytes).map(str::to_owned);
    }
    Attribute::numbered(*number).map(|attribute| attribute.as_str().to_owned())
}

/// What the content says under that name.
fn said(content: &Content, key: &str) -> Option<Value> {
    content.value(&match attribute(key) {
        Some(attribute) => Key::Attribute(attribute),
        None => Key::Field(Code::from(key)),
    })
}

fn put_value(bytes: &mut Vec<u8>, value: Option<&Value>, said: Option<&Value>) {
    match value {
        None => bytes.push(0),
        Some(_) if value == said => bytes.push(3),
        Some(Value::Text(text)) => {
            bytes.push(1);
            put(bytes, text);
        }
        Some(Value::List(list)) => {
            bytes.push(2);
            put_number(bytes, list.len());
            for text in list {
                put(bytes, text);
            }
        }
    }
}

/// Reads a value, or that there is none; `None` where the bytes are neither.
fn read_value(bytes: &mut &[u8], said: Option<&Value>, value: &mut Option<Value>) -> Option<()> {
    let (how, rest) = bytes.split_first()?;
    *bytes = rest;
    *value = match how {
        0 => None,
        1 => Some(Value::from(text(bytes)?)),
        2 => {
            let count = number(bytes)?;
            let texts = (0..count).map(|_| text(bytes).map(str::to_owned));
            Some(Value::List(texts.collect::<Option<_>>()?))
        }
        3 => said.cloned(),
        _ => return None,
    };
    Some(())
}
