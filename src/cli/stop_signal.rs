//! Stops a command on a signal or when its time is up.
//!
//! It does not stop the work itself; readers, planner and sender watch it. Invariant: the first signal ends reading and
//! planning soon, and sending as soon as the calls in flight are answered; a second one ends the process within
//! two seconds, in which its end is recorded; the clock only ends sending.

use std::{
    io,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering::Relaxed},
        mpsc,
    },
    thread,
    time::Duration,
};

use tokio::{runtime, sync::watch};
use vbot_sync::{language::say, model::StopReason};

use super::{deadline::Deadline, notice::Notice, signals::Signals};

/// The requests to stop that a command has received.
#[derive(Clone)]
pub struct StopSignal {
    /// Why sending has to stop, if it has to.
    pub sending: watch::Receiver<Option<StopReason>>,
    /// The time at which sending ends at the latest, with its UTC offset.
    pub ends: Option<String>,
    signals: Arc<SignalFlags>,
}

/// Whether a signal has arrived in this process, for any of its commands.
static SIGNALLED: AtomicBool = AtomicBool::new(false);

/// Whether a signal has asked this process to stop.
pub fn was_signalled() -> bool {
    SIGNALLED.load(Relaxed)
}

#[derive(Default)]
struct SignalFlags {
    has_arrived: AtomicBool,
    ends_at_once: AtomicBool,
}

impl StopSignal {
    /// Whether a signal has arrived.
    pub fn is_signalled(&self) -> bool {
        self.signals.has_arrived.load(Relaxed)
    }

    /// Lets the next signal end the process at once, because no work is left that needs an orderly end.
    pub fn end_at_once(&self) {
        self.signals.ends_at_once.store(true, Relaxed);
    }
}

/// Listens until the command is over. Signals are caught as soon as this function returns.
///
/// # Errors
/// The system has no thread to listen in.
pub fn listen(deadline: Deadline) -> io::Result<StopSignal> {
    let ends = deadline.notice().map(str::to_owned);
    let out_of_time = StopReason::OutOfTime(ends.clone().unwrap_or_default());
    // A duration of zero stops the run before the first call, even if that call would be faster than the timer.
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
            let received = Signals::new();
            // The receiver waits for this, so that the send can't fail.
            let _sent = ready.send(());
            let clock = async {
                deadline.over().await;
                stop(&sender, out_of_time);
            };
            tokio::join!(clock, obey(received, &signals, &sender));
        });
    })?;
    is_ready.recv().map_err(io::Error::other)?;
    Ok(halt)
}

/// Acts on the first signal, then on the second.
async fn obey(
    mut received: Signals,
    signals: &SignalFlags,
    sender: &watch::Sender<Option<StopReason>>,
) {
    let code = tokio::select! {
        code = received.next() => code,
        // The command is over; the demo begins another one.
        () = sender.closed() => return,
    };
    if signals.ends_at_once.load(Relaxed) {
        end(code);
    }
    signals.has_arrived.store(true, Relaxed);
    SIGNALLED.store(true, Relaxed);
    Notice::warning(say!("cli-stopping")).print_below_echo();
    stop(sender, StopReason::Interrupted);
    end(received.next().await);
}

/// Stops sending; the first reason is kept.
fn stop(sender: &watch::Sender<Option<StopReason>>, why: StopReason) {
    sender.send_if_modified(|reason| reason.is_none() && reason.replace(why).is_none());
}

/// What is still done before the process ends at once.
type LastWork = Box<dyn FnOnce(u8) + Send>;

static LAST_WORK: Mutex<Option<LastWork>> = Mutex::new(None);

/// How long that may take. What holds it up, such as a large plan that is being journalled, is not waited for.
const LAST_MOMENTS: Duration = Duration::from_secs(2);

/// Sets what is done before the process ends at once, with its exit code; nothing if it is `None`.
pub fn before_ending_at_once(work: Option<LastWork>) {
    *last_work() = work;
}

fn last_work() -> MutexGuard<'static, Option<LastWork>> {
    LAST_WORK.lock().unwrap_or_else(PoisonError::into_inner)
}

#[expect(
    clippy::exit,
    reason = "a second signal asks for an immediate end, and the journal survives one"
)]
fn end(code: i32) -> ! {
    let work = last_work().take();
    if let (Some(work), Ok(exit)) = (work, u8::try_from(code)) {
        let (done, is_done) = mpsc::channel();
        let worker = thread::Builder::new().spawn(move || {
            work(exit);
            done.send(())
        });
        // Without a thread, or after a panic in it, there is nothing to wait for.
        if worker.is_ok() {
            is_done.recv_timeout(LAST_MOMENTS).ok();
        }
    }
    std::process::exit(code)
}
