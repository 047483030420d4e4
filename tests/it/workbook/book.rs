//! A written workbook: its cells as a spreadsheet program reads them, and the files inside.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

use calamine::{Data, Range, Reader, Xlsx};
use vbot_sync::codec::Plan;
use zip::ZipArchive;

use super::{shown, written};

/// The workbook as a spreadsheet program reads it, and its bytes.
pub struct Book {
    bytes: Vec<u8>,
    pub sheets: Xlsx<Cursor<Vec<u8>>>,
}

impl Book {
    pub fn of(plan: &Plan) -> Self {
        let bytes = written(plan);
        let sheets = Xlsx::new(Cursor::new(bytes.clone())).expect("the file is a workbook");
        Self { bytes, sheets }
    }

    pub fn sheet(&mut self, name: &str) -> Range<Data> {
        self.sheets
            .worksheet_range(name)
            .expect("the sheet is there")
    }

    /// The rows of a table, each as text under its header.
    pub fn table(&mut self, name: &str) -> Vec<BTreeMap<String, String>> {
        let range = self.sheet(name);
        let mut rows = range.rows().map(|row| row.iter().map(shown));
        let headers: Vec<_> = rows.next().expect("the table has a header").collect();
        rows.map(|row| headers.iter().cloned().zip(row).collect())
            .collect()
    }

    /// Every file inside.
    pub fn parts(&self) -> BTreeMap<String, String> {
        let mut archive =
            ZipArchive::new(Cursor::new(&self.bytes)).expect("the workbook is a ZIP archive");
        let mut parts = BTreeMap::new();
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).expect("the archive has that file");
            let name = file.name().expect("the file has a name").into_owned();
            let mut text = String::new();
            file.read_to_string(&mut text).expect("the file is UTF-8");
            parts.insert(name, text);
        }
        parts
    }

    /// The notes of a sheet by row and column, from 0.
    pub fn notes(&self, name: &str) -> BTreeMap<(usize, usize), String> {
        let names = self.sheets.sheet_names();
        let index = names.iter().position(|one| one == name);
        let number = index.expect("the sheet is there") + 1;
        let parts = self.parts();
        let relations = parts.get(&format!("xl/worksheets/_rels/sheet{number}.xml.rels"));
        let file = relations.and_then(|text| between(text, "../comments", ".xml"));
        let file = file.map(|number| format!("xl/comments{number}.xml"));
        let comments = file.map(|file| parts[&file].clone()).unwrap_or_default();
        let comments = comments.split("<comment ref=\"").skip(1);
        comments.map(note).collect()
    }
}

pub fn between<'t>(text: &'t str, before: &str, after: &str) -> Option<&'t str> {
    Some(text.split_once(before)?.1.split_once(after)?.0)
}

fn note(comment: &str) -> ((usize, usize), String) {
    let (place, rest) = comment.split_once('"').expect("a place ends");
    let (_, text) = rest.split_once("</rPr><t").expect("a note has text");
    let text = between(text, ">", "</t>").expect("a text ends");
    let digits = place.find(|letter: char| letter.is_ascii_digit());
    let (letters, row) = place.split_at(digits.expect("a place has a row"));
    let number = |sum, letter| sum * 26 + usize::from(letter - b'A') + 1;
    let column = letters.bytes().fold(0, number) - 1;
    let row: usize = row.parse().expect("a row is a number");
    ((row - 1, column), unescaped(text))
}

pub fn unescaped(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">");
    text.replace("&quot;", "\"").replace("&amp;", "&")
}
