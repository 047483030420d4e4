//! How bytes and letters are to be understood, by the names that a person may write.
//!
//! It decodes nothing. Invariant: every name that is accepted stands for exactly one encoding, and is
//! kept by its usual name.

use serde::{Deserialize, Serialize};

/// How the bytes of a CSV file are to be read.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub enum Encoding {
    /// By byte-order mark, else as what it is found to be.
    #[default]
    Auto,
    /// By its usual name, for example `windows-1258` or `tcvn3`.
    Named(String),
}

/// How the letters in the cells of a table are to be read.
///
/// Before Unicode, Vietnamese was written with fonts that show other letters in place of the Western ones; a workbook
/// keeps the Western letters.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
pub enum TextEncoding {
    /// Not configured: as Unicode, and texts that seem to be typed with an old font are refused.
    #[default]
    Unset,
    /// Always as Unicode.
    Unicode,
    /// As a survey of all texts of the sheet decides.
    Auto,
    /// For the ABC fonts (`.VnTime`).
    Tcvn3,
    /// For the VNI fonts (`VNI-Times`).
    Vni,
}

impl TextEncoding {
    /// The name in the configuration.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unset | Self::Unicode => "unicode",
            Self::Auto => "auto",
            Self::Tcvn3 => "tcvn3",
            Self::Vni => "vni",
        }
    }
}

/// Usual names, the Vietnamese ones first, and their other names, without case and punctuation.
const NAMES: &[(&str, &[&str])] = &[
    ("utf-8", &[]),
    ("utf-16le", &["utf16", "unicode", "ucs2"]),
    ("utf-16be", &[]),
    ("windows-1258", &["cp1258", "win1258", "1258"]),
    (
        "windows-1252",
        &["cp1252", "win1252", "1252", "ansi", "latin1", "iso88591"],
    ),
    ("tcvn3", &["abc", "tcvn", "tcvn3abc", "vn3"]),
    ("vni", &["vniwindows", "vniwin", "vnitimes"]),
    ("windows-1250", &["cp1250"]),
    ("windows-1251", &["cp1251"]),
    ("windows-1253", &["cp1253"]),
    ("windows-1254", &["cp1254"]),
    ("windows-1255", &["cp1255"]),
    ("windows-1256", &["cp1256"]),
    ("windows-1257", &["cp1257"]),
    ("windows-874", &["cp874", "tis620"]),
    ("iso-8859-2", &["latin2"]),
    ("iso-8859-15", &["latin9"]),
    ("macintosh", &["macroman"]),
    ("koi8-r", &[]),
    ("koi8-u", &[]),
    ("ibm866", &["cp866"]),
    ("gbk", &["gb2312", "cp936"]),
    ("gb18030", &[]),
    ("big5", &["cp950"]),
    ("shift_jis", &["sjis", "cp932"]),
    ("euc-jp", &[]),
    ("euc-kr", &["cp949"]),
];

impl Encoding {
    /// The encoding with that name, in any case and punctuation: `UTF8`, `cp1258`, `ABC`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let key = key(name);
        if key == "auto" {
            return Some(Self::Auto);
        }
        let is_meant = |(usual, others): &&(&str, &[&str])| {
            self::key(usual) == key || others.contains(&key.as_str())
        };
        let (usual, _) = NAMES.iter().find(is_meant)?;
        Some(Self::Named((*usual).to_owned()))
    }

    /// The usual names, those of Vietnamese files first.
    pub fn names() -> impl Iterator<Item = &'static str> + Clone {
        NAMES.iter().map(|(usual, _)| *usual)
    }

    /// Every accepted name, in lower case and without punctuation.
    pub fn spellings() -> impl Iterator<Item = String> {
        let named = NAMES.iter().flat_map(|(usual, others)| {
            let others = others.iter().map(|other| (*other).to_owned());
            std::iter::once(key(usual)).chain(others)
        });
        std::iter::once("auto".to_owned()).chain(named)
    }
}

fn key(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Option<String> {
        match Encoding::from_name(name)? {
            Encoding::Named(usual) => Some(usual),
            Encoding::Auto => Some("auto".to_owned()),
        }
    }

    #[test]
    fn names_are_found_in_any_case_and_punctuation() {
        for (written, usual) in [
            ("Auto", "auto"),
            ("UTF8", "utf-8"),
            ("utf-16", "utf-16le"),
            ("CP1258", "windows-1258"),
            ("Windows 1252", "windows-1252"),
            ("ABC", "tcvn3"),
            ("TCVN3 (ABC)", "tcvn3"),
            ("VNI-Windows", "vni"),
        ] {
            assert_eq!(named(written).as_deref(), Some(usual), "{written}");
        }
        assert_eq!(named("tiếng Việt"), None);
    }

    #[test]
    fn a_name_stands_for_one_encoding() {
        let others = NAMES.iter().flat_map(|(_, others)| others.iter().copied());
        let mut all: Vec<String> = Encoding::names().map(key).chain(others.map(key)).collect();
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count);
        assert!(Encoding::names().all(|name| named(name).as_deref() == Some(name)));
    }
}
