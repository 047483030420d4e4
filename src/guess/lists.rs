//! What the sheet says = the account's code, for statuses, types, groups and the types of fields.
//!
//! A translation is only active where a catalogue among the tables has the record. Invariant: a code that was
//! made up here stands behind a `#`.

use std::collections::BTreeSet;

use super::{
    catalogue::{Catalogue, Catalogues},
    columns::Chooser,
    draft::{Line, Section},
    page::{listed, quoted, shown},
    profile::{MOST_CHOICES, Profile},
    slug::{fresh, is_code, key},
};
use crate::model::{Attribute, Entity, Target, number};

/// The sections of all targets that have a list of choices.
pub(super) fn sections(
    chooser: &Chooser<'_>,
    catalogues: &Catalogues,
    to_do: &mut Vec<String>,
) -> Vec<Section> {
    let mut sections = Vec::new();
    for choice in &chooser.choices {
        let column = &chooser.table.columns[choice.columns[0]];
        let Target::Attribute(attribute) = choice.target else {
            continue;
        };
        let section = match attribute.names() {
            Some(entity) => Some(of_lookup(
                entity,
                attribute,
                column,
                catalogues.of(entity),
                to_do,
            )),
            None if attribute == Attribute::FieldType => types(column, to_do),
            None => None,
        };
        sections.extend(
            section.filter(|section| !section.lines.is_empty() || !section.comment.is_empty()),
        );
    }
    sections
}

fn of_lookup(
    entity: Entity,
    attribute: Attribute,
    column: &Profile,
    catalogue: Option<Catalogue<'_>>,
    to_do: &mut Vec<String>,
) -> Section {
    let title = format!("source.values.{attribute}");
    if column.choices.is_none() {
        to_do.push(format!(
            "`{attribute}`: “{}” has more than {MOST_CHOICES} different values",
            column.header
        ));
        let comment = format!(
            "“{}” has more than {MOST_CHOICES} different values, so they are not listed",
            column.header
        );
        return Section {
            title,
            comment,
            lines: Vec::new(),
        };
    }
    match catalogue {
        Some(catalogue) => known(title, (entity, attribute), column, catalogue, to_do),
        None => unknown(title, (entity, attribute), column, to_do),
    }
}

/// With a catalogue: what differs from it.
fn known(
    title: String,
    (entity, attribute): (Entity, Attribute),
    column: &Profile,
    catalogue: Catalogue<'_>,
    to_do: &mut Vec<String>,
) -> Section {
    let by_name = entity == Entity::Group;
    let mut lines = Vec::new();
    let mut strange = Vec::new();
    for (text, count) in column.by_count() {
        let stands = if by_name {
            catalogue.has_name(text)
        } else {
            catalogue.has_code(text)
        };
        if stands {
            continue;
        }
        let named = catalogue.named(text).or_else(|| catalogue.coded(text));
        if let Some((code, name)) = named {
            let meant = if by_name { name } else { code };
            lines.push(Line::active(
                format!("{} = {}", quoted(text), quoted(meant)),
                rows(count),
            ));
        } else {
            strange.push(text);
            lines.push(Line::doubt(
                format!("{} = \"…\"", quoted(text)),
                format!("{}: the catalogue has no such {entity}", rows(count)),
            ));
        }
    }
    if !strange.is_empty() {
        let names = listed(&strange);
        to_do.push(format!(
            "`{attribute}`: the catalogue has no {entity} for {names}; their rows are rejected"
        ));
    }
    let comment = if lines.is_empty() {
        String::new()
    } else {
        format!(
            "what the sheet says = the {entity}'s {}",
            if by_name { "name" } else { "code" }
        )
    };
    Section {
        title,
        comment,
        lines,
    }
}

/// Without one: proposals, and what has to be in the account.
fn unknown(
    title: String,
    (entity, attribute): (Entity, Attribute),
    column: &Profile,
    to_do: &mut Vec<String>,
) -> Section {
    let by_name = entity == Entity::Group;
    let values = column.by_count();
    let texts: Vec<&str> = values.iter().map(|(text, _)| *text).collect();
    let codes = !by_name && texts.iter().all(|text| is_code(text));
    let mut taken = BTreeSet::new();
    let mut line = |text: &str, count: usize| {
        let meant = if by_name {
            text.to_owned()
        } else {
            fresh(text, &mut taken)
        };
        Line::doubt(
            format!("{} = {}", quoted(text), quoted(&meant)),
            rows(count),
        )
    };
    let lines: Vec<Line> = if codes {
        Vec::new()
    } else {
        values
            .iter()
            .map(|(text, count)| line(text, *count))
            .collect()
    };
    let what = if by_name {
        "groups of these names"
    } else {
        "codes"
    };
    let all = listed(&texts);
    if texts.is_empty() {
        return Section {
            title,
            ..Section::default()
        };
    }
    to_do.push(match (by_name, codes) {
        (true, _) => format!("`{attribute}`: the account must have groups called {all}, or [source.values] says which are meant"),
        (_, true) => format!("`{attribute}`: the account must have the codes {all}"),
        _ => format!("`{attribute}`: put in the account's codes for {all}"),
    });
    let comment = match (by_name, codes) {
        (_, true) => format!("sent as they stand, the account must have them: {all}"),
        (true, _) => format!("no sheet of groups was given: the account must have {what}, or say which are meant"),
        _ => "no catalogue was given, so the codes are made up: put in the account's and take the # away".to_owned(),
    };
    Section {
        title,
        comment,
        lines,
    }
}

fn rows(count: usize) -> String {
    match count {
        1 => "1 row".to_owned(),
        count => format!("{} rows", number(count)),
    }
}

/// The types of fields have names of their own in the API.
fn types(column: &Profile, to_do: &mut Vec<String>) -> Option<Section> {
    let mut lines = Vec::new();
    for (text, _) in column.by_count() {
        match meant(text) {
            Some(meant) if meant == text => {}
            Some(meant) => lines.push(Line::active(format!("{} = \"{meant}\"", quoted(text)), "")),
            None => {
                to_do.push(format!(
                    "`field_type`: “{}” is not a type that is known",
                    shown(text)
                ));
                lines.push(Line::doubt(
                    format!("{} = \"STRING\"", quoted(text)),
                    "CHECK: not a type that is known",
                ));
            }
        }
    }
    let comment = "what the sheet says = the API's type".to_owned();
    (!lines.is_empty()).then(|| Section {
        title: "source.values.field_type".to_owned(),
        comment,
        lines,
    })
}

fn meant(text: &str) -> Option<&'static str> {
    Some(match key(text).as_str() {
        "string" | "chu" | "chuoi" | "vanban" | "kytu" => "STRING",
        "text" | "vanbandai" | "doanvan" | "nhieudong" => "TEXT",
        "number" | "so" | "chuso" | "kieuso" => "NUMBER",
        "date" | "ngay" | "ngaythang" | "ngaythangnam" => "DATE",
        "phone" | "dienthoai" | "sodienthoai" => "PHONE",
        "select" | "danhsach" | "luachon" | "chonmot" => "SELECT",
        "radio" => "RADIO",
        "checkbox" | "chonnhieu" | "hopkiem" => "CHECKBOX",
        _ => return None,
    })
}
