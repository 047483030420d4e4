//! Hostile cells, browsers without scripts, and very long plans.

use vbot_sync::model::{Entity, Guard, Issue, Problem, Share};

use crate::{
    chromium::Page,
    plans,
    visible_page::{by_id, changes, issues, title},
};

#[test]
#[ignore = "needs chromium"]
fn no_cell_becomes_markup() {
    let dump = Page::of(&plans::page(&plans::hostile())).dump("");
    assert_eq!(title(&dump), "Refused: 1 call · vbot-sync");
    assert!(!dump.contains("<img"), "no cell may become an element");
    assert_eq!(dump.matches("<script").count(), 2);
    let shown = changes(&dump);
    assert_eq!(shown.len(), 1);
    assert!(
        shown[0].text().contains(plans::ATTACK),
        "{}",
        shown[0].text()
    );
    assert!(issues(&dump)[0].text().contains(plans::ATTACK));
}

#[test]
#[ignore = "needs chromium"]
fn no_address_becomes_markup() {
    let page = Page::of(&plans::page(&plans::many(3)));
    let attack = "%3Cimg%20src%3Dx%20onerror%3D%22document.title%3D%27broken%27%22%3E";
    for key in [
        "entity",
        "attr",
        "q",
        "call",
        "page",
        "about",
        "rule",
        "__proto__",
    ] {
        let dump = page.dump(&format!("{key}={attack}"));
        assert_eq!(title(&dump), "3 calls to send · vbot-sync");
        assert!(!dump.contains("<img"), "{key} may not become an element");
    }
}

#[test]
#[ignore = "needs chromium"]
fn the_policy_stops_injected_scripts() {
    let html = plans::page(&plans::many(1));
    let intruder = "<script>document.title='broken'</script><img src='data:,' onerror=\"document.title='broken'\">";
    let dump = Page::of(&html.replace("<main>", &format!("<main>{intruder}"))).dump("");
    assert_eq!(title(&dump), "1 call to send · vbot-sync");
    assert_eq!(by_id(&dump, "count"), "1 change");
}

#[test]
#[ignore = "needs chromium"]
fn without_scripts_the_page_shows_the_essentials() {
    let mut plan = plans::many(60);
    plan.follows.insert(Entity::Customer, 12);
    plan.issues = (1..=25)
        .map(|row| Issue::new(Problem::NoPhone {}, plans::row(row)))
        .collect();
    plan.guards.push(Guard::TooManyUpdates {
        entity: Entity::Customer,
        updates: 60,
        known: 61,
        allowed: 30,
        limit: Share::Percent(50.0),
        target: None,
        rows: 0,
    });
    let dump = Page::without_script(&plans::page(&plan)).dump("");
    for text in [
        "60 of 61 customer records would be updated",
        "--max-update customer=60",
        "12 customer updates only follow a changed code or group name (",
        "shown by JavaScript, which is switched off here",
        "… and 5 more, which need JavaScript to be shown.",
    ] {
        assert!(dump.contains(text), "{text}");
    }
    assert_eq!(issues(&dump).len(), 20);
    assert_eq!(changes(&dump).len(), 0);
    assert!(
        dump.contains("aria-label=\"Changes\" hidden"),
        "the filter would do nothing"
    );
}

#[test]
#[ignore = "needs chromium"]
fn twenty_thousand_changes_can_be_searched() {
    let page = Page::of(&plans::page(&plans::many(20_000)));
    let dump = page.dump("");
    assert_eq!(by_id(&dump, "count"), "20,000 changes");
    assert_eq!(changes(&dump).len(), 50);
    let dump = page.dump("q=nguyen+van&page=80");
    assert_eq!(by_id(&dump, "count"), "4,000 of 20,000 changes");
    assert_eq!(changes(&dump).len(), 50);
    let dump = page.dump("q=khach-hang.csv:19001");
    assert_eq!(by_id(&dump, "count"), "1 of 20,000 changes");
    assert!(changes(&dump)[0].text().contains("KH019000"));
}
