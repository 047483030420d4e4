//! The token of a run: a given one, or one that is fetched and renewed.
//!
//! `POST [URL]/token` answers with a token that may live for minutes while a run takes hours, so it is renewed before
//! it expires and again on a 401, once for all workers; a refusal holds for all workers too. Invariant: secrets are
//! held here, in `credentials` and in `secrets` alone, and `Debug` shows none of them.

use reqwest::header::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use tokio::{sync::Mutex, time::Instant};

use super::{
    account_connection::AccountConnection,
    answer::Answer,
    credentials::{self, Credentials},
    dialect::ClientDialect,
    life,
    secrets::Secrets,
    token_reply::{self, Granted, NoToken, refused},
};
use crate::{language::say, model::StopReason, observe::Observer};

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

struct CurrentToken {
    access: SecretString,
    /// The token as it is sent; marked as sensitive, so that `Debug` does not show it.
    header: HeaderValue,
    refresh: Option<SecretString>,
    renew_at: Option<Instant>,
}

/// Where tokens are fetched: the connection to the account, and who observes the requests.
#[derive(Clone, Copy)]
pub(super) struct TokenEndpoint<'a> {
    pub connection: &'a AccountConnection,
    pub observer: &'a dyn Observer,
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
    pub async fn token(&self, endpoint: TokenEndpoint<'_>) -> Result<HeaderValue, NoToken> {
        let mut state = self.state.lock().await;
        let due = |held: &CurrentToken| held.renew_at.is_some_and(|at| at <= Instant::now());
        if let Some(good) = state.held.as_ref().filter(|held| !due(held)) {
            return Ok(good.header.clone());
        }
        self.refresh(&mut state, endpoint).await
    }

    /// This token was answered with 401: renews it, unless another worker has done so meanwhile.
    pub async fn renew(
        &self,
        refused: Option<&HeaderValue>,
        endpoint: TokenEndpoint<'_>,
    ) -> Result<(), NoToken> {
        let mut state = self.state.lock().await;
        if state.held.as_ref().map(|held| &held.header) == refused {
            self.refresh(&mut state, endpoint).await?;
        }
        Ok(())
    }

    /// Fetches a token; a refusal is stored for all workers.
    async fn refresh(
        &self,
        state: &mut TokenState,
        endpoint: TokenEndpoint<'_>,
    ) -> Result<HeaderValue, NoToken> {
        if let Some(reason) = &state.refused {
            return Err(NoToken::Never(reason.clone()));
        }
        let fresh = self.fresh(state.held.as_ref(), endpoint).await;
        if let Err(NoToken::Never(reason)) = &fresh {
            state.refused = Some(reason.clone());
        }
        Ok(state.held.insert(fresh?).header.clone())
    }

    async fn fresh(
        &self,
        held: Option<&CurrentToken>,
        endpoint: TokenEndpoint<'_>,
    ) -> Result<CurrentToken, NoToken> {
        let fresh = self.made(held, endpoint).await?;
        self.secrets.add(fresh.access.expose_secret());
        if let Some(refresh) = &fresh.refresh {
            self.secrets.add(refresh.expose_secret());
        }
        Ok(fresh)
    }

    async fn made(
        &self,
        held: Option<&CurrentToken>,
        endpoint: TokenEndpoint<'_>,
    ) -> Result<CurrentToken, NoToken> {
        match &self.credentials {
            Credentials::Token(_) if held.is_some() => {
                Err(refused(say!("send-token-refused", variable = "VBOT_TOKEN")))
            }
            Credentials::Key(_) if held.is_some() => {
                let message = say!("send-key-refused");
                Err(NoToken::Never(StopReason::KeyRefused(message)))
            }
            Credentials::Token(token) | Credentials::Key(token) => {
                CurrentToken::new(token.clone(), self.dialect)
            }
            Credentials::TokenFile(path) => {
                let fresh = CurrentToken::new(read_file(path)?, self.dialect)?;
                if held.is_some_and(|held| held.header == fresh.header) {
                    return Err(refused(say!(
                        "send-token-refused",
                        variable = "VBOT_TOKEN_FILE"
                    )));
                }
                Ok(fresh)
            }
            Credentials::Password { username, password } => {
                let refresh = held.and_then(|held| held.refresh.as_ref());
                self.fetch(endpoint, refresh, username, password).await
            }
        }
    }

    /// Fetches a token with the refresh token if there is one, otherwise or if it is refused with the password.
    async fn fetch(
        &self,
        endpoint: TokenEndpoint<'_>,
        refresh: Option<&SecretString>,
        username: &SecretString,
        password: &SecretString,
    ) -> Result<CurrentToken, NoToken> {
        if let Some(refresh) = refresh {
            let form = [
                ("grant_type", "refresh_token"),
                ("refresh_token", refresh.expose_secret()),
            ];
            match self.grant(endpoint, &form).await {
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
        self.grant(endpoint, &form).await
    }

    async fn grant(
        &self,
        endpoint: TokenEndpoint<'_>,
        form: &[(&str, &str)],
    ) -> Result<CurrentToken, NoToken> {
        let connection = endpoint.connection;
        let permit = connection.gate.next().await.map_err(NoToken::Never)?;
        let since = Instant::now();
        let reply = connection.client.token(form).await;
        let granted = match &reply {
            Ok(reply) => {
                connection.note_answered();
                token_reply::read(reply, &self.secrets)
            }
            Err(answer) => Err(NoToken::Later(answer.clone())),
        };
        let heard = match &granted {
            Err(NoToken::Later(answer)) => answer,
            _ => &Answer::Accepted,
        };
        connection.gate.release(permit, heard);
        let http = reply.ok().map(|reply| reply.status);
        let event = token_reply::event(&granted, http, since.elapsed());
        endpoint.observer.on(&event);
        CurrentToken::granted(granted?, self.dialect)
    }
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

    /// A fetched token.
    fn granted(granted: Granted, dialect: &dyn ClientDialect) -> Result<Self, NoToken> {
        let life = granted.expires_in.as_ref().and_then(life::seconds);
        Ok(Self {
            refresh: granted.refresh_token,
            renew_at: life.and_then(life::renewal),
            ..Self::new(granted.access_token, dialect)?
        })
    }
}

/// As it is sent.
fn header(token: &SecretString, dialect: &dyn ClientDialect) -> Result<HeaderValue, NoToken> {
    let text = dialect.credential(token.expose_secret());
    let Ok(mut header) = HeaderValue::try_from(text) else {
        return Err(refused(say!("send-token-letters")));
    };
    header.set_sensitive(true);
    Ok(header)
}

fn read_file(path: &std::path::Path) -> Result<SecretString, NoToken> {
    let secret =
        credentials::read_file(path).map_err(|error| refused(say!("send-token-file", error)))?;
    secret.ok_or_else(|| refused(say!("send-token-file-empty")))
}
