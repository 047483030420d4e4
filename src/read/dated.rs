//! The date in a file's name, which decides which of several files is the newest.
//!
//! Invariant: only a whole run of digits is a date, never a part of a customer's or an order's number.

use jiff::civil::{Date, DateTime, Time};

/// Years that an export may have; the limits keep a day from being read as the beginning of a year.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2099;

/// The latest date in a name, `20261129`, `2026-11-29` or `29112026`, with the time of day (`101500` or `1015`) if
/// one follows, else midnight.
pub(super) fn date_in(name: &str) -> Option<DateTime> {
    let runs = runs(name);
    let moments = (0..runs.len()).filter_map(|at| moment(name, &runs[at..]));
    moments.max()
}

/// The start and end of each run of digits.
fn runs(name: &str) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, _) in name.match_indices(|letter: char| letter.is_ascii_digit()) {
        match runs.last_mut() {
            Some((_, end)) if *end == at => *end += 1,
            _ => runs.push((at, at + 1)),
        }
    }
    runs
}

/// The date at the first of these runs.
fn moment(name: &str, runs: &[(usize, usize)]) -> Option<DateTime> {
    let text = |at: usize| runs.get(at).map(|(start, end)| &name[*start..*end]);
    let between = |at: usize| Some(&name[runs.get(at)?.1..runs.get(at + 1)?.0]);
    let is_spelled = between(0) == Some("-") && between(1) == Some("-");
    let (date, used) = match (text(0)?, text(1), text(2)) {
        (run, ..) if run.len() == 8 => {
            let day_first = || date(&run[4..], &run[2..4], &run[..2]);
            (
                date(&run[..4], &run[4..6], &run[6..]).or_else(day_first)?,
                1,
            )
        }
        (year, Some(month), Some(day))
            if is_spelled && [year.len(), month.len(), day.len()] == [4, 2, 2] =>
        {
            (date(year, month, day)?, 3)
        }
        _ => return None,
    };
    let is_near = between(used - 1).is_some_and(|between| between.chars().count() == 1);
    let time = text(used).filter(|_| is_near).and_then(time);
    Some(date.to_datetime(time.unwrap_or(Time::midnight())))
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    let year = year.parse().ok().filter(|year| YEARS.contains(year))?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

fn time(run: &str) -> Option<Time> {
    let part = |at: usize| {
        run.get(at..at + 2)
            .map_or(Some(0), |part| part.parse().ok())
    };
    let is_time = matches!(run.len(), 4 | 6);
    Time::new(part(0)?, part(2)?, part(4)?, 0)
        .ok()
        .filter(|_| is_time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_run_of_digits_is_a_date() {
        let cases = [
            ("kh_20261129.csv", "2026-11-29T00:00:00"),
            ("kh 2026-11-29.csv", "2026-11-29T00:00:00"),
            ("kh29112026.csv", "2026-11-29T00:00:00"),
            ("KV30112026-101500.xlsx", "2026-11-30T10:15:00"),
            ("kh_20261129_0915.csv", "2026-11-29T09:15:00"),
            ("2026-11-29T22-15 kh.csv", "2026-11-29T00:00:00"),
            ("kh_20261101-20261129.csv", "2026-11-29T00:00:00"),
            ("10112012.csv", "2012-11-10T00:00:00"),
            ("20112026.csv", "2026-11-20T00:00:00"),
            ("chi nhánh 12 – 20261129 (1).csv", "2026-11-29T00:00:00"),
            ("kh_20261129_2561.csv", "2026-11-29T00:00:00"),
        ];
        for (name, expected) in cases {
            let found = date_in(name).map(|moment| moment.to_string());
            assert_eq!(found.as_deref(), Some(expected), "{name}");
        }
    }

    #[test]
    fn nothing_else_is_one() {
        let names = [
            "kh.csv",
            "kh_1.csv",
            "kh_120261129.csv",
            "kh_20261129101500.csv",
            "kh_20261329.csv",
            "kh_31022026.csv",
            "kh_99999999.csv",
            "12026-11-29.csv",
            "2026-11-291.csv",
            "2026-13-01.csv",
            "2026_11_29.csv",
        ];
        for name in names {
            assert_eq!(date_in(name), None, "{name}");
        }
    }
}
