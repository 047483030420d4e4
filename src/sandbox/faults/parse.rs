//! Faults as written on the command line: `drop_before=0.05,late_ms=300,seed=7`.
//!
//! It strikes no request. Invariant: text that it does not understand is refused in one sentence, never guessed at.

use std::time::Duration;

use super::{FaultScope, Faults, KINDS};

/// Settings besides the chances.
const SETTINGS: [&str; 8] = [
    "all",
    "seed",
    "late_ms",
    "hold_ms",
    "slow_ms",
    "retry_after",
    "duplicate_answer",
    "only",
];

impl Faults {
    /// Parses a list of `name=value` separated by commas; a later entry wins.
    ///
    /// A fault's value is its chance from 0 to 1; `all` sets the chance of every one. `late_ms`, `hold_ms` and
    /// `slow_ms` are milliseconds, `retry_after` seconds, `seed` any whole number, `duplicate_answer` is `first` or
    /// `second`, `only` is `all`, `reads` or `writes`.
    ///
    /// # Errors
    /// One sentence for a person: an unknown name (with a suggestion), an invalid value, or chances that add up to
    /// more than 1.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut faults = Self::none();
        let parts = text.split(',').map(str::trim);
        for part in parts.filter(|part| !part.is_empty()) {
            let pair = part.split_once('=');
            let (name, value) = pair.ok_or_else(|| format!("“{part}” is not name=value"))?;
            faults.set(name.trim(), value.trim())?;
        }
        let sum: f64 = faults.chances.iter().sum();
        if sum > 1.0 + 1e-9 {
            return Err(format!(
                "the chances of all faults add up to {sum}, more than 1"
            ));
        }
        Ok(faults)
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        let refused = |wanted| format!("{name} wants {wanted}, not “{value}”");
        let number = || value.parse().map_err(|_| refused("a whole number"));
        let chance = || {
            let chance = value.parse().ok();
            let chance = chance.filter(|chance| (0.0..=1.0).contains(chance));
            chance.ok_or_else(|| refused("a chance from 0 to 1"))
        };
        match name {
            "all" => self.chances = [chance()?; KINDS.len()],
            "seed" => self.seed = number()?,
            "late_ms" => self.late = Duration::from_millis(number()?),
            "hold_ms" => self.hold = Duration::from_millis(number()?),
            "slow_ms" => self.slow = Duration::from_millis(number()?),
            "retry_after" => {
                // A larger number of seconds could not be added to a date.
                let seconds: Result<u32, _> = value.parse();
                let seconds = seconds.map_err(|_| refused("a whole number of seconds"))?;
                self.retry_after = Duration::from_secs(seconds.into());
            }
            "duplicate_answer" => {
                self.second_answer = match value {
                    "first" => false,
                    "second" => true,
                    _ => return Err(refused("`first` or `second`")),
                };
            }
            "only" => {
                self.scope = match value {
                    "all" => FaultScope::All,
                    "reads" => FaultScope::Reads,
                    "writes" => FaultScope::Writes,
                    _ => return Err(refused("`all`, `reads` or `writes`")),
                };
            }
            _ => {
                let kind = KINDS.iter().position(|(known, _)| *known == name);
                self.chances[kind.ok_or_else(|| unknown(name))?] = chance()?;
            }
        }
        Ok(())
    }
}

fn unknown(name: &str) -> String {
    let faults = KINDS.map(|(fault, _)| fault);
    let known = faults.iter().chain(&SETTINGS);
    let nearest = known
        .map(|known| (strsim::damerau_levenshtein(known, name), known))
        .filter(|(distance, _)| *distance <= 3)
        .min();
    match nearest {
        Some((_, known)) => format!("there is no fault “{name}”; did you mean “{known}”?"),
        None => format!(
            "there is no fault “{name}”; there are {}",
            faults.join(", ")
        ),
    }
}
