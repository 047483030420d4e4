//! The credentials that the program gets: a token, a file with one, a user name and a password, or under v3 a key.
//!
//! Invariant: they come from the environment alone, and `Debug` shows none of them.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use secrecy::{ExposeSecret, SecretString};

use super::error::SendError;
use crate::{error::Result, model::Dialect};

const NAMES: [&str; 4] = ["VBOT_TOKEN", "VBOT_USERNAME", "VBOT_PASSWORD", KEY];

/// The variable of the key.
pub(super) const KEY: &str = "VBOT_API_KEY";

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
    /// `VBOT_API_KEY` (v3): used as it is, and never renewed.
    Key(SecretString),
}

impl Credentials {
    /// Reads the credentials of a dialect from the environment through `lookup`; each variable also exists with
    /// `_FILE`, the path of a file to read it from.
    ///
    /// # Errors
    /// None is set, only those of another dialect or half of a pair are, or a file can't be read or is empty.
    pub fn of_dialect(dialect: Dialect, lookup: impl Fn(&str) -> Option<String>) -> Result<Self> {
        let is_set = |name: &&str| {
            let variables = [(*name).to_owned(), format!("{name}_FILE")];
            let mut values = variables.iter().filter_map(|variable| lookup(variable));
            values.any(|value| !value.trim().is_empty())
        };
        let others = |names: &[&'static str]| names.iter().copied().find(|name| is_set(name));
        let [token, user, word, key] = NAMES;
        if dialect == Dialect::V3 {
            return match secret(&lookup, key)? {
                Some(secret) => Ok(Self::Key(secret.expose_secret().trim().into())),
                None => Err(match others(&[token, user, word]) {
                    Some(set) => SendError::NeedsKey(set).into(),
                    None => SendError::NoKey.into(),
                }),
            };
        }
        match Self::from_environment(&lookup) {
            Err(error) if is_set(&key) && others(&[token, user, word]).is_none() => {
                drop(error);
                Err(SendError::NeedsToken(dialect).into())
            }
            other => other,
        }
    }

    /// Those of v1 and v2.
    fn from_environment(lookup: &impl Fn(&str) -> Option<String>) -> Result<Self> {
        let secret = |name| secret(lookup, name);
        if let Some(token) = lookup("VBOT_TOKEN").filter(|token| !token.trim().is_empty()) {
            return Ok(Self::Token(token.trim().into()));
        }
        if let Some(path) = lookup("VBOT_TOKEN_FILE").filter(|path| !path.is_empty()) {
            secret("VBOT_TOKEN")?;
            return Ok(Self::TokenFile(PathBuf::from(path)));
        }
        let [_, user, word, _] = NAMES;
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
    match read_file(Path::new(&path)) {
        Ok(Some(secret)) => Ok(Some(secret)),
        Ok(None) => Err(SendError::EmptySecret { name, path }.into()),
        Err(source) => Err(SendError::SecretFile { name, path, source }.into()),
    }
}

/// A file's content without what editors add around it: a byte order mark, blanks, line ends.
pub(super) fn read_file(path: &Path) -> io::Result<Option<SecretString>> {
    let text = fs::read_to_string(path)?;
    let around = |letter: char| letter.is_whitespace() || letter == '\u{feff}';
    let secret = text.trim_matches(around);
    Ok((!secret.is_empty()).then(|| secret.into()))
}

/// The files with secrets that every user of this machine can read, each with its variable.
pub fn exposed(lookup: impl Fn(&str) -> Option<String>) -> Vec<(String, PathBuf)> {
    let files = NAMES.map(|name| format!("{name}_FILE")).into_iter();
    let files = files.filter_map(|name| {
        let path = lookup(&name).filter(|path| !path.is_empty())?;
        Some((name, PathBuf::from(path)))
    });
    files.filter(|(_, path)| is_exposed(path)).collect()
}

#[cfg(unix)]
fn is_exposed(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    // A pipe or a device is empty once it has been read.
    fs::metadata(path).is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o004 != 0)
}

/// On this system the mode does not tell who may read a file.
#[cfg(not(unix))]
fn is_exposed(_: &Path) -> bool {
    false
}
