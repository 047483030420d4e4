//! Phones, two lines for each rule, and that parsing twice changes nothing.

use proptest::prelude::*;

use super::super::dialled::RETIRED;
use super::*;

fn policy(phones: Phones, upgrade_old_mobile: bool) -> Policy {
    Policy {
        phones,
        upgrade_old_mobile,
        ..Policy::default()
    }
}

fn read(cell: &str, numeric: bool, policy: Policy) -> PhoneList {
    let mut list = PhoneList::default();
    super::read(cell, numeric, policy, &mut list);
    list
}

fn sent(found: &PhoneList) -> Vec<String> {
    found.numbers().map(str::to_owned).collect()
}

fn national_of(cell: &str) -> Vec<String> {
    sent(&read(cell, false, policy(Phones::National, false)))
}

fn of_number(cell: &str) -> Vec<String> {
    sent(&read(cell, true, policy(Phones::National, false)))
}

fn is_doubted(cell: &str) -> bool {
    let found = read(cell, false, policy(Phones::National, false));
    !found.doubts.is_empty()
}

#[test]
fn one_cell_holds_several() {
    let two = ["0912345678", "02838123456"];
    for cell in [
        "0912345678;02838123456",
        "0912.345.678, (028) 3812-3456",
        "0912 345 678/028.3812.3456",
        "0912345678|02838123456",
        "0912345678\r\n02838123456",
        "ĐT1: 0912345678 hoặc 028 3812 3456",
        "0912 345 678  028 3812 3456",
        "０９１２３４５６７８；０２８３８１２３４５６",
    ] {
        assert_eq!(national_of(cell), two, "{cell}");
    }
}

#[test]
fn a_point_and_a_zero_are_left_out_where_a_phone_is_left() {
    for (cell, phone) in [
        ("912345678.0", "0912345678"),
        ("0912345678.0", "0912345678"),
        ("84912345678.0", "0912345678"),
        ("032000000.0", "0320000000"),
    ] {
        assert_eq!(national_of(cell), [phone], "{cell}");
    }
}

#[test]
fn notes_go() {
    for cell in [
        "0912.345.678 (Lan)",
        "Chị Lan 0912 345 678",
        "0912345678 - Zalo",
        "0912345678 zalo/viber",
        "ĐT: 0912-345-678",
        "Tel.: (091) 234 5678",
        "0912345678 (số 2)",
        "0912345678 ext 12",
        "\u{202a}0912345678\u{202c}",
        "'0912345678",
    ] {
        assert_eq!(national_of(cell), ["0912345678"], "{cell}");
    }
    assert_eq!(
        national_of("0912345678 (mẹ 0987654321)"),
        ["0912345678", "0987654321"]
    );
}

#[test]
fn the_country_code_becomes_a_zero() {
    for cell in [
        "+84912345678",
        "0084 912 345 678",
        "84912345678",
        "+84 (0) 912.345.678",
        "(+84) 912 345 678",
        "840912345678",
    ] {
        assert_eq!(national_of(cell), ["0912345678"], "{cell}");
        assert!(!is_doubted(cell), "{cell}");
    }
    assert_eq!(national_of("+84 28 3812 3456"), ["02838123456"]);
    assert_eq!(national_of("842838123456"), ["02838123456"]);
}

#[test]
fn a_lost_zero_comes_back() {
    assert_eq!(national_of("912345678"), ["0912345678"]);
    assert_eq!(of_number("912345678"), ["0912345678"]);
    assert_eq!(of_number("2838123456"), ["02838123456"]);
    assert_eq!(of_number("84912345678"), ["0912345678"]);
    assert_eq!(of_number("912,345,678"), ["0912345678"]);
    assert_eq!(of_number("841234567"), ["0841234567"]);
    assert_eq!(of_number("19001234"), ["19001234"]);
    assert_eq!(of_number("0912345678"), ["0912345678"]);
}

#[test]
fn what_is_no_phone_is_doubted_and_sent() {
    for (cell, number) in [
        ("12345", "12345"),
        ("Lan 12345", "12345"),
        ("091234567", "091234567"),
        ("123456789", "123456789"),
        ("+1 202 555 0123", "+12025550123"),
        ("0912O45678", "0912O45678"),
        ("01234567890", "01234567890"),
        ("091234567809876543219", "091234567809876543219"),
    ] {
        assert_eq!(national_of(cell), [number]);
        assert!(is_doubted(cell), "{cell}");
    }
    for valid in ["0312345678", "18001234", "1900123456", "02438123456"] {
        assert!(!is_doubted(valid), "{valid}");
    }
}

#[test]
fn words_are_not_sent() {
    let found = read("không có", false, policy(Phones::National, false));
    assert_eq!((found.len(), found.doubts.len()), (0, 1));
    assert_eq!(found.doubts[0].number, None);
    assert!(national_of("Số 12 ngõ 3").is_empty());
    let blank = read(" - ; . ", false, policy(Phones::National, false));
    assert_eq!((blank.len(), blank.doubts.len()), (0, 0));
}

#[test]
fn old_mobiles_are_upgraded_on_demand() {
    let new = |cell: &str| sent(&read(cell, false, policy(Phones::National, true)));
    for (old, number) in [
        ("0120 1234567", "0701234567"),
        ("+841691234567", "0391234567"),
        ("01231234567", "0831234567"),
        ("0199.123.4567", "0591234567"),
        ("0912345678", "0912345678"),
    ] {
        assert_eq!(new(old), [number]);
    }
    assert_eq!(of_number("1201234567"), ["01201234567"]);
}

#[test]
fn every_retired_prefix_has_its_successor() {
    for (old, new) in RETIRED.iter().filter_map(|pair| pair.split_once(' ')) {
        let found = read(&format!("0{old}1234567"), false, policy(Phones::E164, true));
        let expected = format!("+84{}1234567", &new[1..]);
        assert_eq!(sent(&found), [expected], "{old}");
        assert_eq!(found.doubts, [], "{old}");
    }
}

#[test]
fn numbers_from_abroad_and_hotlines_stay_what_they_are() {
    let e164 = |cell: &str| sent(&read(cell, false, policy(Phones::E164, false)));
    assert_eq!(e164("+1 (202) 555-0123"), ["+12025550123"]);
    assert_eq!(
        e164("+44 20 7946 0958; 1800 1234"),
        ["+442079460958", "18001234"]
    );
    assert_eq!(e164("FREE-CALL 1900 6789"), ["19006789"]);
}

#[test]
fn e164_and_raw() {
    let e164 = |cell: &str| sent(&read(cell, false, policy(Phones::E164, false)));
    assert_eq!(
        e164("0912345678; 19001234; 12345"),
        ["+84912345678", "19001234", "12345"]
    );
    let raw = |cell: &str| sent(&read(cell, false, policy(Phones::Raw, false)));
    assert_eq!(
        raw(" 0912.345.678 (Lan) ; +84 28 3812 3456"),
        ["0912.345.678 (Lan)", "+84 28 3812 3456"]
    );
}

proptest! {
    #[test]
    fn reading_twice_changes_nothing(
        cell in r"(\+?[084]{0,4}[0-9 .()-]{0,14}[;,/ a-zĐ:+]?){0,4}|\PC*",
        numeric: bool,
        upgrade: bool,
        phones in prop_oneof![Just(Phones::National), Just(Phones::E164), Just(Phones::Raw)],
    ) {
        let policy = policy(phones, upgrade);
        for number in sent(&read(&cell, numeric && phones != Phones::Raw, policy)) {
            prop_assert_eq!(sent(&read(&number, false, policy)), [number.clone()]);
        }
    }

    #[test]
    fn a_valid_number_is_found_however_it_is_written(
        digits in "0(3[2-9]|5[2689]|7[06-9]|8[1-9]|9[0-9])[0-9]{7}|02[0-9]{9}",
        gaps in proptest::collection::vec("[ .-]{0,2}", 12),
        note in "( \\([a-z]{1,5}\\))?",
    ) {
        let spread: String = digits
            .chars()
            .zip(&gaps)
            .enumerate()
            // The separated digits may be an old area code.
            .map(|(place, (digit, gap))| (digit, if place < 4 { "" } else { gap }))
            .flat_map(|(digit, gap)| std::iter::once(digit).chain(gap.chars()))
            .collect();
        prop_assert_eq!(national_of(&format!("{spread}{note}")), [digits]);
    }
}
