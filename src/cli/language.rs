//! The language that the program speaks: `--lang`, else `VBOT_SYNC_LANG`, else the locale.
//!
//! Help and errors of the command line are in it too, so the command line is searched for `--lang` before it is parsed.
//! Invariant: what is no language of the program is refused, unless it is a locale.

use std::{env, ffi::OsString};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use vbot_sync::language::Language;

/// The variable that names a language.
pub const VARIABLE: &str = "VBOT_SYNC_LANG";

/// Parses the code of a language.
pub fn language() -> impl TypedValueParser<Value = Language> {
    let codes = Language::ALL.map(Language::code);
    PossibleValuesParser::new(codes).try_map(|code| Language::of_code(&code).ok_or(code))
}

/// The language that is asked for; what is no language means English, until the parser refuses it.
pub fn asked(typed: &[OsString]) -> Language {
    match typed_code(typed).or_else(|| variable(VARIABLE)) {
        Some(code) => Language::of_code(&code).unwrap_or_default(),
        None => Language::of_locale(&locale()),
    }
}

/// What the variable says, if that is no language of the program.
pub fn unknown_variable() -> Option<String> {
    variable(VARIABLE).filter(|code| Language::of_code(code).is_none())
}

/// The value of the last `--lang`.
fn typed_code(typed: &[OsString]) -> Option<String> {
    let words: Vec<_> = typed.iter().map(|word| word.to_string_lossy()).collect();
    let words = words.split(|word| word == "--").next().unwrap_or_default();
    let mut codes = words.iter().enumerate().filter_map(|(at, word)| {
        let code = match word.strip_prefix("--lang=") {
            Some(code) => code,
            None if word == "--lang" => words.get(at + 1)?,
            None => return None,
        };
        Some(code.to_owned())
    });
    codes.next_back()
}

/// As POSIX has it: the first of these variables that is not blank decides.
fn locale() -> String {
    let variables = ["LC_ALL", "LC_MESSAGES", "LANG"];
    variables.into_iter().find_map(variable).unwrap_or_default()
}

fn variable(name: &str) -> Option<String> {
    let value = env::var_os(name)?;
    Some(value.to_string_lossy().into_owned()).filter(|value| !value.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_lang_counts_wherever_it_stands() {
        let code =
            |line: &str| typed_code(&line.split(' ').map(OsString::from).collect::<Vec<_>>());
        assert_eq!(code("vbot-sync --lang vi plan").as_deref(), Some("vi"));
        assert_eq!(
            code("vbot-sync plan --lang=vi --lang en").as_deref(),
            Some("en")
        );
        assert_eq!(code("vbot-sync plan --language vi"), None);
        assert_eq!(code("vbot-sync explain -- --lang vi"), None);
        assert_eq!(code("vbot-sync plan --lang"), None);
    }
}
