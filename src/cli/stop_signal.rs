//! Reasons from outside to stop: signals and the clock.
//!
//! The first signal ends what can be ended in good order: reading and planning soon, sending once what is in
//! flight has been answered. A second one ends the process at once. The clock only ends sending.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
        mpsc,
    },
    thread,
};

use tokio::{runtime, sync::watch};
use vbot_sync::model::StopReason;

use super::{deadline::Deadline, notice::Notice};

/// What has been asked of a command from outside.
#[derive(Clone)]
pub struct StopSignal {
    /// Why no more calls are to be sent.
    pub sending: watch::Receiver<Option<StopReason>>,
    /// When sending ends at the latest, with its offset.
    pub ends: Option<String>,
    signals: Arc<Signalled>,
}

#[derive(Default)]
struct Signalled {
    is_here: AtomicBool,
    ends_at_once: AtomicBool,
}

impl StopSignal {
    /// Whether a signal has asked for the end.
    pub fn is_signalled(&self) -> bool {
        self.signals.is_here.load(Relaxed)
    }

    /// From now on a signal ends the process, as it would by itself: nothing is left that could be ended in
    /// good order.
    pub fn end_at_once(&self) {
        self.signals.ends_at_once.store(true, Relaxed);
    }
}

/// Listens until the command is over. Signals count from the return of this function on.
///
/// # Errors
/// The system has no thread to listen in.
pub fn listen(deadline: Deadline) -> io::Result<StopSignal> {
    let ends = deadline.notice().map(str::to_owned);
    let out_of_time = StopReason::OutOfTime(ends.clone().unwrap_or_default());
    // Time that is over already is over before the first call, however fast that would be.
    let is_over = deadline.is_over().then(|| out_of_time.clone());
    let (sender, sending) = watch::channel(is_over);
    let halt = StopSignal {
        sending,
        ends,
        signals: Arc::default(),
    };
    let (signals, (ready, is_ready)) = (Arc::clone(&halt.signals), mpsc::channel());
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let listener = thread::Builder::new().name("signals".to_owned());
    listener.spawn(move || {
        runtime.block_on(async {
            let heard = Signals::new();
            let _unheard = ready.send(());
            let clock = async {
                deadline.over().await;
                stop(&sender, out_of_time);
            };
            tokio::join!(clock, obey(heard, &signals, &sender));
        });
    })?;
    is_ready.recv().map_err(io::Error::other)?;
    Ok(halt)
}

async fn obey(mut heard: Signals, signals: &Signalled, sender: &watch::Sender<Option<StopReason>>) {
    let code = tokio::select! {
        code = heard.next() => code,
        // The command is over; the demo begins another one.
        () = sender.closed() => return,
    };
    if signals.ends_at_once.load(Relaxed) {
        end(code);
    }
    signals.is_here.store(true, Relaxed);
    Notice::warning("stopping (again to stop at once)").tell_below_echo();
    stop(sender, StopReason::Interrupted);
    end(heard.next().await);
}

/// Whoever stops first gives the reason.
fn stop(sender: &watch::Sender<Option<StopReason>>, why: StopReason) {
    sender.send_if_modified(|reason| reason.is_none() && reason.replace(why).is_none());
}

#[expect(
    clippy::exit,
    reason = "this signal means now; the journal is made for that"
)]
fn end(code: i32) -> ! {
    std::process::exit(code)
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
