//! The four catalogues of the workbook: statuses, types, groups and custom fields, as each night has them.

/// Which of the two nights.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Night {
    One,
    Two,
}

impl Night {
    pub const ALL: [Self; 2] = [Self::One, Self::Two];

    /// Its folder below `samples/`.
    pub const fn folder(self) -> &'static str {
        match self {
            Self::One => "night-1",
            Self::Two => "night-2",
        }
    }
}

/// Code and name; the last one is new on the second night.
const STATUSES: [(&str, &str); 7] = [
    ("MOI", "Khách mới"),
    ("TIEM_NANG", "Tiềm năng"),
    ("DANG_CS", "Đang chăm sóc"),
    ("DA_MUA", "Đã mua hàng"),
    ("KHIEU_NAI", "Khiếu nại"),
    ("NGUNG", "Ngừng chăm sóc"),
    ("HEN_GOI", "Hẹn gọi lại"),
];

/// Code and name.
pub const TYPES: [(&str, &str); 5] = [
    ("LE", "Khách lẻ"),
    ("VIP", "Khách VIP"),
    ("DN", "Doanh nghiệp"),
    ("DL", "Đại lý"),
    ("NPP", "Nhà phân phối"),
];

/// Name and description; the code is the number of the row, shown with three digits.
const GROUPS: [(&str, &str); 8] = [
    ("Hà Nội", "Khách lẻ tại Hà Nội"),
    ("TP. Hồ Chí Minh", "Khách lẻ tại TP. Hồ Chí Minh"),
    ("Đà Nẵng", "Khách lẻ tại Đà Nẵng"),
    ("Hải Phòng", "Khách lẻ tại Hải Phòng"),
    (RENAMED.0, "Khách lẻ đồng bằng sông Cửu Long"),
    ("Doanh nghiệp", "Khách hàng doanh nghiệp toàn quốc"),
    ("Đại lý và phân phối", "Kênh bán hàng gián tiếp"),
    ("Chăm sóc đặc biệt", "Khách VIP, do trưởng nhóm phụ trách"),
];

/// The group that has another name on the second night: before and after.
pub const RENAMED: (&str, &str) = ("Cần Thơ", "Miền Tây");

/// The status that only new customers of the second night have.
pub const NEW_STATUS: &str = "Hẹn gọi lại";

/// Code, name, type as it is written in the sheet, description.
pub const FIELDS: [[&str; 4]; 4] = [
    ["NGAY_SINH", "Ngày sinh", "Ngày", "dd/mm/yyyy"],
    ["NGUON", "Nguồn khách", "Chữ", "Khách biết đến qua kênh nào"],
    ["GHI_CHU", "Ghi chú", "Chữ", ""],
    ["MA_NV", "Nhân viên phụ trách", "Chữ", "Mã nhân viên"],
];

/// The statuses of that night: code and name.
pub fn statuses(night: Night) -> &'static [(&'static str, &'static str)] {
    match night {
        Night::One => &STATUSES[..STATUSES.len() - 1],
        Night::Two => &STATUSES,
    }
}

/// The groups of that night: name and description.
pub fn groups(night: Night) -> Vec<(&'static str, &'static str)> {
    GROUPS
        .into_iter()
        .map(|(name, description)| (group_name(name, night), description))
        .collect()
}

/// The name of a group on that night.
pub fn group_name(name: &'static str, night: Night) -> &'static str {
    match night {
        Night::Two if name == RENAMED.0 => RENAMED.1,
        _ => name,
    }
}
