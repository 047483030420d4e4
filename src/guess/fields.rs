//! What is left of the columns becomes custom fields of the customers.
//!
//! What the old system counts by itself stays behind a `#`: each of its changes would be a call. Invariant: no
//! two columns get one code, and where a catalogue of fields was given, no other codes are active.

use std::collections::BTreeSet;

use super::{
    catalogue::{Catalogue, Catalogues},
    columns::Chooser,
    draft::{Line, Section},
    hints,
    page::{examples, quoted, shown},
    profile::{Kind, Profile},
    slug::{fresh, slug},
};
use crate::model::Entity;

/// The section, and how many of its lines are active.
pub(super) fn section(
    chooser: &Chooser<'_>,
    catalogues: &Catalogues,
    to_do: &mut Vec<String>,
) -> (Option<Section>, usize) {
    let rest = chooser.table.columns.iter().enumerate();
    let mut rest = rest
        .filter(|(number, column)| !chooser.taken.contains(number) && !column.header.is_empty())
        .map(|(_, column)| column)
        .peekable();
    if rest.peek().is_none() {
        return (None, 0);
    }
    if chooser.entity != Entity::Customer {
        return (Some(unused(rest)), 0);
    }
    let catalogue = catalogues.of(Entity::Field);
    let mut maker = Maker {
        catalogue,
        taken: BTreeSet::new(),
        headers: BTreeSet::new(),
    };
    let lines: Vec<Line> = rest.map(|column| maker.line(column)).collect();
    for line in lines
        .iter()
        .filter(|line| line.comment.starts_with("likely"))
    {
        to_do.push(format!("[source.fields]: perhaps {}", line.text));
    }
    let active: Vec<&str> = lines
        .iter()
        .filter(|line| line.active)
        .filter_map(|line| line.text.split(" = ").next())
        .collect();
    let (count, codes) = (active.len(), active.join(", "));
    if count > 0 && catalogue.is_none() {
        to_do.push(format!(
            "[source.fields]: the account must have the fields {codes}, or fields get a source of their own"
        ));
    }
    let comment = match catalogue {
        Some(_) => "custom field code = header; codes of the sheet of fields",
        None => "custom field code = header; the codes are made up, and the account must have them",
    };
    (
        Some(Section {
            title: "source.fields".to_owned(),
            comment: comment.to_owned(),
            lines,
        }),
        count,
    )
}

fn unused<'a>(columns: impl Iterator<Item = &'a Profile>) -> Section {
    let line = |column: &Profile| {
        Line::doubt(
            quoted(&column.header),
            format!("not used: {}", examples(column)),
        )
    };
    Section {
        lines: columns.map(line).collect(),
        ..Section::default()
    }
}

struct Maker<'a> {
    catalogue: Option<Catalogue<'a>>,
    taken: BTreeSet<String>,
    headers: BTreeSet<String>,
}

impl Maker<'_> {
    fn line(&mut self, column: &Profile) -> Line {
        let known = self.catalogue.and_then(|fields| {
            fields
                .named(&column.header)
                .or_else(|| fields.spelled(&column.header))
        });
        let known = known.filter(|(code, _)| self.taken.insert(code.clone()));
        let again = !self.headers.insert(column.header.clone());
        let code = match known {
            Some((code, _)) => code.clone(),
            None => fresh(&column.header, &mut self.taken),
        };
        let text = |code: &str| format!("{} = {}", name(code), quoted(&column.header));
        if again {
            return Line::doubt(
                text(&code),
                "the header stands there twice, and only the first is read",
            );
        }
        match (known, self.catalogue) {
            (Some((_, label)), _) => Line::active(
                text(&code),
                format!("the field “{}”: {}", shown(label), examples(column)),
            ),
            (None, Some(fields)) => match self.near(fields, &column.header) {
                Some((near, label)) => Line::doubt(
                    text(&near),
                    format!(
                        "likely, if it is the field “{}”: {}",
                        shown(&label),
                        examples(column)
                    ),
                ),
                None => Line::doubt(
                    text(&code),
                    format!("not in the sheet of fields: {}", examples(column)),
                ),
            },
            (None, None) => made_up(text(&code), column),
        }
    }

    /// The one field whose name begins with the header, or the other way round.
    fn near(&self, fields: Catalogue<'_>, header: &str) -> Option<(String, String)> {
        let header = slug(header);
        let begins = |long: &str, short: &str| long.starts_with(&format!("{short}_"));
        let mut near = fields.records.iter().filter(|(code, name)| {
            let name = slug(name);
            !self.taken.contains(code) && (begins(&name, &header) || begins(&header, &name))
        });
        near.next().filter(|_| near.next().is_none()).cloned()
    }
}

/// Without a catalogue every column is a field that has something to say.
fn made_up(text: String, column: &Profile) -> Line {
    if column.is_blank() {
        return Line::doubt(text, "blank in every row");
    }
    if hints::is_running_number(&column.header) {
        return Line::doubt(
            text,
            format!("only a number of the row: {}", examples(column)),
        );
    }
    if hints::is_counted(&column.header) {
        return Line::doubt(
            text,
            format!(
                "kept by the old system itself; every change of it would be a call: {}",
                examples(column)
            ),
        );
    }
    Line::active(text, format!("{}: {}", kind(column), examples(column)))
}

fn kind(column: &Profile) -> String {
    let looks = |kind| column.share(kind) >= 90;
    match column.choices.as_ref().map(std::collections::BTreeMap::len) {
        _ if looks(Kind::Date) => "dates".to_owned(),
        _ if looks(Kind::Phone) && hints::says_phone(&column.header) => "phones".to_owned(),
        _ if looks(Kind::Email) => "e-mails".to_owned(),
        _ if looks(Kind::Number) => "numbers".to_owned(),
        Some(1) if column.filled > 1 => "always the same".to_owned(),
        Some(count) if column.is_choice() => format!("{count} different texts"),
        _ => "texts".to_owned(),
    }
}

/// A key of TOML, in quotes where it has to be.
fn name(code: &str) -> String {
    let bare = code
        .chars()
        .all(|one| one.is_ascii_alphanumeric() || matches!(one, '_' | '-'));
    if bare && !code.is_empty() {
        code.to_owned()
    } else {
        quoted(code)
    }
}
