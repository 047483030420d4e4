//! Bearer tokens: one that is valid from the start, and those that `POST /token` issues.
//!
//! They are no secrets: a sandbox's token is worth nothing elsewhere. Invariant: a refresh token works once, and an
//! issued token no longer than its lifetime.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use serde_json::{Value as Json, json};

use super::options::Options;

/// The valid credentials and tokens. Times are since the server's start.
pub(super) struct Tokens {
    login: Option<(String, String)>,
    lifetime: Duration,
    /// When each token expires; the first one never does.
    access: BTreeMap<String, Duration>,
    refresh: BTreeSet<String>,
    count: u64,
}

impl Tokens {
    pub fn new(options: &Options) -> Self {
        Self {
            login: options.username.clone().zip(options.password.clone()),
            lifetime: options.token_lifetime,
            access: BTreeMap::from([(options.token.clone(), Duration::MAX)]),
            refresh: BTreeSet::new(),
            count: 0,
        }
    }

    pub fn accepts(&self, token: &str, now: Duration) -> bool {
        self.access.get(token).is_some_and(|expiry| now < *expiry)
    }

    /// Revokes a token, whichever it is.
    pub fn expire(&mut self, token: &str) {
        self.access.remove(token);
    }

    /// Makes a token valid for good.
    pub fn enable(&mut self, token: &str) {
        self.access.insert(token.to_owned(), Duration::MAX);
    }

    /// Answers a token request: the grant, or the name of the OAuth error.
    pub fn grant(
        &mut self,
        form: &BTreeMap<String, String>,
        now: Duration,
    ) -> Result<Json, &'static str> {
        let get = |key: &str| form.get(key).map_or("", String::as_str);
        let allowed = match get("grant_type") {
            "password" => self.may_log_in(get("username"), get("password")),
            "refresh_token" => self.refresh.remove(get("refresh_token")),
            _ => return Err("unsupported_grant_type"),
        };
        allowed.then(|| self.issue(now)).ok_or("invalid_grant")
    }

    fn may_log_in(&self, username: &str, password: &str) -> bool {
        let login = self.login.as_ref();
        login.is_some_and(|(name, secret)| name == username && secret == password)
    }

    fn issue(&mut self, now: Duration) -> Json {
        self.access.retain(|_, expiry| now < *expiry);
        self.count += 1;
        let access = format!("sandbox-access-{}", self.count);
        let refresh = format!("sandbox-refresh-{}", self.count);
        let expiry = now.saturating_add(self.lifetime);
        self.access.insert(access.clone(), expiry);
        self.refresh.insert(refresh.clone());
        json!({
            "access_token": access,
            "token_type": "bearer",
            "expires_in": self.lifetime.as_secs(),
            "refresh_token": refresh,
        })
    }
}
