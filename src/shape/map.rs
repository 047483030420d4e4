//! Maps the columns of one table to targets and fields.
//!
//! It uses headers alone, never cells. A configured column that is missing is no error here: it is reported, and its
//! attribute counts as unmapped in this table. Invariant: no column is mapped by its usual header if the
//! configuration maps it.

use std::{collections::BTreeSet, sync::Arc};

use super::cells::CellReader;
use super::headers::rank;
use super::layout::{Layout, Purpose, TableReader};
use super::report::{LetterCount, MissingColumn, TableReport};
use super::values::Translations;
use crate::model::text::{clean, key};
use crate::model::{
    Attribute, ColumnHeader, ColumnMemory, Entity, Header, Issue, MappedColumn, Mapping, Origin,
    Problem, Target, WriteRule, folded_header,
};

/// Whether this header is known or configured.
pub fn is_header(entity: Entity, mapping: &Mapping, text: &str) -> bool {
    let (exact, folded) = (clean(text), key(text));
    let columns = mapping.columns.values().chain(mapping.fields.values());
    let mut wanted = columns.flat_map(|column| &column.headers);
    wanted.any(|header| clean(header) == exact || (key(header) == folded && !folded.is_empty()))
        || Target::all(entity).any(|target| rank(entity, target, &folded).is_some())
}

/// Finds the columns of one table.
pub fn layout(
    entity: Entity,
    mapping: &Mapping,
    header: &Header,
) -> (Layout, TableReport, Vec<Issue>) {
    let mut finder = Finder::new(entity, mapping, header);
    let targets = mapping.columns.iter();
    let targets = targets.map(|(target, column)| (Purpose::Target(*target), column));
    let fields = mapping.fields.iter();
    let fields = fields.map(|(code, column)| (Purpose::Field(code.clone()), column));
    for (purpose, column) in targets.chain(fields) {
        if let Some(columns) = finder.explicit(&purpose, column) {
            finder.read(purpose, columns, column);
        }
    }
    finder.by_usual_headers();
    finder.require();
    finder.finish()
}

const PHONES: Target = Target::Attribute(Attribute::CustomerPhones);
const GROUP_NAME: Target = Target::Attribute(Attribute::CustomerGroupName);

struct Finder<'a> {
    entity: Entity,
    mapping: &'a Mapping,
    keys: Vec<String>,
    taken: BTreeSet<usize>,
    layout: Layout,
    absent: Vec<(String, Vec<String>)>,
    guessed: Vec<(String, Vec<String>)>,
    issues: Vec<Issue>,
}

impl<'a> Finder<'a> {
    fn new(entity: Entity, mapping: &'a Mapping, header: &Header) -> Self {
        let origin = Origin {
            file: header.file.clone(),
            sheet: header.sheet.clone(),
            row: Some(header.row),
            column: None,
        };
        let headers = header.names.iter().map(|name| clean(name).into());
        Self {
            entity,
            mapping,
            keys: header.names.iter().map(|name| key(name)).collect(),
            taken: BTreeSet::new(),
            layout: Layout {
                headers: headers.collect(),
                origin,
                ..Layout::default()
            },
            absent: Vec::new(),
            guessed: Vec::new(),
            issues: Vec::new(),
        }
    }

    /// The configured columns: all of them, or the attribute is unmapped.
    fn explicit(&mut self, purpose: &Purpose, column: &MappedColumn) -> Option<Vec<usize>> {
        let mut columns = Vec::new();
        let mut wanted = Vec::new();
        for header in &column.headers {
            let alike = self.alike(header);
            if alike.is_empty() {
                wanted.push(header.clone());
            }
            columns.extend(self.settled(alike, *purpose == Purpose::Target(PHONES)));
        }
        if !wanted.is_empty() {
            let name = purpose.name(self.entity).to_owned();
            self.absent.push((name, wanted));
            return None;
        }
        self.taken.extend(&columns);
        Some(columns)
    }

    /// Columns with exactly that header, else those that differ only in case, blanks, accents and signs.
    fn alike(&self, header: &str) -> Vec<usize> {
        let (exact, folded) = (clean(header), key(header));
        let exactly = positions(&self.layout.headers, |name| **name == *exact);
        if exactly.is_empty() && !folded.is_empty() {
            return positions(&self.keys, |key| *key == folded);
        }
        exactly
    }

    /// Phones are read from every column with that header, anything else from the first.
    fn settled(&mut self, mut alike: Vec<usize>, all_alike: bool) -> Vec<usize> {
        if alike.len() > 1 && !all_alike {
            let header = &self.layout.headers[alike[0]];
            let header = ColumnHeader::new(&**header);
            let origin = self.layout.at(&self.layout.origin, Some(alike[0]));
            self.issues
                .push(Issue::new(Problem::HeaderTwice { header }, origin));
            alike.truncate(1);
        }
        alike
    }

    /// Targets that are not configured are found by their own name first, then by usual headers.
    fn by_usual_headers(&mut self) {
        for target in Target::all(self.entity) {
            if self.mapping.listed_only || self.mapping.columns.contains_key(&target) {
                continue;
            }
            let found = self.ranked(target);
            let columns = self.settled(found, target == PHONES);
            if !columns.is_empty() {
                self.taken.extend(&columns);
                let name = target.name(self.entity);
                let headers = columns.iter().map(|column| &self.layout.headers[*column]);
                self.guessed.push((name.to_owned(), texts(headers)));
                self.read(Purpose::Target(target), columns, &MappedColumn::default());
            }
        }
    }

    fn read(&mut self, purpose: Purpose, columns: Vec<usize>, column: &MappedColumn) {
        let name = purpose.name(self.entity).to_owned();
        let values = purpose.values(self.mapping);
        let translations = values.map(|table| Translations::new(&name, purpose.privacy(), table));
        let reader = TableReader {
            name,
            cells: CellReader::new(columns, purpose.role(), column, translations),
            purpose: purpose.clone(),
            write: column.write,
        };
        self.layout.readers.insert(purpose, reader);
    }

    /// The free columns of the best rank; for phones those of every rank, in the order of the sheet.
    fn ranked(&self, target: Target) -> Vec<usize> {
        let ranked: Vec<_> = (0..self.keys.len())
            .filter(|column| !self.taken.contains(column))
            .filter_map(|column| Some((column, rank(self.entity, target, &self.keys[column])?)))
            .collect();
        let Some(best) = ranked.iter().map(|(_, rank)| *rank).min() else {
            return Vec::new();
        };
        let all = target == PHONES && best > 0;
        let chosen = ranked.into_iter().filter(|(_, rank)| all || *rank == best);
        chosen.map(|(column, _)| column).collect()
    }

    /// Required targets that are neither configured nor found.
    fn require(&mut self) {
        for target in Target::all(self.entity) {
            let name = target.name(self.entity);
            let is_absent = self.absent.iter().any(|(absent, _)| absent == name);
            if self.is_required(target) && !is_absent {
                let usual = super::headers::usual(self.entity, target);
                let wanted = std::iter::once(name).chain(usual);
                self.absent
                    .push((name.to_owned(), wanted.map(str::to_owned).collect()));
            }
        }
    }

    /// Whether rows need a column for it.
    fn is_required(&self, target: Target) -> bool {
        let required = match target {
            Target::Code => true,
            Target::Attribute(attribute) => attribute.is_required(),
            _ => false,
        };
        let satisfied = self.has(target) || (target == GROUP_NAME && self.has(Target::GroupNo));
        required && !satisfied
    }

    fn has(&self, target: Target) -> bool {
        let readers = &self.layout.readers;
        readers.contains_key(&Purpose::Target(target))
            || self.mapping.defaults.contains_key(&target)
    }

    fn finish(self) -> (Layout, TableReport, Vec<Issue>) {
        let missing = self.absent.iter();
        let missing = missing.map(|(name, wanted)| self.missing(name, wanted));
        let readers = self.layout.readers.values();
        let mapped = readers.map(|reader| (reader.name.clone(), self.found(reader)));
        let headers = self
            .layout
            .headers
            .iter()
            .map(|header| folded_header(header));
        let written = |write: WriteRule| {
            let readers = self.layout.readers.values();
            let readers = readers.filter(|reader| reader.write == write);
            readers
                .map(|reader| (reader.name.clone(), self.found(reader).headers))
                .collect()
        };
        let report = TableReport {
            create_only: written(WriteRule::Create),
            if_empty: written(WriteRule::IfEmpty),
            rows: 0,
            letters: LetterCount::default(),
            mapped: mapped.collect(),
            headers: headers.collect(),
            missing: missing.collect(),
            unused: self.unused(),
            guessed: self.guessed,
        };
        (self.layout, report, self.issues)
    }

    fn found(&self, reader: &TableReader) -> ColumnMemory {
        let columns = reader.cells.columns.iter();
        ColumnMemory {
            headers: texts(columns.map(|column| &self.layout.headers[*column])),
            is_guessed: self.guessed.iter().any(|(name, _)| *name == reader.name),
        }
    }

    fn missing(&self, name: &str, wanted: &[String]) -> MissingColumn {
        let unused = self.unused();
        let nearest = wanted.iter().find_map(|header| {
            crate::model::text::nearest(header, unused.iter().map(String::as_str))
        });
        let target = Target::all(self.entity).find(|target| target.name(self.entity) == name);
        MissingColumn {
            name: name.to_owned(),
            wanted: wanted.to_vec(),
            required: target.is_some_and(|target| self.is_required(target)),
            origin: self.layout.origin.clone(),
            suggestion: nearest.map(str::to_owned),
            headers: texts(self.layout.headers.iter()),
        }
    }

    fn unused(&self) -> Vec<String> {
        let free = self.layout.headers.iter().enumerate();
        texts(
            free.filter(|(column, _)| !self.taken.contains(column))
                .map(|(_, header)| header),
        )
    }
}

fn positions<T>(all: &[T], is_meant: impl Fn(&T) -> bool) -> Vec<usize> {
    (0..all.len())
        .filter(|index| is_meant(&all[*index]))
        .collect()
}

/// The headers that are not blank.
fn texts<'a>(headers: impl Iterator<Item = &'a Arc<str>>) -> Vec<String> {
    headers
        .filter(|header| !header.is_empty())
        .map(ToString::to_string)
        .collect()
}
