//! Notifies others of a run: a ping, a webhook, a command.
//!
//! It knows no run but its summary, and logs nothing. Invariant: whatever the others do, a run's begin takes no time and
//! its end no more than ten seconds, and no error shows a URL.

mod address;
mod body;
mod error;
mod hook;
mod request;

use std::{
    sync::mpsc::{self, Receiver},
    thread,
    time::{Duration, Instant},
};

use self::{error::NotSent, request::post};
use crate::model::{NotifySettings, RunSummary, Webhook};

pub use self::{address::Variable, error::Undelivered};

/// The time for all that is sent at the end of a run.
const LIMIT: Duration = Duration::from_secs(10);

/// The time for one of it, so that a command can be killed within the whole.
const LIMIT_OF_ONE: Duration = Duration::from_secs(9);

/// The time for the ping of a run's begin; what a short run has left of it at its end still leaves time for the other.
const LIMIT_OF_START: Duration = Duration::from_secs(4);

/// The notices of one run.
#[derive(Debug)]
pub struct Notifier {
    settings: NotifySettings,
    variable: Variable,
    started: Option<Receiver<Attempted>>,
}

/// What became of the notices.
#[derive(Debug, Default)]
pub struct Notified {
    /// Those that did not arrive.
    pub undelivered: Vec<Undelivered>,
    /// What the command wrote to its standard error.
    pub stderr: String,
}

/// What became of one notice, and what it wrote to its standard error.
type Attempted = (Result<(), NotSent>, String);

impl Notifier {
    /// A command begins. The ping of its begin is sent by another thread.
    #[must_use]
    pub fn begin(settings: NotifySettings, variable: Variable) -> Self {
        let started = settings.ping.clone().map(|place| {
            attempt(move || {
                let url = address::of(&place, variable)?;
                request::get(address::below(url, "start"), LIMIT_OF_START)
            })
        });
        Self {
            settings,
            variable,
            started,
        }
    }

    /// The command has ended; `text` is for people.
    #[must_use]
    pub fn end(self, run: &RunSummary, text: &str) -> Notified {
        let deadline = Instant::now() + LIMIT;
        let json = serde_json::to_vec(run).unwrap_or_default();
        let is_wanted = self.settings.on.includes(run);
        let mut attempts = Vec::new();
        if is_wanted && let Some(webhook) = &self.settings.webhook {
            attempts.push(("webhook", self.call(webhook, &json, text)));
        }
        if is_wanted && !self.settings.command.is_empty() {
            attempts.push(("command", self.run(run, &json)));
        }
        attempts.extend(self.ping(run, json));
        let mut notified = Notified::default();
        for (key, attempted) in attempts {
            let left = deadline.saturating_duration_since(Instant::now());
            notified.add(key, attempted.recv_timeout(left).ok());
        }
        notified
    }

    /// Sends the ping of the end, after that of the begin.
    fn ping(self, run: &RunSummary, json: Vec<u8>) -> Vec<(&'static str, Receiver<Attempted>)> {
        let Some((place, started)) = self.settings.ping.zip(self.started) else {
            return Vec::new();
        };
        let (variable, has_failed) = (self.variable, run.exit != Some(0));
        let (sender, forwarded) = mpsc::channel();
        let ended = attempt(move || {
            let before = Instant::now();
            if let Ok(started) = started.recv_timeout(LIMIT_OF_START) {
                // The receiver is gone only if time is up.
                let _late = sender.send(started);
            }
            let url = address::of(&place, variable)?;
            let url = if has_failed {
                address::below(url, "fail")
            } else {
                url
            };
            post(url, json, LIMIT_OF_ONE.saturating_sub(before.elapsed()))
        });
        vec![("ping", ended), ("ping at the begin", forwarded)]
    }

    fn call(&self, webhook: &Webhook, json: &[u8], text: &str) -> Receiver<Attempted> {
        let body = body::of(&webhook.form, json, text);
        let (place, variable) = (webhook.url.clone(), self.variable);
        attempt(move || post(address::of(&place, variable)?, body, LIMIT_OF_ONE))
    }

    fn run(&self, run: &RunSummary, json: &[u8]) -> Receiver<Attempted> {
        let hook = hook::Hook::new(&self.settings.command, &self.settings.folder, run);
        let json = json.to_owned();
        in_thread(move || hook.run(json, LIMIT_OF_ONE))
    }
}

impl Notified {
    /// Adds what became of a notice; nothing is known if its time was up.
    fn add(&mut self, key: &'static str, attempted: Option<Attempted>) {
        let (result, stderr) = attempted.unwrap_or((Err(NotSent::TooLate(LIMIT)), String::new()));
        self.stderr.push_str(&stderr);
        if let Err(reason) = result {
            self.undelivered.push(Undelivered { key, reason });
        }
    }
}

/// Attempts it in a thread of its own.
fn attempt(send: impl FnOnce() -> Result<(), NotSent> + Send + 'static) -> Receiver<Attempted> {
    in_thread(move || (send(), String::new()))
}

/// No thread is joined: a file, a name server or a command may keep it for longer than there is time.
fn in_thread(send: impl FnOnce() -> Attempted + Send + 'static) -> Receiver<Attempted> {
    let (sender, attempted) = mpsc::channel();
    let no_thread = sender.clone();
    let spawned = thread::Builder::new().spawn(move || {
        // The receiver is gone only if time is up.
        let _late = sender.send(send());
    });
    if let Err(error) = spawned {
        let _received = no_thread.send((Err(NotSent::System(error)), String::new()));
    }
    attempted
}
