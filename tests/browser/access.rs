//! The page is within reach: its parts are linked, its controls have names, and its texts can be told from the paper.
//!
//! Contrast is computed from what the browser shows, by the formula of WCAG 2. Invariant: every text counts, in both
//! lights.

use vbot_sync::model::{Attribute, CellText, Code, Entity, HeldPlace, Issue, Problem};

use crate::{
    chromium::Page,
    night, plans,
    visible_page::{by_id, issues, title},
};

/// A plan of two changes in which a customer is held.
fn with_a_held_row() -> vbot_sync::codec::Plan {
    let mut plan = plans::many(2);
    let attribute = Attribute::CustomerPhones;
    plan.issues.push(Issue::new(
        Problem::RequiredBlank { attribute },
        plans::row(9),
    ));
    plan.issues.push(Issue::new(
        Problem::EmailDoubtful {
            text: CellText::words("an@"),
        },
        plans::row(2),
    ));
    plan.held_rows.push(HeldPlace {
        entity: Entity::Customer,
        code: Some(Code::from("KH9")),
        name: Some("Lê Thị Giữ".to_owned()),
        origin: plans::row(9),
    });
    let customers = plan.summary.entry(Entity::Customer).or_default();
    customers.held = 1;
    plan
}

#[test]
#[ignore = "needs chromium"]
fn held_rows_lead_to_their_issues_with_the_customer_s_name() {
    let html = plans::page(&with_a_held_row());
    let page = Page::of(&html);
    assert!(html.contains("href=\"#severity=error&amp;held=customer\""));
    let held = page.dump("severity=error&held=customer");
    assert_eq!(by_id(&held, "issue-count"), "1 of 2 issues");
    let text = issues(&held)[0].text();
    assert!(
        text.contains("KH9") && text.contains("Lê Thị Giữ"),
        "{text}"
    );
    assert_eq!(
        by_id(&page.dump("about=thi+giu"), "issue-count"),
        "1 of 2 issues"
    );
    // The row of a warning is not held: it is named by its change.
    let warned = issues(&page.dump("severity=warning"))[0].text();
    assert!(warned.contains("KH000001"), "{warned}");
    let bare = Page::without_script(&html).dump("");
    assert!(issues(&bare)[0].text().contains("Lê Thị Giữ"));
}

/// The title after a script that looks at the page in a light.
#[track_caller]
fn found(html: &str, dark: bool, script: &str) -> String {
    // Headless pages are always light, so that the dark one is asked for in place of the reader's wish.
    let light = "prefers-color-scheme: dark";
    let html = html.replace(light, if dark { "min-width: 1px" } else { light });
    title(&Page::with_reader(&html, script).dump(""))
}

#[test]
#[ignore = "needs chromium"]
fn every_part_is_linked_and_every_control_has_a_name() {
    let script = "
        const links = [...document.querySelectorAll('.contents a')];
        const dead = links.filter((link) => !document.querySelector(link.getAttribute('href')));
        const named = (it) => it.labels?.length || it.textContent.trim() || it.getAttribute('aria-label');
        const nameless = [...document.querySelectorAll('input, select, button, a')].filter((it) => !named(it));
        const levels = [...document.querySelectorAll('h1, h2, h3')].map((it) => it.tagName).join(' ');
        links.at(-1).click();
        document.title = [links.length, dead.length, nameless.length, levels, document.activeElement.id].join('|');";
    let html = plans::page(&with_a_held_row());
    assert_eq!(found(&html, false, script), "3|0|0|H1 H2 H2 H2|issues");
}

/// The texts whose contrast to what is behind them is below AA.
const FAINT: &str = "
    const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const light = ([r, g, b]) => {
        const linear = (part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
        return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    };
    const over = (top, below) => top.slice(0, 3).map((part, at) => part * (top[3] ?? 1) + below[at] * (1 - (top[3] ?? 1)));
    const behind = (it) => {
        if (!it) return [255, 255, 255];
        const own = parts(getComputedStyle(it).backgroundColor);
        return (own[3] ?? 1) === 1 ? own : over(own, behind(it.parentElement));
    };
    const opacity = (it) => (it ? Number(getComputedStyle(it).opacity) * opacity(it.parentElement) : 1);
    const faint = [];
    let looked = 0;
    for (const it of document.body.querySelectorAll('*')) {
        const own = [...it.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
        if (!own || !it.getClientRects().length || it.disabled || ['SCRIPT', 'STYLE', 'OPTION'].includes(it.tagName)) continue;
        const style = getComputedStyle(it);
        const back = behind(it);
        const ink = over([...parts(style.color).slice(0, 3), opacity(it)], back);
        const [one, other] = [light(ink), light(back)].sort((a, b) => b - a);
        looked += 1;
        if ((one + 0.05) / (other + 0.05) < 4.5) faint.push(`${it.className || it.tagName}: ${it.textContent.slice(0, 20)}`);
    }
    document.title = `${looked > 20}|${[...new Set(faint)].join(', ')}`;";

#[test]
#[ignore = "needs chromium"]
fn every_text_can_be_told_from_what_is_behind_it() {
    let held = plans::page(&with_a_held_row());
    for (html, dark) in [(&held, false), (&held, true), (&night().html(), false)] {
        assert_eq!(found(html, dark, FAINT), "true|", "dark: {dark}");
    }
}
