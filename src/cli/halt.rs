//! Reasons from outside to stop: signals and the clock.
//!
//! The first signal lets calls in flight finish; a second one ends the process at once.

use std::time::Duration;

use jiff::ZonedDateTime;
use tokio::sync::watch;
use vbot_sync::model::StopReason;

use super::{args::Limit, output};

/// No limit of time.
pub const FOREVER: Limit = Limit {
    until: None,
    max_duration: None,
};

/// Listens until the run has ended. Must be called within a runtime.
pub fn listen(limit: Limit) -> watch::Receiver<Option<StopReason>> {
    let deadline = deadline(limit);
    // Time that is over already is over before the first call, however fast that would be.
    let is_over = deadline.is_some_and(|wait| wait.is_zero());
    let (sender, receiver) = watch::channel(is_over.then_some(StopReason::OutOfTime));
    let clock = sender.clone();
    tokio::spawn(async move {
        if let Some(wait) = deadline {
            tokio::time::sleep(wait).await;
            // Whoever stopped first has given the reason.
            clock.send_if_modified(|reason| {
                reason.is_none() && reason.replace(StopReason::OutOfTime).is_none()
            });
        } else {
            std::future::pending::<()>().await;
        }
    });
    tokio::spawn(async move {
        let mut signals = Signals::new();
        signals.next().await;
        output::stderr("\nstopping: calls in flight are finished first (again to stop at once)\n");
        sender.send_if_modified(|reason| {
            reason.is_none() && reason.replace(StopReason::Interrupted).is_none()
        });
        let code = signals.next().await;
        #[expect(
            clippy::exit,
            reason = "a second signal means now; the journal is made for that"
        )]
        std::process::exit(code);
    });
    receiver
}

/// The earlier of the two limits, from now.
fn deadline(limit: Limit) -> Option<Duration> {
    let until = limit
        .until
        .and_then(|time| until(time, &ZonedDateTime::now()));
    [until, limit.max_duration].into_iter().flatten().min()
}

/// How long until the clock next shows that time of day.
fn until(time: jiff::civil::Time, now: &ZonedDateTime) -> Option<Duration> {
    let at = |date: jiff::civil::Date| {
        date.to_datetime(time)
            .to_zoned_datetime(now.time_zone().clone())
            .ok()
    };
    let today = at(now.date())?;
    let next = if today > *now {
        today
    } else {
        at(now.date().tomorrow().ok()?)?
    };
    Duration::try_from(now.duration_until(&next)).ok()
}

#[cfg(unix)]
struct Signals {
    interrupt: Option<tokio::signal::unix::Signal>,
    terminate: Option<tokio::signal::unix::Signal>,
}

#[cfg(unix)]
impl Signals {
    fn new() -> Self {
        use tokio::signal::unix::{SignalKind, signal};
        Self {
            interrupt: signal(SignalKind::interrupt()).ok(),
            terminate: signal(SignalKind::terminate()).ok(),
        }
    }

    /// The next signal, as the exit code that it stands for.
    async fn next(&mut self) -> i32 {
        tokio::select! {
            () = recv(&mut self.interrupt) => 130,
            () = recv(&mut self.terminate) => 143,
        }
    }
}

#[cfg(unix)]
async fn recv(signal: &mut Option<tokio::signal::unix::Signal>) {
    match signal {
        Some(signal) => drop(signal.recv().await),
        None => std::future::pending().await,
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn new() -> Self {
        Self
    }

    async fn next(&mut self) -> i32 {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
        130
    }
}
