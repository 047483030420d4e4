//! What a v3 account has for the sheets: which of its fields `[api.v3]` names, and which are custom fields.
//!
//! Names decide, with the same words as headers; the options of a field may confirm what the values of a column say.
//! Invariant: a field is named only if no other one could be meant as well.

use std::collections::BTreeSet;

use super::{
    columns::Chooser,
    profile::ColumnProfile,
    rank::Rank,
    task::Task,
    text::{ConfigLine, quoted, shown},
};
use crate::{
    language::say,
    model::{
        AccountForm, Attribute, Code, CustomerFields, Entity, FieldType, FormField, PHONE, Target,
        text::{folded, key},
    },
};

/// The keys of `[api.v3]` with one field, and what they hold.
const KEYS: [(&str, Attribute, FieldType); 5] = [
    ("status", Attribute::CustomerStatusCode, FieldType::Select),
    ("type", Attribute::CustomerTypeCode, FieldType::Select),
    ("group", Attribute::CustomerGroupName, FieldType::Select),
    ("address", Attribute::CustomerAddress, FieldType::String),
    ("email", Attribute::CustomerEmail, FieldType::String),
];

/// A name that only hints at an attribute counts for less than any usual one.
const HINTED: usize = 1_000;

/// The fields of the account, and what they are for.
pub(super) struct AccountFields {
    pub form: AccountForm,
    pub named: CustomerFields,
    /// The section `[api.v3]`.
    pub lines: Vec<ConfigLine>,
    pub to_do: Vec<Task>,
}

impl AccountFields {
    /// Finds the fields that hold attributes; `customers` are the tables of customers.
    pub fn of(form: &AccountForm, rank: Rank<'_>, customers: &[&Chooser<'_>]) -> Self {
        let mut fields = Self {
            form: form.clone(),
            named: CustomerFields::default(),
            lines: vec![ConfigLine::active("[api.v3]", say!("account-named-fields"))],
            to_do: Vec::new(),
        };
        let mut taken = BTreeSet::new();
        for (name, attribute, kind) in KEYS {
            let free = form.fields.iter().filter(|field| {
                field.kind == Some(kind) && !field.is_default && !taken.contains(&field.code)
            });
            let free: Vec<&FormField> = free.collect();
            let scored = free
                .iter()
                .filter_map(|field| Some((score(field, attribute, rank, customers)?, *field)));
            let scored: Vec<(usize, &FormField)> = scored.collect();
            let best = scored.iter().map(|(score, _)| *score).min();
            let meant = scored.iter().filter(|(score, _)| Some(*score) == best);
            let meant: Vec<&FormField> = meant.map(|(_, field)| *field).collect();
            if let [one] = meant[..] {
                taken.insert(one.code.clone());
                fields.name(attribute, one);
            }
            let is_hinted = best == Some(HINTED);
            fields.write(name, kind, (&meant, is_hinted), &free);
        }
        fields.name_phones(rank, &taken);
        fields
    }

    fn name(&mut self, attribute: Attribute, field: &FormField) {
        let code = field.code.clone();
        match attribute {
            Attribute::CustomerAddress => self.named.address = Some(code),
            Attribute::CustomerEmail => self.named.email = Some(code),
            attribute => {
                if let Some(entity) = attribute.refers_to() {
                    self.named.options.insert(entity, code);
                }
            }
        }
    }

    fn write(
        &mut self,
        key: &str,
        kind: FieldType,
        (meant, is_hinted): (&[&FormField], bool),
        free: &[&FormField],
    ) {
        let line = |code: &str| format!("{key} = {}", quoted(code));
        match meant {
            [one] => {
                let about = about(one);
                let sure = if is_hinted {
                    say!("account-likely", about)
                } else {
                    say!("account-sure", about)
                };
                self.lines.push(ConfigLine::active(line(&one.code), sure));
            }
            [] => {
                let codes: Vec<&str> = free.iter().take(8).map(|field| &*field.code).collect();
                let kind = kind.as_str();
                let why = if codes.is_empty() {
                    say!("account-no-field-of-kind", kind)
                } else {
                    say!("account-no-name", kind, codes = codes.join(", "))
                };
                self.lines.push(ConfigLine::doubt(line("…"), why));
            }
            several => {
                let codes: Vec<&str> = several.iter().map(|field| &*field.code).collect();
                let codes = codes.join(", ");
                let task = say!("account-several-todo", key, codes);
                self.to_do.push(Task::new(format!("{key} = "), task));
                for field in several {
                    let why = say!("account-several", about = about(field));
                    self.lines.push(ConfigLine::doubt(line(&field.code), why));
                }
            }
        }
    }

    /// The usual field, and then the PHONE fields whose names say that they are the customer's own.
    fn name_phones(&mut self, rank: Rank<'_>, taken: &BTreeSet<Code>) {
        let target = Target::Attribute(Attribute::CustomerPhones);
        let further = self.form.fields.iter().filter(|field| {
            let names = [&*field.name, &*field.code];
            field.kind == Some(FieldType::Phone)
                && *field.code != *PHONE
                && !taken.contains(&field.code)
                && names
                    .iter()
                    .any(|name| rank(Entity::Customer, target, name).is_some())
        });
        let further = further.map(|field| field.code.clone());
        self.named.phones = std::iter::once(Code::from(PHONE)).chain(further).collect();
        let codes: Vec<String> = self.named.phones.iter().map(|code| quoted(code)).collect();
        let line = format!("phones = [{}]", codes.join(", "));
        let why = say!("account-phones");
        self.lines.push(ConfigLine::active(line, why));
    }

    /// The options that are the records of an entity, as code and name.
    pub fn options(&self, entity: Entity) -> Option<&[(String, String)]> {
        let field = self.named.options.get(&entity)?;
        Some(&self.form.field(field)?.options)
    }

    /// The custom fields, which a column may be mapped to.
    pub fn custom(&self) -> impl Iterator<Item = &FormField> {
        self.form.custom(&self.named)
    }
}

/// What a field is, for a comment.
pub(super) fn about(field: &FormField) -> String {
    let kind = field.kind.map_or("?", FieldType::as_str);
    let name = shown(&field.name);
    let options = field.options.len();
    match (field.has_options(), field.is_required) {
        (true, true) => say!("account-field-options-required", kind, name, options),
        (true, false) => say!("account-field-options", kind, name, options),
        (false, true) => say!("account-field-required", kind, name),
        (false, false) => say!("account-field", kind, name),
    }
}

/// How well a field fits an attribute, 0 the best.
fn score(
    field: &FormField,
    attribute: Attribute,
    rank: Rank<'_>,
    customers: &[&Chooser<'_>],
) -> Option<usize> {
    let names = [&*field.name, &*field.code];
    let target = Target::Attribute(attribute);
    let is_group = attribute.refers_to() == Some(Entity::Group);
    let group_no = is_group.then_some(Target::GroupNo);
    let ranks = names.iter().flat_map(|name| {
        let targets = [Some(target), group_no].into_iter().flatten();
        targets.filter_map(|target| rank(Entity::Customer, target, name))
    });
    ranks.min().or_else(|| {
        let words = attribute.spec().hint_words;
        let hints = |name: &&&str| words.iter().any(|word| key(name).contains(word));
        let is_hinted = names.iter().any(|name| hints(&name));
        let is_column = |chooser: &&&Chooser<'_>| {
            let choice = chooser.of(target);
            choice.is_some_and(|choice| fits(field, &chooser.table.columns[choice.columns[0]]))
        };
        let is_meant = is_hinted || customers.iter().any(|chooser| is_column(&chooser));
        is_meant.then_some(HINTED)
    })
}

/// Whether every value of a column is an option of the field, by its code or name.
fn fits(field: &FormField, column: &ColumnProfile) -> bool {
    let Some(choices) = column.choices.as_ref().filter(|all| !all.is_empty()) else {
        return false;
    };
    let options = field.options.iter().flat_map(|(code, name)| [code, name]);
    let options: BTreeSet<String> = options.map(|text| folded(text)).collect();
    choices.keys().all(|text| options.contains(&folded(text)))
}
