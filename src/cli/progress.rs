//! How far a run has come: a bar with rate and ETA on a terminal, a plain line every few seconds elsewhere.

use std::{
    io::IsTerminal,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressState, ProgressStyle};
use vbot_sync::{
    error::Result,
    model::{CallState, visible::visible},
    observe::{Event, Observer},
    report,
};

use super::{
    Arguments,
    notice::{self, Notice},
    stop_signal::StopSignal,
    terminal::bars,
};

/// A plain line is written this often.
const EVERY: Duration = Duration::from_secs(5);
/// Nothing is drawn for work that is over sooner.
const PATIENCE: Duration = Duration::from_millis(250);

/// A wait that a person is told of.
const LONG: Duration = Duration::from_secs(2);

const UNHEARD: &str = "the server may still be processing a request that it did not answer, and the calls that are left use the same codes";

const WAITING: &str = " (waiting for the server)";

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
    /// Until when nobody has to be told that nothing happens.
    waits_until: Option<Instant>,
    /// What is being done while nothing is sent.
    work: Option<String>,
    /// Turns meanwhile.
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

    /// Everything has been read and planned, and is only to be shown.
    pub fn looked(&self) -> Result<()> {
        self.clear();
        self.halt.end_at_once();
        self.check_cancelled()
    }

    fn started(&self, calls: usize) {
        self.clear();
        if let (Some(ends), true) = (&self.halt.ends, self.shown) {
            Notice::info(format!("sending stops at {ends}")).tell();
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
        if self.bar && state.bar.is_none() && elapsed > PATIENCE && state.done < state.calls {
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

    /// Says it behind the bar, which stands still meanwhile.
    fn say(&self, why: Option<&str>) {
        let mut state = self.lock();
        let (calls, done) = (state.calls, state.done);
        if self.bar && calls > 0 && done < calls {
            let elapsed = state.since.map_or(Duration::ZERO, |since| since.elapsed());
            let bar = state.bar.take().unwrap_or_else(|| bar(calls, elapsed));
            let why = why.map_or_else(|| ends(&state), str::to_owned);
            bar.set_position(done as u64);
            bar.set_message(why);
            state.bar = Some(bar);
        }
    }

    /// Says why nothing happens, once, unless it will before anybody wonders.
    fn waiting(&self, wait: Duration, why: &str) {
        let (now, mut state) = (Instant::now(), self.lock());
        let known = state.waits_until.map(|until| until + LONG);
        if wait < LONG || known.is_some_and(|known| now + wait < known) {
            return tracing::info!("waiting {:.1} s: {why}", wait.as_secs_f64());
        }
        state.waits_until = Some(now + wait);
        drop(state);
        tracing::warn!("waiting {}: {why}", report::duration(wait));
    }

    /// Says what is being done before anything is sent; on a terminal only, and not at once.
    fn working(&self, on: String) {
        if !self.bar {
            return;
        }
        let mut state = self.lock();
        if let Some(spinner) = &state.spinner {
            return spinner.set_message(on);
        }
        // Whoever is told first is not told before its time.
        if state.work.replace(on).is_none() {
            let state = Arc::clone(&self.state);
            std::thread::spawn(move || {
                std::thread::sleep(PATIENCE);
                spin(&mut state.lock().unwrap_or_else(PoisonError::into_inner));
            });
        }
    }

    /// Takes everything that moves off the screen.
    pub fn clear(&self) {
        let mut state = self.lock();
        state.work = None;
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

/// Shows what is being done, unless it is done already.
fn spin(state: &mut BarState) {
    if let (Some(work), None) = (state.work.clone(), &state.spinner) {
        let spinner = bars().add(ProgressBar::new_spinner().with_message(work));
        spinner.enable_steady_tick(PATIENCE);
        state.spinner = Some(spinner);
    }
}

impl Drop for Progress {
    /// Nothing moves on behind an error.
    fn drop(&mut self) {
        self.clear();
    }
}

fn bar(calls: usize, elapsed: Duration) -> ProgressBar {
    let style = "{bar:30} {human_pos}/{human_len} calls  {rate}  {eta} left{msg}";
    let bar = bars().add(ProgressBar::new(calls as u64).with_elapsed(elapsed));
    let rate = |state: &ProgressState, out: &mut dyn std::fmt::Write| {
        // A bar that can't be written is no reason to stop.
        let _gone = write!(out, "{:.0}/s", state.per_sec());
    };
    bar.set_style(
        ProgressStyle::with_template(style)
            .unwrap_or_else(|_| ProgressStyle::default_bar())
            .with_key("rate", rate),
    );
    bar
}

/// Behind the bar, or at the end of a line.
fn ends(state: &BarState) -> String {
    let ends = state.ends.as_ref().map(|ends| format!(", stops at {ends}"));
    ends.unwrap_or_default()
}

/// A plain line, if the last one is long enough ago.
#[expect(clippy::cast_precision_loss, reason = "a rate for people")]
fn report_line(state: &mut BarState) {
    let now = Instant::now();
    if state.last_report.is_some_and(|told| now - told < EVERY) {
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
    let line = format!(
        "{} of {} calls, {} failed, {rate:.1}/s, {} left{}",
        report::number(state.done),
        report::number(state.calls),
        report::number(state.failed),
        report::duration(left),
        ends(state),
    );
    Notice::info(line).tell();
}

impl Observer for Progress {
    fn stops(&self) -> bool {
        self.halt.is_signalled()
    }

    fn on(&self, event: &Event<'_>) {
        match event {
            Event::Reading { name } => self.working(format!("reading {}", visible(name))),
            Event::Read { name, rows } => {
                let rows = report::number(*rows);
                self.working(format!("{}: {rows} rows; comparing", visible(name)));
            }
            Event::Started { calls, .. } => self.started(*calls),
            Event::Settled { state, .. } => self.settled(*state),
            Event::Waiting { .. } => self.say(Some(WAITING)),
            Event::Back { .. } => self.say(None),
            Event::Paused { wait } => self.waiting(*wait, "the server asks for it"),
            Event::Resting { wait, .. } => self.waiting(*wait, UNHEARD),
            Event::Attempt(_) | Event::Retrying { .. } | Event::Stopping { .. } => {}
        }
    }
}
