//! Log lines on stderr, for people or for programs.

use std::io::{self, Write};

use tracing_subscriber::{EnvFilter, fmt::MakeWriter};

use super::{Arguments, args::LogFormat};

/// Starts logging as the arguments say; RUST_LOG refines it.
pub fn start(arguments: &Arguments) {
    let level = match (arguments.quiet, arguments.verbose) {
        (true, _) => "error",
        (_, 0) => "vbot_sync=warn",
        (_, 1) => "vbot_sync=info",
        _ => "vbot_sync=debug",
    };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(level));
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(Aside)
        .with_target(false);
    let colour = !arguments.no_color && io::IsTerminal::is_terminal(&io::stderr());
    // A second start, which tests of several commands in one process would make, is refused and harmless.
    let _started = match arguments.log_format {
        LogFormat::Text => builder.with_ansi(colour).without_time().try_init(),
        LogFormat::Json => builder.json().try_init(),
    };
}

/// Writes beside the progress bar, not into it.
#[derive(Clone, Copy)]
struct Aside;

impl MakeWriter<'_> for Aside {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        *self
    }
}

impl Write for Aside {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        super::progress::aside(|| io::stderr().lock().write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().lock().flush()
    }
}
