//! What the parser of the command line refuses, in Vietnamese; English is the parser's own.
//!
//! Invariant: an error of a kind that has no sentence here is shown as the parser words it.

use std::error::Error as _;

use anstyle::{AnsiColor, Style};
use clap::{
    Error,
    builder::StyledStr,
    error::{ContextKind, ContextValue, ErrorKind},
};
use vbot_sync::language::{self, Language, Said, say, spoken};

use super::meant;

/// As the parser shows the word “error”.
const LABEL: Style = AnsiColor::Red.on_default().bold();

/// The error in the language of the process, with what to type instead.
pub fn rendered(error: &Error) -> StyledStr {
    if spoken() == Language::English || !error.use_stderr() {
        return error.render();
    }
    let Some(sentence) = sentence(error) else {
        return of_own_words(error);
    };
    let mut lines = vec![labelled(&sentence)];
    let hints = hints(error);
    if !hints.is_empty() {
        lines.push(String::new());
        lines.extend(hints.iter().map(|hint| format!("  {hint}")));
    }
    lines.push(String::new());
    if let Some(usage) = text(error, ContextKind::Usage) {
        let usage = usage.trim_start_matches("Usage:").trim_start();
        lines.push(format!("{} {usage}\n", said("help-heading-usage", &[])));
    }
    lines.push(said("help-error-more", &[]));
    StyledStr::from(format!("{}\n", lines.join("\n")))
}

/// An error that the program worded itself, with the parser's words around it.
fn of_own_words(error: &Error) -> StyledStr {
    let text = error.render().to_string();
    let text = text.strip_prefix("error:").unwrap_or(&text);
    let sentence = text.split("\n\n").next().unwrap_or(text).trim();
    let more = said("help-error-more", &[]);
    StyledStr::from(format!("{}\n\n{more}\n", labelled(sentence)))
}

fn labelled(sentence: &str) -> String {
    format!("{LABEL}{}:{LABEL:#} {sentence}", say!("notice-error"))
}

fn sentence(error: &Error) -> Option<String> {
    let argument = || text(error, ContextKind::InvalidArg);
    let value = || text(error, ContextKind::InvalidValue);
    Some(match error.kind() {
        ErrorKind::UnknownArgument => said("help-error-unknown", &[("argument", &argument()?)]),
        ErrorKind::InvalidSubcommand => {
            let command = text(error, ContextKind::InvalidSubcommand)?;
            said("help-error-command", &[("command", &command)])
        }
        ErrorKind::MissingSubcommand => said("help-error-no-command", &[]),
        ErrorKind::InvalidValue => match value()?.as_str() {
            "" => said("help-error-no-value", &[("argument", &argument()?)]),
            value => said(
                "help-error-value",
                &[("argument", &argument()?), ("value", value)],
            ),
        },
        ErrorKind::ValueValidation => said(
            "help-error-refused",
            &[
                ("argument", &argument()?),
                ("value", &value()?),
                ("reason", &error.source()?.to_string()),
            ],
        ),
        ErrorKind::NoEquals => said("help-error-equals", &[("argument", &argument()?)]),
        ErrorKind::TooManyValues => said(
            "help-error-many",
            &[("argument", &argument()?), ("value", &value()?)],
        ),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            said("help-error-few", &[("argument", &argument()?)])
        }
        ErrorKind::ArgumentConflict => {
            let (one, other) = (argument()?, text(error, ContextKind::PriorArg)?);
            if one == other {
                said("help-error-twice", &[("argument", &one)])
            } else {
                said(
                    "help-error-conflict",
                    &[("argument", &one), ("other", &other)],
                )
            }
        }
        ErrorKind::MissingRequiredArgument => {
            said("help-error-missing", &[("arguments", &argument()?)])
        }
        ErrorKind::InvalidUtf8 => said("help-error-utf8", &[]),
        _ => return None,
    })
}

/// What may have been meant, and what is possible.
fn hints(error: &Error) -> Vec<String> {
    // What the parser itself suggests here would be English.
    if let Some(advice) = meant::advice(error) {
        return vec![advice];
    }
    let suggested = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ];
    let suggested = suggested.into_iter().filter_map(|kind| text(error, kind));
    let mut hints: Vec<String> = suggested
        .map(|name| said("help-error-similar", &[("name", &name)]))
        .collect();
    let values = text(error, ContextKind::ValidValue);
    if let Some(values) = values.filter(|values| !values.is_empty()) {
        hints.push(said("help-error-values", &[("values", &values)]));
    }
    hints
}

/// What the parser says of this about the error, as one text.
fn text(error: &Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join(", ")),
        ContextValue::StyledStr(text) => Some(text.to_string()),
        ContextValue::StyledStrs(texts) => {
            let texts: Vec<String> = texts.iter().map(ToString::to_string).collect();
            Some(texts.join(", "))
        }
        _ => None,
    }
}

/// A Vietnamese sentence.
fn said(id: &str, arguments: &[(&'static str, &str)]) -> String {
    let arguments = arguments.iter();
    let arguments = arguments.map(|(name, value)| (*name, Said::Text((*value).to_owned())));
    language::sentence_in(Language::Vietnamese, id, arguments.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::help;

    #[test]
    fn what_the_parser_refuses_has_a_vietnamese_sentence() {
        for (typed, words) in [
            (vec!["plan", "--nix"], "không có tham số “--nix”"),
            (vec!["plann"], "không có lệnh “plann”"),
            (vec!["help", "nix"], "không có lệnh “nix”"),
            (vec!["plan", "--out"], "“--out <FILE>” cần một giá trị"),
            (vec!["--lang", "fr", "plan"], "không nhận giá trị “fr”"),
            (vec!["plan", "--limit", "x"], "không nhận giá trị “x”"),
            (vec!["plan", "x"], "không có tham số “x”"),
            (
                vec!["plan", "--json", "--json"],
                "“--json” chỉ được nêu một lần",
            ),
            (vec!["plan", "--show", "a", "--out", "b"], "cùng với"),
            (vec!["explain"], "còn thiếu <"),
        ] {
            let typed = [vec!["vbot-sync"], typed].concat();
            let error = help::command().try_get_matches_from(&typed);
            let error = error.expect_err("the parser refuses it");
            let found = sentence(&error).unwrap_or_else(|| panic!("{typed:?}: {:?}", error.kind()));
            assert!(found.contains(words), "{typed:?}: {found}");
        }
    }
}
