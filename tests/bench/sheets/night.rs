//! The changes of the customers between the first night and another one.
//!
//! A share follows from the customer's number, as the customer does. Invariant: a night differs from the
//! first one only in what its doc comment describes.

use super::{
    customer::{Customer, HEADERS, code},
    random::Random,
};

const OTHER_NOTE: &str = "Đã gọi lại đêm qua";

/// A night, by how it differs from the first one.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Night {
    /// The first night, with an empty snapshot.
    First,
    /// A usual night: of a thousand customers 10 have changed, 5 are removed, 2 have another code, and 5 are new.
    Second,
    /// Every customer has another note.
    EveryNote,
    /// The status that half of the customers have has another code.
    Status,
    /// Every group has another name.
    Groups,
    /// Every customer has the code of the next one, in chains of that length; the last one of each has a new code.
    Chains(usize),
    /// Every customer has the code of the next one, and the last one has the first one's.
    Ring,
    /// Every customer has a new code and another note, so that no row can be matched with a record.
    Strangers,
    /// Every customer has an unknown group, each a different one.
    Unknown,
    /// Every customer has two rows, the second with another note.
    Twice,
}

impl Night {
    /// Whether codes have changed and a column has the previous ones.
    pub const fn is_renumbered(self) -> bool {
        matches!(self, Self::Chains(_) | Self::Ring)
    }

    /// The headers of the customers' sheet.
    pub fn headers(self) -> impl Iterator<Item = &'static str> {
        let previous = self.is_renumbered().then_some("Mã cũ");
        HEADERS.into_iter().chain(previous)
    }

    /// The customers of the sheet, in its order, if the first night had `rows` of them.
    pub fn customers(self, rows: usize, groups: usize) -> impl Iterator<Item = Customer> {
        let old = (0..rows).filter_map(move |number| self.on_this_night(number, rows, groups));
        let new = match self {
            Self::Second => rows / 200,
            Self::Twice => rows,
            _ => 0,
        };
        let new = (rows..rows + new).map(move |number| self.new_row(number, rows, groups));
        old.chain(new)
    }

    /// A row after those of the first night's customers.
    fn new_row(self, number: usize, rows: usize, groups: usize) -> Customer {
        let code = format!("KN{number:07}");
        match self {
            Self::Twice => Customer {
                note: OTHER_NOTE,
                ..Customer::numbered(number - rows, groups)
            },
            _ => Customer {
                code,
                ..Customer::numbered(number, groups)
            },
        }
    }

    /// One of the first night's customers on this night; `None` if it is removed.
    fn on_this_night(self, number: usize, rows: usize, groups: usize) -> Option<Customer> {
        let mut customer = Customer::numbered(number, groups);
        match self {
            Self::Second => match share(number) {
                0..10 => customer.note = OTHER_NOTE,
                10..15 => return None,
                15..17 => customer.code = format!("KX{number:07}"),
                _ => {}
            },
            Self::EveryNote => customer.note = OTHER_NOTE,
            Self::Status if customer.status == "CARE" => customer.status = "CARED",
            Self::First | Self::Status | Self::Twice => {}
            Self::Groups => customer.group.push_str(" (mới)"),
            Self::Strangers => {
                customer.code = format!("KS{number:07}");
                customer.note = OTHER_NOTE;
            }
            Self::Unknown => customer.group = format!("Nhóm lạ {number}"),
            Self::Chains(_) | Self::Ring => self.renumber(&mut customer, number, rows),
        }
        Some(customer)
    }

    fn renumber(self, customer: &mut Customer, number: usize, rows: usize) {
        let next = number + 1;
        customer.previous = std::mem::take(&mut customer.code);
        customer.code = match self {
            Self::Chains(length) if next.is_multiple_of(length) || next == rows => {
                format!("KZ{number:07}")
            }
            Self::Ring if next == rows => code(0),
            _ => code(next),
        };
    }
}

/// A number below a thousand that is independent of the customer's values.
fn share(number: usize) -> usize {
    let seed = u64::try_from(number).expect("a usize fits");
    Random::new(seed.wrapping_mul(0x9FB2_1C65_1E98_DF25) ^ 0x5E_ED).below(1000)
}
