//! What is written the same in every language: letters of columns, keys, words of a shell.

use rust_xlsxwriter::utility::column_number_to_name;

use crate::model::{CellText, Code, Entity};

/// The name that Excel gives a column counted from 0: `A`, `Z`, `AA`, `XFD`.
pub(super) fn letters(column: usize) -> String {
    // No row has more columns than Excel, which has 16,384.
    column_number_to_name(u16::try_from(column.min(16_383)).unwrap_or_default())
}

/// The section of the configuration that translates what customers name of an entity.
pub(super) fn section(entity: Entity) -> String {
    let attributes = Entity::Customer.attributes().iter().copied();
    let mut naming = attributes.filter(|attribute| attribute.refers_to() == Some(entity));
    match naming.next() {
        Some(attribute) => format!("source.values.{attribute}"),
        None => "source.values".to_owned(),
    }
}

pub(super) fn joined(codes: &[Code]) -> String {
    let codes: Vec<&str> = codes.iter().map(Code::as_str).collect();
    codes.join(", ")
}

/// Line breaks and signs that show nothing, as escapes.
pub(super) fn escaped(text: &CellText) -> String {
    let mut shown = String::new();
    for letter in text.to_string().chars() {
        if matches!(letter, '"' | '\'') {
            shown.push(letter);
        } else {
            shown.extend(letter.escape_debug());
        }
    }
    shown
}

/// As a shell takes it for one word.
pub(super) fn shell_word(word: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '.' | '=' | '-' | '_');
    if word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}
