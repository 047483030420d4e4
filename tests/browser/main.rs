//! The HTML report in a real browser: what it shows, finds and withstands.
//!
//! These tests need `chromium` (or `CHROMIUM=path`) and are run by `.ci/run`, or with
//! `cargo test --test browser -- --ignored`. Invariant: every page is opened from disk, as a reader would.

mod chromium;
mod nights;
mod plans;
mod text;

use std::path::Path;

#[test]
#[ignore = "it writes docs/report.png; it needs chromium"]
fn regenerate() {
    let page = chromium::Page::of(&plans::page(&nights::second()));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/report.png");
    page.picture(&path, (1280, 1600), &[]);
}
