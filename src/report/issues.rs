//! What is wrong with the rows, and what the guards refuse.
//!
//! It decides nothing. A person corrects one rule after the other, so each is listed once, with its count and its first
//! places; errors come first. Invariant: lists are cut, counts are not, and the number of lines depends on the number
//! of rules and not on the number of issues.

use std::{borrow::Borrow, collections::BTreeMap, io};

use crate::{
    language::say,
    model::{Guard, Issue, Problem, Severity},
};

use super::{
    figures::number,
    hints,
    lines::Lines,
    message, override_flag, refusal,
    style::TextRole,
    text::{visible, wrap},
};

/// How much is shown of each rule.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum IssueDetail {
    /// In `check`, which is read to correct the rows: with what to do, and every kind of repair.
    Full,
    /// In a plan, whose counts matter more.
    Brief,
}

/// Places shown of each rule, if there are few rules.
const PLACES: usize = 3;

/// Repairs and left-out rows shown for each place of another rule.
const COUNTED: usize = 4;

/// The lines of an issue, if none is wrapped: the sentence and the place.
const LINES: usize = 2;

/// Records shown that may only have another code.
const SUGGESTIONS: usize = 5;

/// A rule, with the severity that its issues have.
type Rule<'a> = (Severity, &'a str);

impl IssueDetail {
    /// More lines than this are not read; with many rules, fewer places of each are shown.
    const fn most_lines(self) -> usize {
        match self {
            Self::Full => 54,
            Self::Brief => 30,
        }
    }

    /// Blanks before the name of a rule.
    const fn indent(self) -> usize {
        match self {
            Self::Full => 0,
            Self::Brief => 2,
        }
    }

    /// The lines of a rule besides its issues: a blank one, its name, the hint, and how many more there are.
    const fn extra_lines(self) -> usize {
        match self {
            Self::Full => 4,
            Self::Brief => 2,
        }
    }

    /// How many issues of a rule are shown where others show that many places.
    fn most(self, rule: &str, places: usize) -> usize {
        match (self, rule) {
            // Each of them counts the rows of a whole table.
            (Self::Full, "cell.repaired" | "row.left_out") => places * COUNTED,
            _ => places,
        }
    }

    /// The places of each rule that keep the list short; at least one.
    fn places(self, rules: &BTreeMap<Rule<'_>, Vec<&Issue>>) -> usize {
        let lines = |places| -> usize {
            let rules = rules.iter().map(|((_, rule), issues)| {
                let shown = issues.len().min(self.most(rule, places));
                self.extra_lines() + LINES * shown
            });
            rules.sum()
        };
        let mut fewer = (1..=PLACES).rev();
        let fitting = fewer.find(|places| lines(*places) <= self.most_lines());
        fitting.unwrap_or(1)
    }
}

/// Writes the issues by rule, errors first; then the records that may only have another code.
pub(super) fn write(
    lines: &mut Lines<'_>,
    issues: &[Issue],
    detail: IssueDetail,
) -> io::Result<()> {
    let is_suggestion = |issue: &&Issue| {
        let suggests = matches!(issue.problem, Problem::CodeMayHaveChanged { .. });
        suggests && detail == IssueDetail::Brief
    };
    let (suggestions, problems): (Vec<_>, Vec<_>) = issues.iter().partition(is_suggestion);
    if !problems.is_empty() {
        lines.line(TextRole::Strong, &heading(&problems))?;
        by_rule(lines, &problems, detail)?;
        lines.blank()?;
    }
    suggested(lines, &suggestions)
}

fn by_rule(lines: &mut Lines<'_>, issues: &[&Issue], detail: IssueDetail) -> io::Result<()> {
    let mut rules: BTreeMap<Rule<'_>, Vec<&Issue>> = BTreeMap::new();
    for issue in issues {
        let rule = (issue.severity(), issue.rule());
        rules.entry(rule).or_default().push(issue);
    }
    let places = detail.places(&rules);
    let mut rules = rules.iter();
    rules.try_for_each(|(rule, issues)| one_rule(lines, *rule, (issues, detail, places)))
}

fn one_rule(
    lines: &mut Lines<'_>,
    (severity, rule): Rule<'_>,
    (issues, detail, places): (&[&Issue], IssueDetail, usize),
) -> io::Result<()> {
    let ink = match severity {
        Severity::Error => TextRole::Error,
        Severity::Warning => TextRole::Warning,
    };
    let indent = detail.indent();
    let rows = number(issues.iter().map(|issue| rows(&issue.problem)).sum());
    if detail == IssueDetail::Full {
        lines.blank()?;
    }
    lines.indented(indent, ink, &format!("{rows} × {rule}"))?;
    let remedy = hints::remedy(rule, severity).filter(|_| detail == IssueDetail::Full);
    if let Some(remedy) = remedy {
        lines.indented(indent + 2, TextRole::Dim, &say!("issues-hint", remedy))?;
    }
    some(lines, indent + 2, (issues, detail.most(rule, places)))
}

/// Writes the first issues, and how many there are besides.
fn some(
    lines: &mut Lines<'_>,
    indent: usize,
    (issues, most): (&[&Issue], usize),
) -> io::Result<()> {
    let more = match issues.len().saturating_sub(most) {
        0 => String::new(),
        count => say!("more", count),
    };
    if let ([first, ..], 1, false) = (issues, most, more.is_empty()) {
        // Behind the only place it saves a line.
        return one(lines, indent, (first, &more));
    }
    let mut first = issues.iter().take(most);
    first.try_for_each(|issue| one(lines, indent, (issue, "")))?;
    if more.is_empty() {
        return Ok(());
    }
    lines.indented(indent, TextRole::Dim, &more)
}

/// Writes the records that may only have another code.
fn suggested(lines: &mut Lines<'_>, suggestions: &[&Issue]) -> io::Result<()> {
    if suggestions.is_empty() {
        return Ok(());
    }
    let heading = say!("issues-suggestions", count = suggestions.len());
    lines.line(TextRole::Strong, &heading)?;
    some(lines, 2, (suggestions, SUGGESTIONS))?;
    lines.blank()
}

/// The number of rows that a problem stands for.
const fn rows(problem: &Problem) -> usize {
    match problem {
        Problem::CellsRepaired { rows, .. }
        | Problem::RowsLeftOut { rows, .. }
        | Problem::RowsHidden { rows, .. }
        | Problem::CellsBeyond { rows, .. }
        | Problem::RowsUneven { rows, .. }
        | Problem::ValueUnmapped { rows, .. }
        | Problem::ValuesUnmapped { rows, .. } => *rows,
        _ => 1,
    }
}

/// `1 error and 2 warnings in the sheets`.
pub(super) fn heading<I: Borrow<Issue>>(issues: &[I]) -> String {
    let errors = issues
        .iter()
        .filter(|issue| (*issue).borrow().severity() == Severity::Error)
        .count();
    let warnings = issues.len() - errors;
    match (errors, warnings) {
        (0, count) => say!("issues-warnings", count),
        (count, 0) => say!("issues-errors", count),
        (errors, warnings) => {
            let errors = say!("errors", count = errors);
            let warnings = say!("warnings", count = warnings);
            say!("issues-both", errors, warnings)
        }
    }
}

/// One issue with its place, and some words behind the place.
fn one(lines: &mut Lines<'_>, indent: usize, (issue, behind): (&Issue, &str)) -> io::Result<()> {
    let (word, ink) = match issue.severity() {
        Severity::Error => (say!("issue-error"), TextRole::Error),
        Severity::Warning => (say!("issue-warning"), TextRole::Warning),
    };
    // The word is coloured after wrapping, because escape sequences take no columns.
    let message = format!("{word} {}", visible(&message(&issue.problem)));
    let blanks = " ".repeat(indent);
    let message = wrap(&message, lines.style.columns().saturating_sub(indent));
    let message = message.join(&format!("\n{blanks}"));
    let message = message.replacen(&word, &lines.style.paint(ink, &word), 1);
    lines.line(TextRole::Plain, &format!("{blanks}{message}"))?;
    let place = issue.origin.as_ref().map(ToString::to_string);
    let below = format!("{} {behind}", visible(&place.unwrap_or_default()));
    match below.trim() {
        "" => Ok(()),
        below => lines.indented(indent + 2, TextRole::Dim, below),
    }
}

/// Writes why the plan is not sent, and the option that sends it anyway.
pub(super) fn guards(lines: &mut Lines<'_>, guards: &[Guard]) -> io::Result<()> {
    if guards.is_empty() {
        return Ok(());
    }
    lines.line(TextRole::Error, &say!("guards-heading"))?;
    for guard in guards {
        lines.indented(2, TextRole::Plain, &visible(&refusal(guard)))?;
        let flag = say!("guards-flag", flag = visible(&override_flag(guard)));
        lines.indented(4, TextRole::Strong, &flag)?;
    }
    lines.blank()
}
