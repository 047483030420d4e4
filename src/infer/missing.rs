//! Required attributes without a column: lines to complete, candidates, defaults.
//!
//! Invariant: every line here is written behind a `#`.

use super::{
    catalogue::Catalogues,
    columns::Chooser,
    profile::ColumnProfile,
    targets::GROUP_NAME,
    text::{ConfigLine, examples, listed, quoted, section},
};
use crate::model::{Attribute, Entity, Target};

/// Required targets without a column or a default.
pub(super) fn targets(chooser: &Chooser<'_>) -> impl Iterator<Item = Target> {
    Target::all(chooser.entity).filter(|target| {
        let required = match target {
            Target::Code => true,
            Target::Attribute(attribute) => attribute.is_required(),
            _ => false,
        };
        let by_code = *target == GROUP_NAME && chooser.has(Target::GroupNo);
        required && !by_code && !chooser.has(*target)
    })
}

/// A line to complete, and one for each column with fitting values.
pub(super) fn lines(
    chooser: &Chooser<'_>,
    target: Target,
    to_do: &mut Vec<String>,
) -> Vec<ConfigLine> {
    let (entity, name) = (chooser.entity, target.name(chooser.entity));
    if !has_default(target) {
        to_do.push(format!(
            "no column was found for `{name}`, which every {entity} needs"
        ));
    }
    let line = |header: &str, comment: String| {
        ConfigLine::doubt(format!("{name} = {}", quoted(header)), comment)
    };
    let why = "required; no header says so, but its values would do";
    let candidate =
        |column: &ColumnProfile| line(&column.header, format!("{why}: {}", examples(column)));
    let mut lines: Vec<ConfigLine> = chooser.candidates(target).map(candidate).collect();
    if lines.is_empty() {
        let why = "required, and no column was found for it";
        lines.push(line("…", why.to_owned()));
    }
    lines
}

/// Codes, names and phones differ between records, so no default fits all of them.
fn has_default(target: Target) -> bool {
    target == Target::Attribute(Attribute::FieldType) || named(target).is_some()
}

/// The lookup that it refers to.
fn named(target: Target) -> Option<Entity> {
    match target {
        Target::Attribute(attribute) => attribute.refers_to(),
        _ => None,
    }
}

pub(super) fn defaults(
    chooser: &Chooser<'_>,
    catalogues: &Catalogues,
    to_do: &mut Vec<String>,
) -> Vec<ConfigLine> {
    let line = |target: Target| {
        let name = target.name(chooser.entity);
        to_do.push(format!(
            "no column was found for `{name}`: name a column, or one for all in [source.defaults]"
        ));
        let known = known(target, catalogues);
        let meant = match target {
            Target::Attribute(Attribute::FieldType) => "type",
            GROUP_NAME => "for all, by its name",
            _ => "for all, by its code",
        };
        let of = match &known[..] {
            [] => String::new(),
            some => format!(" of {}", listed(some)),
        };
        ConfigLine::doubt(
            format!("{name} = {}", quoted(known.first().unwrap_or(&"…"))),
            format!("required, and no column was found: remove the # and name one {meant}{of}"),
        )
    };
    let targets = targets(chooser).filter(|target| has_default(*target));
    let lines = targets.map(line).collect();
    let comment = "used for a blank cell or a missing column";
    section("defaults", comment, lines)
}

/// The first records of its catalogue, in the form that customers refer to them.
fn known(target: Target, catalogues: &Catalogues) -> Vec<&str> {
    let catalogue = named(target).and_then(|entity| catalogues.of(entity));
    let records = catalogue.iter().flat_map(|catalogue| &catalogue.records);
    let names = records.map(|(code, name)| if target == GROUP_NAME { name } else { code });
    names.take(8).map(String::as_str).collect()
}
