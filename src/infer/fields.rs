//! Turns the remaining columns of customers into custom fields.
//!
//! Counters of the old system are written behind a `#`, since each of their changes would be a call. Invariant: no
//! two columns get one code, and if there is a catalogue of fields, no other codes are active.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    account_values::required,
    catalogue::{Catalogue, Catalogues},
    columns::Chooser,
    hints,
    meaning::Meaning,
    profile::{ColumnProfile, ValueKind},
    slug::{fresh, slug},
    task::Task,
    text::{self, ConfigLine, examples, quoted, shown, toml_key},
};
use crate::{language::say, model::Entity};

/// The section, and the codes of its active lines with their columns.
pub(super) fn section<'a>(
    chooser: &Chooser<'a>,
    catalogues: &Catalogues,
    to_do: &mut Vec<Task>,
) -> (Vec<ConfigLine>, Vec<(String, &'a ColumnProfile)>) {
    let catalogue = catalogues.of(Entity::Field);
    let rest: Vec<(usize, &ColumnProfile)> = rest(chooser).collect();
    if chooser.entity != Entity::Customer {
        let unused = |column: &ColumnProfile| {
            let comment = say!("infer-not-used", examples = examples(column));
            ConfigLine::doubt(quoted(&column.header), comment)
        };
        let unused = rest.into_iter().map(|(_, column)| unused(column));
        return (unused.collect(), Vec::new());
    }
    let mut maker = FieldMaker {
        catalogue,
        taken: BTreeSet::new(),
        headers: BTreeSet::new(),
    };
    let lines = rest
        .iter()
        .map(|(number, column)| match chooser.aside(*number) {
            Some(meaning) => maker.decided(column, meaning),
            None => maker.line(column),
        });
    let (mut lines, offers): (Vec<ConfigLine>, Vec<FieldOffer>) = lines.unzip();
    let perhaps = lines.iter().zip(&offers);
    let perhaps = perhaps.filter(|(_, offer)| **offer == FieldOffer::Near);
    to_do.extend(perhaps.map(|(one, _)| {
        let line = &one.text;
        Task::new(&**line, say!("infer-perhaps-field", line))
    }));
    let active = lines.iter().zip(rest).filter(|(line, _)| line.active);
    let active = active.filter_map(|(line, (_, column))| {
        let code = line.text.split(" = ").next()?;
        Some((code.trim_matches('"').to_owned(), column))
    });
    let active: Vec<(String, &ColumnProfile)> = active.collect();
    if let Some(account) = catalogues.account.as_ref().filter(|_| !chooser.is_offered) {
        lines.extend(required(account, &active, to_do));
    }
    let made_up = offers.iter().filter(|one| **one == FieldOffer::MadeUp);
    let count_made_up = made_up.count();
    if count_made_up > 0 && !chooser.is_offered {
        let count = count_made_up;
        to_do.push(Task::new(
            "[source.fields]",
            say!("infer-fields-made-up", count),
        ));
    }
    let comment = match catalogue {
        Some(fields) if fields.is_account => say!("account-custom-fields"),
        Some(_) => say!("infer-fields-listed"),
        None => say!("infer-fields-unlisted"),
    };
    (text::section("fields", &comment, lines), active)
}

/// What the line of a field offers.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum FieldOffer {
    /// A field of the catalogue.
    Known,
    /// Perhaps a field of the catalogue.
    Near,
    /// A field with a code that is made up.
    MadeUp,
    /// Nothing that is worth a field.
    Useless,
}

/// The columns that are no attributes.
fn rest<'a>(chooser: &Chooser<'a>) -> impl Iterator<Item = (usize, &'a ColumnProfile)> {
    let columns = chooser.table.columns.iter().enumerate();
    columns.filter(|(number, column)| {
        let is_free = !chooser.taken.contains(number) || chooser.aside(*number).is_some();
        is_free && !column.header.is_empty()
    })
}

/// The same that nothing is decided about, with the codes that are made up for them.
pub(super) fn made_up_codes<'a>(chooser: &Chooser<'a>) -> Vec<(&'a ColumnProfile, String)> {
    let mut taken = BTreeSet::new();
    let columns = made_up_columns(chooser).into_iter();
    columns
        .map(|column| (column, fresh(&column.header, &mut taken)))
        .collect()
}

/// The columns that are custom fields if there is no catalogue, each header once.
pub(super) fn made_up_columns<'a>(chooser: &Chooser<'a>) -> Vec<&'a ColumnProfile> {
    let rest = chooser.table.columns.iter().enumerate();
    let rest = rest.filter(|(number, column)| {
        !chooser.taken.contains(number) && !column.header.is_empty() && !chooser.is_offered
    });
    let mut headers = BTreeSet::new();
    rest.map(|(_, column)| column)
        .filter(|column| useless(column).is_none() && headers.insert(&column.header))
        .collect()
}

/// The type of field that the values look like.
pub(super) fn field_type(column: &ColumnProfile) -> &'static str {
    match kind(column) {
        FieldKind::Dates => "DATE",
        FieldKind::Numbers => "NUMBER",
        FieldKind::Phones => "PHONE",
        _ => "STRING",
    }
}

struct FieldMaker<'a> {
    catalogue: Option<&'a Catalogue>,
    taken: BTreeSet<String>,
    headers: BTreeSet<&'a str>,
}

impl<'a> FieldMaker<'a> {
    /// The line of a column that a person has decided about.
    fn decided(
        &mut self,
        column: &'a ColumnProfile,
        meaning: &Meaning,
    ) -> (ConfigLine, FieldOffer) {
        let (code, is_field) = match meaning {
            Meaning::Field(code) => (code.clone(), self.taken.insert(code.clone())),
            _ => (fresh(&column.header, &mut self.taken), false),
        };
        let line = ConfigLine {
            active: is_field && self.headers.insert(&column.header),
            text: format!("{} = {}", toml_key(&code), value(column)),
            comment: say!("infer-decided"),
        };
        let offer = if line.active {
            FieldOffer::Known
        } else {
            FieldOffer::Useless
        };
        (line, offer)
    }

    fn line(&mut self, column: &'a ColumnProfile) -> (ConfigLine, FieldOffer) {
        let header = &column.header;
        let known = self.catalogue.and_then(|fields| {
            let named = fields.named(header).or_else(|| fields.spelled(header));
            named.filter(|(code, _)| self.taken.insert(code.clone()))
        });
        let code = match known {
            Some((code, _)) => code.clone(),
            None => fresh(header, &mut self.taken),
        };
        let text = |code: &str| format!("{} = {}", toml_key(code), value(column));
        let examples = examples(column);
        if !self.headers.insert(header) {
            let line = ConfigLine::doubt(text(&code), say!("infer-header-twice"));
            return (line, FieldOffer::Useless);
        }
        if let Some((_, label)) = known {
            let label = shown(label);
            let comment = say!("infer-known-field", label, examples);
            return (ConfigLine::active(text(&code), comment), FieldOffer::Known);
        }
        let Some(fields) = self.catalogue else {
            return made_up(text(&code), column);
        };
        if let Some((near, label)) = self.near(fields, header) {
            let why = say!("infer-near-field", label = shown(label), examples);
            return (ConfigLine::doubt(text(near), why), FieldOffer::Near);
        }
        let why = if fields.is_account {
            say!("account-no-such-field", examples)
        } else {
            say!("infer-unlisted-field", examples)
        };
        (ConfigLine::doubt(text(&code), why), FieldOffer::Useless)
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

/// Without a catalogue every column with values may be a field, but only the account knows its code.
fn made_up(text: String, column: &ColumnProfile) -> (ConfigLine, FieldOffer) {
    let examples = examples(column);
    if let Some(why) = useless(column) {
        let comment = format!("{why}: {examples}");
        return (ConfigLine::doubt(text, comment), FieldOffer::Useless);
    }
    let kind = kind(column).described(column);
    let comment = say!("infer-made-up", kind, examples);
    (ConfigLine::doubt(text, comment), FieldOffer::MadeUp)
}

/// Why a column is not worth a field.
fn useless(column: &ColumnProfile) -> Option<String> {
    let header = &column.header;
    Some(match () {
        () if column.is_blank() => say!("infer-blank"),
        () if hints::is_running_number(header) => say!("infer-running-number"),
        () if hints::is_label(header) => say!("infer-label"),
        () if hints::is_counted(header) => say!("infer-counted"),
        () => return None,
    })
}

/// The header; dates are sent in one form, whatever the sheet has.
fn value(column: &ColumnProfile) -> String {
    let header = quoted(&column.header);
    if useless(column).is_some() || kind(column) != FieldKind::Dates {
        return header;
    }
    let has_times = 2 * column.timed >= column.filled;
    let form = if has_times {
        "%d/%m/%Y %H:%M"
    } else {
        "%d/%m/%Y"
    };
    let order = match column.orders {
        [0, months] if months > 0 => ", date_from = \"mdy\"",
        _ => "",
    };
    format!("{{ column = {header}, date = \"{form}\"{order} }}")
}

/// What the values of a field look like.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum FieldKind {
    Dates,
    Phones,
    Emails,
    Numbers,
    Same,
    Choices(usize),
    Texts,
}

impl FieldKind {
    fn described(self, column: &ColumnProfile) -> String {
        match self {
            Self::Dates if column.orders == [0, 0] => say!("infer-dates-unclear"),
            Self::Dates if !column.orders.contains(&0) => say!("infer-dates-mixed"),
            Self::Dates => say!("infer-dates"),
            Self::Phones => say!("infer-phones"),
            Self::Emails => say!("infer-emails"),
            Self::Numbers => say!("infer-numbers"),
            Self::Same => say!("infer-same"),
            Self::Choices(count) => say!("infer-choices", count),
            Self::Texts => say!("infer-texts"),
        }
    }
}

fn kind(column: &ColumnProfile) -> FieldKind {
    let looks = |kind| column.share(kind) >= 90;
    let different = column.choices.as_ref().map(BTreeMap::len);
    match different {
        _ if looks(ValueKind::Date) => FieldKind::Dates,
        _ if looks(ValueKind::Phone) && hints::says_phone(&column.header) => FieldKind::Phones,
        _ if looks(ValueKind::Email) => FieldKind::Emails,
        _ if looks(ValueKind::Number) => FieldKind::Numbers,
        Some(1) if column.filled > 1 => FieldKind::Same,
        Some(count) if column.is_choice() => FieldKind::Choices(count),
        _ => FieldKind::Texts,
    }
}
