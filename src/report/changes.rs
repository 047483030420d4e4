//! The first changes of a plan, so that a person sees what kind of changes are planned.
//!
//! Not the whole plan, which the reports as files have. Invariant: every kind of change gets its share of the lines,
//! so that one delete can't hide behind a thousand updates.

use std::{collections::BTreeMap, io};

use crate::{
    codec::Plan,
    language::say,
    model::{Call, CallId, Cause, Content, Entity, Operation, Value, alike::told_apart},
};

use super::{
    figures::task,
    lines::Lines,
    style::TextRole,
    text::{arrow, cut, left, visible, width},
};

/// Lines in total: about half a screen. If there are more kinds of change than this, each still gets one.
const LIMIT: usize = 15;

/// Attributes shown of one update; the reports as files have all of them.
const ATTRIBUTES: usize = 4;

/// The greatest width of a code or an attribute's name, so that the values keep room on a narrow terminal.
const WIDEST: usize = 26;

/// Writes the first changes, by entity and operation.
pub(super) fn write(lines: &mut Lines<'_>, plan: &Plan) -> io::Result<()> {
    let kinds = kinds(plan)?;
    let totals: Vec<_> = kinds.values().map(|kind| kind.total).collect();
    for (((entity, operation), kind), share) in kinds.iter().zip(shares(&totals)) {
        let heading = task(*entity, *operation, kind.total);
        lines.line(ink(*operation), &heading)?;
        rows(lines, *entity, &kind.first(share, plan)?)?;
        if kind.total > share {
            let more = say!("more", count = kind.total - share);
            lines.line(TextRole::Dim, &format!("    {more}"))?;
        }
    }
    lines.blank()
}

/// The calls of one entity and operation, of which only the first ones are kept, by their numbers.
#[derive(Default)]
struct CallKind {
    total: usize,
    asked: Vec<CallId>,
    others: Vec<CallId>,
}

impl CallKind {
    fn add(&mut self, id: CallId, cause: Cause) {
        self.total += 1;
        let list = match cause {
            Cause::Follows => &mut self.others,
            _ => &mut self.asked,
        };
        if list.len() < LIMIT {
            list.push(id);
        }
    }

    /// The first calls; those that a row asks for come before those that only follow from it.
    fn first(&self, count: usize, plan: &Plan) -> io::Result<Vec<Call>> {
        let ids = self.asked.iter().chain(&self.others).take(count);
        let calls = ids.map(|id| plan.calls.get(*id).map_err(io::Error::other));
        calls.filter_map(Result::transpose).collect()
    }
}

fn kinds(plan: &Plan) -> io::Result<BTreeMap<(Entity, Operation), CallKind>> {
    let mut kinds = BTreeMap::<_, CallKind>::new();
    for call in plan.calls.heads() {
        let call = call.map_err(io::Error::other)?;
        let key = (call.entity, call.operation);
        kinds.entry(key).or_default().add(call.id, call.cause);
    }
    Ok(kinds)
}

/// Distributes the lines one by one, so that small kinds are shown completely.
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

const fn ink(operation: Operation) -> TextRole {
    match operation {
        Operation::Create => TextRole::Create,
        Operation::Update => TextRole::Update,
        Operation::UpdateNo => TextRole::Move,
        Operation::Delete => TextRole::Delete,
    }
}

/// Code, attribute and change, each in its column; an update has a line for each attribute.
fn rows(lines: &mut Lines<'_>, entity: Entity, calls: &[Call]) -> io::Result<()> {
    let rows: Vec<ChangeLine> = calls.iter().flat_map(|call| of(call, entity)).collect();
    let widest = |cell: fn(&ChangeLine) -> &str| {
        let widths = rows.iter().map(|row| width(cell(row)));
        widths.max().unwrap_or(0).min(WIDEST)
    };
    let columns = [widest(|line| &line.codes), widest(|line| &line.attribute)];
    for row in &rows {
        let head = row.head(columns);
        let room = lines.style.columns().saturating_sub(width(&head));
        let line = head + &row.what(room);
        lines.line(TextRole::Plain, line.trim_end())?;
    }
    Ok(())
}

/// One line, before the widths of its columns are known.
struct ChangeLine {
    codes: String,
    attribute: String,
    change: ShownChange,
    note: String,
}

enum ShownChange {
    /// The record's name, if there is nothing to compare.
    Name(String),
    Values(String, String),
}

impl ChangeLine {
    /// The part of the line that is in columns.
    fn head(&self, [codes_width, attribute_width]: [usize; 2]) -> String {
        let codes = left(&self.codes, codes_width);
        match attribute_width {
            0 => format!("    {codes}  "),
            _ => format!("    {codes}  {}  ", left(&self.attribute, attribute_width)),
        }
    }

    fn what(&self, room: usize) -> String {
        let room = room.saturating_sub(width(&self.note)).max(8);
        let change = match &self.change {
            ShownChange::Name(name) => cut(name, room),
            ShownChange::Values(old, new) => arrow(old, new, room),
        };
        change + &self.note
    }
}

/// The lines of one call; an update has one for each of its first attributes.
fn of(call: &Call, entity: Entity) -> Vec<ChangeLine> {
    let line = |attribute, change| ChangeLine {
        codes: String::new(),
        attribute,
        change,
        note: String::new(),
    };
    let changes = call.changes_by_name();
    let changes = changes.iter().take(ATTRIBUTES);
    let mut lines: Vec<ChangeLine> = changes
        .filter(|_| call.action.operation() == Operation::Update)
        .map(|(name, sides)| {
            let [old, new] = shown_apart(sides.each_ref().map(Option::as_ref));
            line(visible(name), ShownChange::Values(old, new))
        })
        .collect();
    if lines.is_empty() {
        let name = name(call.action.content(), entity);
        lines.push(line(String::new(), ShownChange::Name(name)));
    }
    if let Some(first) = lines.first_mut() {
        first.codes = codes(call);
    }
    if let Some(last) = lines.last_mut() {
        last.note = note(call);
    }
    lines
}

fn codes(call: &Call) -> String {
    match call.action.new_code() {
        Some(new) => {
            let (code, new) = told_apart(call.action.code(), new);
            format!("{} → {}", visible(&code), visible(&new))
        }
        None => visible(call.action.code()),
    }
}

fn note(call: &Call) -> String {
    let more = call.changes.len().saturating_sub(ATTRIBUTES);
    match (call.cause, call.action.operation()) {
        (Cause::Missing, _) => format!(" ({})", say!("changes-missing")),
        (Cause::Detour, _) => format!(" ({})", say!("changes-detour")),
        (_, Operation::Update) if more > 0 => format!(" ({})", say!("changes-more", more)),
        (Cause::Follows, Operation::Update) if call.changes.is_empty() => {
            format!(" ({})", say!("changes-again"))
        }
        _ => String::new(),
    }
}

fn name(content: &Content, entity: Entity) -> String {
    visible(content.text(entity.name_attribute()).unwrap_or_default())
}

/// A value for people; an empty one gets a visible form.
pub(super) fn shown(value: Option<&Value>) -> String {
    match value {
        Some(value) if !value.is_blank() => visible(&value.shown()),
        _ => say!("value-blank"),
    }
}

/// An old and a new value for people, in a form that makes the difference visible.
pub(super) fn shown_apart([old, new]: [Option<&Value>; 2]) -> [String; 2] {
    match (old, new) {
        (Some(old), Some(new)) if !old.is_blank() && !new.is_blank() => {
            let (old, new) = told_apart(&old.shown(), &new.shown());
            [visible(&old), visible(&new)]
        }
        _ => [shown(old), shown(new)],
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
