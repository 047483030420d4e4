//! The URL of a notice, from the configuration, the environment or a file.
//!
//! Invariant: it is read when it is needed and kept no longer, and no error shows it.

use std::fs;

use reqwest::Url;

use super::error::NotSent;
use crate::{
    language::say,
    model::{HiddenUrl, UrlPlace},
};

/// Looks up a variable of the environment.
pub type Variable = fn(&str) -> Option<String>;

/// The URL at that place.
pub(super) fn of(place: &UrlPlace, variable: Variable) -> Result<Url, NotSent> {
    let (name, url) = match place {
        UrlPlace::Here(url) => (say!("notify-key"), url.clone()),
        UrlPlace::Variable(name) => {
            let text = variable(name).filter(|text| !text.trim().is_empty());
            let text = text.ok_or_else(|| NotSent::Unset(name.clone()))?;
            (say!("notify-variable", name), HiddenUrl::from(&*text))
        }
        UrlPlace::File(path) => {
            let text = fs::read_to_string(path).map_err(|error| NotSent::File {
                path: path.clone(),
                error,
            })?;
            (path.display().to_string(), HiddenUrl::from(&*text))
        }
    };
    let around = |letter: char| letter.is_whitespace() || letter == '\u{feff}';
    let url = Url::parse(url.expose().trim_matches(around)).ok();
    let url = url.filter(|url| ["http", "https"].contains(&url.scheme()));
    url.ok_or(NotSent::NoUrl(name))
}

/// The URL with one more part of its path; a query stays behind it.
pub(super) fn below(mut url: Url, part: &str) -> Url {
    let path = format!("{}/{part}", url.path().trim_end_matches('/'));
    url.set_path(&path);
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variable(name: &str) -> Option<String> {
        let text = match name {
            "GOOD" => " https://hc.example/abc/?x=1\n",
            "BAD" => "ftp://geheim/",
            _ => return None,
        };
        Some(text.to_owned())
    }

    #[test]
    fn a_part_is_added_to_the_path() {
        for (url, expected) in [
            ("https://hc.example/abc", "https://hc.example/abc/fail"),
            (
                "https://hc.example/abc/?x=1",
                "https://hc.example/abc/fail?x=1",
            ),
            ("https://hc.example", "https://hc.example/fail"),
        ] {
            let url = of(&UrlPlace::Here(url.into()), variable).expect("a URL");
            assert_eq!(below(url, "fail").as_str(), expected);
        }
    }

    #[test]
    fn a_url_of_a_variable_is_trimmed_and_never_shown() {
        let of = |name: &str| of(&UrlPlace::Variable(name.to_owned()), variable);
        let good = of("GOOD").map(|url| url.to_string());
        assert_eq!(good.ok().as_deref(), Some("https://hc.example/abc/?x=1"));
        let words = |name| of(name).expect_err("no URL").to_string();
        assert_eq!(words("NONE"), "the variable NONE is not set");
        assert_eq!(
            words("BAD"),
            "the variable BAD holds no URL with https:// or http://"
        );
    }
}
