//! Typing, clicking and turning pages.
//!
//! A script of the test acts as the reader. It runs with the page's nonce and writes its result into the title.

use crate::{
    chromium::Page,
    plans,
    visible_page::{by_id, changes, title},
};

/// Helpers of the scripts below.
const HANDS: &str = "
    const one = (selector) => document.querySelector(selector);
    const type = (selector, value) => {
        one(selector).value = value;
        one(selector).dispatchEvent(new Event('input', { bubbles: true }));
    };
    const press = (key, target) => target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    const say = (text) => { document.title = text; };
";

/// The title of the page of 120 changes after the script.
#[track_caller]
fn after(script: &str) -> String {
    let html = plans::page(&plans::many(120));
    Page::with_reader(&html, &format!("{HANDS}{script}")).dump("")
}

#[test]
#[ignore = "needs chromium"]
fn typing_searches_and_changes_the_address() {
    let dump = after("type('[name=q]', 'Bích'); type('[name=op]', 'update'); say(location.hash);");
    assert_eq!(title(&dump), "#op=update&q=B%C3%ADch");
    assert_eq!(by_id(&dump, "count"), "24 of 120 changes");
}

#[test]
#[ignore = "needs chromium"]
fn clearing_the_filters_shows_everything() {
    let dump = after(
        "type('[name=q]', 'bich'); one('#clear').click(); say(location.hash + '|' + one('[name=q]').value);",
    );
    assert_eq!(title(&dump), "|");
    assert_eq!(by_id(&dump, "count"), "120 changes");
    let dump = after("type('[name=q]', 'bich'); press('Escape', one('[name=q]'));");
    assert_eq!(by_id(&dump, "count"), "120 changes");
}

#[test]
#[ignore = "needs chromium"]
fn the_buttons_turn_the_pages() {
    let dump = after("one('[aria-label=\"Last page\"]').click(); say(location.hash);");
    assert_eq!(title(&dump), "#page=3");
    assert_eq!(changes(&dump).len(), 20);
    let dump = after(
        "one('[aria-label=\"Last page\"]').click(); type('[name=q]', 'bich'); say(location.hash);",
    );
    assert_eq!(title(&dump), "#q=bich");
    assert_eq!(changes(&dump).len(), 24);
}

#[test]
#[ignore = "needs chromium"]
fn the_slash_key_focuses_the_search() {
    let dump = after("press('/', document.body); say(document.activeElement.name);");
    assert_eq!(title(&dump), "q");
}

#[test]
#[ignore = "needs chromium"]
fn a_folded_value_unfolds() {
    let long = format!("{} hết", "rất dài ".repeat(100));
    let call = plans::update(1, "An", "customer_address", ["", &long]);
    let html = plans::page(&plans::of(vec![call]));
    let folded = changes(&Page::of(&html).dump(""))[0].text();
    assert!(!folded.contains("hết"), "{folded}");
    let script = "document.querySelector('.more').click();";
    let whole = changes(&Page::with_reader(&html, script).dump(""))[0].text();
    assert!(whole.contains("hết"), "{whole}");
}

#[test]
#[ignore = "needs chromium"]
fn every_match_is_printed_beyond_the_page() {
    let dump = after("dispatchEvent(new Event('beforeprint'));");
    assert_eq!(changes(&dump).len(), 120);
    let dump =
        after("dispatchEvent(new Event('beforeprint')); dispatchEvent(new Event('afterprint'));");
    assert_eq!(changes(&dump).len(), 50);
}

#[test]
#[ignore = "needs chromium"]
fn a_narrow_window_needs_no_horizontal_scrolling() {
    for plan in [plans::hostile(), plans::many(1)] {
        let html = plans::page(&plan);
        for width in [400, 700, 1280] {
            let script = "const root = page.documentElement; document.title = `${page.getElementById('count').textContent}: ${root.scrollWidth - root.clientWidth}`;";
            let dump = Page::in_frame(&html, width, script).dump("");
            assert_eq!(title(&dump), "1 change: 0", "at {width} pixels");
        }
    }
}
