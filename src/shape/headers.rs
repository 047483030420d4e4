//! The usual headers of Vietnamese and English sheets for each target, including those in exports of other systems.
//!
//! Those of codes and attributes are in the tables of entities and attributes. A target's own API name always comes
//! first and is not listed. Within a target the better header comes first.
//! Invariant: within one entity no header belongs to two targets.

use std::{collections::BTreeMap, iter, sync::LazyLock};

use crate::model::text::key;
use crate::model::{Attribute, Entity, Target};

/// The usual headers of a target, the best first.
pub fn usual(entity: Entity, target: Target) -> impl Iterator<Item = &'static str> {
    let headers = match target {
        Target::PreviousNo => {
            "Mã cũ | Mã KH cũ | Mã khách hàng cũ | Mã trước đây | Previous code | Old code"
        }
        // A wrong column for a stable id would turn every record into another one, so there are few headers for it.
        Target::Identity => "Mã định danh | Định danh",
        Target::Code => entity.spec().code_headers,
        Target::GroupNo => "Mã nhóm | Mã nhóm khách hàng | Mã nhóm KH | Group code | Group no",
        Target::Attribute(attribute) => attribute.spec().headers,
    };
    headers.split(" | ")
}

/// The rank of a header for a target: its own name is 0, the usual ones follow from 1.
pub fn rank(entity: Entity, target: Target, header: &str) -> Option<usize> {
    let phones = Target::Attribute(Attribute::CustomerPhones);
    let header = match target {
        target if target == phones => numbered(header),
        _ => header,
    };
    if header.is_empty() {
        return None;
    }
    let names = NAMES.get(&(entity, target))?;
    names.iter().position(|name| name == header)
}

/// Phones have numbers after their names, or before the `Value` of Google's exports: `Phone 1 - Value`.
fn numbered(header: &str) -> &str {
    let is_digit = |letter: char| letter.is_numeric();
    let name = header
        .strip_suffix("value")
        .filter(|name| name.ends_with(is_digit));
    name.unwrap_or(header).trim_end_matches(is_digit)
}

/// The headers of a target, without case, accents and blanks, the best first. They are computed once, since many
/// cells of a file's first rows are compared with them.
static NAMES: LazyLock<BTreeMap<(Entity, Target), Vec<String>>> = LazyLock::new(|| {
    let targets = |entity| Target::all(entity).map(move |target| (entity, target));
    let all = Entity::ALL.into_iter().flat_map(targets);
    let names = all.map(|(entity, target)| {
        let own = iter::once(target.name(entity));
        let names = own.chain(usual(entity, target));
        ((entity, target), names.map(key).collect())
    });
    names.collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_header_stands_for_two_targets() {
        for entity in Entity::ALL {
            let mut seen = BTreeMap::new();
            for target in Target::all(entity) {
                let own = iter::once(target.name(entity));
                for name in own.chain(usual(entity, target)) {
                    let before = seen.insert(key(name), target);
                    assert_eq!(before, None, "{name} of {entity}");
                }
            }
        }
    }

    #[test]
    fn phones_may_be_numbered_and_the_own_name_ranks_first() {
        let phones = Target::Attribute(Attribute::CustomerPhones);
        assert_eq!(rank(Entity::Customer, phones, &key("Đ.T 2")), Some(1));
        assert_eq!(rank(Entity::Customer, phones, "customerphones"), Some(0));
        assert_eq!(rank(Entity::Customer, phones, "12"), None);
        let of = |header| rank(Entity::Customer, phones, &key(header));
        assert_eq!(of("Phone 2 - Value"), of("Phone"));
        assert_eq!((of("Phone 2 - Label"), of("Phone - Value")), (None, None));
        assert_eq!(rank(Entity::Customer, Target::Code, "makh2"), None);
    }
}
