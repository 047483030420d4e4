//! What we are given to prove who we are: a token, a file with one, or a name and a password.
//!
//! Invariant: it comes from the environment alone, and `Debug` shows none of it.

use std::path::PathBuf;

use secrecy::SecretString;

use super::error::SendError;
use crate::error::Result;

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

impl Credentials {
    /// From the environment, as `lookup` sees it; each name also with `_FILE`, a path to read it from.
    ///
    /// # Errors
    /// None is set, only half of a pair is, or a file can't be read.
    pub fn from_environment(lookup: impl Fn(&str) -> Option<String>) -> Result<Self> {
        let secret = |name| secret(&lookup, name);
        if let Some(token) = lookup("VBOT_TOKEN").filter(|token| !token.trim().is_empty()) {
            return Ok(Self::Token(token.trim().into()));
        }
        if let Some(path) = lookup("VBOT_TOKEN_FILE").filter(|path| !path.is_empty()) {
            let path = PathBuf::from(path);
            secret("VBOT_TOKEN")?;
            return Ok(Self::TokenFile(path));
        }
        let [user, word] = ["VBOT_USERNAME", "VBOT_PASSWORD"];
        let half = |set, missing| Err(SendError::HalfAPair { set, missing }.into());
        match (secret(user)?, secret(word)?) {
            (Some(username), Some(password)) => Ok(Self::Password { username, password }),
            (None, None) => Err(SendError::NoToken.into()),
            (Some(_), None) => half(user, word),
            (None, Some(_)) => half(word, user),
        }
    }
}

fn secret(
    lookup: &impl Fn(&str) -> Option<String>,
    name: &'static str,
) -> Result<Option<SecretString>> {
    if let Some(text) = lookup(name).filter(|text| !text.is_empty()) {
        return Ok(Some(text.into()));
    }
    let Some(path) = lookup(&format!("{name}_FILE")).filter(|path| !path.is_empty()) else {
        return Ok(None);
    };
    let text = std::fs::read_to_string(&path);
    let text = text.map_err(|source| SendError::SecretFile { name, path, source })?;
    Ok(Some(text.trim_end_matches(['\r', '\n']).into()))
}
