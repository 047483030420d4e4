//! `[notify]`: who is notified of a run's end, and when.
//!
//! Invariant: no error quotes a URL, since it is a secret.

use serde_json::{Value as Json, json};
use url::Url;

use super::error::ConfigError;
use super::json_schema;
use super::page::{ConfigText, Setting};
use super::section::section;
use super::values::{ValueRule, Words};
use crate::error::Result;
use crate::model::{ChatId, HiddenUrl, NotifyOn, NotifySettings, UrlPlace, Webhook, WebhookForm};

/// What a URL looks like, and the two places where it may be instead.
const URL: &str = r"[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#]\S*|env:\s*[^\s=]+|file:\s*\S(.*\S)?";

const ON: Words<NotifyOn> = Words(&[
    ("failure", NotifyOn::Failure),
    ("change", NotifyOn::Change),
    ("always", NotifyOn::Always),
]);

const FORM: Words<FormWord> = Words(&[
    ("json", FormWord::Json),
    ("slack", FormWord::Slack),
    ("telegram", FormWord::Telegram),
]);

#[derive(Clone, Copy, Eq, PartialEq)]
enum FormWord {
    Json,
    Slack,
    Telegram,
}

section! {
    /// Who is notified of a run's end, and when.
    WrittenNotify needs [] {
        /// When `webhook` and `command` are notified: after a `failure`, which is any exit code but 0 (the default);
        /// after a `change`, which is that or at least one call applied; or `always`.
        on: Setting<String> => ON.schema();
        /// A URL in the manner of healthchecks: `URL/start` is requested when a command begins; at its end `URL` gets
        /// the run summary at exit 0, otherwise `URL/fail`. It may be `env:NAME` or `file:PATH`.
        ping: Setting<String> => json_schema::pattern(URL);
        /// A URL that gets a POST at the end of a run. It may be `env:NAME` or `file:PATH`.
        webhook: Setting<String> => json_schema::pattern(URL);
        /// The body for the webhook: `json`, the run summary (the default); `slack`, also for Mattermost; or
        /// `telegram`.
        form: Setting<String> => FORM.schema();
        /// The command that gets the run summary on its standard input: a program and its arguments.
        command: Setting<Vec<String>> => command_schema();
        /// The chat of Telegram: its number, or the name of a channel.
        chat_id: Setting<ChatId> => chat_schema();
    }
}

impl WrittenNotify {
    /// The settings, with the defaults of missing keys.
    pub fn validated(&self, page: &ConfigText<'_>) -> Result<NotifySettings> {
        let url = |key: &'static str, setting: &Setting<String>| {
            page.setting(setting.as_ref(), |text| place(page, key, text))
        };
        let command = page.setting(self.command.as_ref(), |words| command(words))?;
        Ok(NotifySettings {
            on: ON
                .setting(page, "on", self.on.as_ref())?
                .unwrap_or_default(),
            ping: url("ping", &self.ping)?,
            webhook: self.webhook(page, url("webhook", &self.webhook)?)?,
            command: command.unwrap_or_default(),
            folder: page.resolve(""),
        })
    }

    fn webhook(&self, page: &ConfigText<'_>, url: Option<UrlPlace>) -> Result<Option<Webhook>> {
        let form = FORM.setting(page, "form", self.form.as_ref())?;
        if let (Some(chat), true) = (&self.chat_id, form != Some(FormWord::Telegram)) {
            let error = ConfigError::Alone("chat_id", "form = \"telegram\"");
            return Err(page.wrong_in(chat, error));
        }
        let Some(url) = url else {
            let alone = |form| page.wrong_in(form, ConfigError::Alone("form", "webhook"));
            return self.form.as_ref().map_or(Ok(None), |form| Err(alone(form)));
        };
        let form = match form {
            None | Some(FormWord::Json) => WebhookForm::Json,
            Some(FormWord::Slack) => WebhookForm::Slack,
            Some(FormWord::Telegram) => WebhookForm::Telegram(self.chat(page)?),
        };
        Ok(Some(Webhook { url, form }))
    }

    /// The chat that the form needs.
    fn chat(&self, page: &ConfigText<'_>) -> Result<ChatId> {
        let chat = page.setting(self.chat_id.as_ref(), |chat| match chat {
            ChatId::Name(name) if name.trim().is_empty() => Err(ConfigError::Blank("chat_id")),
            chat => Ok(chat.clone()),
        })?;
        let missing = |form| page.wrong_in(form, ConfigError::NoChat);
        chat.ok_or_else(|| {
            let form = self.form.as_ref();
            form.map_or_else(|| page.wrong(ConfigError::NoChat), missing)
        })
    }
}

/// Where the URL of a key is.
fn place(page: &ConfigText<'_>, key: &'static str, text: &str) -> Result<UrlPlace, ConfigError> {
    let text = text.trim();
    let place = if let Some(name) = text.strip_prefix("env:") {
        variable(name.trim())
    } else if let Some(path) = text.strip_prefix("file:") {
        let path = Some(path.trim()).filter(|path| !path.is_empty());
        path.map(|path| UrlPlace::File(page.resolve(path)))
    } else {
        here(text)
    };
    place.ok_or(ConfigError::NotificationUrl(key))
}

/// The variable, if it is the name of one.
fn variable(name: &str) -> Option<UrlPlace> {
    let refused = |letter: char| letter.is_whitespace() || ['=', '\0'].contains(&letter);
    let is_name = !name.is_empty() && !name.contains(refused);
    is_name.then(|| UrlPlace::Variable(name.to_owned()))
}

/// The text, if it is a URL.
fn here(text: &str) -> Option<UrlPlace> {
    let url = Url::parse(text).ok()?;
    let is_http = ["http", "https"].contains(&url.scheme()) && text.contains("://");
    let is_url = is_http && !text.contains(char::is_whitespace);
    is_url.then(|| UrlPlace::Here(HiddenUrl::from(text)))
}

/// The program and its arguments.
fn command(words: &[String]) -> Result<Vec<String>, ConfigError> {
    match words.first() {
        Some(program) if !program.trim().is_empty() => Ok(words.to_vec()),
        _ => Err(ConfigError::NoProgram),
    }
}

fn command_schema() -> Json {
    let (program, argument) = (json_schema::filled(), json!({"type": "string"}));
    json!({"type": "array", "minItems": 1, "prefixItems": [program], "items": argument})
}

fn chat_schema() -> Json {
    let number = json_schema::whole(i64::MIN, i64::MAX);
    json_schema::one_of([json_schema::filled(), number])
}
