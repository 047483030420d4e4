//! The usual headers of Vietnamese and English sheets for each target, including those in exports of other systems.
//!
//! A target's own API name always comes first and is not listed. Within a target the better header comes first.
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
        Target::Code => code(entity),
        Target::GroupNo => "Mã nhóm | Mã nhóm khách hàng | Mã nhóm KH | Group code | Group no",
        Target::Attribute(attribute) => of_attribute(attribute),
    };
    headers.split(" | ")
}

const fn code(entity: Entity) -> &'static str {
    match entity {
        Entity::Status => "Mã trạng thái | Mã tình trạng | Status code | Mã | Code",
        Entity::Type => {
            "Mã loại | Mã kiểu | Mã loại khách hàng | Mã loại KH | Mã kiểu khách hàng | Type code | \
             Mã | Code"
        }
        Entity::Group => "Mã nhóm | Mã nhóm khách hàng | Mã nhóm KH | Group code | Mã | Code",
        Entity::Field => "Mã trường | Mã trường thông tin | Field code | Mã | Code",
        Entity::Customer => {
            "Mã KH | Mã khách hàng | Mã khách | Mã số KH | Mã số khách hàng | Customer code | \
             Customer number | Mã số | Mã | Code | Mã liên hệ | Mã tiềm năng | ID khách hàng | \
             Customer ID | Contact ID | Record ID | Account number | ID"
        }
    }
}

const fn of_attribute(attribute: Attribute) -> &'static str {
    match attribute {
        Attribute::StatusName => {
            "Tên trạng thái | Trạng thái | Tên tình trạng | Tình trạng | Status | Tên | Name"
        }
        Attribute::TypeName => {
            "Tên loại | Tên kiểu | Tên loại khách hàng | Loại khách hàng | Loại KH | Kiểu khách hàng | \
             Loại | Kiểu | Type | Tên | Name"
        }
        Attribute::GroupName => {
            "Tên nhóm | Tên nhóm khách hàng | Nhóm khách hàng | Nhóm KH | Nhóm | Group | Tên | Name"
        }
        Attribute::FieldName => {
            "Tên trường | Tên trường thông tin | Trường thông tin | Nhãn | Label | Tên | Name"
        }
        Attribute::FieldType => {
            "Kiểu dữ liệu | Loại dữ liệu | Kiểu trường | Loại trường | Data type | Kiểu | Loại | Type"
        }
        Attribute::GroupDescription | Attribute::FieldDescription => {
            "Mô tả | Diễn giải | Ghi chú | Description | Note"
        }
        Attribute::CustomerName => {
            "Tên KH | Tên khách hàng | Họ và tên | Họ tên | Họ tên KH | Họ tên khách hàng | \
             Họ và tên khách hàng | Tên khách | Tên đầy đủ | Full name | Khách hàng | Tên liên hệ | \
             Contact name | Account name | Tên | Name | Customer"
        }
        Attribute::CustomerPhones => {
            "ĐT | SĐT | Số ĐT | Điện thoại | Số điện thoại | Di động | Số di động | ĐTDĐ | \
             Điện thoại di động | ĐT di động | Điện thoại bàn | ĐT bàn | Điện thoại cố định | \
             Điện thoại khách hàng | SĐT KH | SĐT khách hàng | Phone | Phones | Phone number | Mobile | \
             Mobile phone | Cell phone | Tel | Telephone | Điện thoại chính | Điện thoại phụ | \
             Điện thoại khác | Điện thoại cơ quan | ĐT cơ quan | Điện thoại công việc | \
             Điện thoại làm việc | Điện thoại nhà riêng | ĐT cố định | Điện thoại liên hệ | \
             SĐT liên hệ | Mobile phone number | Mobile number | Work phone | Home phone | \
             Other phone | Contact number | Business phone | Business phone number | Primary phone"
        }
        Attribute::CustomerAddress => {
            "Địa chỉ | Địa chỉ KH | Địa chỉ khách hàng | Địa chỉ liên hệ | Đ/c | Address | \
             Địa chỉ chi tiết | Địa chỉ thường trú | Địa chỉ giao hàng | Địa chỉ nhận hàng | \
             Địa chỉ hóa đơn | Street address | Mailing address | Mailing street | Billing address | \
             Street | Address 1 - Formatted | Business street | Home street"
        }
        Attribute::CustomerEmail => {
            "Email | Thư điện tử | Địa chỉ email | Email KH | Email khách hàng | Hòm thư | \
             Email address | Mail | Primary email | Email cá nhân | Email cơ quan | Email công việc | \
             Work e-mail | Home e-mail | E-mail 1 - Value"
        }
        Attribute::CustomerStatusCode => {
            "Mã trạng thái | Trạng thái | Trạng thái KH | Trạng thái khách hàng | Tình trạng | \
             Status code | Status | Customer status | Tình trạng KH | Tình trạng khách hàng | \
             Trạng thái chăm sóc | Tình trạng chăm sóc | Mối quan hệ | Lead status | Contact status"
        }
        Attribute::CustomerTypeCode => {
            "Mã loại | Mã kiểu | Mã loại khách hàng | Loại khách hàng | Loại KH | Kiểu khách hàng | \
             Kiểu KH | Phân loại | Loại | Kiểu | Type code | Type | Customer type | Loại khách | \
             Loại liên hệ | Phân loại khách hàng | Phân loại KH | Contact type | Account type"
        }
        Attribute::CustomerGroupName => {
            "Tên nhóm | Nhóm | Nhóm KH | Nhóm khách hàng | Tên nhóm khách hàng | Group | \
             Customer group | Nhóm khách | Phân nhóm | Phân nhóm khách hàng | Nhóm KH, NCC | Group name"
        }
    }
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
