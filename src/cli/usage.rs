//! Parses the command line and prints the parser's own output: help, version and usage errors.
//!
//! An error quotes the arguments, which may come from a script or a file name. Invariant: a quoted argument stays on
//! its line and can't control the terminal; the parser's own colours are kept.

use std::{
    env,
    ffi::OsString,
    io::{self, Write},
};

use clap::{Error, FromArgMatches, error::ErrorKind};
use vbot_sync::{
    language::{say, speak},
    model::visible::{steers, visible},
};

use super::{
    args::{Arguments, LogFormat},
    escaped_lines::EscapedLines,
    help, language, meant,
    notice::{self, Notice},
    usage_error,
};

/// The parsed arguments, or the exit code after help, the version or an error has been printed.
pub fn parsed() -> Result<Arguments, u8> {
    let typed: Vec<OsString> = env::args_os().collect();
    speak(language::asked(&typed));
    parse(&typed).map_err(|error| {
        let error = meant::with_advice(with_escapes(&typed).unwrap_or(error));
        if error.use_stderr() && asks_for_json(&typed) {
            notice::set_format(LogFormat::Json);
            let text = usage_error::rendered(&error).to_string();
            let text = text.trim();
            let label = say!("notice-error") + ": ";
            Notice::error(text.strip_prefix(&label).unwrap_or(text)).print();
            return exit_code(&error);
        }
        // If the stream is closed there is no reader, and the exit code is all that is left.
        let _closed = if error.use_stderr() {
            print(&error, anstream::AutoStream::auto(io::stderr().lock()))
        } else {
            print(&error, anstream::AutoStream::auto(io::stdout().lock()))
        };
        exit_code(&error)
    })
}

fn parse(typed: &[OsString]) -> Result<Arguments, Error> {
    let arguments = parse_with_help(typed)?;
    match language::unknown_variable() {
        Some(code) if arguments.lang.is_none() => {
            let variable = language::VARIABLE;
            let sentence = say!("cli-language-unknown", variable, code = visible(&code));
            Err(help::command().error(ErrorKind::InvalidValue, sentence))
        }
        _ => Ok(arguments),
    }
}

/// Parses with help and errors in the language of the process.
fn parse_with_help(
    typed: impl IntoIterator<Item = impl Into<OsString> + Clone>,
) -> Result<Arguments, Error> {
    let mut matches = help::command().try_get_matches_from(typed)?;
    Arguments::from_arg_matches_mut(&mut matches)
}

fn exit_code(error: &Error) -> u8 {
    u8::try_from(error.exit_code()).unwrap_or(2)
}

/// Looks for `--log-format json` by hand, because a command line that can't be parsed has no options.
fn asks_for_json(typed: &[OsString]) -> bool {
    let joined = typed.iter().any(|one| one == "--log-format=json");
    let mut pairs = typed.windows(2);
    joined || pairs.any(|pair| pair[0] == "--log-format" && pair[1] == "json")
}

/// The same error for escaped arguments, so that a line break in an argument can't pass for one of the message.
fn with_escapes(typed: &[OsString]) -> Option<Error> {
    let quoted = typed.iter().map(|typed| {
        let text = typed.to_string_lossy();
        if text.contains(steers) {
            return visible(&text).into();
        }
        typed.clone()
    });
    parse_with_help(quoted).err()
}

fn print(error: &Error, out: impl Write) -> io::Result<()> {
    let mut out = EscapedLines::new(out, true);
    write!(out, "{}", usage_error::rendered(error).ansi())?;
    out.flush()
}
