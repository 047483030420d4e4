//! The secrets of this run, which are masked in everything that the server repeats.
//!
//! A server may quote the request in its message, and a debug page shows all its headers. So everything that is
//! stored of an answer goes through [`Secrets::masked`] first. Invariant: a secret is masked until the run ends, and
//! `Debug` shows none.

use std::sync::{Mutex, PoisonError};

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD},
};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value as Json;

/// Replaces a secret.
const MASK: &str = "•••";

/// Characters of the server's message that are stored; a journal may have a million messages.
const LONGEST: usize = 500;

/// Characters that are stored of a body that is no answer.
const QUOTED: usize = 80;

/// A shorter secret may be part of an ordinary word, and is masked only as a whole word.
const SHORT: usize = 6;

/// All forms of all secrets that a server may repeat, longest first, so that no part of a longer one is left.
#[derive(Debug, Default)]
pub struct Secrets(Mutex<Vec<SecretString>>);

impl Secrets {
    /// Adds a token or another single secret.
    pub fn add(&self, secret: &str) {
        let mut forms = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for form in forms_of(secret) {
            if !form.is_empty() && !forms.iter().any(|known| known.expose_secret() == form) {
                forms.push(form.into());
            }
        }
        forms.sort_by_key(|form| std::cmp::Reverse(form.expose_secret().len()));
    }

    /// Adds a user name and a password, which are also sent as one text.
    pub fn add_pair(&self, username: &str, password: &str) {
        self.add(username);
        self.add(password);
        self.add(&format!("{username}:{password}"));
    }

    /// The text with all secrets masked.
    pub fn masked(&self, text: &str) -> String {
        let forms = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut text = text.to_owned();
        for form in forms.iter().map(ExposeSecret::expose_secret) {
            if text.contains(form) {
                text = without(&text, form);
            }
        }
        text
    }

    /// The server's message with secrets masked, cut to a readable length.
    pub fn words(&self, message: &Json) -> String {
        match message {
            Json::String(text) => first(&self.masked(text), LONGEST),
            other => first(&self.masked(&other.to_string()), LONGEST),
        }
    }

    /// The beginning of an unexpected body. It is masked before it is cut, because a cut secret would not be
    /// recognised.
    pub fn quoted(&self, body: &[u8]) -> String {
        let text = self.masked(&String::from_utf8_lossy(body));
        let words: Vec<&str> = text.split_whitespace().take(QUOTED).collect();
        if words.is_empty() {
            return String::new();
        }
        format!(" “{}”", first(&words.join(" "), QUOTED))
    }
}

/// The beginning of the text, if it is longer than that many characters.
fn first(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// The secret as it is, and as programs write it in addresses, JSON, pages and headers.
fn forms_of(secret: &str) -> Vec<String> {
    let json = serde_json::to_string(secret).unwrap_or_default();
    let json = json.trim_matches('"').to_owned();
    let form = percent_encoded(secret);
    let page = secret.replace('&', "&amp;").replace('<', "&lt;");
    let page = page.replace('>', "&gt;").replace('"', "&quot;");
    let mut forms = vec![
        secret.to_owned(),
        ascii(&json).replace('/', "\\/"),
        ascii(&json),
        json.replace('/', "\\/"),
        json,
        page.replace('\'', "&#39;"),
        page.replace('\'', "&#039;"),
        page,
        form.replace("%20", "+"),
        in_small_letters(&form),
        form,
    ];
    if secret.len() >= SHORT {
        forms.extend([&STANDARD_NO_PAD, &URL_SAFE_NO_PAD].map(|base| base.encode(secret)));
    }
    forms
}

/// Every byte that may be escaped in an address as `%XX`.
fn percent_encoded(text: &str) -> String {
    let encoded = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(encoded).collect()
}

/// `%2F` as `%2f`.
fn in_small_letters(encoded: &str) -> String {
    let mut pieces = encoded.split('%');
    let mut small = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (code, rest) = piece.split_at(2);
        small.extend(["%", &code.to_lowercase(), rest]);
    }
    small
}

/// JSON with every other character than ASCII escaped.
fn ascii(json: &str) -> String {
    let mut units = [0; 2];
    let mut written = String::with_capacity(json.len());
    for letter in json.chars() {
        if letter.is_ascii() {
            written.push(letter);
        } else {
            let units = letter.encode_utf16(&mut units).iter();
            written.extend(units.map(|unit| format!("\\u{unit:04x}")));
        }
    }
    written
}

/// The text with one secret masked.
fn without(text: &str, secret: &str) -> String {
    if secret.len() >= SHORT {
        return text.replace(secret, MASK);
    }
    let is_end = |letter: Option<char>| !letter.is_some_and(char::is_alphanumeric);
    let mut masked = String::with_capacity(text.len());
    let mut kept = 0;
    for (at, _) in text.match_indices(secret) {
        let end = at + secret.len();
        if is_end(text[..at].chars().next_back()) && is_end(text[end..].chars().next()) {
            masked.extend([&text[kept..at], MASK]);
            kept = end;
        }
    }
    masked + &text[kept..]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(secret: &str, text: &str) -> String {
        let secrets = Secrets::default();
        secrets.add(secret);
        secrets.masked(text)
    }

    #[test]
    fn a_secret_is_masked_however_it_is_written() {
        let secret = "mật/khẩu & 100%";
        for text in [
            "mật/khẩu & 100%",
            r"mật\/khẩu & 100%",
            r"m\u1eadt\/kh\u1ea9u & 100%",
            "mật/khẩu &amp; 100%",
            "m%E1%BA%ADt%2Fkh%E1%BA%A9u%20%26%20100%25",
            "m%e1%ba%adt%2fkh%e1%ba%a9u%20%26%20100%25",
            "m%E1%BA%ADt%2Fkh%E1%BA%A9u+%26+100%25",
        ] {
            assert_eq!(masked(secret, &format!("<{text}>")), "<•••>", "{text}");
        }
        let basic = Secrets::default();
        basic.add_pair("van-phong", "geheim");
        assert_eq!(
            basic.masked("Basic dmFuLXBob25nOmdlaGVpbQ=="),
            "Basic •••=="
        );
    }

    #[test]
    fn a_short_secret_is_masked_as_a_whole_word() {
        assert_eq!(
            masked("an", "an is no anagram (an)"),
            "••• is no anagram (•••)"
        );
        assert_eq!(masked("sandbox", "sandboxes"), "•••es");
        assert_eq!(masked("", "nothing"), "nothing");
    }

    #[test]
    fn so_much_is_kept_as_a_person_reads_and_no_part_of_a_secret() {
        let secrets = Secrets::default();
        secrets.add("hochgeheim-4711");
        let long = format!("{}hochgeheim-4711", "x".repeat(LONGEST - 4));
        let words = secrets.words(&Json::from(long));
        assert!(words.ends_with("x•••"), "{words}");
        let words = secrets.words(&Json::from("ạ".repeat(2_000)));
        assert_eq!(words.chars().count(), LONGEST + 1);
        let page = format!("<pre> {}\nhochgeheim-4711 is wrong", "y".repeat(QUOTED - 8));
        let quoted = secrets.quoted(page.as_bytes());
        assert!(!quoted.contains("hoch") && quoted.contains('•'), "{quoted}");
        assert_eq!(secrets.quoted(b" \n"), "");
    }

    #[test]
    fn nothing_is_shown_of_it() {
        let secrets = Secrets::default();
        secrets.add("hochgeheim");
        assert!(!format!("{secrets:?}").contains("hoch"));
    }
}
