//! Log lines on stderr, for people or for programs.

use std::{
    env,
    io::{self, Write},
};

use tracing_subscriber::{
    filter::Targets, fmt::MakeWriter, layer::SubscriberExt, util::SubscriberInitExt,
};

use super::{Arguments, args::LogFormat};

/// Starts logging as the arguments say; `RUST_LOG` refines it, as `target=level` pairs.
pub fn start(arguments: &Arguments) {
    let level = match (arguments.quiet, arguments.verbose) {
        (true, _) => "error",
        (_, 0) => "vbot_sync=warn",
        (_, 1) => "vbot_sync=info",
        _ => "vbot_sync=debug",
    };
    // Targets instead of EnvFilter: that one also filters by spans, which nothing here has, and takes a regular
    // expression engine along, the largest part of a first build that no user would miss.
    let asked = env::var("RUST_LOG").ok();
    let targets = asked.and_then(|asked| asked.parse::<Targets>().ok());
    let targets = targets.or_else(|| level.parse().ok()).unwrap_or_default();
    let colour = !arguments.no_color && io::IsTerminal::is_terminal(&io::stderr());
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(Aside)
        .with_target(false);
    let all = tracing_subscriber::registry().with(targets);
    // A second start, which tests of several commands in one process would make, is refused and harmless.
    let _started = match arguments.log_format {
        LogFormat::Text => all.with(lines.with_ansi(colour).without_time()).try_init(),
        LogFormat::Json => all.with(lines.json()).try_init(),
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
