//! The errors of a configuration: message, kind and hint.
//!
//! The page adds the place in the file. Invariant: no message quotes a whole line of the file, since it may contain a
//! secret.

use std::io;

use super::amount_error::AmountError;
use super::suggestion::{line_to_add, nearest, suggestion};
use crate::error::{ErrorKind, RoomError};
use crate::model::{Dialect, Encoding, Entity};

/// The problem of a configuration.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConfigError {
    #[error("there is no such configuration file")]
    Missing,
    #[error("the configuration can't be read")]
    Unreadable(#[source] io::Error),
    #[error("the configuration is not UTF-8 text")]
    NotUtf8,
    /// The parser's message.
    #[error("{0}")]
    Syntax(String),
    /// What the parser expected in place of a value, and the value's dotted name.
    #[error("{}{expected}", name.as_ref().map_or(String::new(), |name| format!("`{name}`: ")))]
    WrongType {
        name: Option<String>,
        expected: String,
    },
    #[error("unknown key `{key}`{place}")]
    UnknownKey {
        key: String,
        place: String,
        allowed: Vec<String>,
    },
    #[error("`{key}`{place}: secrets never belong in this file")]
    Secret { key: String, place: String },
    #[error("there is no [[source]], so there is nothing to read")]
    NoSource,
    #[error("the section [api] is missing")]
    NoAccount,
    #[error("missing key `{key}` in {section}")]
    MissingKey {
        key: &'static str,
        section: &'static str,
    },
    #[error("`{0}` is blank")]
    Blank(&'static str),
    #[error("`{key}`: {error}")]
    Amount {
        key: &'static str,
        error: AmountError,
    },
    #[error("`{key}` is not between {least} and {most}")]
    OutOfBounds {
        key: &'static str,
        least: &'static str,
        most: String,
    },
    #[error("`{key}` is `{word}`, not one of {}", choices.join(", "))]
    NoChoice {
        key: &'static str,
        word: String,
        choices: Vec<&'static str>,
    },
    #[error("`{0}` has no place under dialect v3, where the API key says which account is meant")]
    NoTenant(&'static str),
    #[error("[api.v3] has no place under dialect {}", .0.as_str())]
    FieldsOfV3(Dialect),
    #[error("`{0}` is no code of a field: it may have letters, digits, `_` and `-`")]
    FieldCode(String),
    #[error("the field `{0}` is named twice")]
    FieldTwice(String),
    #[error("`{name}` is mapped, but [api.v3] names no field for it")]
    NotNamed { name: String, key: &'static str },
    #[error("`{0}` is mapped, but an option of v3 has no description")]
    NoDescription(&'static str),
    #[error("`base_url` starts with neither https:// nor http://")]
    UrlScheme,
    #[error("`base_url` has a blank, a `?` or a `#` in it")]
    UrlQuery,
    #[error("`base_url` has a user in it, and secrets never belong in this file")]
    UrlUser,
    #[error("`base_url` names no host")]
    UrlHost,
    #[error("the port in `base_url` is not a number up to 65535")]
    UrlPort,
    #[error(
        "`{0}` is no URL with https:// or http://, and no `env:NAME` or `file:PATH` that has one"
    )]
    NotificationUrl(&'static str),
    #[error("`command` names no program")]
    NoProgram,
    #[error("`form = \"telegram\"` needs a `chat_id`")]
    NoChat,
    #[error("`sheet` is neither a sheet's name nor its number from 1")]
    Sheet,
    #[error("`encoding`: `{0}` is not the name of an encoding")]
    Encoding(String),
    #[error("`text_encoding` is `{0}`, not one of auto, tcvn3, vni, unicode")]
    TextEncoding(String),
    #[error("unknown attribute `{name}` in [source.{section}]")]
    UnknownAttribute {
        name: String,
        section: &'static str,
        allowed: Vec<String>,
    },
    #[error("`{name}` belongs to {owner}, and this source is {entity}")]
    OtherEntity {
        name: String,
        owner: Entity,
        entity: Entity,
    },
    #[error("`{0}` is a constant and has no values")]
    ConstantValues(String),
    #[error("`{0}` tells records apart and can't have a default")]
    KeyDefault(String),
    #[error("`{0}` is a constant and needs no default")]
    ConstantDefault(String),
    #[error("`{0}` has both a default and `blank = \"keep\"`")]
    KeptDefault(String),
    #[error("only customers have custom fields, so [source.fields] has no place here")]
    NoFields,
    #[error("a field's code in [source.fields] is blank")]
    BlankField,
    #[error("a blank cell is no value that could be translated")]
    BlankValue,
    #[error("two keys of this table differ in nothing but blanks or the spelling of accents")]
    SameKeys,
    #[error("a constant would make every row the same record")]
    ConstantKey,
    #[error("`date` and `number` are for custom fields and for attributes that may be left out")]
    RequiredForm,
    #[error("phones are collected from their columns and never joined")]
    JoinedPhones,
    #[error("`join` has nothing to join: `column` names one header")]
    NothingToJoin,
    #[error("`{0}` means nothing without `{1}`")]
    Alone(&'static str, &'static str),
    #[error("a column is a `date` or a `number`, not both")]
    DateAndNumber,
    #[error("a `constant` stands alone, without `{0}`")]
    ConstantAndMore(String),
    #[error("the column names no `column`")]
    NoColumn,
    #[error("the column's header is blank")]
    BlankHeader,
    #[error("a column is a header or a list of headers, in quotes")]
    NoHeader,
    #[error("the list of headers is empty")]
    NoHeaders,
    #[error("`blank` is neither `keep` nor `clear`")]
    BlankCells,
    #[error("`write` is not one of `always`, `create`, `if-empty`")]
    Write,
    #[error(
        "`write = \"if-empty\"` needs `dialect = \"v3\"`, because an account of v1 or v2 can't be read; `write = \"create\"` sends the value with the create only"
    )]
    WriteIfEmpty,
    #[error("`write = \"if-empty\"` is for columns of customers")]
    IfEmptyLookup,
    #[error("`write` has no effect here: this column tells records apart")]
    CreateOnlyKey,
    #[error("`{0}` is not a text in quotes")]
    NoText(&'static str),
    #[error("`split` is empty")]
    EmptySplit,
    #[error("`part` is neither 1, 2 … from the front nor -1, -2 … from the end")]
    Part,
    #[error("`number` is not `true`")]
    Number,
    #[error("`date` is `{0}`, which writes no date")]
    Date(String),
    #[error("`date_from` is not one of `dmy`, `mdy`, `ymd`")]
    DateOrder,
    #[error("`decimal` is neither `,` nor `.`")]
    DecimalMark,
    #[error("`learned` is not a date and time with an offset")]
    NoMoment,
    #[error("this cell has a correction already, in line {0}")]
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
                Some(meant) => return Some(format!("did you mean `{meant}`?")),
                None => {
                    "for example auto, utf-8, utf-16le, windows-1258, windows-1252, tcvn3 or vni"
                }
            },
            Self::Missing => {
                "`--config FILE` names another; `vbot-sync init FILES…` writes one from your spreadsheets"
            }
            Self::NotUtf8 => "save it as UTF-8 in the editor",
            Self::Syntax(message) if message.contains("escape") => {
                "in double quotes a backslash starts an escape: write paths with `/`, or between single quotes"
            }
            Self::WrongType { expected, .. } if expected.ends_with("expected a string") => {
                "write the value in double quotes"
            }
            Self::WrongType { name, .. } if name.as_deref() == Some("correction") => {
                "each correction begins with [[correction]], in two brackets"
            }
            Self::WrongType { expected, .. }
                if expected == "invalid type: map, expected a sequence" =>
            {
                "there may be several sources, so write [[source]] with two brackets"
            }
            Self::Secret { .. } => {
                "set VBOT_TOKEN, or VBOT_USERNAME and VBOT_PASSWORD, in the environment; with _FILE at its end each names a file to read it from"
            }
            Self::NoSource => "add one with an `entity` and a `path`",
            Self::NoAccount => "it says which account is meant: base_url, vbot_id and project_code",
            Self::NoTenant(_) => "remove the line",
            Self::FieldsOfV3(_) => "it belongs to `dialect = \"v3\"`",
            Self::FieldTwice(_) => "each field has one meaning",
            Self::NotNamed { key, .. } => return Some(line_to_add(key)),
            Self::NoDescription(_) => "remove its column from the mapping and from the sheet",
            Self::TextEncoding(_) => {
                "it is for workbooks typed with old Vietnamese fonts; for text files there is `encoding`"
            }
            Self::NotificationUrl(_) => {
                "for example `env:NOTIFY_URL`, with the URL in that variable of the environment"
            }
            Self::NoProgram => {
                "it is a list: the program, then each argument, such as `command = [\"./notify.sh\", \"night\"]`"
            }
            Self::NoChat => {
                "it is the chat's number, or the name of a channel, such as `\"@name\"`"
            }
            Self::BlankValue => "[source.defaults] says what a blank cell stands for",
            Self::NoMoment => "for example 2026-11-29T22:15:00+07:00",
            Self::CorrectedTwice(_) => {
                "remove one of the two; the sheet's cell shows which one fits"
            }
            Self::Date(_) => "a day, a month and a year are `%d/%m/%Y`; `%H:%M:%S` is the time",
            _ => return None,
        };
        Some(hint.into())
    }
}
