//! One made-up customer, and its cells in an export.

use super::{
    lookups::{self, Night, TYPES},
    phones,
    places::{self, City},
    random::Random,
    words,
};
use unicode_normalization::UnicodeNormalization;

/// The header of the export, in its order.
pub const HEADERS: [&str; 14] = [
    "Mã KH",
    "Mã cũ",
    "Họ và tên",
    "ĐT 1",
    "ĐT 2",
    "Địa chỉ",
    "Email",
    "Trạng thái",
    "Loại KH",
    "Nhóm",
    "Ngày sinh",
    "Nguồn",
    "Ghi chú",
    "Nhân viên",
];

/// The cells of one row, by name.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Customer {
    pub code: String,
    pub previous: String,
    pub name: String,
    pub phones: [String; 2],
    pub address: String,
    pub email: String,
    pub status: &'static str,
    pub kind: &'static str,
    pub group: &'static str,
    pub birthday: String,
    pub channel: &'static str,
    pub note: &'static str,
    pub agent: String,
}

impl Customer {
    /// A random customer.
    pub fn random(random: &mut Random, number: usize) -> Self {
        let city = places::city(random);
        let kind = kind(random);
        let (name, email) = match kind {
            "DN" | "DL" | "NPP" => firm(random, kind),
            _ => person(random),
        };
        let private = matches!(kind, "LE" | "VIP");
        Self {
            code: format!("KH{number:04}"),
            previous: String::new(),
            name,
            phones: phones::cells(random),
            address: address(random, city),
            email,
            status: lookups::statuses(Night::One)[random.pick(words::STATUS_ROWS)].1,
            kind: type_name(kind),
            group: group(kind, city),
            birthday: if private {
                birthday(random)
            } else {
                String::new()
            },
            channel: random.pick(words::CHANNELS),
            note: if random.chance(35) {
                random.pick(words::NOTES)
            } else {
                ""
            },
            agent: format!("NV{:02}", 1 + random.below(12)),
        }
    }

    /// The row of the export, in the order of [`HEADERS`].
    pub fn cells(&self) -> [&str; 14] {
        [
            &self.code,
            &self.previous,
            &self.name,
            &self.phones[0],
            &self.phones[1],
            &self.address,
            &self.email,
            self.status,
            self.kind,
            self.group,
            &self.birthday,
            self.channel,
            self.note,
            &self.agent,
        ]
    }
}

/// Most customers are private, as in a call centre for consumers.
fn kind(random: &mut Random) -> &'static str {
    match random.below(100) {
        0..=69 => "LE",
        70..=76 => "VIP",
        77..=89 => "DN",
        90..=96 => "DL",
        _ => "NPP",
    }
}

fn type_name(code: &str) -> &'static str {
    let found = TYPES.iter().find(|(candidate, _)| *candidate == code);
    found.expect("the type is in the list").1
}

fn group(kind: &str, city: &City) -> &'static str {
    let row = match kind {
        "LE" => city.group,
        "DN" => 5,
        "VIP" => 7,
        _ => 6,
    };
    lookups::groups(Night::One)[row].0
}

/// A few addresses are unknown, as in real exports.
fn address(random: &mut Random, city: &City) -> String {
    if random.chance(4) {
        return String::new();
    }
    city.address(random)
}

fn person(random: &mut Random) -> (String, String) {
    let (middles, given) = if random.chance(50) {
        (words::MIDDLES_OF_MEN, words::MEN)
    } else {
        (words::MIDDLES_OF_WOMEN, words::WOMEN)
    };
    let family = random.pick(words::FAMILIES);
    let name = format!("{family} {} {}", random.pick(middles), random.pick(given));
    let number = random.below(100);
    let email = format!("{}{number:02}@example.com", ascii(&name, '.'));
    let email = if random.chance(72) {
        email
    } else {
        String::new()
    };
    (name, email)
}

fn firm(random: &mut Random, kind: &str) -> (String, String) {
    let first = random.pick(words::FIRM_NAMES);
    let last = random.pick(words::FIRM_ENDINGS);
    let what = match kind {
        "DL" => random.pick(words::SHOPS),
        _ => random.pick(words::FIRMS),
    };
    // `.example` is reserved: no mail to it is ever delivered.
    let domain = ascii(&format!("{first}{last}"), '-');
    (
        format!("{what} {first} {last}"),
        format!("lienhe@{domain}.example"),
    )
}

fn birthday(random: &mut Random) -> String {
    if random.chance(18) {
        return String::new();
    }
    let (day, month, year) = (
        1 + random.below(28),
        1 + random.below(12),
        1955 + random.below(50),
    );
    format!("{day:02}/{month:02}/{year}")
}

/// Vietnamese text in small letters without its marks, for e-mail addresses.
fn ascii(text: &str, blank: char) -> String {
    // `đ` is a letter of its own and does not decompose.
    let text = text.to_lowercase().replace('đ', "d");
    let plain: String = text.nfd().filter(char::is_ascii).collect();
    plain.replace(' ', &blank.to_string())
}
