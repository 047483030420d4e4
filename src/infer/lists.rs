//! Infers the translations of values: statuses, types, groups and the types of fields.
//!
//! A translation is active only if a catalogue among the tables has the record. Invariant: an invented code is
//! written behind a `#`.

use std::collections::BTreeSet;

use super::{
    account_values,
    catalogue::{Catalogue, Catalogues},
    columns::Chooser,
    profile::{ColumnProfile, MOST_CHOICES},
    slug::{fresh, is_code},
    task::Task,
    text::{ConfigLine, listed, quoted, rows, section, shown, title},
};
use crate::{
    language::say,
    model::{Attribute, Entity, Target, text::key},
};

/// The sections of all targets that have a list of choices.
pub(super) fn sections(
    chooser: &Chooser<'_>,
    catalogues: &Catalogues,
    to_do: &mut Vec<Task>,
) -> Vec<Vec<ConfigLine>> {
    let mut sections = Vec::new();
    let account = |entity| {
        let catalogue = catalogues.of(entity).filter(|known| known.is_account)?;
        Some(&catalogue.records)
    };
    for choice in &chooser.choices {
        let column = &chooser.table.columns[choice.columns[0]];
        let Target::Attribute(attribute) = choice.target else {
            continue;
        };
        if attribute == Attribute::FieldType {
            sections.push(types(column, to_do));
        } else if let Some(options) = attribute.refers_to().and_then(account) {
            let column = Some(column);
            sections.push(account_values::section(
                attribute.as_str(),
                options,
                column,
                to_do,
            ));
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
    fn section(&self, catalogue: Option<&Catalogue>, to_do: &mut Vec<Task>) -> Vec<ConfigLine> {
        if self.column.choices.is_some() {
            return match catalogue {
                Some(catalogue) => self.known(catalogue, to_do),
                None => self.unknown(to_do),
            };
        }
        let (header, count) = (&self.column.header, MOST_CHOICES);
        to_do.push(Task::new(
            self.place(),
            say!("infer-many-values", header, count),
        ));
        vec![self.title(say!("infer-not-listed", header, count))]
    }

    /// How the section begins.
    fn place(&self) -> String {
        format!("[source.values.{}]", self.attribute)
    }

    fn title(&self, comment: String) -> ConfigLine {
        title(format_args!("values.{}", self.attribute), comment)
    }

    /// With a catalogue: the values that differ from it.
    fn known(&self, catalogue: &Catalogue, to_do: &mut Vec<Task>) -> Vec<ConfigLine> {
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
                let comment = say!("infer-not-in-catalogue", rows = rows(count), entity);
                ConfigLine::doubt(equal(text, "…"), comment)
            });
        }
        if !strange.is_empty() {
            let names = listed(&strange);
            let task = say!("infer-strange-values", attribute, entity, names);
            to_do.push(Task::new(self.place(), task));
        }
        let by = if by_name { "name" } else { "code" };
        let comment = say!("infer-values", entity, by);
        section(format_args!("values.{attribute}"), &comment, lines)
    }

    /// Without one: proposals, and the records that the account must have.
    fn unknown(&self, to_do: &mut Vec<Task>) -> Vec<ConfigLine> {
        let values = self.column.by_count();
        let texts: Vec<&str> = values.iter().map(|(text, _)| *text).collect();
        let all = listed(&texts);
        let by_name = self.entity.is_referred_to_by_name();
        let codes = !by_name && texts.iter().all(|text| is_code(text));
        let (task, comment) = match (by_name, codes) {
            _ if texts.is_empty() => return Vec::new(),
            (true, _) => (say!("infer-groups-called", all), say!("infer-no-groups")),
            (_, true) => (
                say!("infer-codes-needed", all),
                say!("infer-sent-unchanged", all),
            ),
            _ => (say!("infer-put-in-codes", all), say!("infer-codes-made-up")),
        };
        let attribute = self.attribute;
        let task = format!("`{attribute}`: {task}");
        // Codes that are sent unchanged may well be the account's.
        to_do.push(if by_name || codes {
            Task::new(self.place(), task)
        } else {
            Task::needed(self.place(), task)
        });
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
fn types(column: &ColumnProfile, to_do: &mut Vec<Task>) -> Vec<ConfigLine> {
    let mut lines = Vec::new();
    for (text, _) in column.by_count() {
        match meant(text) {
            Some(meant) if meant == text => {}
            Some(meant) => lines.push(ConfigLine::active(equal(text, meant), "")),
            None => {
                let line = equal(text, "STRING");
                let value = shown(text);
                to_do.push(Task::new(&*line, say!("infer-field-type", value)));
                lines.push(ConfigLine::doubt(line, say!("infer-unknown-type")));
            }
        }
    }
    section("values.field_type", &say!("infer-types"), lines)
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
