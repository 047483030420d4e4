//! What the program says on stderr besides its log: a message with its causes and a hint.
//!
//! What happens in a run is logged elsewhere (`log.rs`). Invariant: with `--log-format json` a message is one JSON
//! object on one line, in the form of the log lines; as text it begins with the local date and time, unless it is
//! written to a terminal, where its reader is present.

use std::{
    io::{self, IsTerminal, Write},
    sync::OnceLock,
};

use jiff::{Timestamp, ZonedDateTime};
use serde::Serialize;
use tracing::Level;

use super::{args::LogFormat, escaped_lines::EscapedLines, terminal::aside};

static FORMAT: OnceLock<LogFormat> = OnceLock::new();

/// The form of all messages from now on; the first choice counts.
pub fn set_format(format: LogFormat) {
    FORMAT.get_or_init(|| format);
}

/// Whether programs read stderr.
pub fn is_json() -> bool {
    FORMAT.get() == Some(&LogFormat::Json)
}

/// The local date and time with the offset, as RFC 3339 has it.
pub fn local_time() -> String {
    ZonedDateTime::now()
        .strftime("%Y-%m-%dT%H:%M:%S%:z")
        .to_string()
}

/// One message.
#[derive(Serialize)]
pub struct Notice {
    #[serde(skip)]
    level: Level,
    /// What a text begins with, where programs have the level.
    #[serde(skip)]
    label: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    because: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
}

/// As programs get it.
#[derive(Serialize)]
struct JsonLine<'a> {
    timestamp: String,
    level: &'static str,
    fields: &'a Notice,
}

impl Notice {
    fn new(level: Level, label: &'static str, message: impl Into<String>) -> Self {
        Self {
            level,
            label,
            message: message.into(),
            because: Vec::new(),
            hint: None,
        }
    }

    /// Something that a person may want to know.
    pub fn info(message: impl Into<String>) -> Self {
        Self::new(Level::INFO, "", message)
    }

    /// Why a command ends early, where that is no error.
    pub fn warning(message: impl Into<String>) -> Self {
        Self::new(Level::WARN, "", message)
    }

    /// Why a command fails.
    pub fn error(message: impl Into<String>) -> Self {
        Self::new(Level::ERROR, "error: ", message)
    }

    /// Why a guard refuses a plan.
    pub fn refusal(message: impl Into<String>) -> Self {
        Self::new(Level::ERROR, "refused: ", message)
    }

    pub fn because(mut self, causes: Vec<String>) -> Self {
        self.because = causes;
        self
    }

    pub fn hint(mut self, hint: Option<String>) -> Self {
        self.hint = hint;
        self
    }

    /// Writes it beside the progress bar.
    pub fn tell(&self) {
        // Where even stderr is gone, nobody is left to be told.
        let _gone = aside(|| {
            if is_json() {
                self.write_json()
            } else {
                self.write_text("")
            }
        });
    }

    /// The same below what a terminal has echoed, which is no line of its own.
    pub fn tell_below_echo(&self) {
        if is_json() || !io::stderr().is_terminal() {
            return self.tell();
        }
        let _gone = aside(|| self.write_text("\n"));
    }

    /// Writes it as a question, whose answer is typed behind it.
    pub fn ask(&self) {
        if is_json() {
            return self.tell();
        }
        let _gone = aside(|| {
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
            writeln!(out, "  because: {cause}")?;
        }
        if let Some(hint) = &self.hint {
            writeln!(out, "hint: {hint}")?;
        }
        out.flush()
    }
}
