//! The headers that Vietnamese and English sheets usually have, target by target.
//!
//! A target's own wire name always comes first and is not listed. Within a target the better header
//! comes first. Invariant: within one entity no header stands for two targets.

mod customer;

use std::{collections::BTreeMap, sync::LazyLock};

use super::text::key;
use crate::model::{Attribute, Entity, Target};

const PREVIOUS: &[&str] = &[
    "Mã cũ",
    "Mã KH cũ",
    "Mã khách hàng cũ",
    "Mã trước đây",
    "Previous code",
    "Old code",
];

/// A column that only looks like a stable id would turn every record into another one, so this list is
/// short on purpose.
const IDENTITY: &[&str] = &["Mã định danh", "Định danh"];

const DESCRIPTION: &[&str] = &["Mô tả", "Diễn giải", "Ghi chú", "Description", "Note"];

/// The usual headers of a target, the best first.
pub fn usual(entity: Entity, target: Target) -> &'static [&'static str] {
    match target {
        Target::PreviousNo => PREVIOUS,
        Target::Identity => IDENTITY,
        Target::Code => code(entity),
        Target::GroupNo => &[
            "Mã nhóm",
            "Mã nhóm khách hàng",
            "Mã nhóm KH",
            "Group code",
            "Group no",
        ],
        Target::Attribute(attribute) => of_attribute(attribute),
    }
}

fn code(entity: Entity) -> &'static [&'static str] {
    match entity {
        Entity::Status => &[
            "Mã trạng thái",
            "Mã tình trạng",
            "Status code",
            "Mã",
            "Code",
        ],
        Entity::Type => &[
            "Mã loại",
            "Mã kiểu",
            "Mã loại khách hàng",
            "Mã loại KH",
            "Mã kiểu khách hàng",
            "Type code",
            "Mã",
            "Code",
        ],
        Entity::Group => &[
            "Mã nhóm",
            "Mã nhóm khách hàng",
            "Mã nhóm KH",
            "Group code",
            "Mã",
            "Code",
        ],
        Entity::Field => &[
            "Mã trường",
            "Mã trường thông tin",
            "Field code",
            "Mã",
            "Code",
        ],
        Entity::Customer => customer::CODE,
    }
}

fn of_attribute(attribute: Attribute) -> &'static [&'static str] {
    match attribute {
        Attribute::StatusName => &[
            "Tên trạng thái",
            "Trạng thái",
            "Tên tình trạng",
            "Tình trạng",
            "Status",
            "Tên",
            "Name",
        ],
        Attribute::TypeName => &[
            "Tên loại",
            "Tên kiểu",
            "Tên loại khách hàng",
            "Loại khách hàng",
            "Loại KH",
            "Kiểu khách hàng",
            "Loại",
            "Kiểu",
            "Type",
            "Tên",
            "Name",
        ],
        Attribute::GroupName => &[
            "Tên nhóm",
            "Tên nhóm khách hàng",
            "Nhóm khách hàng",
            "Nhóm KH",
            "Nhóm",
            "Group",
            "Tên",
            "Name",
        ],
        Attribute::FieldName => &[
            "Tên trường",
            "Tên trường thông tin",
            "Trường thông tin",
            "Nhãn",
            "Label",
            "Tên",
            "Name",
        ],
        Attribute::FieldType => &[
            "Kiểu dữ liệu",
            "Loại dữ liệu",
            "Kiểu trường",
            "Loại trường",
            "Data type",
            "Kiểu",
            "Loại",
            "Type",
        ],
        Attribute::GroupDescription | Attribute::FieldDescription => DESCRIPTION,
        customers => customer::of(customers),
    }
}

/// Where a header stands for a target among its own name (0) and the usual ones (from 1).
pub fn rank(entity: Entity, target: Target, header: &str) -> Option<usize> {
    let phones = Target::Attribute(Attribute::CustomerPhones);
    let header = match target {
        target if target == phones => header.trim_end_matches(|letter: char| letter.is_numeric()),
        _ => header,
    };
    if header.is_empty() {
        return None;
    }
    let names = NAMES.get(&(entity, target))?;
    names.iter().position(|name| name == header)
}

/// What a target is called, without case, accents and blanks, the best first. Many a cell of a file's first
/// rows is asked whether it is a header, so that this is worked out once.
static NAMES: LazyLock<BTreeMap<(Entity, Target), Vec<String>>> = LazyLock::new(|| {
    let targets = |entity| Target::all(entity).map(move |target| (entity, target));
    let all = Entity::ALL.into_iter().flat_map(targets);
    let names = all.map(|(entity, target)| {
        let own = std::iter::once(target.name(entity));
        let names = own.chain(usual(entity, target).iter().copied());
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
                let own = std::iter::once(target.name(entity));
                for name in own.chain(usual(entity, target).iter().copied()) {
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
        assert_eq!(rank(Entity::Customer, Target::Code, "makh2"), None);
    }
}
