//! The same plan without the customers' personal data, for a report that leaves the house.
//!
//! Masked are the name, the phones, the address, the e-mail address and the custom fields of customers:
//! in the changes, in the content of every call and of what it leads to, and where a complaint quotes a
//! cell. Kept are codes and identities, statuses, types and groups (also as customers name them, known or
//! not), the lookups' own data, the names of columns, and the places where it all came from. A legacy
//! code that is itself a phone number stays one: without its codes nobody could look anything up.
//!
//! What is left is for reading. It is no plan to send, and no journal may take it.
//!
//! Invariant: of a masked value no run of more than [`LONGEST`] letters or digits survives, and a value that
//! changes is still seen to change, in words where its mask stays the same.

use crate::model::{Action, Attribute, Call, Content, Effect, Entity, Issue, Plan, Value};

/// The longest run of a customer's text that is ever left: the end of an e-mail address's domain.
pub const LONGEST: usize = 4;

/// So many last digits of a phone number are left, so that two numbers can be told apart.
const DIGITS: usize = 3;

/// A number with fewer digits than this would be given away by its last ones.
const FEWEST: usize = 7;

const MASK: char = '•';

/// Stands behind a new value whose mask is that of the old one.
const CHANGED: &str = " (changed)";

/// What stands before the number that is sent for the one that a complaint quotes.
const SENT_AS: &str = "it is sent as ";

/// The attributes of customers that are about the person.
const PERSONAL: [Attribute; 4] = [
    Attribute::CustomerName,
    Attribute::CustomerPhones,
    Attribute::CustomerAddress,
    Attribute::CustomerEmail,
];

/// Complaints that quote nothing but codes, headers and the names of groups; whatever another one
/// quotes is taken for a customer's.
const HARMLESS: [&str; 11] = [
    "code.suggestion",
    "column.dates",
    "column.numbers",
    "delete.blocked",
    "row.code_taken",
    "row.group",
    "row.group_name",
    "row.previous",
    "row.record_held",
    "run.unfinished",
    "table.header",
];

/// Masks the customers' personal data wherever the plan holds it.
pub fn redact(plan: &mut Plan) {
    plan.calls = plan.calls.changed(mask_call);
    plan.issues.iter_mut().for_each(mask_issue);
}

fn mask_call(call: &mut Call) {
    if call.entity != Entity::Customer {
        return;
    }
    let kinds: Vec<_> = call.changes.keys().map(|name| kind(name, call)).collect();
    for (sides, kind) in call.changes.values_mut().zip(kinds) {
        mask_change(sides, kind);
    }
    match &mut call.action {
        Action::Create { content, .. }
        | Action::Update { content, .. }
        | Action::UpdateNo { content, .. }
        | Action::Delete { content, .. } => mask_content(content),
    }
    if let Effect::Put { content, .. } = &mut call.effect {
        mask_content(content);
    }
}

fn mask_content(content: &mut Content) {
    for attribute in PERSONAL {
        if let Some(value) = content.attributes.get_mut(&attribute) {
            mask_value(value, Kind::of(attribute));
        }
    }
    for value in content.fields.values_mut() {
        *value = words(value);
    }
}

/// How a value is masked.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Kind {
    Kept,
    Words,
    Phone,
    Email,
}

impl Kind {
    const fn of(attribute: Attribute) -> Self {
        match attribute {
            Attribute::CustomerPhones => Self::Phone,
            Attribute::CustomerEmail => Self::Email,
            Attribute::CustomerStatusCode
            | Attribute::CustomerTypeCode
            | Attribute::CustomerGroupName => Self::Kept,
            _ => Self::Words,
        }
    }
}

/// What is changed under that name; whatever is none of the API's own attributes is a custom field,
/// and so is one that only looks like it.
fn kind(name: &str, call: &Call) -> Kind {
    let (Action::Create { content, .. }
    | Action::Update { content, .. }
    | Action::UpdateNo { content, .. }
    | Action::Delete { content, .. }) = &call.action;
    if content.fields.contains_key(name) {
        return Kind::Words;
    }
    let mut attributes = call.entity.attributes().iter();
    match attributes.find(|attribute| attribute.as_str() == name) {
        Some(attribute) => Kind::of(*attribute),
        None if name == call.entity.code_key() => Kind::Kept,
        None => Kind::Words,
    }
}

fn mask_change([old, new]: &mut [Option<Value>; 2], kind: Kind) {
    let differs = old != new;
    for value in [&mut *old, &mut *new].into_iter().flatten() {
        mask_value(value, kind);
    }
    if let Some(new_value) = new.as_mut().filter(|_| differs)
        && old.as_ref() == Some(&*new_value)
    {
        mark(new_value);
    }
}

/// Says in words what the mask hides.
fn mark(value: &mut Value) {
    let text = match value {
        Value::Text(text) => Some(text),
        Value::List(list) => list.last_mut(),
    };
    if let Some(text) = text {
        text.push_str(CHANGED);
    }
}

fn mask_value(value: &mut Value, kind: Kind) {
    match value {
        Value::Text(text) => *text = masked(text, kind),
        Value::List(list) => {
            for text in list {
                *text = masked(text, kind);
            }
        }
    }
}

fn masked(text: &str, kind: Kind) -> String {
    match kind {
        Kind::Kept => text.to_owned(),
        Kind::Words => words(text),
        Kind::Phone => phone(text),
        Kind::Email => email(text),
    }
}

/// The first letter of each word, unless it is the whole word: initials make nobody known, but a text
/// of single letters would be left as it is.
fn words(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    let mut inside = false;
    while let Some(letter) = letters.next() {
        let alone = letters.peek().is_none_or(|next| next.is_whitespace());
        masked.push(match letter {
            _ if letter.is_whitespace() => ' ',
            _ if !inside && !alone && letter.is_alphabetic() => letter,
            _ => MASK,
        });
        inside = !letter.is_whitespace();
    }
    masked
}

/// The last digits of a number that has enough of them.
fn phone(text: &str) -> String {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let hidden = if digits < FEWEST {
        digits
    } else {
        digits - DIGITS
    };
    let mut seen = 0;
    let mask = |letter: char| {
        seen += usize::from(letter.is_ascii_digit());
        match letter {
            _ if letter.is_whitespace() => ' ',
            _ if letter.is_ascii_digit() && seen > hidden => letter,
            _ => MASK,
        }
    };
    text.chars().map(mask).collect()
}

/// The first letter, the dots of the domain and its last part, where that is as short as it usually is.
fn email(text: &str) -> String {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return words(text);
    };
    let (host, last) = domain.rsplit_once('.').unwrap_or((domain, ""));
    let hide = |text: &str| -> String {
        let letters = text.chars();
        letters
            .map(|letter| if letter == '.' { '.' } else { MASK })
            .collect()
    };
    let known = last.len() <= LONGEST && last.chars().all(|letter| letter.is_ascii_alphabetic());
    let last = match (domain.contains('.'), known) {
        (false, _) => String::new(),
        (true, true) => format!(".{last}"),
        (true, false) => format!(".{}", hide(last)),
    };
    let local = words(&local.replace(char::is_whitespace, "_"));
    format!("{local}@{}{last}", hide(host))
}

/// What a complaint quotes stands between the first opening and the last closing quotation mark,
/// because a cell may hold some of its own; behind it may stand the number that is sent instead.
fn mask_issue(issue: &mut Issue) {
    if HARMLESS.contains(&issue.rule.as_str()) {
        return;
    }
    let message = &issue.message;
    let Some((before, rest)) = message.split_once('“') else {
        return;
    };
    let (quoted, after) = rest.rsplit_once('”').unwrap_or((rest, ""));
    let kind = match issue.rule.as_str() {
        "phone.invalid" => Kind::Phone,
        "email.invalid" => Kind::Email,
        _ => Kind::Words,
    };
    let after = match after.split_once(SENT_AS) {
        Some((doubt, number)) => format!("{doubt}{SENT_AS}{}", phone(number)),
        None => after.to_owned(),
    };
    issue.message = format!("{before}“{}”{after}", masked(quoted, kind));
}
