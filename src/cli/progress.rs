//! The progress of a run: a bar with rate and ETA on a terminal, a plain line every few seconds elsewhere.
//!
//! It draws events and decides nothing. Invariant: nothing is drawn for work that ends within 250 ms.

use std::{
    io::IsTerminal,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressState, ProgressStyle};
use vbot_sync::{
    error::Result,
    language::say,
    model::{CallState, Entity, visible::visible},
    observe::{Event, Observer},
    report,
};

use super::{
    Arguments,
    notice::{self, Notice},
    reading_pace::ReadingPace,
    stop_signal::StopSignal,
    terminal::bars,
};

/// Time between two plain lines.
const LINE_INTERVAL: Duration = Duration::from_secs(5);
/// Work that ends sooner draws nothing, so that short commands don't flicker.
const DRAW_DELAY: Duration = Duration::from_millis(250);

/// The shortest wait that is shown as a warning.
const LONG_WAIT: Duration = Duration::from_secs(2);

/// Draws what happens, or writes a line about it.
pub struct Progress {
    shown: bool,
    bar: bool,
    halt: StopSignal,
    state: Arc<Mutex<BarState>>,
}

#[derive(Default)]
struct BarState {
    bar: Option<ProgressBar>,
    calls: usize,
    done: usize,
    failed: usize,
    since: Option<Instant>,
    last_report: Option<Instant>,
    /// When sending ends at the latest.
    ends: Option<String>,
    /// Until when a wait has been announced.
    announced_until: Option<Instant>,
    /// The step before sending, as it is shown beside the spinner.
    step: Option<String>,
    /// How far the reading of an account is.
    reading: ReadingPace,
    /// Turns during that step.
    spinner: Option<ProgressBar>,
}

impl Progress {
    pub fn new(arguments: &Arguments, halt: StopSignal) -> Self {
        let drawn = std::io::stderr().is_terminal() && !notice::is_json();
        Self {
            shown: !arguments.quiet,
            bar: drawn && !arguments.quiet,
            halt,
            state: Arc::default(),
        }
    }

    /// Reading and planning is done; from now on a signal ends the process at once.
    pub fn finish_reading(&self) -> Result<()> {
        self.clear();
        self.halt.end_at_once();
        self.check_cancelled()
    }

    fn started(&self, calls: usize) {
        self.clear();
        if let (Some(ends), true) = (&self.halt.ends, self.shown) {
            Notice::info(say!("cli-sending-stops", ends)).print();
        }
        let mut state = self.lock();
        *state = BarState {
            calls,
            since: Some(Instant::now()),
            last_report: Some(Instant::now()),
            ends: self.halt.ends.clone(),
            ..BarState::default()
        };
    }

    fn settled(&self, call_state: CallState) {
        let mut state = self.lock();
        if call_state != CallState::Planned {
            state.done += 1;
        }
        if matches!(call_state, CallState::Rejected | CallState::Blocked) {
            state.failed += 1;
        }
        let elapsed = state.since.map_or(Duration::ZERO, |since| since.elapsed());
        if self.bar && state.bar.is_none() && elapsed > DRAW_DELAY && state.done < state.calls {
            state.bar = Some(bar(state.calls, elapsed).with_message(ends(&state)));
        }
        match &state.bar {
            Some(bar) => bar.set_position(state.done as u64),
            None if self.shown && !self.bar => report_line(&mut state),
            None => {}
        }
        if state.done == state.calls
            && let Some(bar) = state.bar.take()
        {
            bar.finish_and_clear();
        }
    }

    /// Shows a reason for a pause behind the bar, or clears it.
    fn show_reason(&self, reason: Option<&str>) {
        let mut state = self.lock();
        let (calls, done) = (state.calls, state.done);
        if self.bar && calls > 0 && done < calls {
            let elapsed = state.since.map_or(Duration::ZERO, |since| since.elapsed());
            let bar = state.bar.take().unwrap_or_else(|| bar(calls, elapsed));
            let text = reason.map_or_else(|| ends(&state), str::to_owned);
            bar.set_position(done as u64);
            bar.set_message(text);
            state.bar = Some(bar);
        }
    }

    /// Warns of a wait with its reason: once, and only if it is long enough to be noticed.
    fn announce_wait(&self, wait: Duration, reason: &str) {
        let (now, mut state) = (Instant::now(), self.lock());
        let known = state.announced_until.map(|until| until + LONG_WAIT);
        if wait < LONG_WAIT || known.is_some_and(|known| now + wait < known) {
            let seconds = format!("{:.1}", wait.as_secs_f64());
            return tracing::info!("{}", say!("cli-wait-seconds", seconds, reason));
        }
        state.announced_until = Some(now + wait);
        drop(state);
        tracing::warn!(
            "{}",
            say!("cli-wait", wait = report::duration(wait), reason)
        );
    }

    /// Shows the step before sending; on a terminal only, and only after [`DRAW_DELAY`].
    fn show_step(&self, step: String) {
        if !self.bar {
            return;
        }
        let mut state = self.lock();
        if let Some(spinner) = &state.spinner {
            return spinner.set_message(step);
        }
        // The first step starts the timer; later steps only change the text.
        if state.step.replace(step).is_none() {
            let state = Arc::clone(&self.state);
            std::thread::spawn(move || {
                std::thread::sleep(DRAW_DELAY);
                spin(&mut state.lock().unwrap_or_else(PoisonError::into_inner));
            });
        }
    }

    /// Shows how far the reading of an account is.
    fn show_pages(&self, list: (Entity, bool), counts: (u64, u64)) {
        let mut state = self.lock();
        let text = state.reading.text(list, counts);
        let is_due = self.shown && !self.bar && state.reading.is_due(LINE_INTERVAL);
        drop(state);
        if is_due {
            Notice::info(text.clone()).print();
        }
        self.show_step(text);
    }

    /// Removes bar and spinner from the screen.
    pub fn clear(&self) {
        let mut state = self.lock();
        state.step = None;
        let moving = [state.bar.take(), state.spinner.take()];
        moving
            .into_iter()
            .flatten()
            .for_each(|bar| bar.finish_and_clear());
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BarState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Shows the step with a spinner, unless it has ended.
fn spin(state: &mut BarState) {
    if let (Some(step), None) = (state.step.clone(), &state.spinner) {
        let spinner = bars().add(ProgressBar::new_spinner().with_message(step));
        spinner.enable_steady_tick(DRAW_DELAY);
        state.spinner = Some(spinner);
    }
}

impl Drop for Progress {
    /// Clears the screen, so that no bar is left behind an error.
    fn drop(&mut self) {
        self.clear();
    }
}

fn bar(calls: usize, elapsed: Duration) -> ProgressBar {
    let style = &format!(
        "{{bar:30}} {{human_pos}}/{{human_len}} {}  {{rate}}  {}{{msg}}",
        say!("cli-bar-calls"),
        say!("cli-bar-left", eta = "{eta}"),
    );
    let bar = bars().add(ProgressBar::new(calls as u64).with_elapsed(elapsed));
    let rate = |state: &ProgressState, out: &mut dyn std::fmt::Write| {
        // A bar that can't be drawn is no reason to stop the run.
        let _ignored = write!(out, "{:.0}/s", state.per_sec());
    };
    bar.set_style(
        ProgressStyle::with_template(style)
            .unwrap_or_else(|_| ProgressStyle::default_bar())
            .with_key("rate", rate),
    );
    bar
}

/// The time at which sending stops, for the end of a bar or line.
fn ends(state: &BarState) -> String {
    let ends = state.ends.as_ref().map(|ends| say!("cli-stops", ends));
    ends.unwrap_or_default()
}

/// Writes a plain line, if the last one is old enough.
#[expect(clippy::cast_precision_loss, reason = "a rate for people")]
fn report_line(state: &mut BarState) {
    let now = Instant::now();
    if state
        .last_report
        .is_some_and(|last| now - last < LINE_INTERVAL)
    {
        return;
    }
    state.last_report = Some(now);
    let seconds = state
        .since
        .map_or(0.0, |since| (now - since).as_secs_f64())
        .max(0.001);
    let rate = state.done as f64 / seconds;
    let left =
        Duration::from_secs_f64((state.calls.saturating_sub(state.done)) as f64 / rate.max(0.001));
    let line = say!(
        "cli-progress",
        done = state.done,
        calls = state.calls,
        failed = state.failed,
        rate = format!("{rate:.1}"),
        left = report::duration(left),
        ends = ends(state)
    );
    Notice::info(line).print();
}

impl Observer for Progress {
    fn stops(&self) -> bool {
        self.halt.is_signalled()
    }

    fn on(&self, event: &Event<'_>) {
        match event {
            Event::Reading { name } => self.show_step(say!("cli-reading", name = visible(name))),
            Event::ReadingAccount {
                entity,
                read,
                of,
                again,
            } => self.show_pages((*entity, *again), (*read, *of)),
            Event::Read { name, rows } => {
                self.show_step(say!("cli-comparing", name = visible(name), rows = *rows));
            }
            Event::Started { calls, .. } => self.started(*calls),
            Event::Settled { state, .. } => self.settled(*state),
            Event::Waiting { .. } => self.show_reason(Some(&say!("cli-waiting"))),
            Event::Back { .. } => self.show_reason(None),
            Event::Paused { wait } => self.announce_wait(*wait, &say!("cli-asked")),
            Event::Resting { wait, .. } => self.announce_wait(*wait, &say!("cli-wait-unanswered")),
            Event::Attempt(_) | Event::Retrying { .. } | Event::Stopping { .. } => {}
        }
    }
}
