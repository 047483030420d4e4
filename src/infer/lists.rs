//! Infers the translations of values: statuses, types, groups and the types of fields.
//!
//! A translation is active only if a catalogue among the tables has the record. Invariant: an invented code is
//! written behind a `#`.

use std::collections::BTreeSet;

use super::{
    catalogue::{Catalogue, Catalogues},
    columns::Chooser,
    profile::{ColumnProfile, MOST_CHOICES},
    slug::{fresh, is_code},
    text::{ConfigLine, listed, quoted, rows, section, shown, title},
};
use crate::model::{Attribute, Entity, Target, text::key};

/// The sections of all targets that have a list of choices.
pub(super) fn sections(
    chooser: &Chooser<'_>,
    catalogues: &Catalogues,
    to_do: &mut Vec<String>,
) -> Vec<Vec<ConfigLine>> {
    let mut sections = Vec::new();
    for choice in &chooser.choices {
        let column = &chooser.table.columns[choice.columns[0]];
        let Target::Attribute(attribute) = choice.target else {
            continue;
        };
        if attribute == Attribute::FieldType {
            sections.push(types(column, to_do));
        } else if let Some(entity) = attribute.refers_to() {
            let list = LookupColumn {
                entity,
                attribute,
                column,
            };
            sections.push(list.section(catalogues.of(entity), to_do));
        }
    }
    sections
}

/// One column that refers to records of a lookup; groups are referred to by name.
struct LookupColumn<'a> {
    entity: Entity,
    attribute: Attribute,
    column: &'a ColumnProfile,
}

impl LookupColumn<'_> {
    fn section(&self, catalogue: Option<&Catalogue>, to_do: &mut Vec<String>) -> Vec<ConfigLine> {
        if self.column.choices.is_some() {
            return match catalogue {
                Some(catalogue) => self.known(catalogue, to_do),
                None => self.unknown(to_do),
            };
        }
        let header = &self.column.header;
        let many = format!("“{header}” has more than {MOST_CHOICES} different values");
        to_do.push(format!("`{}`: {many}", self.attribute));
        vec![self.title(format!("{many}, so they are not listed"))]
    }

    fn title(&self, comment: String) -> ConfigLine {
        title(format_args!("values.{}", self.attribute), comment)
    }

    /// With a catalogue: the values that differ from it.
    fn known(&self, catalogue: &Catalogue, to_do: &mut Vec<String>) -> Vec<ConfigLine> {
        let (entity, attribute) = (self.entity, self.attribute);
        let by_name = entity.is_referred_to_by_name();
        let mut lines = Vec::new();
        let mut strange = Vec::new();
        for (text, count) in self.column.by_count() {
            if (by_name && catalogue.has_name(text)) || (!by_name && catalogue.has_code(text)) {
                continue;
            }
            let named = catalogue.named(text).or_else(|| catalogue.coded(text));
            lines.push(if let Some((code, name)) = named {
                ConfigLine::active(equal(text, if by_name { name } else { code }), rows(count))
            } else {
                strange.push(text);
                let comment = format!("{}: the catalogue has no such {entity}", rows(count));
                ConfigLine::doubt(equal(text, "…"), comment)
            });
        }
        if !strange.is_empty() {
            let names = listed(&strange);
            to_do.push(format!(
                "`{attribute}`: the catalogue has no {entity} for {names}; their rows are rejected"
            ));
        }
        let what = if by_name { "name" } else { "code" };
        let comment = format!("what the sheet says = the {entity}'s {what}");
        section(format_args!("values.{attribute}"), &comment, lines)
    }

    /// Without one: proposals, and the records that the account must have.
    fn unknown(&self, to_do: &mut Vec<String>) -> Vec<ConfigLine> {
        let values = self.column.by_count();
        let texts: Vec<&str> = values.iter().map(|(text, _)| *text).collect();
        let all = listed(&texts);
        let by_name = self.entity.is_referred_to_by_name();
        let codes = !by_name && texts.iter().all(|text| is_code(text));
        let (task, comment) = match (by_name, codes) {
            _ if texts.is_empty() => return Vec::new(),
            (true, _) => (
                format!(
                    "the account must have groups called {all}, or [source.values] says which are meant"
                ),
                "no sheet of groups was given: the account must have groups of these names, or say which are meant".to_owned(),
            ),
            (_, true) => (
                format!("the account must have the codes {all}"),
                format!("sent unchanged; the account must have them: {all}"),
            ),
            _ => (
                format!("put in the account's codes for {all}"),
                "no catalogue was given, so the codes are made up: put in the account's and remove the #".to_owned(),
            ),
        };
        to_do.push(format!("`{}`: {task}", self.attribute));
        let mut taken = BTreeSet::new();
        let lines = values.iter().filter(|_| !codes).map(|(text, count)| {
            let code = (!by_name).then(|| fresh(text, &mut taken));
            ConfigLine::doubt(equal(text, code.as_deref().unwrap_or(text)), rows(*count))
        });
        std::iter::once(self.title(comment)).chain(lines).collect()
    }
}

fn equal(text: &str, meant: &str) -> String {
    format!("{} = {}", quoted(text), quoted(meant))
}

/// The types of fields have names of their own in the API.
fn types(column: &ColumnProfile, to_do: &mut Vec<String>) -> Vec<ConfigLine> {
    let mut lines = Vec::new();
    for (text, _) in column.by_count() {
        match meant(text) {
            Some(meant) if meant == text => {}
            Some(meant) => lines.push(ConfigLine::active(equal(text, meant), "")),
            None => {
                let what = "not a type that is known";
                to_do.push(format!("`field_type`: “{}” is {what}", shown(text)));
                let comment = format!("CHECK: {what}");
                lines.push(ConfigLine::doubt(equal(text, "STRING"), comment));
            }
        }
    }
    section(
        "values.field_type",
        "what the sheet says = the API's type",
        lines,
    )
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
