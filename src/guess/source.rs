//! One table becomes one `[[source]]`: where it is, which column means what, and what a person has to see to.
//!
//! Invariant: every header of the table is named in what comes out, be it behind a `#`.

use super::{
    Rank,
    catalogue::Catalogues,
    columns::{Choice, Chooser, Confidence},
    draft::{Drafted, Line, Section},
    fields, lists,
    missing::{defaults, is_missing, missing},
    page::{examples, quoted},
    seen::Seen,
};
use crate::model::{Attribute, Entity, Target};

const GROUP_NAME: Target = Target::Attribute(Attribute::CustomerGroupName);

pub(super) fn source(
    table: &Seen,
    (entity, why): (Entity, String),
    rank: Rank<'_>,
    catalogues: &Catalogues,
) -> Drafted {
    let mut chooser = Chooser::new(table, entity, rank).choose();
    if entity == Entity::Customer {
        settle_groups(&mut chooser, catalogues);
    }
    let mut drafted = Drafted {
        entity,
        name: table.name(),
        rows: table.facts.rows,
        mapped: (0, 0),
        to_do: Vec::new(),
        incomplete: Target::all(entity).any(|target| is_missing(&chooser, target)),
        head: head(table, entity, why),
        notes: notes(table),
        sections: Vec::new(),
    };
    let columns = columns(&chooser, &mut drafted.to_do);
    let (fields, mapped) = fields::section(&chooser, catalogues, &mut drafted.to_do);
    let lists = lists::sections(&chooser, catalogues, &mut drafted.to_do);
    let defaults = defaults(&chooser, catalogues, &mut drafted.to_do);
    drafted.sections = [columns]
        .into_iter()
        .chain(fields)
        .chain(lists)
        .chain(defaults)
        .collect();
    let all = table
        .headers()
        .into_iter()
        .filter(|header| !header.is_empty())
        .count();
    drafted.mapped = (chooser.taken.len() + mapped, all);
    drafted
}

/// A group is named by its name; its code does only where the groups are among the tables.
fn settle_groups(chooser: &mut Chooser<'_>, catalogues: &Catalogues) {
    let groups = catalogues.of(Entity::Group);
    let named = chooser.has(GROUP_NAME);
    let table = chooser.table;
    for choice in &mut chooser.choices {
        let codes = |groups: super::catalogue::Catalogue<'_>| {
            let values = table.columns[choice.columns[0]].by_count();
            !values.is_empty()
                && values
                    .iter()
                    .all(|(text, _)| groups.has_code(text) && !groups.has_name(text))
        };
        match choice.target {
            Target::GroupNo if groups.is_none() && !named => {
                choice.target = GROUP_NAME;
                choice.confidence = Confidence::Check;
                choice.why =
                    Some("these are codes, and customers name their group by its name: see below");
            }
            GROUP_NAME if groups.is_some_and(codes) => choice.target = Target::GroupNo,
            _ => {}
        }
    }
    if groups.is_none() && chooser.has(GROUP_NAME) {
        chooser.release(Target::GroupNo);
    }
}

fn head(table: &Seen, entity: Entity, why: String) -> Vec<Line> {
    let mut head = vec![
        Line::active(format!("entity = \"{entity}\""), why),
        Line::active(format!("path = {}", quoted(&table.path)), files(table)),
    ];
    if let Some(sheet) = &table.sheet {
        let line = format!("sheet = {}", quoted(sheet));
        head.push(if table.alone {
            Line::doubt(line, "the only one")
        } else {
            Line::active(line, "")
        });
    }
    if let Some(encoding) = &table.encoding {
        head.push(Line::active(
            format!("encoding = {}", quoted(encoding)),
            "found by its Vietnamese words: look whether accents are right in `check`",
        ));
    } else if let Some(encoding) = &table.facts.encoding {
        head.push(Line::doubt(
            format!("encoding = {}", quoted(encoding)),
            "found",
        ));
    }
    if table.facts.in_old_font.is_some() {
        head.push(Line::active(
            "text_encoding = \"auto\"",
            "typed with an old font: look whether accents are right",
        ));
    }
    if let Some(delimiter) = table.facts.delimiter {
        let delimiter = if delimiter == '\t' {
            "tab".to_owned()
        } else {
            delimiter.to_string()
        };
        head.push(Line::doubt(
            format!("delimiter = {}", quoted(&delimiter)),
            "found",
        ));
    }
    if table.facts.header_row > 1 {
        head.push(Line::doubt(
            format!("header_row = {}", table.facts.header_row),
            "found; written out, it is no longer looked for",
        ));
    }
    head
}

fn files(table: &Seen) -> String {
    let rows = match table.facts.rows {
        1 => "1 row".to_owned(),
        rows => format!("{} rows", crate::model::number(rows)),
    };
    match table.files {
        1 => rows,
        files => format!("{rows} in {files} files with the same headers"),
    }
}

/// What can't be named in a mapping.
fn notes(table: &Seen) -> Vec<String> {
    let nameless = table
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.header.is_empty() && !column.is_blank());
    nameless
        .map(|(number, column)| {
            format!(
                "column {} has no header and can't be mapped: {}",
                number + 1,
                examples(column)
            )
        })
        .collect()
}

fn columns(chooser: &Chooser<'_>, to_do: &mut Vec<String>) -> Section {
    let mut lines: Vec<Line> = chooser
        .choices
        .iter()
        .map(|choice| mapped(chooser, choice, to_do))
        .collect();
    for target in Target::all(chooser.entity).filter(|target| is_missing(chooser, *target)) {
        lines.extend(missing(chooser, target, to_do));
    }
    Section {
        title: "source.columns".to_owned(),
        comment: "attribute = header".to_owned(),
        lines,
    }
}

fn mapped(chooser: &Chooser<'_>, choice: &Choice, to_do: &mut Vec<String>) -> Line {
    let name = choice.target.name(chooser.entity);
    let columns: Vec<_> = choice
        .columns
        .iter()
        .map(|number| &chooser.table.columns[*number])
        .collect();
    let mut headers: Vec<String> = columns
        .iter()
        .map(|column| quoted(&column.header))
        .collect();
    headers.dedup();
    let value = match headers.as_slice() {
        [one] => one.clone(),
        several => format!("[{}]", several.join(", ")),
    };
    if choice.confidence == Confidence::Check {
        to_do.push(format!(
            "`{name}` is read from {value}: {}",
            choice.why.unwrap_or("check it")
        ));
    }
    let why = choice
        .why
        .map(|why| format!(" ({why})"))
        .unwrap_or_default();
    let examples: Vec<String> = columns
        .iter()
        .map(|column| examples(column))
        .filter(|text| !text.is_empty())
        .collect();
    let examples = examples
        .into_iter()
        .map(|text| format!(": {text}"))
        .next()
        .unwrap_or_default();
    Line::active(
        format!("{name} = {value}"),
        format!("{}{why}{examples}", choice.confidence.word()),
    )
}
