//! The first changes of a plan, so that a person sees what kind of thing is about to happen.
//!
//! Every kind of change gets its share of the lines: one delete must not hide behind a thousand updates.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use crate::model::{Action, Call, Cause, Content, Entity, Operation, Plan, Value};

use super::{
    figures::{number, task},
    style::{Ink, Style},
    text::{arrow, clean, cut, left, width},
};

/// Lines over all; where there are more kinds of change than this, each still gets one.
const LIMIT: usize = 15;

/// The widest that a code or the name of an attribute may be shown.
const WIDEST: usize = 26;

/// Writes the first changes, by entity and operation.
pub(super) fn write(out: &mut impl Write, plan: &Plan, style: Style) -> io::Result<()> {
    let kinds = kinds(plan);
    let totals: Vec<_> = kinds.values().map(|kind| kind.total).collect();
    for (((entity, operation), kind), share) in kinds.iter().zip(shares(&totals)) {
        let heading = task(*entity, *operation, kind.total);
        writeln!(out, "{}", style.paint(ink(*operation), &heading))?;
        lines(out, style, *entity, &kind.first(share))?;
        if kind.total > share {
            let more = format!("    … and {} more", number(kind.total - share));
            writeln!(out, "{}", style.paint(Ink::Dim, &more))?;
        }
    }
    writeln!(out)
}

/// The calls of one entity and operation, of which only the first are kept.
#[derive(Default)]
struct Kind<'a> {
    total: usize,
    asked: Vec<&'a Call>,
    others: Vec<&'a Call>,
}

impl<'a> Kind<'a> {
    fn add(&mut self, call: &'a Call) {
        self.total += 1;
        let list = match call.cause {
            Cause::Follows => &mut self.others,
            _ => &mut self.asked,
        };
        if list.len() < LIMIT {
            list.push(call);
        }
    }

    /// What a row asks for comes before what only follows from it.
    fn first(&self, count: usize) -> Vec<&'a Call> {
        let all = self.asked.iter().chain(&self.others);
        all.copied().take(count).collect()
    }
}

fn kinds(plan: &Plan) -> BTreeMap<(Entity, Operation), Kind<'_>> {
    let mut kinds = BTreeMap::<_, Kind<'_>>::new();
    for call in &plan.calls {
        let key = (call.entity, call.action.operation());
        kinds.entry(key).or_default().add(call);
    }
    kinds
}

/// Deals the lines out one by one, so that small kinds are shown whole.
fn shares(totals: &[usize]) -> Vec<usize> {
    let mut shares = vec![0; totals.len()];
    let mut free = LIMIT.max(totals.len()).min(totals.iter().sum());
    while free > 0 {
        for (share, total) in shares.iter_mut().zip(totals) {
            if *share < *total && free > 0 {
                *share += 1;
                free -= 1;
            }
        }
    }
    shares
}

const fn ink(operation: Operation) -> Ink {
    match operation {
        Operation::Create => Ink::Create,
        Operation::Update => Ink::Update,
        Operation::UpdateNo => Ink::Move,
        Operation::Delete => Ink::Delete,
    }
}

/// Code, attribute and what happens, each in its column.
fn lines(out: &mut impl Write, style: Style, entity: Entity, calls: &[&Call]) -> io::Result<()> {
    let columns = [codes, attribute].map(|column| {
        let widths = calls.iter().map(|call| width(&column(call)));
        widths.max().unwrap_or(0).min(WIDEST)
    });
    for call in calls {
        let head = head(call, columns);
        let room = style.columns().saturating_sub(width(&head));
        let line = head + &what(call, entity, room);
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// Everything of a line that stands in a column.
fn head(call: &Call, [codes_width, attribute_width]: [usize; 2]) -> String {
    let codes = left(&codes(call), codes_width);
    match attribute_width {
        0 => format!("    {codes}  "),
        _ => format!("    {codes}  {}  ", left(&attribute(call), attribute_width)),
    }
}

fn codes(call: &Call) -> String {
    let code = clean(call.action.code());
    match call.action.new_code() {
        Some(new) => format!("{code} → {}", clean(new)),
        None => code,
    }
}

/// The attribute that an update changes, the first one where there are several.
fn attribute(call: &Call) -> String {
    let first = call.changes.keys().next();
    match (&call.action, first) {
        (Action::Update { .. }, Some(name)) => clean(name),
        _ => String::new(),
    }
}

fn what(call: &Call, entity: Entity, room: usize) -> String {
    let note = note(call);
    let room = room.saturating_sub(width(&note)).max(8);
    match (&call.action, call.changes.values().next()) {
        (Action::Update { .. }, Some([old, new])) => {
            arrow(&shown(old.as_ref()), &shown(new.as_ref()), room) + &note
        }
        (
            Action::Create { content, .. }
            | Action::Update { content, .. }
            | Action::UpdateNo { content, .. }
            | Action::Delete { content, .. },
            _,
        ) => cut(&name(content, entity), room) + &note,
    }
}

fn note(call: &Call) -> String {
    let changes = call.changes.len();
    match (call.cause, call.action.operation()) {
        (Cause::Missing, _) => " (customers name it)".to_owned(),
        (Cause::Detour, _) => " (part of a swap)".to_owned(),
        (_, Operation::Update) if changes > 1 => format!(" (and {} more)", changes - 1),
        (Cause::Follows, Operation::Update) if changes == 0 => " (sent again)".to_owned(),
        _ => String::new(),
    }
}

fn name(content: &Content, entity: Entity) -> String {
    clean(content.text(entity.name_attribute()).unwrap_or_default())
}

/// A value for people, who can't see an empty one.
pub(super) fn shown(value: Option<&Value>) -> String {
    match value {
        Some(value) if !value.is_blank() => clean(&value.shown()),
        _ => "(blank)".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_gets_its_share_of_the_lines() {
        assert_eq!(shares(&[1, 1_000, 2]), [1, 12, 2]);
        assert_eq!(shares(&[1_000, 1_000]), [8, 7]);
        assert_eq!(shares(&[3]), [3]);
        assert_eq!(shares(&[9; 20]), [1; 20]);
        assert!(shares(&[]).is_empty());
    }
}
