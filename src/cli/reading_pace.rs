//! How far the reading of an account is, and how long it still takes.
//!
//! It prints nothing. Invariant: an estimate is only made from what was read in this pass.

use std::time::{Duration, Instant};

use vbot_sync::{language::say, model::Entity, report};

/// The pace of one pass over a list.
#[derive(Default)]
pub struct ReadingPace {
    pass: Option<(Entity, bool, Instant)>,
    printed: Option<Instant>,
}

impl ReadingPace {
    /// A sentence on a page that was read.
    #[expect(clippy::cast_precision_loss, reason = "a time for people")]
    pub fn text(&mut self, (entity, again): (Entity, bool), (read, of): (u64, u64)) -> String {
        let since = match self.pass {
            Some((known, was, since)) if (known, was) == (entity, again) => since,
            _ => {
                let now = Instant::now();
                self.pass = Some((entity, again, now));
                now
            }
        };
        let step = if again {
            say!("cli-reading-again")
        } else {
            say!("cli-reading-account")
        };
        let seconds = since.elapsed().as_secs_f64();
        let left = of.saturating_sub(read) as f64 * seconds / (read.max(1) as f64);
        let left = match seconds {
            0.0..1.0 => String::new(),
            _ => say!(
                "cli-reading-left",
                left = report::duration(Duration::from_secs_f64(left))
            ),
        };
        say!("cli-reading-pages", step, entity, read, of, left)
    }

    /// Whether a line is due, if there is no terminal to draw on.
    pub fn is_due(&mut self, interval: Duration) -> bool {
        let now = Instant::now();
        let first = *self.printed.get_or_insert(now);
        let is_due = now - first >= interval;
        if is_due {
            self.printed = Some(now);
        }
        is_due
    }
}
