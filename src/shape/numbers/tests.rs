//! Numbers, two lines for each rule, and no panic for any text.

use proptest::prelude::*;

use super::*;

fn plain_of(text: &str) -> String {
    read(text, None).map_or("none".to_owned(), |found| found.plain)
}

#[test]
fn numbers_are_read_in_every_notation() {
    for text in [
        "1.234.567,89",
        "1,234,567.89",
        "1 234 567,89",
        "1'234'567.890 $",
    ] {
        assert_eq!(plain_of(text), "1234567.89", "{text}");
    }
    for text in [
        "1.500.000 đ",
        "1500000đ",
        "1,500,000 VNĐ",
        "1 500 000 đồng",
        "VND 1.500.000",
        "₫1.500.000,00",
    ] {
        assert_eq!(plain_of(text), "1500000", "{text}");
    }
    for (text, plain) in [
        ("0", "0"),
        ("007", "7"),
        ("12,5", "12.5"),
        ("1.5", "1.5"),
        ("0.123", "0.123"),
        ("1234.567", "1234.567"),
        ("-1.500.000", "-1500000"),
        ("(1,500,000)", "-1500000"),
        ("-0,0", "0"),
        ("+5", "5"),
        ("- 5 đ", "-5"),
        (".5", "0.5"),
    ] {
        assert_eq!(plain_of(text), plain, "{text}");
    }
}

#[test]
fn what_is_no_number_is_none() {
    for text in [
        "",
        "-",
        ".",
        "đ",
        "abc",
        "1.2.3",
        "1.234.56",
        "12 34",
        "1,234.567.890",
        "1.234,567,890,1",
        "5 triệu",
        "7.5%",
        "1e5",
        "1.234 567",
        "0912.345.678",
        "--5",
    ] {
        assert_eq!(plain_of(text), "none", "{text}");
    }
}

#[test]
fn a_mark_before_three_digits_may_be_either() {
    let found = read("1.234", None).expect("a number");
    assert_eq!(
        (&*found.plain, found.shows),
        ("1234", NumberStyle::Either('.'))
    );
    let found = read("1,234", None).expect("a number");
    assert_eq!(
        (&*found.plain, found.shows),
        ("1234", NumberStyle::Either(','))
    );
    let told = |text, mark| read(text, Some(mark)).map(|found| found.plain);
    assert_eq!(told("1.234", '.').as_deref(), Some("1.234"));
    assert_eq!(told("1.234", ',').as_deref(), Some("1234"));
    assert_eq!(told("1.5", ','), None);
    assert_eq!(from_cell("1.234").as_deref(), Some("1.234"));
}

proptest! {
    #[test]
    fn a_plain_number_stays(number in "-?(0|[1-9][0-9]{0,12})(\\.[0-9]{0,4}[1-9])?") {
        prop_assume!(number != "-0");
        prop_assert_eq!(from_cell(&number), Some(number));
    }

    #[test]
    fn no_text_is_too_odd(text in r"[0-9., đ$()+-]{0,12}|\PC*") {
        let _ = read(&text, None);
    }
}
