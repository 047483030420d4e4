//! The lists from which names, notes and numbers are composed; all people are made up.

pub const FAMILIES: &[&str] = &[
    "Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần", "Trần", "Lê", "Lê",
    "Lê", "Phạm", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô",
    "Dương", "Lý", "Đinh", "Trịnh", "Mai", "Lương",
];

pub const MIDDLES_OF_MEN: &[&str] = &[
    "Văn", "Văn", "Văn", "Đức", "Minh", "Quang", "Hữu", "Công", "Quốc", "Thanh", "Xuân", "Đình",
    "Gia", "Ngọc",
];

pub const MEN: &[&str] = &[
    "An", "Bình", "Cường", "Dũng", "Đạt", "Hải", "Hiếu", "Hùng", "Huy", "Khánh", "Khoa", "Lâm",
    "Long", "Nam", "Nghĩa", "Phong", "Phúc", "Quân", "Sơn", "Tài", "Thắng", "Thành", "Tiến",
    "Trung", "Tuấn", "Tùng", "Việt", "Vinh",
];

pub const MIDDLES_OF_WOMEN: &[&str] = &[
    "Thị",
    "Thị",
    "Thị",
    "Thị Thu",
    "Thị Ngọc",
    "Thị Kim",
    "Ngọc",
    "Thu",
    "Thanh",
    "Phương",
    "Mỹ",
    "Bích",
    "Diệu",
];

pub const WOMEN: &[&str] = &[
    "Anh", "Chi", "Dung", "Giang", "Hà", "Hạnh", "Hiền", "Hoa", "Hồng", "Hương", "Huyền", "Lan",
    "Linh", "Loan", "Mai", "My", "Nga", "Ngân", "Nhung", "Oanh", "Quỳnh", "Thảo", "Thủy", "Trang",
    "Tuyết", "Vân", "Yến",
];

pub const FIRMS: &[&str] = &[
    "Công ty TNHH Thương mại",
    "Công ty TNHH Dịch vụ",
    "Công ty Cổ phần Xây dựng",
    "Công ty Cổ phần Vật liệu",
    "Công ty TNHH Nội thất",
    "Công ty Cổ phần Thực phẩm",
    "Công ty TNHH Vận tải",
];

pub const SHOPS: &[&str] = &[
    "Đại lý Điện máy",
    "Cửa hàng Nội thất",
    "Đại lý Vật liệu",
    "Cửa hàng Tiện ích",
];

pub const FIRM_NAMES: &[&str] = &[
    "Minh", "Hoàng", "An", "Đại", "Gia", "Hưng", "Thành", "Tân", "Phú", "Việt", "Kim", "Thiên",
];

pub const FIRM_ENDINGS: &[&str] = &[
    "Phát", "Long", "Thịnh", "Tiến", "Phúc", "Khang", "Lợi", "Đạt", "Cường", "Nguyên",
];

/// Where customers heard of the firm.
pub const CHANNELS: &[&str] = &[
    "Facebook",
    "Facebook",
    "Zalo OA",
    "Zalo OA",
    "Website",
    "Website",
    "Tổng đài",
    "Tổng đài",
    "Giới thiệu",
    "Hội chợ",
    "Google Ads",
    "TikTok",
];

/// Notes of agents; one contains the delimiter and one has quotes, as in real exports.
pub const NOTES: &[&str] = &[
    "Gọi sau 17h",
    "Gọi sau 17h; không gọi cuối tuần",
    "Đã gửi báo giá qua Zalo",
    "Hỏi gói \"Tiết kiệm\"",
    "Cần xuất hóa đơn VAT",
    "Không nghe máy 2 lần",
    "Hẹn gọi lại đầu tháng",
    "Quan tâm khuyến mãi 20%",
    "Khách quen của cửa hàng",
    "Chuyển phòng kỹ thuật",
    "Đổi địa chỉ giao hàng",
    "Ưu tiên liên hệ qua email",
];

/// The mobile prefixes in use since 2018, the common ones more often.
pub const PREFIXES: &[&str] = &[
    "090", "091", "093", "094", "096", "097", "098", "090", "091", "093", "094", "096", "097",
    "098", "032", "033", "034", "035", "036", "037", "038", "039", "086", "088", "089", "070",
    "076", "077", "078", "079", "081", "082", "083", "084", "085", "056", "058", "059",
];

/// Rows of the first night's statuses; the usual statuses are far more frequent than complaints.
pub const STATUS_ROWS: &[usize] = &[0, 0, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 4, 5, 5];
