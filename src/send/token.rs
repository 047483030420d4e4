//! Who we are to the server: a token that was given, or one that is fetched and renewed.
//!
//! `POST [URL]/token` answers with a token that may live for minutes while a run takes hours, so it is
//! renewed before it expires and again on a 401, once for all workers. Invariant: secrets live here and
//! nowhere else, and `Debug` shows none of them.

use std::{path::PathBuf, time::Duration};

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use tokio::{sync::Mutex, time::Instant};

use super::{answer::Answer, client::Client, limiter::Limiter};
use crate::error::{Error, Kind, Result};

/// How to get a token.
#[derive(Debug)]
pub enum Credentials {
    /// `VBOT_TOKEN`: used as it is.
    Token(SecretString),
    /// `VBOT_TOKEN_FILE`: read again when the token in it is no longer accepted.
    TokenFile(PathBuf),
    /// `VBOT_USERNAME` and `VBOT_PASSWORD`: fetched from the server and renewed.
    Password {
        /// The account's user.
        username: SecretString,
        /// The user's password.
        password: SecretString,
    },
}

/// A token that is renewed this long before it expires, or when a fifth of its life is left.
const EARLY: Duration = Duration::from_mins(1);

/// The token of this run.
pub(super) struct Keeper {
    credentials: Credentials,
    held: Mutex<Option<Held>>,
}

struct Held {
    access: SecretString,
    refresh: Option<SecretString>,
    renew_at: Option<Instant>,
    generation: u64,
}

/// A token and its number, by which a renewal knows whether somebody else was faster.
#[derive(Clone)]
pub(super) struct Ticket {
    pub token: SecretString,
    pub generation: u64,
}

/// The answer of `POST [URL]/token`; `expires_in` is in seconds.
#[derive(Deserialize)]
struct Granted {
    access_token: SecretString,
    refresh_token: Option<SecretString>,
    expires_in: Option<serde_json::Value>,
}

impl Keeper {
    pub fn new(credentials: Credentials) -> Self {
        Self {
            credentials,
            held: Mutex::new(None),
        }
    }

    /// A token that is believed to be good.
    pub async fn ticket(&self, client: &Client, limiter: &Limiter) -> Result<Ticket, Answer> {
        let mut held = self.held.lock().await;
        let due = held
            .as_ref()
            .is_none_or(|held| held.renew_at.is_some_and(|at| at <= Instant::now()));
        if due {
            self.renew_held(&mut held, client, limiter).await?;
        }
        held.as_ref()
            .map(Held::ticket)
            .ok_or_else(|| Answer::Unauthorised("no token".into()))
    }

    /// A 401 was answered to the token of that generation: renews it, unless somebody has meanwhile.
    pub async fn renew(
        &self,
        refused: u64,
        client: &Client,
        limiter: &Limiter,
    ) -> Result<(), Answer> {
        let mut held = self.held.lock().await;
        if held.as_ref().is_some_and(|held| held.generation != refused) {
            return Ok(());
        }
        self.renew_held(&mut held, client, limiter).await
    }

    async fn renew_held(
        &self,
        held: &mut Option<Held>,
        client: &Client,
        limiter: &Limiter,
    ) -> Result<(), Answer> {
        let generation = held.as_ref().map_or(0, |held| held.generation) + 1;
        let fresh = match &self.credentials {
            Credentials::Token(_) if held.is_some() => {
                return Err(Answer::Unauthorised(
                    "the token in VBOT_TOKEN is not accepted".into(),
                ));
            }
            Credentials::Token(token) => Held::lasting(token.clone(), generation),
            Credentials::TokenFile(path) => {
                let token = read_file(path)?;
                let same = |held: &Held| held.access.expose_secret() == token.expose_secret();
                if held.as_ref().is_some_and(same) {
                    return Err(Answer::Unauthorised(
                        "the token in VBOT_TOKEN_FILE is not accepted".into(),
                    ));
                }
                Held::lasting(token, generation)
            }
            Credentials::Password { username, password } => {
                let refresh = held.as_ref().and_then(|held| held.refresh.clone());
                fetch(client, limiter, refresh, username, password, generation).await?
            }
        };
        *held = Some(fresh);
        Ok(())
    }
}

impl Held {
    fn lasting(access: SecretString, generation: u64) -> Self {
        Self {
            access,
            refresh: None,
            renew_at: None,
            generation,
        }
    }

    fn ticket(&self) -> Ticket {
        Ticket {
            token: self.access.clone(),
            generation: self.generation,
        }
    }
}

/// By the refresh token where there is one, else or if it is refused by password.
async fn fetch(
    client: &Client,
    limiter: &Limiter,
    refresh: Option<SecretString>,
    username: &SecretString,
    password: &SecretString,
    generation: u64,
) -> Result<Held, Answer> {
    if let Some(refresh) = refresh {
        let form = [
            ("grant_type", "refresh_token"),
            ("refresh_token", refresh.expose_secret()),
        ];
        match grant(client, limiter, &form, generation).await {
            Err(Answer::Unauthorised(_)) => {}
            other => return other,
        }
    }
    let (username, password) = (username.expose_secret(), password.expose_secret());
    let form = [
        ("username", username),
        ("password", password),
        ("grant_type", "password"),
    ];
    grant(client, limiter, &form, generation).await
}

async fn grant(
    client: &Client,
    limiter: &Limiter,
    form: &[(&str, &str)],
    generation: u64,
) -> Result<Held, Answer> {
    limiter.ready().await;
    let reply = client.token(form).await?;
    let status = reply.status.as_u16();
    if matches!(status, 429 | 500..=599) {
        return Err(Answer::unknown(format!(
            "the token call was answered with HTTP {status}"
        )));
    }
    // The reply is not quoted anywhere: it may hold a token.
    let granted: Granted = serde_json::from_slice(&reply.body).map_err(|_| {
        Answer::Unauthorised(format!(
            "the server gives no token for this user name and password (HTTP {status})"
        ))
    })?;
    let life = granted.expires_in.as_ref().and_then(seconds);
    let renew_at = life.map(|life| Instant::now() + life.saturating_sub(EARLY.min(life / 5)));
    Ok(Held {
        access: granted.access_token,
        refresh: granted.refresh_token,
        renew_at,
        generation,
    })
}

fn seconds(value: &serde_json::Value) -> Option<Duration> {
    let number = value
        .as_u64()
        .or_else(|| value.as_str()?.trim().parse().ok())?;
    Some(Duration::from_secs(number))
}

fn read_file(path: &std::path::Path) -> Result<SecretString, Answer> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        Answer::Unauthorised(format!(
            "the file of VBOT_TOKEN_FILE can't be read: {error}"
        ))
    })?;
    Ok(text.trim().into())
}

impl Credentials {
    /// From the environment, as `lookup` sees it; each name also with `_FILE`, a path to read it from.
    ///
    /// # Errors
    /// None is set, only half of a pair is, or a file can't be read.
    pub fn from_environment(lookup: impl Fn(&str) -> Option<String>) -> Result<Self> {
        let secret = |name: &str| secret(&lookup, name);
        if let Some(token) = lookup("VBOT_TOKEN").filter(|token| !token.trim().is_empty()) {
            return Ok(Self::Token(token.trim().into()));
        }
        if let Some(path) = lookup("VBOT_TOKEN_FILE").filter(|path| !path.is_empty()) {
            let path = PathBuf::from(path);
            secret("VBOT_TOKEN")?;
            return Ok(Self::TokenFile(path));
        }
        match (secret("VBOT_USERNAME")?, secret("VBOT_PASSWORD")?) {
            (Some(username), Some(password)) => Ok(Self::Password { username, password }),
            (None, None) => Err(Error::new(Kind::Config, "there is no token for the VBot account")
                .hint("set VBOT_TOKEN, or VBOT_USERNAME and VBOT_PASSWORD, in the environment (each also as …_FILE, the path of a file that holds it)")),
            (Some(_), None) => Err(Error::new(Kind::Config, "VBOT_USERNAME is set, but VBOT_PASSWORD is not")),
            (None, Some(_)) => Err(Error::new(Kind::Config, "VBOT_PASSWORD is set, but VBOT_USERNAME is not")),
        }
    }
}

fn secret(lookup: &impl Fn(&str) -> Option<String>, name: &str) -> Result<Option<SecretString>> {
    if let Some(text) = lookup(name).filter(|text| !text.is_empty()) {
        return Ok(Some(text.into()));
    }
    let Some(path) = lookup(&format!("{name}_FILE")).filter(|path| !path.is_empty()) else {
        return Ok(None);
    };
    let text = std::fs::read_to_string(&path).map_err(|error| {
        Error::new(
            Kind::Config,
            format!("{name}_FILE names {path}, which can't be read"),
        )
        .caused_by(error)
    })?;
    Ok(Some(text.trim_end_matches(['\r', '\n']).into()))
}
