//! Times of day and windows of time, as a person types them.
//!
//! It knows no date and no time zone. Invariant: the two ends of a window differ.

use std::{fmt, str::FromStr};

use jiff::civil::Time;
use vbot_sync::language::say;

/// Times of day between which calls may be sent; the window may cross midnight.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Window {
    from: Time,
    to: Time,
}

impl Window {
    /// The end of the window.
    pub fn to(self) -> Time {
        self.to
    }

    /// Whether calls may be sent at that time.
    pub fn contains(self, time: Time) -> bool {
        if self.from < self.to {
            return (self.from..self.to).contains(&time);
        }
        time >= self.from || time < self.to
    }
}

impl FromStr for Window {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let refused = || say!("cli-no-window", text);
        let (from, to) = text.split_once('-').ok_or_else(refused)?;
        let time = |text| time_of_day(text).map_err(|_| refused());
        let (from, to) = (time(from)?, time(to)?);
        // It could mean all day or never.
        if from == to {
            return Err(refused());
        }
        Ok(Self { from, to })
    }
}

impl fmt::Display for Window {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = |time: Time| time.strftime("%H:%M").to_string();
        write!(formatter, "{}-{}", time(self.from), time(self.to))
    }
}

/// Parses a time such as `22:00`.
pub fn time_of_day(text: &str) -> Result<Time, String> {
    Time::strptime("%H:%M", text).map_err(|_| say!("cli-no-time", text))
}
