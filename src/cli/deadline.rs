//! When a run has to end: at a time of day, with a window of them, or after a length of time.
//!
//! It stops nothing itself. Invariant: times of day are the machine's local ones and are held by its wall clock, so
//! that they are right too after the machine has slept, and on the nights on which the clock is put back.

use std::{env, time::Duration};

use jiff::{Timestamp, ZonedDateTime, civil::Time, tz::TimeZone};

use super::{args::LimitArgs, error::CliError, window::Window};

/// The wall clock is looked at this often: a timer alone would stand still while the machine sleeps.
const LOOK: Duration = Duration::from_secs(10);

/// When a run has to end at the latest.
#[derive(Clone, Debug, Default)]
pub struct Deadline {
    at: Option<ZonedDateTime>,
    /// From the start, by a clock that nobody sets.
    most: Option<Duration>,
    notice: Option<String>,
}

impl Deadline {
    /// What was asked for at the command line, from `now` on.
    ///
    /// # Errors
    /// [`CliError::OutsideWindow`].
    pub fn of(limit: &LimitArgs, now: &ZonedDateTime) -> Result<Self, CliError> {
        let ends = match limit.window {
            Some(window) if !window.holds(now.time()) => {
                let time = clock_time(now);
                return Err(CliError::OutsideWindow { window, time });
            }
            window => window.map(Window::to),
        };
        let times = ends.into_iter().chain(limit.until);
        let at = times.filter_map(|time| next(time, now)).min();
        let most = limit.max_duration;
        let after = most.and_then(|most| now.checked_add(most).ok());
        let told = at.iter().chain(&after).min().map(moment);
        Ok(Self {
            at,
            most,
            notice: told,
        })
    }

    /// The moment with its offset, where there is one.
    pub fn notice(&self) -> Option<&str> {
        self.notice.as_deref()
    }

    /// Whether it is over before anything was begun.
    pub fn is_over(&self) -> bool {
        self.most.is_some_and(|most| most.is_zero())
    }

    /// Returns when it is over.
    pub async fn over(&self) {
        let by_clock = async {
            while let Some(nap) = self.nap(Timestamp::now()) {
                tokio::time::sleep(nap).await;
            }
        };
        match self.most {
            None => by_clock.await,
            Some(most) => {
                let _first = tokio::time::timeout(most, by_clock).await;
            }
        }
    }

    /// How long until the clock is to be looked at again; nothing where it is over.
    fn nap(&self, now: Timestamp) -> Option<Duration> {
        let Some(at) = &self.at else {
            return Some(LOOK);
        };
        let left = Duration::try_from(at.timestamp().duration_since(now)).ok();
        left.filter(|left| !left.is_zero())
            .map(|left| left.min(LOOK))
    }
}

/// Local time, and a warning where nobody knows what that is.
pub fn now(limit: &LimitArgs) -> ZonedDateTime {
    let zone = TimeZone::try_system()
        .ok()
        .filter(|zone| !zone.is_unknown());
    let asks = limit.until.is_some() || limit.window.is_some();
    if zone.is_none() && asks {
        let named = env::var("TZ").ok().filter(|name| !name.is_empty());
        let named = named.map_or("of this machine".to_owned(), |name| format!("TZ={name}"));
        tracing::warn!(
            "the time zone {named} is not known, and times of day are taken as UTC: set TZ to a name such as Asia/Ho_Chi_Minh, or to <+07>-7"
        );
    }
    Timestamp::now().to_zoned_datetime(zone.unwrap_or(TimeZone::UTC))
}

/// When the clock next shows that time of day. On a night on which it is put back it may show it twice; where it
/// is put forward over it, the moment is as long after midnight as on other nights.
fn next(time: Time, now: &ZonedDateTime) -> Option<ZonedDateTime> {
    let days = [now.date(), now.date().tomorrow().ok()?].into_iter();
    let mut moments = days.flat_map(|date| {
        let moment = date.to_datetime(time);
        let moment = now.time_zone().to_ambiguous_zoned_datetime(moment);
        [moment.clone().compatible(), moment.later()]
    });
    moments.find_map(|moment| moment.ok().filter(|moment| moment > now))
}

/// As in `22:05 (+07:00)`.
fn clock_time(at: &ZonedDateTime) -> String {
    at.strftime("%H:%M (%:z)").to_string()
}

/// As in `2026-12-01 06:00 (+07:00, Asia/Ho_Chi_Minh)`.
fn moment(at: &ZonedDateTime) -> String {
    let zone = at.time_zone().iana_name();
    let zone = zone.map(|name| format!(", {name}")).unwrap_or_default();
    format!("{}{zone})", at.strftime("%Y-%m-%d %H:%M (%:z"))
}

#[cfg(test)]
mod tests;
