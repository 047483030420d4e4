//! Formats, numbers and dates for which no workbook is needed.

use calamine::{Data, ExcelDateTime, ExcelDateTimeType};

use super::super::{format::Format, plain_number::plain, value::cell};
use crate::model::Cell;

fn number(number: f64, code: &str) -> String {
    super::shown(&cell(Data::Float(number), &Format::new(code, None), false)).to_owned()
}

fn date(serial: f64, code: &str, is_1904: bool) -> Cell {
    let moment = ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, is_1904);
    undated(cell(
        Data::DateTime(moment),
        &Format::new(code, None),
        is_1904,
    ))
}

/// The shown text of a date.
fn undated(cell: Cell) -> Cell {
    match cell {
        Cell::Date(date) => text(&date.shown),
        other => other,
    }
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

#[test]
fn numbers_have_15_digits_and_no_exponent() {
    assert_eq!(plain(12_345_678_901_234_567.0), "12345678901234600");
    assert_eq!(plain(1e21), "1000000000000000000000");
    assert_eq!(plain(4.35 * 100.0), "435");
    assert_eq!(plain(-0.0), "0");
    assert_eq!(plain(79_123_456_789.0), "79123456789");
}

#[test]
fn masks_fill_their_places_from_the_right() {
    assert_eq!(number(1_234_567.0, "00000"), "1234567");
    assert_eq!(number(-42.0, "0000"), "-0042");
    assert_eq!(number(5.0, "##00"), "05");
    assert_eq!(number(7.0, "000-000"), "000-007");
    assert_eq!(number(1_234_567.0, "00-00"), "12345-67");
    assert_eq!(number(2.6, "000"), "003");
    assert_eq!(number(7.0, "[Red]000;-000"), "007");
    assert_eq!(number(7.0, "0\" kg\""), "7 kg");
}

#[test]
fn one_zero_or_a_text_in_front_is_shown() {
    assert_eq!(number(912_345_678.0, "0#########"), "0912345678");
    assert_eq!(number(912_345_678.0, "\"0\"#########"), "0912345678");
    assert_eq!(number(912_345_678.0, "\\0#########"), "0912345678");
    assert_eq!(number(912_345_678.0, "\"0\"General"), "0912345678");
    assert_eq!(number(12.0, "\"KH\"#"), "KH12");
    assert_eq!(number(12.5, "\"KH\"General"), "KH12.5");
    assert_eq!(number(0.0, "\"KH\"General"), "KH0");
    assert_eq!(number(12.0, "General\" tháng\""), "12 tháng");
}

#[test]
fn a_number_is_kept_beside_its_text() {
    for (value, code, expected) in [
        (0.15, "0%", "0.15"),
        (12.0, "0\" tháng\"", "12"),
        (-7.0, "\"KH\"000", "-7"),
        (2.6, "\"KH\"000", "2.6"),
    ] {
        let Cell::Formatted(number) = cell(Data::Float(value), &Format::new(code, None), false)
        else {
            panic!("{code} makes a text");
        };
        assert_eq!(number.plain, expected, "{code}");
    }
    let digits = cell(Data::Float(7.0), &Format::new("0##", None), false);
    assert_eq!(digits, Cell::Number("007".to_owned()));
}

#[test]
fn formats_that_are_not_masks_leave_the_number_alone() {
    for code in [
        "0",
        "0.00",
        "#,##0",
        "@",
        "[<=9999999]###-0000;(000) 000-0000",
        "[$₫-42A]00",
        "_(* #,##0_);_(* (#,##0)",
        "# ?/?",
        "\"",
        "[",
        "\\",
    ] {
        assert_eq!(number(7.0, code), "7", "{code}");
    }
}

#[test]
fn both_epochs_and_the_leap_day_that_never_was() {
    assert_eq!(date(45_356.0, "dd/mm/yyyy", false), text("05/03/2024"));
    assert_eq!(date(43_894.0, "dd/mm/yyyy", true), text("05/03/2024"));
    assert_eq!(date(60.0, "dd/mm/yyyy", false), text("29/02/1900"));
    assert_eq!(date(61.0, "dd/mm/yyyy", false), text("01/03/1900"));
    assert_eq!(date(0.0, "dd/mm/yyyy", false), text("00/01/1900"));
    assert_eq!(date(366.0, "dd/mm/yyyy", false), text("31/12/1900"));
    assert_eq!(date(2_958_465.0, "dd/mm/yyyy", false), text("31/12/9999"));
}

#[test]
fn times_are_exact_to_the_second() {
    for hour in 0_u32..24 {
        let serial = 45_356.0 + f64::from(hour) / 24.0;
        let expected = format!("{hour:02}:00:00");
        assert_eq!(date(serial, "hh:mm:ss", false), text(&expected));
    }
    assert_eq!(date(0.5, "[$-F400]h:mm:ss", false), text("12:00:00"));
    assert_eq!(date(0.5, "h:mm AM/PM", false), text("12:00 PM"));
    assert_eq!(
        date(45_356.999_999_9, "dd/mm/yyyy hh:mm", false),
        text("06/03/2024 00:00")
    );
    assert_eq!(
        date(45_356.25, "[$-F800]dddd", false),
        text("05/03/2024 06:00:00")
    );
}

#[test]
fn a_date_that_excel_shows_as_hashes_is_a_number() {
    for serial in [-1.0, 2_958_466.0, f64::INFINITY] {
        assert_eq!(
            date(serial, "dd/mm/yyyy", false),
            Cell::Number(plain(serial))
        );
    }
}

#[test]
fn lengths_of_time_may_exceed_a_day() {
    let length = ExcelDateTime::new(1.0625, ExcelDateTimeType::TimeDelta, false);
    let shown = cell(
        Data::DateTime(length),
        &Format::new("[h]:mm:ss", None),
        false,
    );
    assert_eq!(shown, text("25:30:00"));
}

#[test]
fn written_dates_and_times_are_read() {
    let usual = Format::default();
    for (written, expected) in [
        ("2024-03-05", "05/03/2024"),
        ("2024-03-05T08:30:00", "05/03/2024 08:30:00"),
        ("2024-03-05T08:30:00.765Z", "05/03/2024 08:30:00"),
        ("Z", "Z"),
        ("năm ngoái", "năm ngoái"),
    ] {
        assert_eq!(
            undated(cell(Data::DateTimeIso(written.to_owned()), &usual, false)),
            text(expected)
        );
    }
    for (written, expected) in [
        ("PT08H30M05S", "08:30:05"),
        ("PT26H", "26:00:00"),
        ("x", "x"),
    ] {
        assert_eq!(
            cell(Data::DurationIso(written.to_owned()), &usual, false),
            text(expected)
        );
    }
}

#[test]
fn a_date_is_kept_beside_its_text() {
    let of = |serial, is_1904| {
        let moment = ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, is_1904);
        cell(
            Data::DateTime(moment),
            &Format::new("m/d/yy", None),
            is_1904,
        )
    };
    for (serial, is_1904) in [(45_356.25, false), (43_894.25, true)] {
        let Cell::Date(date) = of(serial, is_1904) else {
            panic!("{:?}", of(serial, is_1904));
        };
        assert_eq!(date.shown, "3/5/24");
        assert_eq!(date.moment.to_string(), "2024-03-05T06:00:00");
    }
    for none in [0.25, 60.0] {
        assert!(matches!(of(none, false), Cell::Text(_)), "{none}");
    }
}
