//! What `init` says at its end: what it found, and what to do next, in order.
//!
//! It goes to stderr, because stdout may be the configuration. Invariant: it fits on a screen, whatever the sheets have.

use std::{
    io::{self, Write},
    path::Path,
};

use vbot_sync::{
    codec::Plan,
    infer::{self, DraftConfig, KnownAccount},
    language::say,
    model::{ProposedLookups, visible::visible},
    report,
    sync::InitialConfig,
};

use super::check;
use crate::cli::output;

/// Sources, tables left out and tasks that are listed.
const LISTED: usize = 8;

/// Lines about problems of the rows.
const PROBLEM_LINES: usize = 12;

/// Longer sentences are cut; they are in the configuration as well.
const LONGEST: usize = 200;

/// The end of `init`.
pub struct InitScreen<'a> {
    /// The written file; `None` if it went to stdout.
    pub path: Option<&'a Path>,
    /// The workbook of lookups, with what was proposed for it.
    pub catalogue: Option<(&'a Path, &'a [ProposedLookups])>,
    pub proposed: &'a InitialConfig,
    pub account: &'a KnownAccount,
    pub width: usize,
}

impl InitScreen<'_> {
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        if let Some((path, proposed)) = self.catalogue {
            catalogue(out, path, proposed)?;
        }
        if let Some(path) = self.path {
            let path = output::name(path);
            writeln!(out, "{}\n", say!("init-written", path))?;
        }
        if let Some(read) = &self.proposed.draft.account {
            let (fields, options) = read.fields;
            writeln!(out, "  {}", say!("account-read", fields, options))?;
        }
        sources(out, &self.proposed.draft)?;
        self.rows(out)?;
        self.next(out)
    }

    /// What `check` would say of the rows.
    fn rows(&self, out: &mut impl Write) -> io::Result<()> {
        match &self.proposed.check {
            Some(Ok(plan)) => self.problems(out, plan),
            Some(Err(_)) if self.proposed.draft.sources.iter().any(|one| one.incomplete) => {
                writeln!(out, "\n{}", say!("init-incomplete"))
            }
            Some(Err(error)) => {
                let reason = cut(&visible(&error.to_string()));
                writeln!(out, "\n{}", say!("init-unchecked", reason))
            }
            None => Ok(()),
        }
    }

    fn problems(&self, out: &mut impl Write, plan: &Plan) -> io::Result<()> {
        let mut text = Vec::new();
        let style = report::Style {
            colour: false,
            width: self.width,
        };
        report::check::issues(&mut text, &plan.issues, style)?;
        writeln!(out)?;
        let text = String::from_utf8_lossy(&text);
        let lines: Vec<&str> = text.lines().collect();
        for line in lines.iter().take(PROBLEM_LINES) {
            writeln!(out, "{}", cut(line))?;
        }
        if lines.len() > PROBLEM_LINES {
            writeln!(out, "… {}", say!("init-more-problems"))?;
        }
        let entities = self.proposed.draft.sources.iter();
        let mut entities: Vec<_> = entities.map(|one| one.entity).collect();
        entities.dedup();
        let mut entities = entities.into_iter();
        entities.try_for_each(|entity| check::counts(out, plan, entity))
    }

    /// The steps to the first sync, with the lines to edit.
    fn next(&self, out: &mut impl Write) -> io::Result<()> {
        let (mut needed, mut perhaps) = (Vec::new(), Vec::new());
        let lines = self.proposed.text.lines();
        for (number, line) in (1..).zip(lines) {
            let key = line.split(" = ").next().unwrap_or_default();
            if self.account.unknown().contains(&key) {
                let number: usize = number;
                needed.push((Some(number), say!("init-fill-in", key)));
            }
        }
        let draft = &self.proposed.draft;
        if let Some(read) = &draft.account {
            let account = read.to_do.iter().map(|task| task.text.clone());
            let source = draft
                .sources
                .is_empty()
                .then(|| say!("account-source-todo"));
            perhaps.extend(account.chain(source).map(|text| (None, text)));
        }
        for (line, source, task) in infer::tasks(&self.proposed.draft, &self.proposed.text) {
            let text = format!("{}: {}", source.entity, task.text);
            let list = if task.is_needed {
                &mut needed
            } else {
                &mut perhaps
            };
            list.push((line, text));
        }
        needed.sort_by_key(|(line, _)| *line);
        perhaps.sort_by_key(|(line, _)| *line);
        let path = self.path.unwrap_or(Path::new("vbot-sync.toml"));
        let name = output::name(path);
        writeln!(out, "\n{}", say!("init-next"))?;
        let first = if needed.is_empty() {
            say!("init-read", name)
        } else {
            say!("init-edit", name)
        };
        let mut steps = 1..;
        let mut step = || steps.next().unwrap_or_default();
        if let Some((path, _)) = self.catalogue.filter(|(_, proposed)| !proposed.is_empty()) {
            let path = output::name(path);
            writeln!(out, "  {}. {}", step(), say!("init-complete", path))?;
        }
        writeln!(out, "  {}. {first}", step())?;
        tasks(out, &needed)?;
        if !perhaps.is_empty() {
            writeln!(out, "     {}", say!("init-perhaps"))?;
            tasks(out, &perhaps)?;
        }
        let config = if path == Path::new("vbot-sync.toml") {
            String::new()
        } else {
            format!(" --config {name}")
        };
        for (command, what) in [
            ("check", say!("init-check")),
            ("plan", say!("init-plan")),
            ("sync", say!("init-sync")),
        ] {
            writeln!(
                out,
                "  {}. vbot-sync{config} {command:<5}  # {what}",
                step()
            )?;
        }
        Ok(())
    }
}

fn tasks(out: &mut impl Write, tasks: &[(Option<usize>, String)]) -> io::Result<()> {
    for (line, text) in tasks.iter().take(LISTED) {
        let text = cut(&visible(text));
        match line {
            Some(line) => {
                let line = line.to_string();
                writeln!(out, "     {} {text}", say!("init-line", line))?;
            }
            None => writeln!(out, "     {text}")?,
        }
    }
    more(out, tasks.len())
}

/// How many are not listed.
fn more(out: &mut impl Write, all: usize) -> io::Result<()> {
    match all.saturating_sub(LISTED) {
        0 => Ok(()),
        count => writeln!(out, "     … {}", say!("init-more", count)),
    }
}

fn sources(out: &mut impl Write, draft: &DraftConfig) -> io::Result<()> {
    let width = |name: &str| name.chars().count();
    let listed = draft.sources.iter().take(LISTED);
    let names: Vec<_> = listed.map(|one| cut(&visible(&one.name))).collect();
    let widest = names.iter().map(|name| width(name)).max();
    for (one, name) in draft.sources.iter().zip(&names) {
        let blanks = " ".repeat(widest.unwrap_or(0) - width(name));
        let (mapped, all) = one.mapped;
        let (entity, rows) = (one.entity, say!("infer-rows", count = one.rows));
        let found = say!("init-mapped", rows = format!("{rows:>14}"), mapped, all);
        writeln!(out, "  {entity:<9} {name}{blanks}  {found}")?;
    }
    more(out, draft.sources.len())?;
    for one in draft.left_out.iter().take(LISTED) {
        let (name, why) = (visible(&one.name), visible(&one.why));
        let sentence = say!("init-left-out", name, why);
        writeln!(out, "  {}", cut(&sentence))?;
    }
    more(out, draft.left_out.len())
}

fn catalogue(out: &mut impl Write, path: &Path, proposed: &[ProposedLookups]) -> io::Result<()> {
    let path = output::name(path);
    if proposed.is_empty() {
        return writeln!(out, "{}", say!("init-no-catalogue", path));
    }
    let counts = proposed.iter().map(|one| {
        let count = one.records.len();
        say!("init-proposed", count, entity = one.entity)
    });
    let counts = counts.collect::<Vec<_>>().join(", ");
    writeln!(out, "{}", say!("init-catalogue", path, counts))
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
