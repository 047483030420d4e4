//! The sentences of both languages: none is missing, none is left over, and their arguments agree with the code.
//!
//! It reads the Fluent files with Fluent's own parser, and the calls of `say!` as text. Invariant: what it can't read is
//! a violation.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Resource},
    parser,
};

/// The arguments of a sentence by its id, with those of the sentences that it refers to.
pub type Sentences = BTreeMap<String, BTreeSet<String>>;

/// What a pattern names: arguments, and other sentences.
#[derive(Default)]
struct Named {
    arguments: BTreeSet<String>,
    sentences: BTreeSet<String>,
}

/// The sentences of one language, and what is wrong with its files.
pub fn sentences(files: &[(String, String)]) -> (Sentences, Vec<String>) {
    let mut named: BTreeMap<String, Named> = BTreeMap::new();
    let mut violations = Vec::new();
    for (path, text) in files {
        let resource = parser::parse(text.as_str()).unwrap_or_else(|(some, errors)| {
            violations.extend(errors.iter().map(|error| format!("{path}: {error}")));
            some
        });
        collect(path, &resource, &mut named, &mut violations);
    }
    let ids: Vec<&String> = named.keys().collect();
    let all = ids
        .into_iter()
        .map(|id| (id.clone(), arguments(id, &named, &mut BTreeSet::new())))
        .collect();
    (all, violations)
}

fn collect(
    path: &str,
    resource: &Resource<&str>,
    named: &mut BTreeMap<String, Named>,
    violations: &mut Vec<String>,
) {
    for entry in &resource.body {
        match entry {
            Entry::Message(message) => {
                let id = message.id.name.to_owned();
                let mut found = Named::default();
                let attributes = message.attributes.iter().map(|attribute| &attribute.value);
                for pattern in message.value.iter().chain(attributes) {
                    walk(pattern, &mut found);
                }
                if named.insert(id.clone(), found).is_some() {
                    violations.push(format!("{path}: {id} is there twice"));
                }
            }
            Entry::Junk { content } => violations.push(format!("{path}: can't be read: {content}")),
            Entry::Term(term) => violations.push(format!(
                "{path}: -{} is a term; use a message",
                term.id.name
            )),
            _ => {}
        }
    }
}

fn walk(pattern: &Pattern<&str>, found: &mut Named) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else {
            continue;
        };
        match expression {
            Expression::Inline(inline) => name(inline, found),
            Expression::Select { selector, variants } => {
                name(selector, found);
                for variant in variants {
                    walk(&variant.value, found);
                }
            }
        }
    }
}

fn name(expression: &InlineExpression<&str>, found: &mut Named) {
    match expression {
        InlineExpression::VariableReference { id } => {
            found.arguments.insert(id.name.to_owned());
        }
        InlineExpression::MessageReference { id, .. } => {
            found.sentences.insert(id.name.to_owned());
        }
        _ => {}
    }
}

/// The sentences that others in a file refer to.
pub fn referred(text: &str) -> BTreeSet<String> {
    let (mut named, mut ignored) = (BTreeMap::new(), Vec::new());
    let resource = parser::parse(text).unwrap_or_else(|(some, _)| some);
    collect("", &resource, &mut named, &mut ignored);
    named
        .into_values()
        .flat_map(|found| found.sentences)
        .collect()
}

fn arguments(
    id: &str,
    named: &BTreeMap<String, Named>,
    seen: &mut BTreeSet<String>,
) -> BTreeSet<String> {
    let Some(found) = named.get(id).filter(|_| seen.insert(id.to_owned())) else {
        return BTreeSet::new();
    };
    let mut all = found.arguments.clone();
    for other in &found.sentences {
        all.extend(arguments(other, named, seen));
    }
    all
}

/// What the languages do not have in common; arguments may be left out by a language that does not need them.
pub fn disagreements(english: &Sentences, vietnamese: &Sentences) -> Vec<String> {
    let only = |one: &Sentences, other: &Sentences, language: &str| -> Vec<String> {
        let missing = one.keys().filter(|id| !other.contains_key(*id));
        missing
            .map(|id| format!("{id} is missing in {language}"))
            .collect()
    };
    let mut violations = only(english, vietnamese, "Vietnamese");
    violations.extend(only(vietnamese, english, "English"));
    for (id, arguments) in english {
        let Some(others) = vietnamese.get(id) else {
            continue;
        };
        if arguments != others {
            violations.push(format!(
                "{id} has the arguments {arguments:?} in English and {others:?} in Vietnamese"
            ));
        }
    }
    violations
}

/// The calls of `say!` in a file: id and the names of the arguments.
pub fn said(source: &str) -> Vec<(String, BTreeSet<String>)> {
    let calls = source.split("say!(").skip(1);
    calls
        .filter_map(|rest| {
            let (id, rest) = rest.trim_start().strip_prefix('"')?.split_once('"')?;
            Some((id.to_owned(), names(rest)))
        })
        .collect()
}

/// The names of a call's arguments: the first word behind each comma that is in no bracket and no text.
fn names(rest: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let (mut depth, mut text, mut escaped) = (0_usize, false, false);
    for (at, letter) in rest.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if text => escaped = true,
            '"' => text = !text,
            _ if text => {}
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => break,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                let word = rest[at + 1..].trim_start();
                let end = word.find(|letter: char| letter != '_' && !letter.is_alphanumeric());
                names.insert(word[..end.unwrap_or(word.len())].to_owned());
            }
            _ => {}
        }
    }
    names.remove("");
    names
}

/// Calls of sentences that do not exist, or with other arguments than theirs.
pub fn misused(path: &str, source: &str, english: &Sentences) -> Vec<String> {
    let said = said(source).into_iter();
    said.filter_map(|(id, names)| match english.get(&id) {
        None => Some(format!("{path}: no sentence has the id {id}")),
        Some(arguments) if *arguments != names => Some(format!(
            "{path}: {id} is given {names:?} and needs {arguments:?}"
        )),
        Some(_) => None,
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sentences of a Fluent file.
    fn ftl(text: &str) -> Sentences {
        sentences(&[("words.ftl".to_owned(), text.to_owned())]).0
    }

    #[test]
    fn sentences_that_differ_in_their_arguments_are_refused() {
        let english = ftl("left = { $count } left in { row }\nrow = row { $row }\n");
        let disagree = |other: &str| disagreements(&english, &ftl(other));
        assert!(disagree("left = còn { $count } ở { row }\nrow = dòng { $row }\n",).is_empty());
        assert!(
            disagree("left = còn { $count } ở dòng { $row }\nrow = dòng { $row }\n",).is_empty()
        );
        assert!(!disagree("left = còn { $count }\nrow = dòng { $row }\n").is_empty());
        assert!(!disagree("row = dòng { $row }\n").is_empty());
    }

    #[test]
    fn sentences_that_are_said_with_other_arguments_are_refused() {
        let english = ftl("left = { $count } left in { $row }\n");
        let misused = |source: &str| misused("src/plan/mod.rs", source, &english);
        assert!(misused(r#"say!("left", count, row = format!("{}, {}", a, b))"#,).is_empty());
        assert!(!misused(r#"say!("left", count)"#).is_empty());
        assert!(!misused(r#"say!("left", count, row, file)"#).is_empty());
        assert!(!misused(r#"say!("gone", count, row)"#).is_empty());
    }

    #[test]
    fn fluent_files_that_cannot_be_read_are_refused() {
        let violations = |text: &str| sentences(&[("a.ftl".to_owned(), text.to_owned())]).1;
        assert!(violations("left = { $count } left\n").is_empty());
        assert!(!violations("left = { $count left\n").is_empty());
        assert!(!violations("left = one\nleft = two\n").is_empty());
        assert!(!violations("-brand = VBot\n").is_empty());
    }
}
