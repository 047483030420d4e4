//! The way out for results: stdout.
//!
//! Everything else goes to stderr (`notice.rs`, `log.rs`). Invariant: what people read goes through the guard, and only what programs read goes past it.

use std::{
    io::{self, IsTerminal, Write},
    path::Path,
};

use vbot_sync::{model::visible::visible, report::Style};

use super::{Arguments, escaped_lines::EscapedLines};

/// How results are to look: colours and width of a terminal, plain at 100 columns elsewhere.
pub fn style(arguments: &Arguments) -> Style {
    let terminal = io::stdout().is_terminal();
    let width = if terminal { terminal_width() } else { 100 };
    Style {
        colour: terminal && !is_plain(arguments),
        width,
    }
}

/// Whether nobody wants colours.
pub fn is_plain(arguments: &Arguments) -> bool {
    arguments.no_color || std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

fn terminal_width() -> usize {
    let width = terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0));
    width.clamp(60, 140)
}

/// Stdout as results are written to it.
pub type Out = io::BufWriter<anstream::AutoStream<io::StdoutLock<'static>>>;

fn stdout() -> Out {
    io::BufWriter::new(anstream::AutoStream::always(io::stdout().lock()))
}

/// Writes results for people to their end.
pub fn print<E: From<io::Error>>(
    write: impl FnOnce(&mut EscapedLines<Out>) -> Result<(), E>,
) -> Result<(), E> {
    let mut out = EscapedLines::new(stdout(), io::stdout().is_terminal());
    write(&mut out)?;
    Ok(out.flush()?)
}

/// Writes results for programs to their end: every byte is theirs.
pub fn data<E: From<io::Error>>(write: impl FnOnce(&mut Out) -> Result<(), E>) -> Result<(), E> {
    let mut out = stdout();
    write(&mut out)?;
    Ok(out.flush()?)
}

/// A path for a sentence.
pub fn name(path: &Path) -> String {
    visible(&path.display().to_string())
}
