//! Masks for texts of customers: of a word its first letter is left, of a phone its last digits.
//!
//! What is masked is decided elsewhere (`model/argument.rs`, `redact`). Invariant: of a text no run of more than
//! [`LONGEST`] letters or digits survives.

use crate::model::Privacy;

/// The longest run of a customer's text that is ever left: the end of an e-mail address's domain.
pub const LONGEST: usize = 4;

/// So many last digits of a phone number are left, so that two numbers can be told apart.
const DIGITS: usize = 3;

/// A number with fewer digits than this would be given away by its last ones.
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

/// The first letter of each word, unless it is the whole word: initials make nobody known, but a text
/// of single letters would be left as it is.
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

/// The last digits of a number that has enough of them.
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

/// The first letter, the dots of the domain and its last part, where that is as short as it usually is.
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
