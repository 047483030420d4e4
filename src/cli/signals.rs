//! The signals that ask for an end, as the operating system has them.
//!
//! What follows from one is decided elsewhere (`stop_signal.rs`). Invariant: every signal that a person or the system
//! sends for an orderly end is caught from `new` on; one that can't be caught is as if it never came.

use std::future::pending;

#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};
#[cfg(windows)]
use tokio::signal::windows::{
    CtrlBreak, CtrlC, CtrlClose, CtrlShutdown, ctrl_break, ctrl_c, ctrl_close, ctrl_shutdown,
};

/// The exit code that shells give to an end by SIGINT.
const INTERRUPTED: i32 = 130;

/// The exit code that shells give to an end by SIGTERM.
const TERMINATED: i32 = 143;

/// SIGINT and SIGTERM.
#[cfg(unix)]
pub struct Signals {
    interrupt: Option<Signal>,
    terminate: Option<Signal>,
}

#[cfg(unix)]
impl Signals {
    /// Catches them from now on.
    pub fn new() -> Self {
        Self {
            interrupt: signal(SignalKind::interrupt()).ok(),
            terminate: signal(SignalKind::terminate()).ok(),
        }
    }

    /// Waits for the next signal and returns the exit code for it.
    pub async fn next(&mut self) -> i32 {
        tokio::select! {
            () = heard(self.interrupt.as_mut().map(Signal::recv)) => INTERRUPTED,
            () = heard(self.terminate.as_mut().map(Signal::recv)) => TERMINATED,
        }
    }
}

/// Ctrl-C and Ctrl-Break; and, in place of SIGTERM, that the console is closed or the machine shuts down, after which
/// Windows gives a process a few seconds.
#[cfg(windows)]
pub struct Signals {
    ctrl_c: Option<CtrlC>,
    ctrl_break: Option<CtrlBreak>,
    close: Option<CtrlClose>,
    shutdown: Option<CtrlShutdown>,
}

#[cfg(windows)]
impl Signals {
    /// Catches them from now on.
    pub fn new() -> Self {
        Self {
            ctrl_c: ctrl_c().ok(),
            ctrl_break: ctrl_break().ok(),
            close: ctrl_close().ok(),
            shutdown: ctrl_shutdown().ok(),
        }
    }

    /// Waits for the next signal and returns the exit code for it.
    pub async fn next(&mut self) -> i32 {
        tokio::select! {
            () = heard(self.ctrl_c.as_mut().map(CtrlC::recv)) => INTERRUPTED,
            () = heard(self.ctrl_break.as_mut().map(CtrlBreak::recv)) => INTERRUPTED,
            () = heard(self.close.as_mut().map(CtrlClose::recv)) => TERMINATED,
            () = heard(self.shutdown.as_mut().map(CtrlShutdown::recv)) => TERMINATED,
        }
    }
}

/// Waits for a signal; forever for one that can't be caught.
async fn heard(signal: Option<impl Future<Output = Option<()>>>) {
    match signal {
        Some(signal) => drop(signal.await),
        None => pending().await,
    }
}
