//! Who we are to the server: a token that was given, or one that is fetched and renewed.
//!
//! `POST [URL]/token` answers with a token that may live for minutes while a run takes hours, so it is
//! renewed before it expires and again on a 401, once for all workers. Invariant: secrets live here and in
//! `credentials` alone, and `Debug` shows none of them.

use std::{
    sync::{PoisonError, RwLock},
    time::Duration,
};

use reqwest::header::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use tokio::{sync::Mutex, time::Instant};

use super::{answer::Answer, client::Client, credentials::Credentials, limiter::Limiter};

/// A token that is renewed this long before it expires, or when a fifth of its life is left.
const EARLY: Duration = Duration::from_mins(1);

/// The token of this run.
pub(super) struct Keeper {
    credentials: Credentials,
    held: RwLock<Option<Held>>,
    /// One renews, the others wait.
    renewing: Mutex<()>,
}

#[derive(Clone)]
struct Held {
    access: SecretString,
    header: HeaderValue,
    refresh: Option<SecretString>,
    renew_at: Option<Instant>,
    generation: u64,
}

/// A token and its number, by which a renewal knows whether somebody else was faster.
#[derive(Clone)]
pub(super) struct Ticket {
    /// As it is sent; it shows itself to nobody.
    pub header: HeaderValue,
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
            held: RwLock::new(None),
            renewing: Mutex::new(()),
        }
    }

    /// A token that is believed to be good.
    pub async fn ticket(&self, client: &Client, limiter: &Limiter) -> Result<Ticket, Answer> {
        if let Some(ticket) = self.good() {
            return Ok(ticket);
        }
        let _renewing = self.renewing.lock().await;
        if let Some(ticket) = self.good() {
            return Ok(ticket);
        }
        let fresh = self.fresh(client, limiter).await?;
        let ticket = fresh.ticket();
        self.hold(fresh);
        Ok(ticket)
    }

    /// A 401 was answered to the token of that generation: renews it, unless somebody has meanwhile.
    pub async fn renew(
        &self,
        refused: u64,
        client: &Client,
        limiter: &Limiter,
    ) -> Result<(), Answer> {
        let _renewing = self.renewing.lock().await;
        if self.held().is_some_and(|held| held.generation != refused) {
            return Ok(());
        }
        self.hold(self.fresh(client, limiter).await?);
        Ok(())
    }

    /// The token that is held, unless it is due.
    fn good(&self) -> Option<Ticket> {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        let due = |held: &&Held| held.renew_at.is_some_and(|at| at <= Instant::now());
        held.as_ref().filter(|held| !due(held)).map(Held::ticket)
    }

    fn held(&self) -> Option<Held> {
        self.held
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn hold(&self, fresh: Held) {
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = Some(fresh);
    }

    async fn fresh(&self, client: &Client, limiter: &Limiter) -> Result<Held, Answer> {
        let held = self.held();
        let generation = held.as_ref().map_or(0, |held| held.generation) + 1;
        match &self.credentials {
            Credentials::Token(_) if held.is_some() => Err(Answer::Unauthorised(
                "the token in VBOT_TOKEN is not accepted".into(),
            )),
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
                let refresh = held.and_then(|held| held.refresh);
                fetch(client, limiter, refresh, username, password, generation).await
            }
        }
    }
}

impl Held {
    fn lasting(access: SecretString, generation: u64) -> Result<Self, Answer> {
        Ok(Self {
            header: header(&access)?,
            access,
            refresh: None,
            renew_at: None,
            generation,
        })
    }

    fn ticket(&self) -> Ticket {
        Ticket {
            header: self.header.clone(),
            generation: self.generation,
        }
    }
}

/// As it is sent.
fn header(token: &SecretString) -> Result<HeaderValue, Answer> {
    let text = format!("Bearer {}", token.expose_secret());
    let Ok(mut header) = HeaderValue::try_from(text) else {
        let message = "the token has characters that can't be sent";
        return Err(Answer::Unauthorised(message.into()));
    };
    header.set_sensitive(true);
    Ok(header)
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
    Ok(Held {
        header: header(&granted.access_token)?,
        access: granted.access_token,
        refresh: granted.refresh_token,
        renew_at: life.and_then(renewal),
        generation,
    })
}

/// When a token of that life is renewed. One that has no life, or more than the clock can count, is used
/// until the server refuses it.
fn renewal(life: Duration) -> Option<Instant> {
    let spent = life.saturating_sub(EARLY.min(life / 5));
    Instant::now()
        .checked_add(spent)
        .filter(|_| !life.is_zero())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_life_that_makes_no_sense_is_no_reason_to_renew_or_to_panic() {
        assert!(renewal(Duration::from_secs(899)).is_some());
        assert_eq!(renewal(Duration::ZERO), None);
        assert_eq!(renewal(Duration::from_secs(u64::MAX)), None);
    }
}
