//! When a run has to end: at a time of day, at the end of a window, or after a duration.
//!
//! It stops nothing itself. Invariant: times of day are local times, and the wall clock decides when they have come, so
//! that they hold after the machine has slept and on nights when the clock is put back.

use std::{env, time::Duration};

use jiff::{Timestamp, ZonedDateTime, civil::Time, tz::TimeZone};

use vbot_sync::language::say;

use super::{args::LimitArgs, error::CliError, window::Window};

/// How often the wall clock is read; a timer alone would stop while the machine sleeps.
const CLOCK_INTERVAL: Duration = Duration::from_secs(10);

/// When a run has to end at the latest.
#[derive(Clone, Debug, Default)]
pub struct Deadline {
    at: Option<ZonedDateTime>,
    /// Counted from the start by the monotonic clock, which can't be set.
    max_duration: Option<Duration>,
    notice: Option<String>,
}

impl Deadline {
    /// The deadline that the options ask for, for a run that starts at `now`.
    ///
    /// # Errors
    /// [`CliError::OutsideWindow`].
    pub fn of(limit: &LimitArgs, now: &ZonedDateTime) -> Result<Self, CliError> {
        let ends = match limit.window {
            Some(window) if !window.contains(now.time()) => {
                let time = clock_time(now);
                return Err(CliError::OutsideWindow { window, time });
            }
            window => window.map(Window::to),
        };
        let times = ends.into_iter().chain(limit.until);
        let at = times.filter_map(|time| next(time, now)).min();
        let max_duration = limit.max_duration;
        let after = max_duration.and_then(|duration| now.checked_add(duration).ok());
        let notice = at.iter().chain(&after).min().map(moment);
        Ok(Self {
            at,
            max_duration,
            notice,
        })
    }

    /// The time of the deadline with its UTC offset, if there is a deadline.
    pub fn notice(&self) -> Option<&str> {
        self.notice.as_deref()
    }

    /// Whether the time is up before the run has started.
    pub fn is_over(&self) -> bool {
        self.max_duration.is_some_and(|duration| duration.is_zero())
    }

    /// Returns when the time is up.
    pub async fn over(&self) {
        let by_clock = async {
            while let Some(nap) = self.nap(Timestamp::now()) {
                tokio::time::sleep(nap).await;
            }
        };
        match self.max_duration {
            None => by_clock.await,
            Some(duration) => {
                let _first = tokio::time::timeout(duration, by_clock).await;
            }
        }
    }

    /// How long to sleep before the clock is read again; `None` when the time has come.
    fn nap(&self, now: Timestamp) -> Option<Duration> {
        let Some(at) = &self.at else {
            return Some(CLOCK_INTERVAL);
        };
        let left = Duration::try_from(at.timestamp().duration_since(now)).ok();
        left.filter(|left| !left.is_zero())
            .map(|left| left.min(CLOCK_INTERVAL))
    }
}

/// The local time; it warns if a time of day was given and the time zone is unknown.
pub fn now(limit: &LimitArgs) -> ZonedDateTime {
    let zone = TimeZone::try_system()
        .ok()
        .filter(|zone| !zone.is_unknown());
    let asks = limit.until.is_some() || limit.window.is_some();
    if zone.is_none() && asks {
        let named = env::var("TZ").ok().filter(|name| !name.is_empty());
        let named = named.map_or_else(|| say!("cli-own-zone"), |name| format!("TZ={name}"));
        tracing::warn!("{}", say!("cli-unknown-zone", named));
    }
    Timestamp::now().to_zoned_datetime(zone.unwrap_or(TimeZone::UTC))
}

/// The next moment at which the clock shows that time of day. If the clock is put back, both times count; if it is put
/// forward past that time, the moment is as long after midnight as on other nights.
fn next(time: Time, now: &ZonedDateTime) -> Option<ZonedDateTime> {
    let days = [now.date(), now.date().tomorrow().ok()?].into_iter();
    let mut moments = days.flat_map(|date| {
        let moment = date.to_datetime(time);
        let moment = now.time_zone().to_ambiguous_zoned_datetime(moment);
        [moment.clone().compatible(), moment.later()]
    });
    moments.find_map(|moment| moment.ok().filter(|moment| moment > now))
}

/// Formats a time such as `22:05 (+07:00)`.
fn clock_time(at: &ZonedDateTime) -> String {
    at.strftime("%H:%M (%:z)").to_string()
}

/// Formats a moment such as `2026-12-01 06:00 (+07:00, Asia/Ho_Chi_Minh)`.
fn moment(at: &ZonedDateTime) -> String {
    let zone = at.time_zone().iana_name();
    let zone = zone.map(|name| format!(", {name}")).unwrap_or_default();
    format!("{}{zone})", at.strftime("%Y-%m-%d %H:%M (%:z"))
}

#[cfg(test)]
mod tests;
