//! Faults as written on the command line: `drop_before=0.05,late_ms=300,seed=7`.
//!
//! Invariant: what can't be understood is refused in one sentence, never guessed at.

use std::{str::FromStr, time::Duration};

use super::{Fault, Faults};

/// What can be set besides the chances.
const SETTINGS: [&str; 6] = [
    "all",
    "seed",
    "late_ms",
    "hold_ms",
    "slow_ms",
    "retry_after",
];

impl Faults {
    /// Reads a list of `name=value`, parted by commas; the later one wins.
    ///
    /// A fault's value is its chance from 0 to 1, `all` sets the chance of every one. `late_ms`,
    /// `hold_ms` and `slow_ms` are milliseconds, `retry_after` seconds, `seed` any whole number.
    ///
    /// # Errors
    /// One sentence for a person: an unknown name (with a suggestion), a value that is none, or
    /// chances that add up to more than 1.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut faults = Self::none();
        let parts = text.split(',').map(str::trim);
        for part in parts.filter(|part| !part.is_empty()) {
            let pair = part.split_once('=');
            let (name, value) = pair.ok_or_else(|| format!("“{part}” is not name=value"))?;
            faults.set(name.trim(), value.trim())?;
        }
        faults.checked()
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        match name {
            "all" => self.chances = [chance(name, value)?; Fault::NAMES.len()],
            "seed" => self.seed = number(name, value)?,
            "late_ms" => self.late = Duration::from_millis(number(name, value)?),
            "hold_ms" => self.hold = Duration::from_millis(number(name, value)?),
            "slow_ms" => self.slow = Duration::from_millis(number(name, value)?),
            // More than 32 bits of seconds could not be added to a date.
            "retry_after" => self.retry_after = Duration::from_secs(seconds(name, value)?),
            _ => {
                let kind = Fault::NAMES.iter().position(|known| *known == name);
                self.chances[kind.ok_or_else(|| unknown(name))?] = chance(name, value)?;
            }
        }
        Ok(())
    }

    fn checked(self) -> Result<Self, String> {
        let sum: f64 = self.chances.iter().sum();
        if sum > 1.0 + 1e-9 {
            return Err(format!(
                "the chances of all faults add up to {sum}, more than 1"
            ));
        }
        Ok(self)
    }
}

impl FromStr for Faults {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::parse(text)
    }
}

fn chance(name: &str, value: &str) -> Result<f64, String> {
    let chance = value.parse().ok();
    chance
        .filter(|chance| (0.0..=1.0).contains(chance))
        .ok_or_else(|| format!("{name} wants a chance from 0 to 1, not “{value}”"))
}

fn number(name: &str, value: &str) -> Result<u64, String> {
    let number = value.parse().ok();
    number.ok_or_else(|| format!("{name} wants a whole number, not “{value}”"))
}

fn seconds(name: &str, value: &str) -> Result<u64, String> {
    let seconds = value.parse::<u32>().ok().map(u64::from);
    seconds.ok_or_else(|| format!("{name} wants a whole number of seconds, not “{value}”"))
}

fn unknown(name: &str) -> String {
    let known = Fault::NAMES.iter().chain(&SETTINGS);
    let nearest = known
        .map(|known| (strsim::damerau_levenshtein(known, name), known))
        .filter(|(distance, _)| *distance <= 3)
        .min();
    match nearest {
        Some((_, known)) => format!("there is no fault “{name}”; did you mean “{known}”?"),
        None => format!(
            "there is no fault “{name}”; there are {}",
            Fault::NAMES.join(", ")
        ),
    }
}
