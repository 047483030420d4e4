//! Infers one `[[source]]` from a table: its path, its mapping, and tasks for a person.
//!
//! Invariant: every header of the table is in the result, if only behind a `#`.

use super::{
    account::AccountFields,
    account_values,
    catalogue::{Catalogue, Catalogues},
    columns::{Chooser, ChosenColumns, Confidence},
    fields, lists, missing,
    profile::ColumnProfile,
    question::{Question, questions},
    seen::SampledTable,
    targets::GROUP_NAME,
    task::Task,
    text::{ConfigLine, block, examples, flat, quoted, rows, title},
};
use crate::{
    language::say,
    model::{Attribute, Entity, Target},
};

/// One `[[source]]`.
#[derive(Clone, Debug)]
pub struct DraftSource {
    /// The entity.
    pub entity: Entity,
    /// The file or pattern, with the sheet.
    pub name: String,
    /// Rows in all of its files.
    pub rows: usize,
    /// The number of mapped columns, and of all that have a header.
    pub mapped: (usize, usize),
    /// What only a person can know.
    pub questions: Vec<Question>,
    /// Tasks for a person before the first sync.
    pub to_do: Vec<Task>,
    /// Whether a required attribute has neither a column nor a default.
    pub incomplete: bool,
    /// Its text.
    pub(super) text: String,
}

pub(super) fn source(
    mut chooser: Chooser<'_>,
    why: String,
    catalogues: &Catalogues,
) -> DraftSource {
    if let Some(account) = &catalogues.account {
        give_to_fields(&mut chooser, account, catalogues.of(Entity::Field));
    }
    if chooser.entity == Entity::Customer {
        let groups = catalogues.of(Entity::Group);
        settle_groups(&mut chooser, groups.filter(|groups| !groups.is_account));
    }
    let table = chooser.table;
    let mut to_do = Vec::new();
    let head = head(table, chooser.entity, why);
    let columns = columns(&chooser, catalogues.account.as_ref(), &mut to_do);
    let (fields, own) = fields::section(&chooser, catalogues, &mut to_do);
    let mut lists = lists::sections(&chooser, catalogues, &mut to_do);
    for (code, column) in &own {
        let account = catalogues.account.as_ref();
        let field = account.and_then(|account| account.form.field(code));
        if let Some(field) = field.filter(|field| field.has_options()) {
            let options = &field.options;
            lists.push(account_values::section(
                code,
                options,
                Some(column),
                &mut to_do,
            ));
        }
    }
    let defaults = missing::defaults(&chooser, catalogues, &mut to_do);
    let mut text = "\n[[source]]\n".to_owned();
    block(&mut text, &head);
    notes(&mut text, table);
    marks(&mut text, table, &mut to_do);
    for section in [columns, fields].iter().chain(&lists).chain([&defaults]) {
        block(&mut text, section);
    }
    DraftSource {
        entity: chooser.entity,
        name: table.name(),
        rows: table.facts.rows,
        mapped: (chooser.mapped() + own.len(), table.named_headers().count()),
        questions: questions(&chooser, catalogues.of(Entity::Field).is_some()),
        to_do,
        incomplete: missing::targets(&chooser).next().is_some(),
        text,
    }
}

/// The key of `[api.v3]` that a target needs and that no field of the account was found for.
fn missing_key(account: &AccountFields, entity: Entity, target: Target) -> Option<&'static str> {
    let attribute = match target {
        Target::Attribute(attribute) => Some(attribute),
        Target::GroupNo => Some(Attribute::CustomerGroupName),
        Target::Code if entity != Entity::Customer => None,
        _ => return None,
    };
    account.named.missing_key(entity, attribute)
}

/// A column whose attribute has no place in the account may still be a custom field of it.
fn give_to_fields(chooser: &mut Chooser<'_>, account: &AccountFields, fields: Option<&Catalogue>) {
    let (entity, table) = (chooser.entity, chooser.table);
    let is_field = |choice: &&ChosenColumns| {
        let header = &table.columns[choice.columns[0]].header;
        let known = |fields: &Catalogue| {
            fields
                .named(header)
                .or_else(|| fields.spelled(header))
                .is_some()
        };
        missing_key(account, entity, choice.target).is_some() && fields.is_some_and(known)
    };
    let given = chooser.choices.iter().filter(is_field);
    let given: Vec<Target> = given.map(|choice| choice.target).collect();
    for target in given {
        chooser.release(target);
    }
}

/// A group is referred to by its name; its code works only if the groups are among the tables.
fn settle_groups(chooser: &mut Chooser<'_>, groups: Option<&Catalogue>) {
    let named = chooser.has(GROUP_NAME);
    let table = chooser.table;
    for choice in &mut chooser.choices {
        let codes = |groups: &Catalogue| {
            let values = table.columns[choice.columns[0]].by_count();
            let is_code = |(text, _): &(&str, _)| groups.has_code(text) && !groups.has_name(text);
            !values.is_empty() && values.iter().all(is_code)
        };
        match choice.target {
            Target::GroupNo if groups.is_none() && !named => {
                choice.target = GROUP_NAME;
                choice.confidence = Confidence::Likely(say!("infer-group-codes"));
            }
            GROUP_NAME if groups.is_some_and(codes) => choice.target = Target::GroupNo,
            _ => {}
        }
    }
    if groups.is_none() && chooser.has(GROUP_NAME) {
        chooser.release(Target::GroupNo);
    }
}

fn head(table: &SampledTable, entity: Entity, why: String) -> Vec<ConfigLine> {
    let facts = &table.facts;
    let mut files = rows(facts.rows);
    if table.more_files > 0 {
        let (rows, count) = (files, table.more_files + 1);
        files = say!("infer-rows-in-files", rows, count);
    }
    let mut head = vec![
        ConfigLine::active(format!("entity = \"{entity}\""), why),
        ConfigLine::active(format!("path = {}", quoted(&table.path)), files),
    ];
    if let Some(sheet) = &facts.sheet {
        let line = format!("sheet = {}", quoted(sheet));
        head.push(if table.alone {
            ConfigLine::doubt(line, say!("infer-only-sheet"))
        } else {
            ConfigLine::active(line, "")
        });
    }
    head.extend(letters(table));
    if let Some(delimiter) = facts.delimiter {
        let name = delimiter.to_string().replace('\t', "tab");
        head.push(ConfigLine::doubt(
            format!("delimiter = {}", quoted(&name)),
            say!("infer-found"),
        ));
    }
    if facts.header_row > 1 {
        head.push(ConfigLine::doubt(
            format!("header_row = {}", facts.header_row),
            say!("infer-header-found"),
        ));
    }
    let why = say!("infer-usual-headers");
    head.push(ConfigLine::active("usual_headers = false", why));
    head
}

/// A detected encoding is written down, so that a later file in another one is an error.
fn letters(table: &SampledTable) -> Option<ConfigLine> {
    let facts = &table.facts;
    if let Some(font) = facts.font {
        let line = format!("text_encoding = \"{}\"", font.as_str());
        let why = say!("infer-old-font");
        return Some(ConfigLine::active(line, why));
    }
    let line = |encoding: &str| format!("encoding = {}", quoted(encoding));
    let Some(encoding) = table.encoding() else {
        let found = facts.encoding.as_ref()?;
        return Some(ConfigLine::doubt(line(found), say!("infer-plain-letters")));
    };
    let why = match encoding {
        unicode if unicode.starts_with("UTF-") => say!("infer-found"),
        _ => say!("infer-by-words"),
    };
    Some(ConfigLine::active(line(encoding), why))
}

/// Headers that a mapping can't contain.
fn notes(out: &mut String, table: &SampledTable) {
    for (number, column) in (1..).zip(&table.columns) {
        if column.header.is_empty() && !column.is_blank() {
            let examples = examples(column);
            let column = format!("{number}");
            let note = say!("infer-no-name", column, examples);
            out.extend(["# ", &flat(&note), "\n"]);
        }
    }
}

/// Fill colours that may be a status: no column has them.
fn marks(out: &mut String, table: &SampledTable, to_do: &mut Vec<Task>) {
    if table.marks.is_empty() {
        return;
    }
    let marks = table.marks.iter();
    let marks = marks.map(|(colour, rows)| say!("infer-mark", colour, rows));
    let marks = marks.collect::<Vec<_>>().join(", ");
    let note = say!("infer-marks", marks);
    let line = format!("# {}", flat(&note));
    out.extend([&line, "\n"]);
    to_do.push(Task::new(line.trim_start_matches("# "), note));
}

fn columns(
    chooser: &Chooser<'_>,
    account: Option<&AccountFields>,
    to_do: &mut Vec<Task>,
) -> Vec<ConfigLine> {
    let mut lines = vec![title("columns", say!("infer-columns"))];
    for choice in &chooser.choices {
        let mut line = mapped(chooser, choice, to_do);
        if let Some(key) = account.and_then(|it| missing_key(it, chooser.entity, choice.target)) {
            line.active = false;
            line.comment = say!("account-no-place", key);
            let name = choice.target.name(chooser.entity);
            let task = say!("account-no-place-todo", name, key);
            to_do.push(Task::new(line.text.as_str(), task));
        }
        lines.push(line);
    }
    for target in missing::targets(chooser) {
        lines.extend(missing::lines(chooser, target, to_do));
    }
    lines
}

fn mapped(chooser: &Chooser<'_>, choice: &ChosenColumns, to_do: &mut Vec<Task>) -> ConfigLine {
    let name = choice.target.name(chooser.entity);
    let columns = choice.columns.iter();
    let columns: Vec<&ColumnProfile> = columns.map(|at| &chooser.table.columns[*at]).collect();
    let mut headers: Vec<String> = columns.iter().map(|one| quoted(&one.header)).collect();
    headers.dedup();
    let value = match &headers[..] {
        [one] => one.clone(),
        several => format!("[{}]", several.join(", ")),
    };
    let mut examples = columns.into_iter().map(examples);
    let examples = examples.find(|text| !text.is_empty()).unwrap_or_default();
    let line = ConfigLine::active(
        format!("{name} = {value}"),
        format!("{}: {examples}", choice.confidence),
    );
    if let Confidence::Check(why) = &choice.confidence {
        let task = say!("infer-in-doubt", name, value, why);
        let is_needed = missing::is_required(choice.target);
        to_do.push(Task {
            is_needed,
            ..Task::new(line.text.as_str(), task)
        });
        return ConfigLine {
            active: false,
            ..line
        };
    }
    line
}
