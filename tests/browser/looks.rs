//! The appearance of a change: marks, blank values, folded values.

use crate::{
    chromium::Page,
    plans,
    visible_page::{Item, changes},
};

/// The only change of a page.
#[track_caller]
fn change(old: &str, new: &str) -> Item {
    let call = plans::update(1, "Lê Văn An", "customer_address", [old, new]);
    let page = Page::of(&plans::page(&plans::of(vec![call])));
    let mut found = changes(&page.dump(""));
    assert_eq!(found.len(), 1);
    found.remove(0)
}

/// The marked old and new parts.
#[track_caller]
fn marks(old: &str, new: &str) -> (String, String) {
    let item = change(old, new);
    (item.all("del").join("|"), item.all("ins").join("|"))
}

fn pair(old: &str, new: &str) -> (String, String) {
    (old.to_owned(), new.to_owned())
}

#[test]
#[ignore = "needs chromium"]
fn only_the_words_that_change_are_marked() {
    let found = marks("Số 1, Lê Lợi, Hà Nội", "Số 1, Trần Phú, Hà Nội");
    assert_eq!(found, pair("Lê Lợi", "Trần Phú"));
    let found = marks("12 Lê Lợi, Quận 1, Huế", "14 Lê Lợi, Quận 3, Huế");
    assert_eq!(found, pair("2|1", "4|3"));
}

#[test]
#[ignore = "needs chromium"]
fn the_digits_of_a_phone_are_marked() {
    assert_eq!(marks("0912000001", "0912000007"), pair("1", "7"));
    let found = marks("0912000001, 0243000003", "0912000001");
    assert_eq!(found, pair(", 0243000003", ""));
}

#[test]
#[ignore = "needs chromium"]
fn texts_with_little_in_common_are_marked_whole() {
    let found = marks("Xã Bình Hưng, H. Bình Chánh", "31 Lý Thường Kiệt, Bình Tân");
    assert_eq!(
        found,
        pair("Xã Bình Hưng, H. Bình Chánh", "31 Lý Thường Kiệt, Bình Tân")
    );
}

#[test]
#[ignore = "needs chromium"]
fn a_letter_is_never_cut_from_its_accents() {
    // Two code points each: only the second differs, but the whole letter is marked.
    let found = marks(
        "Nguye\u{302}\u{303}nvanphuong",
        "Nguye\u{302}\u{309}nvanphuong",
    );
    assert_eq!(found, pair("e\u{302}\u{303}", "e\u{302}\u{309}"));
    assert_eq!(marks("hoà123456", "hoá123456"), pair("à", "á"));
}

#[test]
#[ignore = "needs chromium"]
fn blank_values_are_shown_as_such() {
    assert!(change("", "mới").text().contains("(blank) → mới"));
    assert!(change("cũ", "").text().contains("cũ → (blank)"));
    let unseen = change("An\u{200B}", "An").text();
    assert!(
        unseen.contains("only characters that can’t be seen differ"),
        "{unseen}"
    );
}

#[test]
#[ignore = "needs chromium"]
fn a_long_value_is_folded_around_its_change() {
    let long = "rất dài ".repeat(100);
    let item = change(&format!("{long}cũ {long}"), &format!("{long}mới {long}"));
    assert_eq!(item.all("button"), ["more"]);
    assert!(item.text().contains("… "), "{}", item.text());
    assert!(item.text().contains("cũ rất dài"), "{}", item.text());
    assert!(item.text().len() < 800, "{}", item.text());
}
