//! Required attributes that no column was found for: lines to complete, candidates, defaults.
//!
//! Invariant: whatever stands here stands behind a `#`.

use super::{
    catalogue::Catalogues,
    columns::Chooser,
    draft::{Line, Section},
    page::{examples, listed, quoted},
};
use crate::model::{Attribute, Entity, Target};

const GROUP_NAME: Target = Target::Attribute(Attribute::CustomerGroupName);

/// Whether rows can't do without it and nothing stands for it.
pub(super) fn is_missing(chooser: &Chooser<'_>, target: Target) -> bool {
    let required = match target {
        Target::Code => true,
        Target::Attribute(attribute) => attribute.is_required(),
        _ => false,
    };
    required && !chooser.has(target) && !(target == GROUP_NAME && chooser.has(Target::GroupNo))
}

/// A line to complete, and one for each column whose values would do.
pub(super) fn missing(chooser: &Chooser<'_>, target: Target, to_do: &mut Vec<String>) -> Vec<Line> {
    let name = target.name(chooser.entity);
    let candidates = chooser.candidates(target);
    if !has_default(target) {
        to_do.push(format!(
            "no column was found for `{name}`, which every {} needs",
            chooser.entity
        ));
    }
    if candidates.is_empty() {
        return vec![Line::doubt(
            format!("{name} = \"…\""),
            "required, and no column was found for it",
        )];
    }
    let line = |column: &&super::profile::Profile| {
        let comment = format!(
            "required; no header says so, but its values would do: {}",
            examples(column)
        );
        Line::doubt(format!("{name} = {}", quoted(&column.header)), comment)
    };
    candidates.iter().map(line).collect()
}

/// Codes, names and phones differ from record to record, so no text can stand in for all of them.
fn has_default(target: Target) -> bool {
    match target {
        Target::Attribute(attribute) => {
            attribute.names().is_some() || attribute == Attribute::FieldType
        }
        _ => false,
    }
}

pub(super) fn defaults(
    chooser: &Chooser<'_>,
    catalogues: &Catalogues,
    to_do: &mut Vec<String>,
) -> Option<Section> {
    let missing = Target::all(chooser.entity)
        .filter(|target| is_missing(chooser, *target) && has_default(*target));
    let mut lines = Vec::new();
    for target in missing {
        let name = target.name(chooser.entity);
        let known = known(target, catalogues);
        let text = known.first().map_or("…", String::as_str);
        let mut comment = format!(
            "required, and no column was found: take the # away and name one {}",
            meant(target)
        );
        if !known.is_empty() {
            comment = format!(
                "{comment} of {}",
                listed(&known.iter().map(String::as_str).collect::<Vec<_>>())
            );
        }
        to_do.push(format!(
            "no column was found for `{name}`: name a column, or one for all in [source.defaults]"
        ));
        lines.push(Line::doubt(format!("{name} = {}", quoted(text)), comment));
    }
    let comment = "what stands in for a blank cell or a missing column".to_owned();
    (!lines.is_empty()).then(|| Section {
        title: "source.defaults".to_owned(),
        comment,
        lines,
    })
}

fn known(target: Target, catalogues: &Catalogues) -> Vec<String> {
    let entity = match target {
        Target::Attribute(attribute) => attribute.names(),
        _ => None,
    };
    let records = entity
        .and_then(|entity| catalogues.of(entity))
        .map(|catalogue| catalogue.records);
    let names = entity == Some(Entity::Group);
    let records = records.unwrap_or_default().iter().take(8);
    records
        .map(|(code, name)| if names { name.clone() } else { code.clone() })
        .collect()
}

fn meant(target: Target) -> &'static str {
    match target {
        Target::Attribute(Attribute::FieldType) => "type",
        GROUP_NAME => "for all, by its name",
        _ => "for all, by its code",
    }
}
