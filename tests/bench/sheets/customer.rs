//! One made-up customer, from its number.
//!
//! About 178 bytes a row, most names with letters beyond ASCII, one to three phones, half of all with the
//! status `CARE`. Invariant: no two customers have an e-mail address in common, so they are never confused.

use super::random::Random;

/// The header of the export, in its order.
pub const HEADERS: [&str; 13] = [
    "Mã KH",
    "Tên khách hàng",
    "Điện thoại",
    "Địa chỉ",
    "Email",
    "Trạng thái",
    "Loại",
    "Nhóm",
    "Ngày sinh",
    "Nguồn",
    "Ghi chú",
    "Doanh số",
    "Sale",
];

const FAMILIES: &[&str] = &[
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ",
    "Hồ", "Ngô", "Dương", "Lý",
];
const MIDDLES: &[&str] = &[
    "Văn", "Thị", "Hữu", "Đức", "Minh", "Thanh", "Ngọc", "Quang", "Kim", "Xuân",
];
const GIVEN: &[&str] = &[
    "An", "Bình", "Châu", "Dũng", "Hà", "Hải", "Hạnh", "Hiếu", "Hoa", "Hùng", "Hương", "Khánh",
    "Lan", "Linh", "Long", "Mai", "Nam", "Nga", "Nhung", "Phúc", "Quân", "Sơn", "Tâm", "Thảo",
    "Trang", "Tuấn", "Vy", "Yến",
];
const STREETS: &[&str] = &[
    "Lê Lợi",
    "Nguyễn Huệ",
    "Trần Hưng Đạo",
    "Hai Bà Trưng",
    "Điện Biên Phủ",
    "Cách Mạng Tháng Tám",
    "Võ Văn Tần",
];
const DISTRICTS: &[&str] = &[
    "Quận 1",
    "Quận 3",
    "Quận Bình Thạnh",
    "Quận Gò Vấp",
    "TP Thủ Đức",
    "Huyện Củ Chi",
];
const PREFIXES: &[&str] = &["03", "05", "07", "08", "09"];
const STATUSES: &[&str] = &["CARE", "CARE", "CARE", "NEW", "WON", "LOST"];
const TYPES: &[&str] = &["LE", "SI", "VIP"];
const CHANNELS: &[&str] = &["Facebook", "Zalo", "Website", "Giới thiệu"];
const NOTES: &[&str] = &["", "Gọi lại sau 17h", "Khách quen"];

/// A row of the export, with the text of each cell.
#[derive(Clone, Debug)]
pub struct Customer {
    pub code: String,
    pub name: String,
    pub phones: String,
    pub address: String,
    pub email: String,
    pub status: &'static str,
    pub kind: &'static str,
    pub group: String,
    pub birthday: String,
    pub channel: &'static str,
    pub note: &'static str,
    pub sales: String,
    pub agent: String,
    pub previous: String,
}

/// The code of the customer with that number.
pub fn code(number: usize) -> String {
    format!("KH{number:07}")
}

impl Customer {
    /// The customer with that number, as it was on the first night, in one of that many groups.
    pub fn numbered(number: usize, groups: usize) -> Self {
        let seed = u64::try_from(number).expect("a usize fits");
        let mut random = Random::new(seed.wrapping_mul(0x2545_F491_4F6C_DD1D));
        let random = &mut random;
        Self {
            code: code(number),
            name: name(random),
            phones: phones(random),
            address: address(random),
            email: format!("kh{number}@example.vn"),
            status: random.pick(STATUSES),
            kind: random.pick(TYPES),
            group: format!("Nhóm {:02}", random.below(groups)),
            birthday: birthday(random),
            channel: random.pick(CHANNELS),
            note: random.pick(NOTES),
            sales: (random.below(1_000_000) * 1000).to_string(),
            agent: format!("NV{:03}", random.below(200)),
            previous: String::new(),
        }
    }

    /// The cells in the order of [`HEADERS`].
    pub fn cells(&self) -> [&str; 13] {
        [
            &self.code,
            &self.name,
            &self.phones,
            &self.address,
            &self.email,
            self.status,
            self.kind,
            &self.group,
            &self.birthday,
            self.channel,
            self.note,
            &self.sales,
            &self.agent,
        ]
    }
}

fn name(random: &mut Random) -> String {
    let (family, middle) = (random.pick(FAMILIES), random.pick(MIDDLES));
    format!("{family} {middle} {}", random.pick(GIVEN))
}

/// One, two or three, in one cell.
fn phones(random: &mut Random) -> String {
    let count = random.pick(&[1, 1, 1, 2, 2, 3]);
    let phones = (0..count).map(|_| {
        let prefix = random.pick(PREFIXES);
        format!("{prefix}{:08}", random.below(100_000_000))
    });
    phones.collect::<Vec<_>>().join(";")
}

fn address(random: &mut Random) -> String {
    let (number, street) = (1 + random.below(998), random.pick(STREETS));
    format!("{number} {street}, {}, TP HCM", random.pick(DISTRICTS))
}

fn birthday(random: &mut Random) -> String {
    let (day, month) = (1 + random.below(28), 1 + random.below(12));
    format!("{day:02}/{month:02}/{}", 1950 + random.below(55))
}
