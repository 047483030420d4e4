//! Messages on stderr besides the log: a sentence with its causes and a hint.
//!
//! The events of a run are logged elsewhere (`log.rs`). Invariant: with `--log-format json` a message is one JSON
//! object on one line, in the form of the log lines; as text it begins with the local date and time, unless stderr is
//! a terminal, whose reader knows the time.

use std::{
    io::{self, IsTerminal, Write},
    sync::OnceLock,
};

use jiff::{Timestamp, ZonedDateTime};
use serde::Serialize;
use tracing::Level;
use vbot_sync::language::say;

use super::{args::LogFormat, escaped_lines::EscapedLines, terminal::beside_bars};

static FORMAT: OnceLock<LogFormat> = OnceLock::new();

/// Sets the form of all messages; only the first call has an effect.
pub fn set_format(format: LogFormat) {
    FORMAT.get_or_init(|| format);
}

/// Whether messages are written as JSON.
pub fn is_json() -> bool {
    FORMAT.get() == Some(&LogFormat::Json)
}

/// The local date and time with the offset, in the format of RFC 3339.
pub fn local_time() -> String {
    ZonedDateTime::now()
        .strftime("%Y-%m-%dT%H:%M:%S%:z")
        .to_string()
}

/// Writes several lines to stderr, beside the progress bar; in JSON they are one message.
pub fn page(write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) {
    let mut text = Vec::new();
    // Memory takes every byte, and if stderr is closed, there is no reader left.
    let _closed = write(&mut text).and_then(|()| {
        let text = String::from_utf8_lossy(&text).into_owned();
        if is_json() {
            Notice::info(text.trim_end()).print();
            return Ok(());
        }
        beside_bars(|| {
            let mut out = EscapedLines::new(io::stderr().lock(), false);
            out.write_all(text.as_bytes())?;
            out.flush()
        })
    });
}

/// One message.
#[derive(Serialize)]
pub struct Notice {
    #[serde(skip)]
    level: Level,
    /// The first word of a text message; JSON has the level instead.
    #[serde(skip)]
    label: String,
    message: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    because: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
}

/// The message in JSON.
#[derive(Serialize)]
struct JsonLine<'a> {
    timestamp: String,
    level: &'static str,
    fields: &'a Notice,
}

impl Notice {
    fn new(level: Level, label: String, message: impl Into<String>) -> Self {
        Self {
            level,
            label,
            message: message.into(),
            because: Vec::new(),
            hint: None,
        }
    }

    /// A message that reports no fault.
    pub fn info(message: impl Into<String>) -> Self {
        Self::new(Level::INFO, String::new(), message)
    }

    /// Why a command ends early although nothing failed.
    pub fn warning(message: impl Into<String>) -> Self {
        Self::new(Level::WARN, String::new(), message)
    }

    /// Why a command fails.
    pub fn error(message: impl Into<String>) -> Self {
        Self::new(Level::ERROR, say!("notice-error") + ": ", message)
    }

    /// Why a guard refuses a plan.
    pub fn refusal(message: impl Into<String>) -> Self {
        Self::new(Level::ERROR, say!("notice-refused") + ": ", message)
    }

    pub fn because(mut self, causes: Vec<String>) -> Self {
        self.because = causes;
        self
    }

    pub fn hint(mut self, hint: Option<String>) -> Self {
        self.hint = hint;
        self
    }

    /// Writes the message to stderr, beside the progress bar.
    pub fn print(&self) {
        // If stderr is closed, there is no reader left.
        let _closed = beside_bars(|| {
            if is_json() {
                self.write_json()
            } else {
                self.write_text("")
            }
        });
    }

    /// Writes the message below the `^C` that a terminal has echoed without a line break.
    pub fn print_below_echo(&self) {
        if is_json() || !io::stderr().is_terminal() {
            return self.print();
        }
        let _closed = beside_bars(|| self.write_text("\n"));
    }

    /// Writes the message as a question, without a line break, so that the answer is typed behind it.
    pub fn ask(&self) {
        if is_json() {
            return self.print();
        }
        let _closed = beside_bars(|| {
            let mut out = EscapedLines::new(io::stderr().lock(), false);
            write!(out, "{}", self.message)?;
            out.flush()
        });
    }

    fn write_json(&self) -> io::Result<()> {
        let line = JsonLine {
            timestamp: format!("{:.6}", Timestamp::now()),
            level: self.level.as_str(),
            fields: self,
        };
        let line = serde_json::to_string(&line)?;
        writeln!(io::stderr().lock(), "{line}")
    }

    fn write_text(&self, above: &str) -> io::Result<()> {
        let date = if io::stderr().is_terminal() {
            String::new()
        } else {
            local_time() + " "
        };
        let mut out = EscapedLines::new(io::stderr().lock(), false);
        writeln!(out, "{above}{date}{}{}", self.label, self.message)?;
        for cause in &self.because {
            writeln!(out, "  {}: {cause}", say!("notice-because"))?;
        }
        if let Some(hint) = &self.hint {
            writeln!(out, "{}: {hint}", say!("notice-hint"))?;
        }
        out.flush()
    }
}
