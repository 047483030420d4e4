//! Why nothing can be sent at all: the sentence, the kind, and the hint.
//!
//! The end of a single call is an outcome, not an error. Invariant: no secret is part of a sentence.

use std::io;

use tokio::task::JoinError;

use crate::{
    error::{ErrorKind, RoomError},
    model::{Dialect, Operation},
};

/// What stops a run before or between its calls.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SendError {
    #[error("there is no token for the VBot account")]
    NoToken,
    #[error("there is no API key for the VBot account")]
    NoKey,
    #[error("{0} is set, but dialect v3 needs an API key")]
    NeedsKey(&'static str),
    #[error("VBOT_API_KEY is set, but dialect {} needs a token", .0.as_str())]
    NeedsToken(Dialect),
    #[error("{set} is set, but {missing} is not")]
    HalfAPair {
        set: &'static str,
        missing: &'static str,
    },
    #[error("{name}_FILE names {path}, which can't be read")]
    SecretFile {
        name: &'static str,
        path: String,
        source: io::Error,
    },
    #[error("{name}_FILE names {path}, which holds nothing")]
    EmptySecret { name: &'static str, path: String },
    #[error("HTTPS can't be set up on this machine")]
    Tls(#[source] reqwest::Error),
    #[error("a call of the kind {} came to a step that it has not, by a fault of the program", .0.as_str())]
    Step(Operation),
    #[error("a worker has failed")]
    Worker(#[source] JoinError),
}

impl RoomError for SendError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Tls(_) | Self::Worker(_) => ErrorKind::Network,
            Self::Step(_) => ErrorKind::Program,
            _ => ErrorKind::Config,
        }
    }

    fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::NoToken | Self::NeedsToken(_) => {
                "set VBOT_TOKEN, or VBOT_USERNAME and VBOT_PASSWORD, in the environment (each also as …_FILE, the path of a file that holds it)"
            }
            Self::NoKey | Self::NeedsKey(_) => {
                "make a key in VBot's console under “Cài đặt nhóm”, “Api Key”, and set VBOT_API_KEY in the environment (or VBOT_API_KEY_FILE, the path of a file that holds it)"
            }
            _ => return None,
        };
        Some(hint.into())
    }
}
