//! The options of a v3 account as lists of values: what the sheet says = the option's code.
//!
//! Invariant: a text is written once in a list, and one that could mean two options only behind a `#`.

use std::collections::BTreeSet;

use super::{
    account::{AccountFields, about},
    catalogue::Catalogue,
    profile::ColumnProfile,
    task::Task,
    text::{ConfigLine, listed, quoted, rows, shown, title, toml_key},
};
use crate::{
    language::say,
    model::{Attribute, Entity, text::clean},
};

/// Options that are written; a longer list belongs into a sheet.
const MOST_OPTIONS: usize = 500;

/// The list of one attribute or custom field, with what its column has of other texts.
pub(super) fn section(
    name: &str,
    options: &[(String, String)],
    column: Option<&ColumnProfile>,
    to_do: &mut Vec<Task>,
) -> Vec<ConfigLine> {
    let catalogue = Catalogue::of_account(options);
    let mut list = ValueList::default();
    let texts = column.map(ColumnProfile::by_count).unwrap_or_default();
    let mut strange = Vec::new();
    for (text, count) in texts {
        if catalogue.has_code(text) {
            continue;
        }
        if let Some((code, _)) = catalogue.named(text).or_else(|| catalogue.coded(text)) {
            list.add(text, code, rows(count), true);
        } else {
            strange.push(text);
            let why = say!("account-no-option", rows = rows(count));
            list.add(text, "…", why, false);
        }
    }
    if !strange.is_empty() {
        let texts = listed(&strange);
        let at = format!("[source.values.{}]", toml_key(name));
        to_do.push(Task::new(at, say!("account-no-option-todo", name, texts)));
    }
    for (code, option) in options.iter().take(MOST_OPTIONS) {
        let is_clear = catalogue.only(|_, name| name == option).is_some();
        if option != code && (!catalogue.has_code(option) || !is_clear) {
            let why = if is_clear {
                String::new()
            } else {
                say!("account-option-twice")
            };
            list.add(option, code, why, is_clear);
        }
    }
    if list.lines.is_empty() {
        return Vec::new();
    }
    let heading = title(
        format_args!("values.{}", toml_key(name)),
        say!("account-values"),
    );
    std::iter::once(heading).chain(list.lines).collect()
}

/// The lines of a list, and the texts that they begin with.
#[derive(Default)]
struct ValueList {
    lines: Vec<ConfigLine>,
    known: BTreeSet<String>,
}

impl ValueList {
    fn add(&mut self, text: &str, code: &str, comment: String, active: bool) {
        let text = clean(text);
        if !text.is_empty() && self.known.insert(text.to_string()) {
            let line = format!("{} = {}", quoted(&text), quoted(code));
            self.lines.push(ConfigLine {
                active,
                ..ConfigLine::active(line, comment)
            });
        }
    }
}

/// The fields that the account requires and no column has.
pub(super) fn required(
    account: &AccountFields,
    active: &[(String, &ColumnProfile)],
    to_do: &mut Vec<Task>,
) -> Vec<ConfigLine> {
    let is_mapped = |code: &str| active.iter().any(|(mapped, _)| mapped == code);
    let missing = account
        .custom()
        .filter(|field| field.is_required && !is_mapped(&field.code));
    let lines = missing.map(|field| {
        let (code, name) = (&field.code, shown(&field.name));
        let line = format!("{} = \"…\"", toml_key(code));
        let task = say!("account-required-todo", code, name);
        to_do.push(Task::needed(line.as_str(), task));
        ConfigLine::doubt(line, about(field))
    });
    lines.collect()
}

/// What a source of customers could have, for a person who has no sheet at hand; everything is behind a `#`.
pub(super) fn template(account: &AccountFields) -> Vec<Vec<ConfigLine>> {
    let mut to_do = Vec::new();
    let head = vec![
        ConfigLine::active("[[source]]", say!("account-template")),
        ConfigLine::active("entity = \"customer\"", ""),
        ConfigLine::active("path = \"customers.csv\"", ""),
    ];
    let mut columns = vec![title("columns", "")];
    columns.push(ConfigLine::active("customer_no = \"…\"", ""));
    let attributes = Entity::Customer.attributes().iter();
    let present = attributes.filter(|attribute| {
        account
            .named
            .missing_key(Entity::Customer, Some(**attribute))
            .is_none()
    });
    let present: Vec<Attribute> = present.copied().collect();
    for attribute in &present {
        columns.push(ConfigLine::active(format!("{attribute} = \"…\""), ""));
    }
    let mut fields = vec![title("fields", say!("account-custom-fields"))];
    for field in account.custom() {
        let line = format!("{} = {}", toml_key(&field.code), quoted(&field.name));
        fields.push(ConfigLine::active(line, about(field)));
    }
    let mut sections = vec![head, columns];
    if fields.len() > 1 {
        sections.push(fields);
    }
    for attribute in present {
        let options = attribute.refers_to().and_then(|it| account.options(it));
        let options = options.unwrap_or_default();
        sections.push(section(attribute.as_str(), options, None, &mut to_do));
    }
    for field in account.custom() {
        sections.push(section(&field.code, &field.options, None, &mut to_do));
    }
    for line in sections.iter_mut().flatten() {
        line.active = false;
    }
    sections
}
