//! Log lines on stderr, for people or for programs.
//!
//! Messages that are not events go through `notice.rs`. Invariant: text from outside never makes a second line.

use std::{
    env, fmt,
    io::{self, Write},
};

use anstream::AutoStream;
use jiff::tz::TimeZone;
use tracing::field::Field;
use tracing_subscriber::{
    field::MakeExt,
    filter::Targets,
    fmt::{
        MakeWriter,
        format::{Writer, debug_fn},
        time::FormatTime,
    },
    layer::SubscriberExt,
    util::SubscriberInitExt,
};

use vbot_sync::{
    language::say,
    model::{CallState, visible::visible},
    observe::{Event, Observer},
    report,
};

use super::{
    Arguments, args::LogFormat, escaped_lines::EscapedLines, notice, output, terminal::beside_bars,
};

/// Starts logging as the arguments say; `RUST_LOG` refines it, as `target=level` pairs.
pub fn start(arguments: &Arguments) {
    let level = match (arguments.quiet, arguments.verbose) {
        (true, _) => "error",
        (_, 0) => "vbot_sync=warn",
        (_, 1) => "vbot_sync=info",
        _ => "vbot_sync=debug",
    };
    // Targets instead of EnvFilter: EnvFilter also filters by spans, which this program does not use, and needs a
    // regular expression engine, which would make a first build much longer.
    let rust_log = env::var("RUST_LOG").ok();
    let targets: Targets = rust_log
        .and_then(|targets| targets.parse().ok())
        .or_else(|| level.parse().ok())
        .unwrap_or_default();
    let terminal = io::IsTerminal::is_terminal(&io::stderr());
    let colour = terminal && !output::is_plain(arguments);
    let escape = (arguments.log_format == LogFormat::Text).then_some(colour);
    let lines = || {
        let lines = tracing_subscriber::fmt::layer();
        lines.with_writer(LogWriter { escape }).with_target(false)
    };
    let text = lines().fmt_fields(debug_fn(field).delimited(" "));
    let all = tracing_subscriber::registry().with(targets);
    // A second start in one process is refused and harmless; tests that run several commands make one.
    let _started = match arguments.log_format {
        LogFormat::Text if terminal => all.with(text.with_ansi(colour).without_time()).try_init(),
        LogFormat::Text => all
            .with(text.with_ansi(false).with_timer(LocalTime))
            .try_init(),
        LogFormat::Json => all.with(lines().json()).try_init(),
    };
}

/// The local date and time, for a file that collects the logs of many nights.
struct LocalTime;

impl FormatTime for LocalTime {
    fn format_time(&self, writer: &mut Writer<'_>) -> fmt::Result {
        writer.write_str(&notice::local_time())
    }
}

/// Writes a field with its control characters escaped, so that it stays on its line.
fn field(writer: &mut Writer<'_>, field: &Field, value: &dyn fmt::Debug) -> fmt::Result {
    let value = visible(&format!("{value:?}"));
    match field.name() {
        "message" => write!(writer, "{value}"),
        name => write!(writer, "{name}={value}"),
    }
}

/// Logs what happens in a run: what a person should know as a warning, the rest on request.
pub struct EventLog;

impl Observer for EventLog {
    fn on(&self, event: &Event<'_>) {
        self::event(event);
    }
}

fn event(event: &Event<'_>) {
    match event {
        Event::Reading { name } => tracing::debug!("reading {name}"),
        Event::ReadingAccount {
            entity, read, of, ..
        } => {
            tracing::debug!("read {read} of {of} {}", entity.spec().plural);
        }
        Event::Read { name, rows } => tracing::info!("{name}: {rows} rows"),
        Event::Started {
            run, calls, rate, ..
        } => {
            tracing::info!("run {run}: {calls} calls at {rate}/s");
        }
        Event::Retrying {
            code,
            attempt,
            reason,
            wait,
        } => {
            tracing::info!(
                "{code}: attempt {attempt} failed, the next in {:.1} s: {reason}",
                wait.as_secs_f64()
            );
        }
        Event::Waiting { reason, until, .. } => {
            let until = until.to_zoned_datetime(TimeZone::system());
            let until = until.strftime("%H:%M:%S (%:z)");
            tracing::warn!("{}", say!("cli-waits-until", until, reason));
        }
        Event::Back { wait, .. } => {
            let wait = report::duration(*wait);
            tracing::warn!("{}", say!("cli-back", wait));
        }
        Event::Stopping { reason, in_flight } => {
            tracing::warn!(
                "{}",
                say!("cli-stopping-because", reason, count = *in_flight)
            );
        }
        Event::Settled {
            entity,
            operation,
            code,
            state,
            message,
            origin,
            ..
        } => {
            let message = message.map(|message| format!(": {message}"));
            let place = origin.map(|origin| format!(" ({origin})"));
            let text = format!(
                "{} {entity} {code} {}{}{}",
                operation.as_str(),
                state.as_str(),
                message.unwrap_or_default(),
                place.unwrap_or_default(),
            );
            match state {
                CallState::Rejected | CallState::Blocked | CallState::Unknown => {
                    tracing::warn!("{text}");
                }
                _ => tracing::debug!("{text}"),
            }
        }
        // The progress reports the waits, and a line for each request would bury the others.
        Event::Paused { .. } | Event::Resting { .. } | Event::Attempt(_) => {}
    }
}

/// Writes log lines beside the progress bar, not into it.
#[derive(Clone, Copy)]
struct LogWriter {
    /// `Some` for text lines, which are escaped: whether they are coloured.
    escape: Option<bool>,
}

impl MakeWriter<'_> for LogWriter {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        *self
    }
}

impl Write for LogWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        beside_bars(|| {
            let mut out = io::stderr().lock();
            let Some(colour) = self.escape else {
                return out.write_all(bytes);
            };
            // A console of Windows shows colours only once it is asked to.
            let mut out = EscapedLines::new(AutoStream::always(out), colour);
            out.write_all(bytes)?;
            out.flush()
        })?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().lock().flush()
    }
}
