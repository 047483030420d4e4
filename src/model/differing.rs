//! Which values differ between two packed contents, without opening them.

use std::{borrow::Cow, cmp::Ordering};

use super::{Pack, Packing, change::field_name};

/// Tells the name of every value of `new` that `old` says otherwise, and whether it is blank now; as
/// [`super::differences`] has it, absent and blank are the same.
pub fn differing(old: Pack<'_>, new: Pack<'_>, mut tell: impl FnMut(&str, bool)) {
    let mut before = old.entries().peekable();
    for after in new.entries() {
        while before
            .next_if(|entry| order(entry, &after).is_lt())
            .is_some()
        {}
        let same_key = before.next_if(|entry| order(entry, &after).is_eq());
        let is_same = match &same_key {
            Some(before) => *before == after || (before.is_blank() && after.is_blank()),
            None => after.is_blank(),
        };
        if !is_same {
            tell(&name(&after), after.is_blank());
        }
    }
}

/// The order in which a packed content has its entries.
fn order(one: &Packing<'_>, other: &Packing<'_>) -> Ordering {
    let key = |entry: &Packing<'_>| match entry {
        Packing::Text(attribute, _) | Packing::List(attribute, _) => attribute.number(),
        Packing::Field(..) => u8::MAX,
    };
    key(one).cmp(&key(other)).then_with(|| match (one, other) {
        (Packing::Field(one, _), Packing::Field(other, _)) => one.cmp(other),
        _ => Ordering::Equal,
    })
}

fn name<'a>(entry: &Packing<'a>) -> Cow<'a, str> {
    match entry {
        Packing::Text(attribute, _) | Packing::List(attribute, _) => attribute.as_str().into(),
        Packing::Field(code, _) => field_name(code),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{
        Entity, Packed, Value, differences,
        packed::tests::{content_strategy, some_of},
    };

    proptest! {
        #[test]
        fn they_are_those_of_the_opened_contents(old in content_strategy(), new in content_strategy(), share in any::<bool>()) {
            let new = if share { some_of(&old, new) } else { new };
            let mut found = Vec::new();
            let (old_pack, new_pack) = (Packed::of(&old), Packed::of(&new));
            differing(old_pack.pack(), new_pack.pack(), |name, cleared| found.push((name.to_owned(), cleared)));
            found.sort();
            let opened = differences(&old, &new).into_iter();
            let mut opened: Vec<_> = opened
                .map(|(key, [_, new])| (key.name(Entity::Customer).into_owned(), new.as_ref().is_none_or(Value::is_blank)))
                .collect();
            opened.sort();
            prop_assert_eq!(found, opened);
        }
    }
}
