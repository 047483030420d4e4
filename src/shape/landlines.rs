//! Landlines whose area code was replaced in 2017.
//!
//! After the zero, an old number may look like a current mobile: 08 3862 3540 is no mobile. It is recognised as old
//! by its notation, with the area code separated. Invariant: a number without a separated area code is not changed.

/// Old area codes without the zero, and the new ones, by the ministry's plan 2036/QĐ-BTTTT.
const RENEWED: [(&str, &str); 59] = [
    ("4", "24"),
    ("8", "28"),
    ("20", "214"),
    ("22", "212"),
    ("25", "205"),
    ("26", "206"),
    ("27", "207"),
    ("29", "216"),
    ("30", "229"),
    ("31", "225"),
    ("33", "203"),
    ("36", "227"),
    ("37", "237"),
    ("38", "238"),
    ("39", "239"),
    ("52", "232"),
    ("53", "233"),
    ("54", "234"),
    ("55", "255"),
    ("56", "256"),
    ("57", "257"),
    ("58", "258"),
    ("59", "269"),
    ("60", "260"),
    ("61", "251"),
    ("62", "252"),
    ("63", "263"),
    ("64", "254"),
    ("66", "276"),
    ("67", "277"),
    ("68", "259"),
    ("70", "270"),
    ("72", "272"),
    ("73", "273"),
    ("74", "294"),
    ("75", "275"),
    ("76", "296"),
    ("77", "297"),
    ("79", "299"),
    ("230", "215"),
    ("231", "213"),
    ("240", "204"),
    ("241", "222"),
    ("280", "208"),
    ("281", "209"),
    ("320", "220"),
    ("321", "221"),
    ("350", "228"),
    ("351", "226"),
    ("500", "262"),
    ("501", "261"),
    ("510", "235"),
    ("511", "236"),
    ("650", "274"),
    ("651", "271"),
    ("710", "292"),
    ("711", "293"),
    ("780", "290"),
    ("781", "291"),
];

/// Old area codes that are current mobile prefixes.
const LIKE_MOBILES: [&str; 14] = [
    "33", "36", "37", "38", "39", "52", "55", "56", "58", "59", "70", "76", "77", "79",
];

/// The current form of a number with an area code from before 2017.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Landline {
    /// The current number, with its zero.
    Renewed(String),
    /// It may also be a mobile.
    Unclear,
}

/// Parses a number as written; `None` if it is no landline with a separated old area code.
pub fn of_written(number: &str) -> Option<Landline> {
    let written = AreaNumber::of(number)?;
    let renewed = RENEWED.iter().find(|(old, _)| *old == written.area)?.1;
    let length = if written.area.len() == 1 { 8 } else { 7 };
    if written.rest.len() != length {
        return None;
    }
    let is_like_mobile = LIKE_MOBILES.contains(&written.area);
    if written.is_bracketed || !is_like_mobile {
        return Some(Landline::Renewed(format!("0{renewed}{}", written.rest)));
    }
    // Nearly all landlines continue with a 3, and mobiles are grouped as 3, 3 and 4 digits.
    let is_usual_mobile = written.groups == [3, 4];
    (written.rest.starts_with('3') && !is_usual_mobile).then_some(Landline::Unclear)
}

/// A number with a separated area code.
struct AreaNumber<'n> {
    area: &'n str,
    is_bracketed: bool,
    /// The digits after the area code.
    rest: String,
    /// The lengths of their groups.
    groups: Vec<usize>,
}

impl<'n> AreaNumber<'n> {
    fn of(number: &'n str) -> Option<Self> {
        let is_sign = |letter: char| !letter.is_ascii_digit();
        let mut groups = number.split(is_sign).filter(|group| !group.is_empty());
        let mut first = groups.next()?;
        let mut is_abroad = false;
        if number.starts_with('+') || first == "0084" || first == "84" {
            let rest = first
                .strip_prefix("0084")
                .or_else(|| first.strip_prefix("84"))?;
            is_abroad = true;
            first = if rest.is_empty() {
                groups.next()?
            } else {
                rest
            };
            if first == "0" {
                first = groups.next()?;
            }
        }
        let area = match first.strip_prefix('0') {
            Some(area) => area,
            None if is_abroad => first,
            None => return None,
        };
        let groups: Vec<&str> = groups.collect();
        Some(Self {
            area,
            is_bracketed: number.contains(')'),
            rest: groups.concat(),
            groups: groups.iter().map(|group| group.len()).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn renewed(number: &str) -> Option<String> {
        match of_written(number)? {
            Landline::Renewed(number) => Some(number),
            Landline::Unclear => Some("?".to_owned()),
        }
    }

    #[test]
    fn area_codes_set_apart_are_renewed() {
        let cases = [
            ("08) 3862 3540", "02838623540"),
            ("04.3819 8244", "02438198244"),
            ("08-38623540", "02838623540"),
            ("+84 8 3862 3540", "02838623540"),
            ("+848 3862 3540", "02838623540"),
            ("84-4-38198244", "02438198244"),
            ("+84 (0)8 3862 3540", "02838623540"),
            ("0511.3822.333", "02363822333"),
            ("0650) 3822 666", "02743822666"),
            ("031 3842 123", "02253842123"),
            ("033) 3825 123", "02033825123"),
            ("072-3826-333", "02723826333"),
        ];
        for (number, expected) in cases {
            assert_eq!(renewed(number).as_deref(), Some(expected), "{number}");
        }
    }

    #[test]
    fn what_may_be_a_mobile_as_well_is_unclear() {
        for number in ["033 3825123", "038.3825.123", "+84 79 3825123"] {
            assert_eq!(renewed(number).as_deref(), Some("?"), "{number}");
        }
    }

    #[test]
    fn mobiles_and_numbers_of_today_are_left_alone() {
        let numbers = [
            "0838623540",
            "083 862 3540",
            "0838 623 540",
            "033 382 5123",
            "033 912 5123",
            "090 3456 789",
            "028 3862 3540",
            "0236 3822 333",
            "+84 838 623 540",
            "08 3862 354",
            "1900 1234",
            "0211 3822 333",
        ];
        for number in numbers {
            assert_eq!(renewed(number), None, "{number}");
        }
    }

    #[test]
    fn every_old_code_is_there_once() {
        let mut old: Vec<_> = RENEWED.iter().map(|(old, _)| old).collect();
        let mut new: Vec<_> = RENEWED.iter().map(|(_, new)| new).collect();
        old.sort_unstable();
        old.dedup();
        new.sort_unstable();
        new.dedup();
        assert_eq!((old.len(), new.len()), (59, 59));
    }
}
