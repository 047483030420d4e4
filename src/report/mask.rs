//! Masks for texts of customers: a word keeps its first letter, a phone number its last digits.
//!
//! Which texts are masked is decided elsewhere (`model/argument.rs`, `redact`). Invariant: no run of more than
//! [`LONGEST`] letters or digits of a text survives.

use crate::model::Privacy;

/// The longest run of a customer's text that is ever kept: the end of an e-mail address's domain.
pub const LONGEST: usize = 4;

/// Last digits of a phone number that are kept, so that two numbers can be told apart.
const DIGITS: usize = 3;

/// A shorter number keeps none, because its last digits would reveal it.
const FEWEST: usize = 7;

const MASK: char = '•';

/// The text as a redacted report shows it.
pub(super) fn masked(text: &str, privacy: Privacy) -> String {
    match privacy {
        Privacy::Open => text.to_owned(),
        Privacy::Words => words(text),
        Privacy::Phone => phone(text),
        Privacy::Email => email(text),
    }
}

/// Keeps the first letter of each word, unless the word has only one: initials identify no person, but a text of
/// single letters would stay as it is.
fn words(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    let mut inside = false;
    while let Some(letter) = letters.next() {
        let alone = letters.peek().is_none_or(|next| next.is_whitespace());
        masked.push(match letter {
            _ if letter.is_whitespace() => ' ',
            _ if !inside && !alone && letter.is_alphabetic() => letter,
            _ => MASK,
        });
        inside = !letter.is_whitespace();
    }
    masked
}

/// Keeps the last digits of a number that is long enough.
fn phone(text: &str) -> String {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let hidden = if digits < FEWEST {
        digits
    } else {
        digits - DIGITS
    };
    let mut seen = 0;
    let mask = |letter: char| {
        seen += usize::from(letter.is_ascii_digit());
        match letter {
            _ if letter.is_whitespace() => ' ',
            _ if letter.is_ascii_digit() && seen > hidden => letter,
            _ => MASK,
        }
    };
    text.chars().map(mask).collect()
}

/// Keeps the first letter, the dots of the domain and its last part, if that is as short as usual.
fn email(text: &str) -> String {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return words(text);
    };
    let (host, last) = domain.rsplit_once('.').unwrap_or((domain, ""));
    let hide = |text: &str| -> String {
        let letters = text.chars();
        letters
            .map(|letter| if letter == '.' { '.' } else { MASK })
            .collect()
    };
    let known = last.len() <= LONGEST && last.chars().all(|letter| letter.is_ascii_alphabetic());
    let last = match (domain.contains('.'), known) {
        (false, _) => String::new(),
        (true, true) => format!(".{last}"),
        (true, false) => format!(".{}", hide(last)),
    };
    let local = words(&local.replace(char::is_whitespace, "_"));
    format!("{local}@{}{last}", hide(host))
}
