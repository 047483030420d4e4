//! Cities with some of their districts, wards and streets, as a legacy CRM of the early 2020s has them.
//!
//! Streets and wards are combined freely: the addresses look real, but need not exist.

use super::random::Random;

/// A city, with the sales group that looks after its private customers.
pub struct City {
    name: &'static str,
    /// The row of `lookups::GROUPS`.
    pub group: usize,
    /// Ward and district.
    wards: &'static [(&'static str, &'static str)],
    streets: &'static [&'static str],
}

impl City {
    /// A made-up address in this city.
    pub fn address(&self, random: &mut Random) -> String {
        let (ward, district) = random.pick(self.wards);
        let street = random.pick(self.streets);
        let house = 1 + random.below(320);
        let house = match random.below(10) {
            0..=5 => format!("{house}"),
            6 | 7 => format!("Số {house}, ngõ {}", 2 + random.below(180)),
            8 => format!("{house}/{}", 1 + random.below(60)),
            _ => format!("Căn {}, chung cư {house}", 101 + random.below(2400)),
        };
        format!("{house} {street}, {ward}, {district}, {}", self.name)
    }
}

/// One of the cities, the two big ones more often.
pub fn city(random: &mut Random) -> &'static City {
    const WEIGHTED: [usize; 14] = [0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 3, 3, 4];
    &CITIES[random.pick(&WEIGHTED)]
}

const CITIES: [City; 5] = [
    City {
        name: "Hà Nội",
        group: 0,
        wards: &[
            ("P. Thanh Xuân Trung", "Q. Thanh Xuân"),
            ("P. Nhân Chính", "Q. Thanh Xuân"),
            ("P. Dịch Vọng Hậu", "Q. Cầu Giấy"),
            ("P. Trung Hòa", "Q. Cầu Giấy"),
            ("P. Láng Hạ", "Q. Đống Đa"),
            ("P. Ô Chợ Dừa", "Q. Đống Đa"),
            ("P. Bách Khoa", "Q. Hai Bà Trưng"),
            ("P. Ngọc Lâm", "Q. Long Biên"),
            ("P. Mộ Lao", "Q. Hà Đông"),
            ("Xã Vân Canh", "H. Hoài Đức"),
        ],
        streets: &[
            "Nguyễn Trãi",
            "Láng Hạ",
            "Cầu Giấy",
            "Xuân Thủy",
            "Giải Phóng",
            "Trường Chinh",
            "Hoàng Quốc Việt",
            "Kim Mã",
            "Tây Sơn",
            "Bạch Mai",
            "Minh Khai",
            "Tố Hữu",
        ],
    },
    City {
        name: "TP. Hồ Chí Minh",
        group: 1,
        wards: &[
            ("P. Bến Nghé", "Quận 1"),
            ("P. Đa Kao", "Quận 1"),
            ("P. Võ Thị Sáu", "Quận 3"),
            ("P. Tân Phong", "Quận 7"),
            ("P. 14", "Quận 10"),
            ("P. 25", "Q. Bình Thạnh"),
            ("P. 2", "Q. Tân Bình"),
            ("P. Hiệp Phú", "TP. Thủ Đức"),
            ("P. An Phú", "TP. Thủ Đức"),
            ("P. Bình Hưng Hòa", "Q. Bình Tân"),
            ("Xã Bình Hưng", "H. Bình Chánh"),
        ],
        streets: &[
            "Lê Lợi",
            "Nguyễn Huệ",
            "Cách Mạng Tháng Tám",
            "Điện Biên Phủ",
            "Nguyễn Thị Minh Khai",
            "Võ Văn Tần",
            "Cộng Hòa",
            "Lê Văn Sỹ",
            "Nguyễn Văn Linh",
            "Phan Xích Long",
            "Quang Trung",
            "Xô Viết Nghệ Tĩnh",
        ],
    },
    City {
        name: "Đà Nẵng",
        group: 2,
        wards: &[
            ("P. Thạch Thang", "Q. Hải Châu"),
            ("P. Hòa Cường Bắc", "Q. Hải Châu"),
            ("P. Chính Gián", "Q. Thanh Khê"),
            ("P. An Hải Bắc", "Q. Sơn Trà"),
            ("P. Mỹ An", "Q. Ngũ Hành Sơn"),
        ],
        streets: &[
            "Lê Duẩn",
            "Nguyễn Văn Thoại",
            "Hùng Vương",
            "Ông Ích Khiêm",
            "Hoàng Diệu",
            "Trần Phú",
            "Võ Nguyên Giáp",
        ],
    },
    City {
        name: "Hải Phòng",
        group: 3,
        wards: &[
            ("P. Máy Tơ", "Q. Ngô Quyền"),
            ("P. Hồ Nam", "Q. Lê Chân"),
            ("P. Đằng Lâm", "Q. Hải An"),
            ("P. Thượng Lý", "Q. Hồng Bàng"),
        ],
        streets: &[
            "Lạch Tray",
            "Tô Hiệu",
            "Cầu Đất",
            "Lê Hồng Phong",
            "Trần Nguyên Hãn",
            "Điện Biên Phủ",
        ],
    },
    City {
        name: "Cần Thơ",
        group: 4,
        wards: &[
            ("P. Xuân Khánh", "Q. Ninh Kiều"),
            ("P. An Khánh", "Q. Ninh Kiều"),
            ("P. Hưng Phú", "Q. Cái Răng"),
            ("P. Trà Nóc", "Q. Bình Thủy"),
        ],
        streets: &[
            "Đường 30 Tháng 4",
            "Nguyễn Văn Cừ",
            "Mậu Thân",
            "Trần Hưng Đạo",
            "Cách Mạng Tháng Tám",
        ],
    },
];
