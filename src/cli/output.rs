//! Writes results to stdout.
//!
//! Everything else goes to stderr (`notice.rs`, `log.rs`). Invariant: output for people is escaped (`escaped_lines.rs`);
//! only output for programs is written byte for byte.

use std::{
    io::{self, IsTerminal, Write},
    path::Path,
};

use vbot_sync::{model::visible::visible, report::Style};

use super::{Arguments, escaped_lines::EscapedLines};

/// How results look: with colours and in the terminal's width; elsewhere plain, in 100 columns.
pub fn style(arguments: &Arguments) -> Style {
    let terminal = io::stdout().is_terminal();
    let width = if terminal { terminal_width() } else { 100 };
    Style {
        colour: terminal && !is_plain(arguments),
        width,
    }
}

/// Whether colours are switched off.
pub fn is_plain(arguments: &Arguments) -> bool {
    arguments.no_color || std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

fn terminal_width() -> usize {
    let width = terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0));
    width.clamp(60, 140)
}

/// Stdout, buffered.
pub type Out = io::BufWriter<anstream::AutoStream<io::StdoutLock<'static>>>;

fn stdout() -> Out {
    io::BufWriter::new(anstream::AutoStream::always(io::stdout().lock()))
}

/// Writes results for people and flushes them.
pub fn print<E: From<io::Error>>(
    write: impl FnOnce(&mut EscapedLines<Out>) -> Result<(), E>,
) -> Result<(), E> {
    let mut out = EscapedLines::new(stdout(), io::stdout().is_terminal());
    write(&mut out)?;
    Ok(out.flush()?)
}

/// Writes results for programs and flushes them; no byte is changed.
pub fn data<E: From<io::Error>>(write: impl FnOnce(&mut Out) -> Result<(), E>) -> Result<(), E> {
    let mut out = stdout();
    write(&mut out)?;
    Ok(out.flush()?)
}

/// Writes a table to stdout and flushes it: byte for byte, but escaped on a terminal, which a text of it could control.
pub fn table<E: From<io::Error>>(
    write: impl FnOnce(&mut (dyn Write + Send)) -> Result<(), E>,
) -> Result<(), E> {
    let out = io::BufWriter::new(io::stdout());
    if io::stdout().is_terminal() {
        let mut out = EscapedLines::new(out, false);
        write(&mut out)?;
        return Ok(out.flush()?);
    }
    let mut out = out;
    write(&mut out)?;
    Ok(out.flush()?)
}

/// A path as it is shown in a message.
pub fn name(path: &Path) -> String {
    visible(&path.display().to_string())
}
