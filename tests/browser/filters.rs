//! The page shows what its address filters, on the samples' second night.

use crate::{
    night,
    visible_page::{by_id, changes, issues},
};

/// The line with the number of matches, for a state of the filter.
#[track_caller]
fn counted(fragment: &str) -> String {
    by_id(&night().dump(fragment), "count")
}

#[test]
#[ignore = "needs chromium"]
fn every_change_is_on_some_page() {
    let first = night().dump("");
    assert_eq!(by_id(&first, "count"), "145 changes");
    assert_eq!(changes(&first).len(), 50);
    let last = changes(&night().dump("page=3"));
    assert_eq!(last.len(), 45);
    assert!(last[44].text().contains("no. 145"), "{}", last[44].text());
    // A page number beyond the last one shows the last page.
    assert_eq!(changes(&night().dump("page=9")).len(), 45);
}

#[test]
#[ignore = "needs chromium"]
fn entity_and_operation_filter() {
    assert_eq!(counted("entity=customer&op=update"), "102 of 145 changes");
    assert_eq!(counted("op=create"), "26 of 145 changes");
    assert_eq!(counted("entity=group"), "1 of 145 changes");
    let moved = changes(&night().dump("op=updateNo"));
    assert_eq!(moved.len(), 4);
    assert!(moved.iter().all(|item| item.text().starts_with("new code")));
}

#[test]
#[ignore = "needs chromium"]
fn attribute_and_reason_filter() {
    let moved = counted("entity=customer&cause=follows");
    assert_eq!(moved, "62 of 145 changes");
    let phones = changes(&night().dump("op=update&attr=customer_phones"));
    assert!(!phones.is_empty());
    let has = |item: &crate::visible_page::Item| item.all("dt").contains(&"phones".to_owned());
    assert!(phones.iter().all(has));
}

#[test]
#[ignore = "needs chromium"]
fn the_search_ignores_accents() {
    let plain = night().dump("entity=customer&op=update&q=nguyen");
    let accented = night().dump("entity=customer&op=update&q=NGUY%E1%BB%84N");
    let shown = changes(&plain);
    assert!(!shown.is_empty());
    assert!(shown.iter().all(|item| item.text().contains("Nguy")));
    assert_eq!(by_id(&plain, "count"), by_id(&accented, "count"));
    // Both words must occur, in any order.
    assert_eq!(
        counted("q=mien+tay+khach-hang.csv%3A33"),
        "1 of 145 changes"
    );
    assert_eq!(counted("q=do+duc+viet"), "1 of 145 changes");
}

#[test]
#[ignore = "needs chromium"]
fn codes_and_places_are_found() {
    let found = changes(&night().dump("q=kh9452"));
    assert_eq!(found.len(), 1);
    assert!(
        found[0].text().contains("KH0452 → KH9452"),
        "{}",
        found[0].text()
    );
    assert!(found[0].text().contains("exports/khach-hang.csv row 448"));
    assert_eq!(counted("q=nh%C3%B3m%3A6"), "1 of 145 changes");
}

#[test]
#[ignore = "needs chromium"]
fn an_address_can_point_at_one_call() {
    let found = changes(&night().dump("call=2"));
    assert_eq!(found.len(), 1);
    assert!(
        found[0].text().contains("Waits for no. 1"),
        "{}",
        found[0].text()
    );
    assert_eq!(counted("call=999"), "0 of 145 changes");
}

#[test]
#[ignore = "needs chromium"]
fn an_unknown_entity_matches_nothing() {
    let dump = night().dump("entity=nobody");
    assert_eq!(by_id(&dump, "count"), "0 of 145 changes");
    assert!(dump.contains("Nothing matches."));
}

#[test]
#[ignore = "needs chromium"]
fn issues_have_their_own_filters() {
    let all = night().dump("op=delete");
    assert_eq!(by_id(&all, "issue-count"), "2 issues");
    let shown = issues(&all);
    assert_eq!(shown.len(), 2);
    assert!(
        shown[0].text().contains("exports/khach-hang.csv row"),
        "{}",
        shown[0].text()
    );
    let dump = night().dump("severity=warning");
    assert_eq!(by_id(&dump, "issue-count"), "0 of 2 issues");
    assert_eq!(by_id(&dump, "count"), "145 changes");
}
