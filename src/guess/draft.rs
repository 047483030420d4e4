//! The guess as a value: sources with their sections, what was left out, what is to be done.
//!
//! It holds finished lines and knows no layout. Invariant: lookups come before customers, and tables keep their
//! order otherwise.

use super::{Rank, catalogue::Catalogues, columns::Chooser, entity, seen::Seen, source};
use crate::model::Entity;

/// All that is to be written.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// One `[[source]]` each.
    pub sources: Vec<Drafted>,
    /// Tables that nothing is made of.
    pub left_out: Vec<LeftOut>,
}

/// A table that no source is written for.
#[derive(Clone, Debug)]
pub struct LeftOut {
    /// Its name.
    pub name: String,
    /// Why, as the end of a sentence.
    pub why: String,
    /// What its headers are.
    pub headers: Vec<String>,
}

/// One `[[source]]`.
#[derive(Clone, Debug)]
pub struct Drafted {
    /// What its rows are.
    pub entity: Entity,
    /// The file or pattern, with the sheet.
    pub name: String,
    /// Rows in all of its files.
    pub rows: usize,
    /// Columns that mean something, and all that have a header.
    pub mapped: (usize, usize),
    /// What a person has to see to before the first sync.
    pub to_do: Vec<String>,
    /// Whether a required attribute has neither a column nor a default.
    pub incomplete: bool,
    pub(super) head: Vec<Line>,
    pub(super) notes: Vec<String>,
    pub(super) sections: Vec<Section>,
}

/// A table of the file.
#[derive(Clone, Debug, Default)]
pub(super) struct Section {
    /// `source.columns`; blank where its lines go on with what stands before.
    pub title: String,
    pub comment: String,
    pub lines: Vec<Line>,
}

/// `left = right   # comment`, or the whole behind a `#`.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub active: bool,
    pub text: String,
    pub comment: String,
}

impl Line {
    pub(super) fn active(text: impl Into<String>, comment: impl Into<String>) -> Self {
        Self {
            active: true,
            text: text.into(),
            comment: comment.into(),
        }
    }

    pub(super) fn doubt(text: impl Into<String>, comment: impl Into<String>) -> Self {
        Self {
            active: false,
            text: text.into(),
            comment: comment.into(),
        }
    }
}

/// Lookups are understood first, because customers name their records.
pub(super) fn draft(tables: &[Seen], rank: Rank<'_>) -> Draft {
    let mut draft = Draft::default();
    let mut known: Vec<(&Seen, Entity, String)> = Vec::new();
    for table in tables {
        match entity::entity(table, rank) {
            Ok((entity, why)) => known.push((table, entity, why)),
            Err(why) => draft.left_out.push(left_out(table, why)),
        }
    }
    known.sort_by_key(|(_, entity, _)| *entity);
    let mut catalogues = Catalogues::default();
    for (table, entity, _) in known
        .iter()
        .filter(|(_, entity, _)| *entity != Entity::Customer)
    {
        let choices = Chooser::new(table, *entity, rank).choose().choices;
        catalogues.add(*entity, table, &choices);
    }
    let sources = known
        .into_iter()
        .map(|(table, entity, why)| source::source(table, (entity, why), rank, &catalogues));
    draft.sources = sources.collect();
    draft
}

fn left_out(table: &Seen, why: String) -> LeftOut {
    let headers = table
        .headers()
        .into_iter()
        .filter(|header| !header.is_empty());
    LeftOut {
        name: table.name(),
        why,
        headers: headers.map(str::to_owned).collect(),
    }
}
