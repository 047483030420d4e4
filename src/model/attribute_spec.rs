//! What is particular to each attribute, in one table.
//!
//! It has no value. Invariant: a number is in every snapshot and in every fingerprint, so it never changes and is never
//! given twice.

use std::fmt;

use super::{Attribute, Entity, Privacy};

/// One attribute.
#[derive(Clone, Copy, Debug)]
pub struct AttributeSpec {
    /// Which one.
    pub attribute: Attribute,
    /// Its name in the API, in JSON, in reports and in the configuration.
    pub name: &'static str,
    /// Its number in files.
    pub number: u8,
    /// Whether the API's documentation marks it `Bắt buộc` (required) on create and update.
    pub is_required: bool,
    /// How its values are masked.
    pub privacy: Privacy,
    /// The lookup that it refers to.
    pub refers_to: Option<Entity>,
    /// The usual headers of its column, the best first, between bars.
    pub headers: &'static str,
    /// Words in a header that hint at it if the values fit, as [`super::text::key`] has them.
    pub hint_words: &'static [&'static str],
}

/// In the order of the declaration.
static TABLE: [AttributeSpec; Attribute::ALL.len()] = [
    AttributeSpec {
        attribute: Attribute::StatusName,
        name: "status_name",
        number: 1,
        is_required: true,
        privacy: Privacy::Open,
        refers_to: None,
        headers: "Tên trạng thái | Trạng thái | Tên tình trạng | Tình trạng | Status | Tên | Name",
        hint_words: &[],
    },
    AttributeSpec {
        attribute: Attribute::TypeName,
        name: "type_name",
        number: 2,
        is_required: true,
        privacy: Privacy::Open,
        refers_to: None,
        headers: "Tên loại | Tên kiểu | Tên loại khách hàng | Loại khách hàng | Loại KH | Kiểu khách hàng | \
            Loại | Kiểu | Type | Tên | Name",
        hint_words: &[],
    },
    AttributeSpec {
        attribute: Attribute::GroupName,
        name: "group_name",
        number: 3,
        is_required: true,
        privacy: Privacy::Open,
        refers_to: None,
        headers: "Tên nhóm | Tên nhóm khách hàng | Nhóm khách hàng | Nhóm KH | Nhóm | Group | Tên | Name",
        hint_words: &[],
    },
    AttributeSpec {
        attribute: Attribute::GroupDescription,
        name: "group_description",
        number: 4,
        is_required: false,
        privacy: Privacy::Open,
        refers_to: None,
        headers: "Mô tả | Diễn giải | Ghi chú | Description | Note",
        hint_words: &[],
    },
    AttributeSpec {
        attribute: Attribute::FieldName,
        name: "field_name",
        number: 5,
        is_required: true,
        privacy: Privacy::Open,
        refers_to: None,
        headers: "Tên trường | Tên trường thông tin | Trường thông tin | Nhãn | Label | Tên | Name",
        hint_words: &[],
    },
    AttributeSpec {
        attribute: Attribute::FieldType,
        name: "field_type",
        number: 6,
        is_required: true,
        privacy: Privacy::Open,
        refers_to: None,
        headers: "Kiểu dữ liệu | Loại dữ liệu | Kiểu trường | Loại trường | Data type | Kiểu | Loại | Type",
        hint_words: &[],
    },
    AttributeSpec {
        attribute: Attribute::FieldDescription,
        name: "field_description",
        number: 7,
        is_required: false,
        privacy: Privacy::Open,
        refers_to: None,
        headers: "Mô tả | Diễn giải | Ghi chú | Description | Note",
        hint_words: &[],
    },
    AttributeSpec {
        attribute: Attribute::CustomerName,
        name: "customer_name",
        number: 8,
        is_required: true,
        privacy: Privacy::Words,
        refers_to: None,
        headers: "Tên KH | Tên khách hàng | Họ và tên | Họ tên | Họ tên KH | Họ tên khách hàng | \
            Họ và tên khách hàng | Tên khách | Tên đầy đủ | Full name | Khách hàng | Tên liên hệ | \
            Contact name | Account name | Tên | Name | Customer",
        hint_words: &["tenkhach", "hoten", "hovaten", "fullname", "tenkh"],
    },
    AttributeSpec {
        attribute: Attribute::CustomerPhones,
        name: "customer_phones",
        number: 9,
        is_required: true,
        privacy: Privacy::Phone,
        refers_to: None,
        headers: "ĐT | SĐT | Số ĐT | Điện thoại | Số điện thoại | Di động | Số di động | ĐTDĐ | \
            Điện thoại di động | ĐT di động | Điện thoại bàn | ĐT bàn | Điện thoại cố định | \
            Điện thoại khách hàng | SĐT KH | SĐT khách hàng | Phone | Phones | Phone number | Mobile | \
            Mobile phone | Cell phone | Tel | Telephone | Điện thoại chính | Điện thoại phụ | \
            Điện thoại khác | Điện thoại cơ quan | ĐT cơ quan | Điện thoại công việc | \
            Điện thoại làm việc | Điện thoại nhà riêng | ĐT cố định | Điện thoại liên hệ | \
            SĐT liên hệ | Mobile phone number | Mobile number | Work phone | Home phone | \
            Other phone | Contact number | Business phone | Business phone number | Primary phone",
        hint_words: &[
            "dienthoai",
            "sdt",
            "sodt",
            "phone",
            "mobile",
            "didong",
            "hotline",
        ],
    },
    AttributeSpec {
        attribute: Attribute::CustomerAddress,
        name: "customer_address",
        number: 10,
        is_required: false,
        privacy: Privacy::Words,
        refers_to: None,
        headers: "Địa chỉ | Địa chỉ KH | Địa chỉ khách hàng | Địa chỉ liên hệ | Đ/c | Address | \
            Địa chỉ chi tiết | Địa chỉ thường trú | Địa chỉ giao hàng | Địa chỉ nhận hàng | \
            Địa chỉ hóa đơn | Street address | Mailing address | Mailing street | Billing address | \
            Street | Address 1 - Formatted | Business street | Home street",
        hint_words: &["diachi", "address"],
    },
    AttributeSpec {
        attribute: Attribute::CustomerEmail,
        name: "customer_email",
        number: 11,
        is_required: false,
        privacy: Privacy::Email,
        refers_to: None,
        headers: "Email | Thư điện tử | Địa chỉ email | Email KH | Email khách hàng | Hòm thư | \
            Email address | Mail | Primary email | Email cá nhân | Email cơ quan | Email công việc | \
            Work e-mail | Home e-mail | E-mail 1 - Value",
        hint_words: &["email", "mail"],
    },
    AttributeSpec {
        attribute: Attribute::CustomerStatusCode,
        name: "customer_status_code",
        number: 12,
        is_required: true,
        privacy: Privacy::Open,
        refers_to: Some(Entity::Status),
        headers: "Mã trạng thái | Trạng thái | Trạng thái KH | Trạng thái khách hàng | Tình trạng | \
            Status code | Status | Customer status | Tình trạng KH | Tình trạng khách hàng | \
            Trạng thái chăm sóc | Tình trạng chăm sóc | Mối quan hệ | Lead status | Contact status",
        hint_words: &["trangthai", "tinhtrang", "status"],
    },
    AttributeSpec {
        attribute: Attribute::CustomerTypeCode,
        name: "customer_type_code",
        number: 13,
        is_required: true,
        privacy: Privacy::Open,
        refers_to: Some(Entity::Type),
        headers: "Mã loại | Mã kiểu | Mã loại khách hàng | Loại khách hàng | Loại KH | Kiểu khách hàng | \
            Kiểu KH | Phân loại | Loại | Kiểu | Type code | Type | Customer type | Loại khách | \
            Loại liên hệ | Phân loại khách hàng | Phân loại KH | Contact type | Account type",
        hint_words: &[
            "loaikhach",
            "loaikh",
            "phanloai",
            "kieukhach",
            "customertype",
        ],
    },
    AttributeSpec {
        attribute: Attribute::CustomerGroupName,
        name: "customer_group_name",
        number: 14,
        is_required: true,
        privacy: Privacy::Open,
        refers_to: Some(Entity::Group),
        headers: "Tên nhóm | Nhóm | Nhóm KH | Nhóm khách hàng | Tên nhóm khách hàng | Group | \
            Customer group | Nhóm khách | Phân nhóm | Phân nhóm khách hàng | Nhóm KH, NCC | Group name",
        hint_words: &["nhomkhach", "nhomkh", "phannhom", "customergroup"],
    },
];

const _: () = {
    let mut at = 0;
    while at < TABLE.len() {
        assert!(
            TABLE[at].attribute as usize == at,
            "a row is in the wrong place"
        );
        at += 1;
    }
};

impl Attribute {
    /// Its row of the table.
    #[must_use]
    pub const fn spec(self) -> &'static AttributeSpec {
        &TABLE[self as usize]
    }

    /// Its name in the API, in JSON, in reports and in the configuration.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.spec().name
    }

    /// Whether the API's documentation marks it `Bắt buộc` (required) on create and update.
    #[must_use]
    pub const fn is_required(self) -> bool {
        self.spec().is_required
    }

    /// How its values are masked.
    #[must_use]
    pub const fn privacy(self) -> Privacy {
        self.spec().privacy
    }

    /// The lookup that this attribute refers to, as [`super::ReferredBy`] has it.
    #[must_use]
    pub const fn refers_to(self) -> Option<Entity> {
        self.spec().refers_to
    }
}

impl fmt::Display for Attribute {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}
