//! The errors of a configuration: message, kind and hint.
//!
//! The page adds the place in the file. Invariant: no message quotes a whole line of the file, since it may contain a
//! secret.

use crate::language::say;
use std::io;

use super::amount_error::AmountError;
use super::suggestion::{line_to_add, nearest, suggestion};
use crate::error::{ErrorKind, RoomError};
use crate::model::{Dialect, Encoding, Entity};

/// The problem of a configuration.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConfigError {
    #[error("{}", say!("config-missing"))]
    Missing,
    #[error("{}", say!("config-unreadable"))]
    Unreadable(#[source] io::Error),
    #[error("{}", say!("config-not-utf8"))]
    NotUtf8,
    /// The parser's message.
    #[error("{0}")]
    Syntax(String),
    /// What the parser expected in place of a value, and the value's dotted name.
    #[error("{}", say!("config-wrong-type", name = name.as_ref().map_or(String::new(), |name| format!("`{name}`: ")), expected))]
    WrongType {
        name: Option<String>,
        expected: String,
    },
    #[error("{}", say!("config-unknown-key", key, place))]
    UnknownKey {
        key: String,
        place: String,
        allowed: Vec<String>,
    },
    #[error("{}", say!("config-secret", key, place))]
    Secret { key: String, place: String },
    #[error("{}", say!("config-no-source"))]
    NoSource,
    #[error("{}", say!("config-no-account"))]
    NoAccount,
    #[error("{}", say!("config-missing-key", key, section))]
    MissingKey {
        key: &'static str,
        section: &'static str,
    },
    #[error("{}", say!("config-blank", key = .0))]
    Blank(&'static str),
    #[error("{}", say!("config-fill-in", key = .0))]
    FillIn(String),
    #[error("{}", say!("config-amount", key, error))]
    Amount {
        key: &'static str,
        error: AmountError,
    },
    #[error("{}", say!("config-out-of-bounds", key, least, most))]
    OutOfBounds {
        key: &'static str,
        least: &'static str,
        most: String,
    },
    #[error("{}", say!("config-no-choice", key, word, choices = choices.join(", ")))]
    NoChoice {
        key: &'static str,
        word: String,
        choices: Vec<&'static str>,
    },
    #[error("{}", say!("config-no-tenant", key = .0))]
    NoTenant(&'static str),
    #[error("{}", say!("config-fields-of-v3", dialect = .0.as_str()))]
    FieldsOfV3(Dialect),
    #[error("{}", say!("config-field-code", code = .0))]
    FieldCode(String),
    #[error("{}", say!("config-field-twice", code = .0))]
    FieldTwice(String),
    #[error("{}", say!("config-not-named", name))]
    NotNamed { name: String, key: &'static str },
    #[error("{}", say!("config-no-description", key = .0))]
    NoDescription(&'static str),
    #[error("{}", say!("config-url-scheme"))]
    UrlScheme,
    #[error("{}", say!("config-url-query"))]
    UrlQuery,
    #[error("{}", say!("config-url-user"))]
    UrlUser,
    #[error("{}", say!("config-url-host"))]
    UrlHost,
    #[error("{}", say!("config-url-port"))]
    UrlPort,
    #[error("{}", say!("config-notification-url", text = .0))]
    NotificationUrl(&'static str),
    #[error("{}", say!("config-no-program"))]
    NoProgram,
    #[error("{}", say!("config-no-chat"))]
    NoChat,
    #[error("{}", say!("config-sheet"))]
    Sheet,
    #[error("{}", say!("config-encoding", name = .0))]
    Encoding(String),
    #[error("{}", say!("config-text-encoding", name = .0))]
    TextEncoding(String),
    #[error("{}", say!("config-unknown-attribute", name, section))]
    UnknownAttribute {
        name: String,
        section: &'static str,
        allowed: Vec<String>,
    },
    #[error("{}", say!("config-other-entity", name, owner, entity))]
    OtherEntity {
        name: String,
        owner: Entity,
        entity: Entity,
    },
    #[error("{}", say!("config-constant-values", key = .0))]
    ConstantValues(String),
    #[error("{}", say!("config-key-default", key = .0))]
    KeyDefault(String),
    #[error("{}", say!("config-constant-default", key = .0))]
    ConstantDefault(String),
    #[error("{}", say!("config-kept-default", key = .0))]
    KeptDefault(String),
    #[error("{}", say!("config-no-fields"))]
    NoFields,
    #[error("{}", say!("config-blank-field"))]
    BlankField,
    #[error("{}", say!("config-blank-value"))]
    BlankValue,
    #[error("{}", say!("config-same-keys"))]
    SameKeys,
    #[error("{}", say!("config-constant-key"))]
    ConstantKey,
    #[error("{}", say!("config-required-form"))]
    RequiredForm,
    #[error("{}", say!("config-phone-key"))]
    PhoneKey,
    #[error("{}", say!("config-phone"))]
    Phone,
    #[error("{}", say!("config-joined-phones"))]
    JoinedPhones,
    #[error("{}", say!("config-nothing-to-join"))]
    NothingToJoin,
    #[error("{}", say!("config-alone", key = .0, other = .1))]
    Alone(&'static str, &'static str),
    #[error("{}", say!("config-date-and-number"))]
    DateAndNumber,
    #[error("{}", say!("config-constant-and-more", key = .0))]
    ConstantAndMore(String),
    #[error("{}", say!("config-no-column"))]
    NoColumn,
    #[error("{}", say!("config-blank-header"))]
    BlankHeader,
    #[error("{}", say!("config-no-header"))]
    NoHeader,
    #[error("{}", say!("config-no-headers"))]
    NoHeaders,
    #[error("{}", say!("config-blank-cells"))]
    BlankCells,
    #[error("{}", say!("config-write"))]
    Write,
    #[error("{}", say!("config-write-if-empty"))]
    WriteIfEmpty,
    #[error("{}", say!("config-if-empty-lookup"))]
    IfEmptyLookup,
    #[error("{}", say!("config-create-only-key"))]
    CreateOnlyKey,
    #[error("{}", say!("config-no-text", key = .0))]
    NoText(&'static str),
    #[error("{}", say!("config-empty-split"))]
    EmptySplit,
    #[error("{}", say!("config-part"))]
    Part,
    #[error("{}", say!("config-number"))]
    Number,
    #[error("{}", say!("config-date", text = .0))]
    Date(String),
    #[error("{}", say!("config-date-order"))]
    DateOrder,
    #[error("{}", say!("config-decimal-mark"))]
    DecimalMark,
    #[error("{}", say!("config-no-moment"))]
    NoMoment,
    #[error("{}", say!("config-corrected-twice", line = .0))]
    CorrectedTwice(u32),
}

/// Parts of key names that mean a secret, in any section.
const SECRETS: [&str; 6] = [
    "token", "password", "passwd", "secret", "apikey", "username",
];

impl ConfigError {
    /// A key that is unknown; `place` continues the sentence after its name.
    pub fn key<'a>(key: &str, place: String, allowed: impl Iterator<Item = &'a str>) -> Self {
        let bare = key.to_lowercase().replace(['_', '-'], "");
        let key = key.to_owned();
        if SECRETS.iter().any(|secret| bare.contains(secret)) {
            return Self::Secret { key, place };
        }
        let allowed = allowed.map(str::to_owned).collect();
        Self::UnknownKey {
            key,
            place,
            allowed,
        }
    }
}

impl RoomError for ConfigError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Unreadable(_) => ErrorKind::File,
            _ => ErrorKind::Config,
        }
    }

    fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::UnknownKey {
                key: name, allowed, ..
            }
            | Self::UnknownAttribute { name, allowed, .. } => {
                return Some(suggestion(name, allowed));
            }
            Self::NoChoice { word, choices, .. } => return Some(suggestion(word, choices)),
            Self::Encoding(name) => match nearest(name, Encoding::names()) {
                Some(meant) => return Some(say!("config-hint-meant", meant)),
                None => say!("config-hint-encodings"),
            },
            Self::Missing => say!("config-hint-missing"),
            Self::NotUtf8 => say!("config-hint-utf8"),
            Self::Syntax(message) if message.contains("escape") => say!("config-hint-escape"),
            Self::WrongType { expected, .. } if expected.ends_with("expected a string") => {
                say!("config-hint-string")
            }
            Self::WrongType { name, .. } if name.as_deref() == Some("correction") => {
                say!("config-hint-correction")
            }
            Self::WrongType { expected, .. }
                if expected == "invalid type: map, expected a sequence" =>
            {
                say!("config-hint-sources")
            }
            Self::Secret { .. } => say!("config-hint-secret"),
            Self::NoSource => say!("config-hint-no-source"),
            Self::NoAccount => say!("config-hint-no-account"),
            Self::NoTenant(_) => say!("config-hint-remove"),
            Self::FieldsOfV3(_) => say!("config-hint-v3"),
            Self::FieldTwice(_) => say!("config-hint-one-meaning"),
            Self::NotNamed { key, .. } => return Some(line_to_add(key)),
            Self::NoDescription(_) => say!("config-hint-no-description"),
            Self::TextEncoding(_) => say!("config-hint-text-encoding"),
            Self::NotificationUrl(_) => say!("config-hint-notification"),
            Self::NoProgram => say!("config-hint-program"),
            Self::NoChat => say!("config-hint-chat"),
            Self::BlankValue => say!("config-hint-blank-value"),
            Self::NoMoment => say!("config-hint-moment"),
            Self::CorrectedTwice(_) => say!("config-hint-corrected-twice"),
            Self::Date(_) => say!("config-hint-date"),
            _ => return None,
        };
        Some(hint)
    }
}
