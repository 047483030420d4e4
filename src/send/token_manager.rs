//! The token of a run: a given one, or one that is fetched and renewed.
//!
//! `POST [URL]/token` answers with a token that may live for minutes while a run takes hours, so it is renewed before
//! it expires and again on a 401, once for all workers; a refusal holds for all workers too. Invariant: secrets are
//! held here, in `credentials` and in `secrets` alone, and `Debug` shows none of them.

use std::time::Duration;

use reqwest::{StatusCode, header::HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::{Map, Value as Json};
use tokio::{sync::Mutex, time::Instant};

use super::{
    account_connection::AccountConnection,
    answer::Answer,
    client::Reply,
    credentials::{self, Credentials},
    dialect::ClientDialect,
    envelope, life,
    secrets::Secrets,
};
use crate::model::StopReason;

/// The token of this run.
pub(super) struct TokenManager {
    credentials: Credentials,
    dialect: &'static dyn ClientDialect,
    /// Every secret that was ever sent, so that it can be masked in any answer.
    pub secrets: Secrets,
    /// Locked while a token is fetched: one worker fetches, the others wait.
    state: Mutex<TokenState>,
}

#[derive(Default)]
struct TokenState {
    held: Option<CurrentToken>,
    /// The server has refused to give a token. It is not asked again, because that locks accounts.
    refused: Option<StopReason>,
}

/// Why there is no token.
#[derive(Clone, Debug)]
pub(super) enum NoToken {
    /// It may be available later.
    Later(Answer),
    /// There will be none in this run.
    Never(StopReason),
}

struct CurrentToken {
    access: SecretString,
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
    expires_in: Option<Json>,
}

impl TokenManager {
    pub fn new(credentials: Credentials, dialect: &'static dyn ClientDialect) -> Self {
        let secrets = Secrets::default();
        if let Credentials::Password { username, password } = &credentials {
            secrets.add_pair(username.expose_secret(), password.expose_secret());
        }
        Self {
            credentials,
            dialect,
            secrets,
            state: Mutex::default(),
        }
    }

    /// A token that is believed to be valid, as it is sent.
    pub async fn token(&self, connection: &AccountConnection) -> Result<HeaderValue, NoToken> {
        let mut state = self.state.lock().await;
        let due = |held: &CurrentToken| held.renew_at.is_some_and(|at| at <= Instant::now());
        if let Some(good) = state.held.as_ref().filter(|held| !due(held)) {
            return Ok(good.header.clone());
        }
        self.refresh(&mut state, connection).await
    }

    /// This token was answered with 401: renews it, unless another worker has done so meanwhile.
    pub async fn renew(
        &self,
        refused: Option<&HeaderValue>,
        connection: &AccountConnection,
    ) -> Result<(), NoToken> {
        let mut state = self.state.lock().await;
        if state.held.as_ref().map(|held| &held.header) == refused {
            self.refresh(&mut state, connection).await?;
        }
        Ok(())
    }

    /// Fetches a token; a refusal is stored for all workers.
    async fn refresh(
        &self,
        state: &mut TokenState,
        connection: &AccountConnection,
    ) -> Result<HeaderValue, NoToken> {
        if let Some(reason) = &state.refused {
            return Err(NoToken::Never(reason.clone()));
        }
        let fresh = self.fresh(state.held.as_ref(), connection).await;
        if let Err(NoToken::Never(reason)) = &fresh {
            state.refused = Some(reason.clone());
        }
        Ok(state.held.insert(fresh?).header.clone())
    }

    async fn fresh(
        &self,
        held: Option<&CurrentToken>,
        connection: &AccountConnection,
    ) -> Result<CurrentToken, NoToken> {
        let fresh = self.made(held, connection).await?;
        self.secrets.add(fresh.access.expose_secret());
        if let Some(refresh) = &fresh.refresh {
            self.secrets.add(refresh.expose_secret());
        }
        Ok(fresh)
    }

    async fn made(
        &self,
        held: Option<&CurrentToken>,
        connection: &AccountConnection,
    ) -> Result<CurrentToken, NoToken> {
        match &self.credentials {
            Credentials::Token(_) if held.is_some() => {
                Err(refused("the token in VBOT_TOKEN is not accepted"))
            }
            Credentials::Token(token) => CurrentToken::new(token.clone(), self.dialect),
            Credentials::TokenFile(path) => {
                let fresh = CurrentToken::new(read_file(path)?, self.dialect)?;
                if held.is_some_and(|held| held.header == fresh.header) {
                    return Err(refused("the token in VBOT_TOKEN_FILE is not accepted"));
                }
                Ok(fresh)
            }
            Credentials::Password { username, password } => {
                let refresh = held.and_then(|held| held.refresh.as_ref());
                self.fetch(connection, refresh, username, password).await
            }
        }
    }

    /// Fetches a token with the refresh token if there is one, otherwise or if it is refused with the password.
    async fn fetch(
        &self,
        connection: &AccountConnection,
        refresh: Option<&SecretString>,
        username: &SecretString,
        password: &SecretString,
    ) -> Result<CurrentToken, NoToken> {
        if let Some(refresh) = refresh {
            let form = [
                ("grant_type", "refresh_token"),
                ("refresh_token", refresh.expose_secret()),
            ];
            match self.grant(connection, &form).await {
                Err(NoToken::Never(StopReason::Unauthorised(_))) => {}
                other => return other,
            }
        }
        let (username, password) = (username.expose_secret(), password.expose_secret());
        let form = [
            ("username", username),
            ("password", password),
            ("grant_type", "password"),
        ];
        self.grant(connection, &form).await
    }

    async fn grant(
        &self,
        connection: &AccountConnection,
        form: &[(&str, &str)],
    ) -> Result<CurrentToken, NoToken> {
        let permit = connection.gate.next().await.map_err(NoToken::Never)?;
        let reply = connection.client.token(form).await;
        let granted = match &reply {
            Ok(reply) => {
                connection.note_answered();
                granted(reply, self.dialect).map_err(|why| match reply.redirected(&self.secrets) {
                    Some(to) => redirected(reply.status, &to),
                    None => why,
                })
            }
            Err(answer) => Err(NoToken::Later(answer.clone())),
        };
        let heard = match &granted {
            Err(NoToken::Later(answer)) => answer,
            _ => &Answer::Accepted,
        };
        connection.gate.release(permit, heard);
        granted
    }
}

fn refused(message: impl Into<String>) -> NoToken {
    NoToken::Never(StopReason::Unauthorised(message.into()))
}

fn redirected(http: StatusCode, to: &str) -> NoToken {
    let http = http.as_u16();
    NoToken::Never(StopReason::Redirected(format!("HTTP {http}{to}")))
}

impl CurrentToken {
    /// A token that does not expire, as far as is known.
    fn new(access: SecretString, dialect: &dyn ClientDialect) -> Result<Self, NoToken> {
        Ok(Self {
            header: header(&access, dialect)?,
            access,
            refresh: None,
            renew_at: None,
        })
    }
}

/// As it is sent.
fn header(token: &SecretString, dialect: &dyn ClientDialect) -> Result<HeaderValue, NoToken> {
    let text = dialect.credential(token.expose_secret());
    let Ok(mut header) = HeaderValue::try_from(text) else {
        return Err(refused("the token has characters that can't be sent"));
    };
    header.set_sensitive(true);
    Ok(header)
}

/// Reads the granted token. The reply is never quoted, because it may contain a token.
fn granted(reply: &Reply, dialect: &dyn ClientDialect) -> Result<CurrentToken, NoToken> {
    let status = reply.status.as_u16();
    let Ok(granted) = serde_json::from_slice::<Granted>(envelope::unmarked(&reply.body)) else {
        let later = no_grant(status, reply.wait, &reply.body);
        return Err(later.map_or_else(
            || {
                refused(format!(
                    "the server gives no token for this user name and password (HTTP {status})"
                ))
            },
            NoToken::Later,
        ));
    };
    let life = granted.expires_in.as_ref().and_then(life::seconds);
    Ok(CurrentToken {
        refresh: granted.refresh_token,
        renew_at: life.and_then(life::renewal),
        ..CurrentToken::new(granted.access_token, dialect)?
    })
}

/// Reads a reply that grants no token: the answer to try again on, or `None` if the user name and password, or the
/// refresh token, are refused. The text is never the reply's, which may contain a token.
fn no_grant(http: u16, wait: Option<Duration>, body: &[u8]) -> Option<Answer> {
    let is_oauth = serde_json::from_slice::<Map<String, Json>>(envelope::unmarked(body)).is_ok();
    let success = (200..300).contains(&http);
    if success && is_oauth && !envelope::is_envelope(body) {
        return None;
    }
    let mut answer = envelope::read(&Secrets::default(), (http, wait), body, |_| true);
    match &mut answer {
        Answer::Throttled { .. } => Some(answer),
        // A missing page is a wrong path, and waiting does not help.
        Answer::Unknown { message, .. } if http != 404 => {
            *message = format!("the token call was answered with HTTP {http}, without a token");
            Some(answer)
        }
        _ => None,
    }
}

fn read_file(path: &std::path::Path) -> Result<SecretString, NoToken> {
    let file = "the file of VBOT_TOKEN_FILE";
    let secret = credentials::read_file(path)
        .map_err(|error| refused(format!("{file} can't be read: {error}")))?;
    secret.ok_or_else(|| refused(format!("{file} holds nothing")))
}
