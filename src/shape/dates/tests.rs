//! Dates in many notations.

use super::*;

fn day_first(text: &str) -> String {
    let moment = read(text).and_then(|written| written.ordered(DateOrder::DayFirst));
    moment.map_or("none".to_owned(), |moment| {
        moment.to_string().replace("T00:00:00", "")
    })
}

#[test]
fn dates_are_read_in_every_notation() {
    for text in [
        "1/2/1990",
        "01-02-1990",
        "01.02.90",
        "1 / 2 / 1990",
        "1990-02-01",
        "1990/2/1",
        "19900201",
        "ngày 1 tháng 2 năm 1990",
        "Ngày 01 tháng 02, 1990",
        "01-Thg2-90",
        "1-Feb-90",
        "February 1st, 1990",
        "Thứ Năm, 01/02/1990",
        "Thursday, 1 February 1990",
    ] {
        assert_eq!(day_first(text), "1990-02-01", "{text}");
    }
}

#[test]
fn a_time_may_stand_before_or_behind() {
    for text in [
        "5/3/2024 8:30",
        "08:30:00 05/03/2024",
        "2024-03-05T08:30:00.000Z",
        "2024-03-05T08:30:00+07:00",
        "5/3/2024 8:30 SA",
        "lúc 8:30 ngày 5 tháng 3 năm 2024",
    ] {
        assert_eq!(day_first(text), "2024-03-05T08:30:00", "{text}");
    }
    assert_eq!(day_first("5/3/2024 12:05 pm"), "2024-03-05T12:05:00");
    assert_eq!(day_first("5/3/2024 9:05 CH"), "2024-03-05T21:05:00");
}

#[test]
fn what_is_no_date_is_none() {
    for text in [
        "",
        "-",
        "không rõ",
        "1990",
        "2/1990",
        "31/02/1990",
        "00/00/0000",
        "1/2/190",
        "1/2/3/1990",
        "32874",
        "01/02/1990?",
        "5/3/2024 25:00",
        "5/3/2024 8:30:00:00",
        "tháng 2",
        "0912 345 678",
    ] {
        assert_eq!(day_first(text), "none", "{text}");
    }
}

#[test]
fn the_order_is_left_to_the_configuration() {
    let in_order = |text, order| read(text).and_then(|written| written.ordered(order));
    assert_eq!(in_order("01/25/1990", DateOrder::DayFirst), None);
    let month = in_order("01/25/1990", DateOrder::MonthFirst).map(DateTime::date);
    assert_eq!(month, Date::new(1990, 1, 25).ok());
    let year = in_order("90-02-01", DateOrder::YearFirst).map(DateTime::date);
    assert_eq!(year, Date::new(1990, 2, 1).ok());
}
