//! A phone number as it is dialled in Vietnam: with its zero, and with its current prefix.
//!
//! It uses digits alone. Invariant: a normalised number does not change when it is normalised again.

use crate::model::PhoneDoubt;

/// The prefixes of 11-digit mobiles that Vietnam retired in 2018, and the prefixes of 10-digit ones that replaced
/// them.
pub const RETIRED: [&str; 21] = [
    "120 070", "121 079", "122 077", "123 083", "124 084", "125 085", "126 076", "127 081",
    "128 078", "129 082", "162 032", "163 033", "164 034", "165 035", "166 036", "167 037",
    "168 038", "169 039", "186 056", "188 058", "199 059",
];

/// A number as it is dialled in Vietnam.
#[derive(Clone, Copy)]
pub struct DialledNumber<'d> {
    /// The zero, and the new prefix of a renewed number; blank if there is no zero.
    pub front: &'d str,
    pub rest: &'d str,
}

impl<'d> DialledNumber<'d> {
    /// Vietnamese numbers begin with 0 and not with the country code; a lost zero is restored.
    pub fn of(dialled: &'d str, numeric: bool) -> Self {
        let rest = abroad(dialled)
            .or_else(|| bare(dialled))
            .or_else(|| lost_zero(dialled, numeric))
            .or_else(|| dialled.strip_prefix('0'));
        let (front, rest) = rest.map_or(("", dialled), |rest| ("0", rest));
        Self { front, rest }
    }

    /// Whether it can be dialled in Vietnam now: a mobile, a landline, or a hotline.
    pub fn is_valid(self) -> bool {
        match self.front {
            "" => {
                let is_hotline = self.rest.starts_with("1800") || self.rest.starts_with("1900");
                is_hotline && (8..=10).contains(&self.rest.len())
            }
            "0" => is_subscriber(self.rest),
            _ => true,
        }
    }

    /// The number that replaced a retired one.
    pub fn renewed(self) -> Option<Self> {
        let front = retired(self.rest).filter(|_| self.front == "0")?;
        let rest = &self.rest[3..];
        Some(Self { front, rest })
    }

    /// A hotline can't be called from abroad; a retired mobile keeps its old form.
    pub fn has_international_form(self) -> bool {
        !self.front.is_empty() && (self.is_valid() || self.renewed().is_some())
    }

    pub fn doubt(self) -> Option<PhoneDoubt> {
        match self {
            _ if self.is_valid() => None,
            _ if self.renewed().is_some() => Some(PhoneDoubt::RetiredPrefix),
            _ => NO_PHONE,
        }
    }
}

pub const NO_PHONE: Option<PhoneDoubt> = Some(PhoneDoubt::NoPhone);

/// `+84` or `0084`, with or without a superfluous zero after it.
fn abroad(number: &str) -> Option<&str> {
    let rest = number.strip_prefix("+84");
    subscriber(rest.or_else(|| number.strip_prefix("0084"))?)
}

fn subscriber(rest: &str) -> Option<&str> {
    let rest = rest.strip_prefix('0').unwrap_or(rest);
    (matches!(rest.len(), 9 | 10) && !rest.starts_with('0')).then_some(rest)
}

/// `84` alone might begin another kind of number, so the ten digits after it must be a phone number.
fn bare(number: &str) -> Option<&str> {
    let rest = number.strip_prefix("84")?;
    subscriber(rest).filter(|number| rest.len() == 9 || was_subscriber(number))
}

fn lost_zero(number: &str, numeric: bool) -> Option<&str> {
    let lost = numeric || number.len() == 9;
    (lost && was_subscriber(number)).then_some(number)
}

/// The digits after the zero of a mobile, or of a landline with its area code.
fn is_subscriber(rest: &str) -> bool {
    match rest.len() {
        9 => rest.starts_with(['3', '5', '7', '8', '9']),
        10 => rest.starts_with('2'),
        _ => false,
    }
}

/// The same, current or from before 2018.
fn was_subscriber(rest: &str) -> bool {
    is_subscriber(rest) || retired(rest).is_some()
}

/// The current prefix of a number whose prefix was retired.
fn retired(rest: &str) -> Option<&'static str> {
    let prefix = rest.get(..3).filter(|_| rest.len() == 10)?;
    RETIRED
        .iter()
        .find_map(|pair| pair.strip_prefix(prefix)?.strip_prefix(' '))
}
