//! Who we are to the server: a token that was given, or one that is fetched and renewed.
//!
//! `POST [URL]/token` answers with a token that may live for minutes while a run takes hours, so it is
//! renewed before it expires and again on a 401, once for all workers. Invariant: secrets live here and in
//! `credentials` alone, and `Debug` shows none of them.

use std::time::Duration;

use reqwest::header::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use tokio::{sync::Mutex, time::Instant};

use super::{answer::Answer, credentials::Credentials, engine::Engine};

/// A token that is renewed this long before it expires, or when a fifth of its life is left.
const EARLY: Duration = Duration::from_mins(1);

/// The token of this run.
pub(super) struct Keeper {
    credentials: Credentials,
    /// Locked while a token is fetched: one worker fetches, the others wait.
    held: Mutex<Option<Held>>,
}

struct Held {
    /// The token as it is sent; marked as sensitive, so that `Debug` does not show it.
    header: HeaderValue,
    refresh: Option<SecretString>,
    renew_at: Option<Instant>,
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
        let held = Mutex::default();
        Self { credentials, held }
    }

    /// A token that is believed to be good, as it is sent.
    pub async fn token(&self, engine: &Engine) -> Result<HeaderValue, Answer> {
        let mut held = self.held.lock().await;
        let due = |held: &Held| held.renew_at.is_some_and(|at| at <= Instant::now());
        if let Some(good) = held.as_ref().filter(|held| !due(held)) {
            return Ok(good.header.clone());
        }
        let fresh = self.fresh(held.as_ref(), engine).await?;
        Ok(held.insert(fresh).header.clone())
    }

    /// That token was answered with 401: renews it, unless another worker has meanwhile.
    pub async fn renew(
        &self,
        refused: Option<&HeaderValue>,
        engine: &Engine,
    ) -> Result<(), Answer> {
        let mut held = self.held.lock().await;
        if held.as_ref().map(|held| &held.header) == refused {
            *held = Some(self.fresh(held.as_ref(), engine).await?);
        }
        Ok(())
    }

    async fn fresh(&self, held: Option<&Held>, engine: &Engine) -> Result<Held, Answer> {
        match &self.credentials {
            Credentials::Token(_) if held.is_some() => Err(Answer::Unauthorised(
                "the token in VBOT_TOKEN is not accepted".into(),
            )),
            Credentials::Token(token) => Held::lasting(token),
            Credentials::TokenFile(path) => {
                let fresh = Held::lasting(&read_file(path)?)?;
                if held.is_some_and(|held| held.header == fresh.header) {
                    return Err(Answer::Unauthorised(
                        "the token in VBOT_TOKEN_FILE is not accepted".into(),
                    ));
                }
                Ok(fresh)
            }
            Credentials::Password { username, password } => {
                let refresh = held.and_then(|held| held.refresh.as_ref());
                fetch(engine, refresh, username, password).await
            }
        }
    }
}

impl Held {
    fn lasting(access: &SecretString) -> Result<Self, Answer> {
        Ok(Self {
            header: header(access)?,
            refresh: None,
            renew_at: None,
        })
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
    engine: &Engine,
    refresh: Option<&SecretString>,
    username: &SecretString,
    password: &SecretString,
) -> Result<Held, Answer> {
    if let Some(refresh) = refresh {
        let form = [
            ("grant_type", "refresh_token"),
            ("refresh_token", refresh.expose_secret()),
        ];
        match grant(engine, &form).await {
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
    grant(engine, &form).await
}

async fn grant(engine: &Engine, form: &[(&str, &str)]) -> Result<Held, Answer> {
    engine.limiter.ready().await;
    let reply = engine.client.token(form).await?;
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
        refresh: granted.refresh_token,
        renew_at: life.and_then(renewal),
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
