//! What the parser of the command line prints by itself: help, the version, and what was typed wrongly.
//!
//! Its sentences quote what was typed, which may come from a script or from names of files. Invariant: what is quoted
//! takes its place on its line and steers no terminal; what the parser itself colours stays coloured.

use std::{
    env,
    ffi::OsString,
    io::{self, Write},
};

use clap::{Error, Parser};
use vbot_sync::model::visible::{steers, visible};

use super::{
    args::{Arguments, LogFormat},
    escaped_lines::EscapedLines,
    notice::{self, Notice},
};

/// What was typed, or the exit code where that is no command.
pub fn parsed() -> Result<Arguments, u8> {
    let typed: Vec<OsString> = env::args_os().collect();
    Arguments::try_parse_from(&typed).map_err(|error| {
        let error = written_out(&typed).unwrap_or(error);
        if error.use_stderr() && asks_for_json(&typed) {
            notice::set_format(LogFormat::Json);
            let text = error.render().to_string();
            let text = text.trim();
            Notice::error(text.strip_prefix("error: ").unwrap_or(text)).tell();
            return exit_code(&error);
        }
        // Where the way out is gone, nobody is left to be told.
        let _gone = if error.use_stderr() {
            print(&error, anstream::AutoStream::auto(io::stderr().lock()))
        } else {
            print(&error, anstream::AutoStream::auto(io::stdout().lock()))
        };
        exit_code(&error)
    })
}

fn exit_code(error: &Error) -> u8 {
    u8::try_from(error.exit_code()).unwrap_or(2)
}

/// What can't be parsed may say all the same how it wants its errors.
fn asks_for_json(typed: &[OsString]) -> bool {
    let joined = typed.iter().any(|one| one == "--log-format=json");
    let mut pairs = typed.windows(2);
    joined || pairs.any(|pair| pair[0] == "--log-format" && pair[1] == "json")
}

/// The same error over what was typed with everything written out that steers, so that a line break of somebody
/// else's is not taken for one of the sentence.
fn written_out(typed: &[OsString]) -> Option<Error> {
    let quoted = typed.iter().map(|typed| {
        let text = typed.to_string_lossy();
        if text.contains(steers) {
            return visible(&text).into();
        }
        typed.clone()
    });
    Arguments::try_parse_from(quoted).err()
}

fn print(error: &Error, out: impl Write) -> io::Result<()> {
    let mut out = EscapedLines::new(out, true);
    write!(out, "{}", error.render().ansi())?;
    out.flush()
}
