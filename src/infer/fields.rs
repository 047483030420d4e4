//! Turns the remaining columns of customers into custom fields.
//!
//! Counters of the old system are written behind a `#`, since each of their changes would be a call. Invariant: no
//! two columns get one code, and if there is a catalogue of fields, no other codes are active.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    catalogue::Catalogue,
    columns::Chooser,
    hints,
    profile::{ColumnProfile, ValueKind},
    slug::{fresh, slug},
    text::{self, ConfigLine, examples, quoted, shown},
};
use crate::model::Entity;

/// The section, and the number of its active lines.
pub(super) fn section(
    chooser: &Chooser<'_>,
    catalogue: Option<&Catalogue>,
    to_do: &mut Vec<String>,
) -> (Vec<ConfigLine>, usize) {
    let rest = chooser.table.columns.iter().enumerate();
    let rest = rest
        .filter(|(number, column)| !chooser.taken.contains(number) && !column.header.is_empty())
        .map(|(_, column)| column);
    if chooser.entity != Entity::Customer {
        let unused = |column: &ColumnProfile| {
            let comment = format!("not used: {}", examples(column));
            ConfigLine::doubt(quoted(&column.header), comment)
        };
        return (rest.map(unused).collect(), 0);
    }
    let mut maker = FieldMaker {
        catalogue,
        taken: BTreeSet::new(),
        headers: BTreeSet::new(),
    };
    let mut lines: Vec<ConfigLine> = rest.map(|column| maker.line(column)).collect();
    if chooser.is_offered {
        for line in &mut lines {
            line.active = false;
        }
    }
    let perhaps = lines.iter().filter(|one| one.comment.starts_with("likely"));
    to_do.extend(perhaps.map(|one| format!("[source.fields]: perhaps {}", one.text)));
    let active = lines.iter().filter(|line| line.active);
    let codes = active.filter_map(|line| line.text.split(" = ").next());
    let codes: Vec<&str> = codes.collect();
    let count = codes.len();
    if count > 0 && catalogue.is_none() {
        let codes = codes.join(", ");
        to_do.push(format!(
            "[source.fields]: the account must have the fields {codes}, or fields get a source of their own"
        ));
    }
    let comment = match catalogue {
        Some(_) => "custom field code = header; codes of the sheet of fields",
        None => "custom field code = header; the codes are made up, and the account must have them",
    };
    (text::section("fields", comment, lines), count)
}

/// The columns that are custom fields if there is no catalogue, each header once.
pub(super) fn made_up_columns<'a>(chooser: &Chooser<'a>) -> Vec<&'a ColumnProfile> {
    let rest = chooser.table.columns.iter().enumerate();
    let rest = rest.filter(|(number, column)| {
        !chooser.taken.contains(number) && !column.header.is_empty() && !chooser.is_offered
    });
    let mut headers = BTreeSet::new();
    rest.map(|(_, column)| column)
        .filter(|column| made_up(String::new(), column).active && headers.insert(&column.header))
        .collect()
}

/// The type of field that the values look like.
pub(super) fn field_type(column: &ColumnProfile) -> &'static str {
    match kind(column).as_str() {
        "dates" => "DATE",
        "numbers" => "NUMBER",
        "phones" => "PHONE",
        _ => "STRING",
    }
}

struct FieldMaker<'a> {
    catalogue: Option<&'a Catalogue>,
    taken: BTreeSet<String>,
    headers: BTreeSet<&'a str>,
}

impl<'a> FieldMaker<'a> {
    fn line(&mut self, column: &'a ColumnProfile) -> ConfigLine {
        let header = &column.header;
        let known = self.catalogue.and_then(|fields| {
            let named = fields.named(header).or_else(|| fields.spelled(header));
            named.filter(|(code, _)| self.taken.insert(code.clone()))
        });
        let code = match known {
            Some((code, _)) => code.clone(),
            None => fresh(header, &mut self.taken),
        };
        let text = |code: &str| format!("{} = {}", name(code), quoted(header));
        let examples = examples(column);
        if !self.headers.insert(header) {
            let why = "the header occurs twice, and only the first is read";
            return ConfigLine::doubt(text(&code), why);
        }
        if let Some((_, label)) = known {
            let label = shown(label);
            return ConfigLine::active(text(&code), format!("the field “{label}”: {examples}"));
        }
        let Some(fields) = self.catalogue else {
            return made_up(text(&code), column);
        };
        if let Some((near, label)) = self.near(fields, header) {
            let why = format!("likely, if it is the field “{}”: {examples}", shown(label));
            return ConfigLine::doubt(text(near), why);
        }
        ConfigLine::doubt(
            text(&code),
            format!("not in the sheet of fields: {examples}"),
        )
    }

    /// The one field whose name begins with the header, or the other way round.
    fn near(&self, fields: &'a Catalogue, header: &str) -> Option<&'a (String, String)> {
        let header = slug(header);
        let begins = |long: &str, short: &str| long.starts_with(&format!("{short}_"));
        fields.only(|code, name| {
            let name = slug(name);
            !self.taken.contains(code) && (begins(&name, &header) || begins(&header, &name))
        })
    }
}

/// Without a catalogue every column with values is a field.
fn made_up(text: String, column: &ColumnProfile) -> ConfigLine {
    let why = match &column.header {
        _ if column.is_blank() => return ConfigLine::doubt(text, "blank in every row"),
        header if hints::is_running_number(header) => "only a number of the row",
        header if hints::is_label(header) => "only what kind of entry the next column has",
        header if hints::is_counted(header) => {
            "kept by the old system itself; every change of it would be a call"
        }
        _ => {
            let kind = kind(column);
            let comment = format!("CHECK (the code is made up), {kind}: {}", examples(column));
            return ConfigLine::active(text, comment);
        }
    };
    ConfigLine::doubt(text, format!("{why}: {}", examples(column)))
}

fn kind(column: &ColumnProfile) -> String {
    let looks = |kind| column.share(kind) >= 90;
    let different = column.choices.as_ref().map(BTreeMap::len);
    let kind = match different {
        _ if looks(ValueKind::Date) => "dates",
        _ if looks(ValueKind::Phone) && hints::says_phone(&column.header) => "phones",
        _ if looks(ValueKind::Email) => "e-mails",
        _ if looks(ValueKind::Number) => "numbers",
        Some(1) if column.filled > 1 => "always the same",
        Some(count) if column.is_choice() => return format!("{count} different texts"),
        _ => "texts",
    };
    kind.to_owned()
}

/// A TOML key, quoted if necessary.
fn name(code: &str) -> String {
    let is_bare = |one: char| one.is_ascii_alphanumeric() || matches!(one, '_' | '-');
    if !code.is_empty() && code.chars().all(is_bare) {
        code.to_owned()
    } else {
        quoted(code)
    }
}
