//! The terminal behind stderr, which progress bars and lines of text share.
//!
//! It decides neither what is drawn nor what is written. Invariant: no line is written into a bar.

use std::sync::OnceLock;

use indicatif::{MultiProgress, ProgressDrawTarget};

static BARS: OnceLock<MultiProgress> = OnceLock::new();

/// Hides the progress bars while `write` writes to stderr.
pub fn beside_bars<T>(write: impl FnOnce() -> T) -> T {
    match BARS.get() {
        Some(bars) => bars.suspend(write),
        None => write(),
    }
}

/// The bars that are drawn at present.
pub fn bars() -> &'static MultiProgress {
    BARS.get_or_init(|| MultiProgress::with_draw_target(ProgressDrawTarget::stderr()))
}
