//! The road of docs/migration.md: every shell command that it calls tested, one after another.

use crate::{documented, expected, fixture::Fixture, nights::assert_account};

#[test]
fn the_road_leads_to_an_account_that_equals_the_sheets() {
    let scene = Fixture::samples().start();
    let blocks = documented::blocks("migration.md", "sh tested");
    assert!(blocks.len() >= 8, "only {} blocks were found", blocks.len());
    for block in blocks {
        documented::run(&scene, &block);
    }
    assert_account(&scene, &expected::night(1).state);
}
