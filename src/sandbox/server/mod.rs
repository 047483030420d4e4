//! The sandbox on a socket: the account, its tokens and its faults behind HTTP on 127.0.0.1; or in the process, on a
//! [`Stage`].
//!
//! Loopback only, on one thread with its own runtime, so that tests and commands need none. It decides nothing:
//! `account` has the rules, `faults` decides what goes wrong. Invariant: every request to the API or for a token that
//! arrives complete is in the log, in the order of arrival.

mod connection;
mod control;
mod delivery;
mod handle;
mod log;
mod options;
mod stage;
mod state;
#[cfg(test)]
mod tests;
mod token;

use crate::language::say;
use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
    thread::JoinHandle,
};

use serde_json::Value as Json;
use tokio::{net::TcpListener, runtime::Runtime, sync::oneshot};

pub use delivery::{DeliveredAnswer, DeliveredContent, Delivery, RetryAfter};
pub use log::Arrival;
pub use options::Options;
pub use stage::Stage;

use self::{
    connection::{ConnectionHandle, SandboxListener},
    state::SharedState,
};
use super::{Account, AccountV3, Faults, served::ServedAccount};
use crate::error::{ErrorKind, Result, RoomError};

/// A running sandbox.
///
/// When it is dropped, every connection is closed and the thread ends; late requests are never applied.
pub struct Server {
    address: SocketAddr,
    desk: Arc<SharedState>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts it; it is listening when this returns.
    ///
    /// # Errors
    /// The port is in use, or the system grants no socket or thread.
    pub fn start(options: Options) -> Result<Self> {
        let port = options.port;
        let failed = |source| NotStarted { port, source };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(failed)?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port));
        let listener = runtime.block_on(listener).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let desk = Arc::new(SharedState::new(options));
        let (stop, stopped) = oneshot::channel();
        let served = Arc::clone(&desk);
        let thread = std::thread::Builder::new()
            .name("sandbox".to_owned())
            .spawn(move || run(&runtime, SandboxListener(listener), served, stopped))
            .map_err(failed)?;
        Ok(Self {
            address,
            desk,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// The base URL, without a slash at its end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The account's records, as in `Account::state` or `AccountV3::state`.
    #[must_use]
    pub fn state(&self) -> Json {
        self.desk.lock().account.state()
    }

    /// Every request since the start or the last reset, in the order of arrival.
    #[must_use]
    pub fn log(&self) -> Vec<Arrival> {
        self.desk.lock().log.values().cloned().collect()
    }

    /// Clears the log; the account and the tokens stay.
    pub fn reset_log(&self) {
        self.desk.lock().log.clear();
    }

    /// Sets the faults; requests are numbered from 0 again.
    pub fn set_faults(&self, faults: Faults) {
        self.desk.lock().set_faults(faults);
    }

    /// How many requests wait to be applied late.
    #[must_use]
    pub fn late(&self) -> usize {
        self.desk.lock().late
    }

    /// Reads or changes the account of v1 or v2 between two requests.
    ///
    /// # Panics
    /// The server speaks v3.
    pub fn with_account<T>(&self, visit: impl FnOnce(&mut Account) -> T) -> T {
        match &mut self.desk.lock().account {
            ServedAccount::Crm(account) => visit(account),
            ServedAccount::V3(_) => panic!("a server of v3 has an `AccountV3`"),
        }
    }

    /// Reads or changes the account of v3 between two requests.
    ///
    /// # Panics
    /// The server speaks v1 or v2.
    pub fn with_account_v3<T>(&self, visit: impl FnOnce(&mut AccountV3) -> T) -> T {
        match &mut self.desk.lock().account {
            ServedAccount::V3(account) => visit(account),
            ServedAccount::Crm(_) => panic!("only a server of v3 has an `AccountV3`"),
        }
    }

    /// Disables the key (or token) of the options, or enables it again.
    pub fn enable_key(&self, is_enabled: bool) {
        self.desk.enable_key(is_enabled);
    }

    /// Waits until the thread ends, which never happens unless the runtime fails.
    ///
    /// For a command that only serves; a signal ends the process.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            // A panic of that thread has been reported already.
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Dropping the sender is the signal.
        self.stop.take();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

#[derive(Debug, thiserror::Error)]
#[error("{}", say!("sandbox-not-started", port))]
struct NotStarted {
    port: u16,
    source: std::io::Error,
}

impl RoomError for NotStarted {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Network
    }

    fn hint(&self) -> Option<String> {
        Some(say!("sandbox-hint-port"))
    }
}

fn run(
    runtime: &Runtime,
    listener: SandboxListener,
    desk: Arc<SharedState>,
    stopped: oneshot::Receiver<()>,
) {
    runtime.block_on(async move {
        let service =
            control::router(desk).into_make_service_with_connect_info::<ConnectionHandle>();
        tokio::select! {
            _ = axum::serve(listener, service) => {}
            _ = stopped => {}
        }
    });
}
