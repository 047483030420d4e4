//! What a person may have meant, and the line that is missing.
//!
//! It knows no keys. Invariant: no suggestion quotes a value of the file.

use crate::language::say;

/// The line that names the field of a key of `[api.v3]`.
pub fn line_to_add(key: &str) -> String {
    let kind = match key {
        "address" | "email" => "STRING",
        _ => "SELECT",
    };
    say!("config-hint-add", key, kind)
}

/// The most similar allowed name, or all of them if none is similar.
pub fn suggestion<T: AsRef<str>>(name: &str, allowed: &[T]) -> String {
    let allowed = allowed.iter().map(AsRef::as_ref);
    if let Some(meant) = nearest(name, allowed.clone()) {
        return say!("config-hint-meant", meant);
    }
    let listed: Vec<_> = allowed.map(|one| format!("`{one}`")).collect();
    say!("config-hint-allowed", names = listed.join(", "))
}

/// The most similar allowed name.
pub fn nearest<'a>(name: &str, allowed: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase();
    let likeness = |candidate: &str| strsim::jaro_winkler(&name, &candidate.to_lowercase());
    let scored = allowed.into_iter().map(|one| (likeness(one), one));
    scored
        .filter(|(score, _)| *score > 0.8)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, candidate)| candidate)
}
