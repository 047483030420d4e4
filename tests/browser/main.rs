//! The HTML report in a real browser: its content, its search and its safety.
//!
//! These tests need `chromium` (or `CHROMIUM=path`) and are run by `.ci/run`, or with
//! `cargo test --test browser -- --ignored`. Invariant: every page is opened from disk, as a reader would.

mod access;
mod chromium;
mod filters;
mod interaction;
mod looks;
mod nights;
mod outcomes;
mod plans;
mod safety;
mod visible_page;

use std::{path::Path, sync::OnceLock};

use chromium::Page;

/// The page of the samples' second night, made once.
fn night() -> &'static Page {
    static NIGHT: OnceLock<Page> = OnceLock::new();
    NIGHT.get_or_init(|| Page::of(&plans::page(&nights::second())))
}

/// Draws the page; if `PICTURE` is set, into `docs/report.png`.
#[test]
#[ignore = "needs chromium; with PICTURE=1 it writes docs/report.png"]
fn draw_the_picture() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/report.png");
    let folder = tempfile::TempDir::new().expect("a folder can be made");
    let wanted = std::env::var_os("PICTURE").is_some();
    let path = if wanted {
        docs
    } else {
        folder.path().join("report.png")
    };
    night().picture(&path);
}
