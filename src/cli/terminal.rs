//! The terminal behind stderr, which progress bars and lines of text share.
//!
//! It knows neither what is drawn nor what is written. Invariant: no line is written into a bar.

use std::sync::OnceLock;

use indicatif::{MultiProgress, ProgressDrawTarget};

static BARS: OnceLock<MultiProgress> = OnceLock::new();

/// Writes to stderr without tearing a progress bar.
pub fn aside<T>(write: impl FnOnce() -> T) -> T {
    match BARS.get() {
        Some(bars) => bars.suspend(write),
        None => write(),
    }
}

/// All bars that are drawn.
pub fn bars() -> &'static MultiProgress {
    BARS.get_or_init(|| MultiProgress::with_draw_target(ProgressDrawTarget::stderr()))
}
