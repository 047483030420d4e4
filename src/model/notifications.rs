//! `[notify]`: where a run's end is reported to, and when.
//!
//! It sends nothing. Invariant: `Debug` shows no address, since an address is a secret.

use std::path::PathBuf;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use super::RunSummary;

/// When the webhook and the command are notified.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum NotifyOn {
    /// The exit code is not 0.
    #[default]
    Failure,
    /// The exit code is not 0, or a call was applied.
    Change,
    /// Every time.
    Always,
}

impl NotifyOn {
    /// Whether that run is one to notify of.
    #[must_use]
    pub fn includes(self, run: &RunSummary) -> bool {
        let has_failed = run.exit != Some(0);
        match self {
            Self::Failure => has_failed,
            Self::Change => has_failed || run.applied_calls() > 0,
            Self::Always => true,
        }
    }
}

/// A URL that must not be shown.
#[derive(Clone, Debug)]
pub struct HiddenUrl(SecretString);

impl HiddenUrl {
    /// The URL itself, to send a request to.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl From<&str> for HiddenUrl {
    fn from(url: &str) -> Self {
        Self(url.into())
    }
}

impl PartialEq for HiddenUrl {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose()
    }
}

/// Where a URL is.
#[derive(Clone, Debug, PartialEq)]
pub enum UrlPlace {
    /// In the configuration.
    Here(HiddenUrl),
    /// `env:NAME`: in a variable of the environment.
    Variable(String),
    /// `file:PATH`: in a file.
    File(PathBuf),
}

/// `chat_id`, as written: a number, or the name of a channel.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
#[serde(
    untagged,
    expecting = "invalid type, expected a number or a text in quotes"
)]
pub enum ChatId {
    /// `-1001234567890`.
    Number(i64),
    /// `"@channel"`, or a number in quotes.
    Name(String),
}

/// The body of a webhook.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum WebhookForm {
    /// The run summary.
    #[default]
    Json,
    /// `{"text"}`.
    Slack,
    /// `{"chat_id", "text"}`.
    Telegram(ChatId),
}

/// A webhook.
#[derive(Clone, Debug, PartialEq)]
pub struct Webhook {
    /// Its URL.
    pub url: UrlPlace,
    /// The body that it gets.
    pub form: WebhookForm,
}

/// `[notify]`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NotifySettings {
    /// When the webhook and the command are notified.
    pub on: NotifyOn,
    /// The URL that is requested when a command begins and when it ends.
    pub ping: Option<UrlPlace>,
    /// The webhook.
    pub webhook: Option<Webhook>,
    /// A program and its arguments; empty if there is none.
    pub command: Vec<String>,
    /// The folder of the configuration, in which the command runs.
    pub folder: PathBuf,
}
