//! The effect of a packed call: what the snapshot says once the call is acknowledged.
//!
//! Invariant: what the action says already is not written twice.
//!
//! | byte | meaning |
//! |---|---|
//! | 0, 1, 2 | the record is put, moved, removed |
//! | + 4 | its code, of a move both codes, follow; else they are the action's |
//! | + 8 | its content follows, behind its length; else it is the action's |
//!
//! Behind that, of a put and a move, the identity and `previous_no` or nothing; of a move then
//! `temporary_for` or nothing.

use crate::model::{
    Code, Content, Effect, Pack, Packed,
    bytes::{maybe, put, put_maybe, put_run, run, text},
};

const CODES: u8 = 4;
const CONTENT: u8 = 8;

/// The code, new code and content of the action.
pub(super) type Own<'a> = (&'a str, Option<&'a str>, Pack<'a>);

/// An [`Effect`], borrowed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[expect(missing_docs, reason = "as in `Effect`")]
pub enum PackedEffect<'a> {
    /// The record has this content.
    Put {
        code: &'a str,
        content: Pack<'a>,
        identity: Option<&'a str>,
        previous_no: Option<&'a str>,
    },
    /// The record has another code.
    Move {
        from: &'a str,
        to: &'a str,
        temporary_for: Option<&'a str>,
        identity: Option<&'a str>,
        previous_no: Option<&'a str>,
    },
    /// The record is gone.
    Remove { code: &'a str },
}

impl<'a> PackedEffect<'a> {
    /// The effect's content, where it is not the action's.
    pub(super) fn content_of(effect: &Effect, own: &Content) -> Option<Packed> {
        match effect {
            Effect::Put { content, .. } if content != own => Some(Packed::of(content)),
            _ => None,
        }
    }

    /// Borrows an effect whose content, if any, is packed there.
    pub(super) fn of(effect: &'a Effect, content: Pack<'a>) -> Self {
        match effect {
            Effect::Put {
                code,
                identity,
                previous_no,
                ..
            } => Self::Put {
                code,
                content,
                identity: identity.as_deref(),
                previous_no: previous_no.as_deref(),
            },
            Effect::Move {
                from,
                to,
                temporary_for,
                identity,
                previous_no,
            } => Self::Move {
                from,
                to,
                temporary_for: temporary_for.as_deref(),
                identity: identity.as_deref(),
                previous_no: previous_no.as_deref(),
            },
            Effect::Remove { code } => Self::Remove { code },
        }
    }

    /// On its own.
    #[must_use]
    pub fn open(self) -> Effect {
        let own = |identity: Option<&str>, previous: Option<&str>| {
            (identity.map(str::to_owned), previous.map(Code::from))
        };
        match self {
            Self::Put {
                code,
                content,
                identity,
                previous_no,
            } => {
                let (identity, previous_no) = own(identity, previous_no);
                Effect::Put {
                    code: code.into(),
                    content: content.open(),
                    identity,
                    previous_no,
                }
            }
            Self::Move {
                from,
                to,
                temporary_for,
                identity,
                previous_no,
            } => {
                let (identity, previous_no) = own(identity, previous_no);
                Effect::Move {
                    from: from.into(),
                    to: to.into(),
                    temporary_for: temporary_for.map(Code::from),
                    identity,
                    previous_no,
                }
            }
            Self::Remove { code } => Effect::Remove { code: code.into() },
        }
    }

    pub(super) fn read(bytes: &mut &'a [u8], (code, new, content): Own<'a>) -> Option<Self> {
        let (what, rest) = bytes.split_first()?;
        *bytes = rest;
        let codes = what & CODES != 0;
        match what & !(CODES | CONTENT) {
            0 => Some(Self::Put {
                code: if codes { text(bytes)? } else { code },
                content: if what & CONTENT == 0 {
                    content
                } else {
                    Pack::checked(run(bytes)?)?
                },
                identity: maybe(bytes)?,
                previous_no: maybe(bytes)?,
            }),
            1 => Some(Self::Move {
                from: if codes { text(bytes)? } else { code },
                to: if codes { text(bytes)? } else { new? },
                identity: maybe(bytes)?,
                previous_no: maybe(bytes)?,
                temporary_for: maybe(bytes)?,
            }),
            2 => Some(Self::Remove {
                code: if codes { text(bytes)? } else { code },
            }),
            _ => None,
        }
    }

    pub(super) fn write(self, bytes: &mut Vec<u8>, (own, new, own_content): Own<'_>) {
        let start = bytes.len();
        match self {
            Self::Put {
                code,
                content,
                identity,
                previous_no,
            } => {
                bytes.push(0);
                put_other(bytes, start, &[(code, Some(own))]);
                if content != own_content {
                    bytes[start] |= CONTENT;
                    put_run(bytes, content.bytes());
                }
                put_maybe(bytes, identity);
                put_maybe(bytes, previous_no);
            }
            Self::Move {
                from,
                to,
                temporary_for,
                identity,
                previous_no,
            } => {
                bytes.push(1);
                put_other(bytes, start, &[(from, Some(own)), (to, new)]);
                put_maybe(bytes, identity);
                put_maybe(bytes, previous_no);
                put_maybe(bytes, temporary_for);
            }
            Self::Remove { code } => {
                bytes.push(2);
                put_other(bytes, start, &[(code, Some(own))]);
            }
        }
    }
}

/// The codes, unless each is the action's.
fn put_other(bytes: &mut Vec<u8>, start: usize, codes: &[(&str, Option<&str>)]) {
    if codes.iter().all(|(code, own)| Some(*code) == *own) {
        return;
    }
    bytes[start] |= CODES;
    for (code, _) in codes {
        put(bytes, code);
    }
}
