//! The records that `explain` finds by a phone or a name, if there are several.
//!
//! It shows nothing else of them. Invariant: the list is cut, its count is not.

use std::io::{self, Write};

use crate::{
    language::say,
    model::{Explanation, Origin},
};

use super::{
    lines::Lines,
    style::{Style, TextRole},
    text::{left, visible, width},
};

/// Records that are listed.
const FOUND: usize = 50;

/// Writes the records that a phone or name fits, and how to see one of them.
///
/// # Errors
/// The writer fails.
pub fn records(out: &mut impl Write, about: &Explanation, style: Style) -> io::Result<()> {
    let lines = &mut Lines::new(out, style);
    let title = say!(
        "found-records",
        count = about.found.len(),
        entity = about.entity,
        text = visible(&about.code)
    );
    lines.line(TextRole::Strong, &title)?;
    let shown = about.found.iter().take(FOUND);
    let cells: Vec<_> = shown
        .map(|record| {
            let origin = record.origin.as_ref();
            let place = origin.map_or_else(|| say!("found-in-snapshot"), Origin::to_string);
            [&*record.code, &record.name, &place].map(visible)
        })
        .collect();
    let widest = |column: usize| cells.iter().map(|row| width(&row[column])).max();
    let widths = [0, 1].map(|column| widest(column).unwrap_or(0));
    for [code, name, place] in &cells {
        let (code, name) = (left(code, widths[0]), left(name, widths[1]));
        lines.indented(2, TextRole::Plain, &format!("{code}  {name}  {place}"))?;
    }
    if about.found.len() > FOUND {
        let more = say!("more", count = about.found.len() - FOUND);
        lines.indented(2, TextRole::Plain, &more)?;
    }
    let code = visible(&about.found[0].code);
    let command = format!("vbot-sync explain {} {code}", about.entity);
    let hint = say!("found-hint", command);
    lines.paragraph(TextRole::Plain, &hint)
}
