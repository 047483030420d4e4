//! The rows of a text and their damage, tested without a file.
//!
//! Invariant: the result does not depend on the blocks that a text is read in.

mod patterns;
mod quotes;

use std::io::{self, Read};

use proptest::prelude::*;

use super::{
    damage::{self, CsvError},
    parser::{CsvRows, Unreadable},
    quotes::Quoting,
};

/// A text that is read in blocks of this many bytes.
struct ShortReads<'a>(&'a [u8], usize);

impl Read for ShortReads<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.1.min(buffer.len());
        self.0.read(&mut buffer[..length])
    }
}

/// Every row with its number and its cells, and the reason why reading ends.
type CollectedRows = (Vec<(u32, Vec<String>)>, Option<(u32, String)>);

fn rows(text: impl Read, start: &[u8]) -> CollectedRows {
    let mut rows = CsvRows::new(start.to_vec(), text, Quoting::new(b','));
    let mut seen = Vec::new();
    loop {
        match rows.next() {
            Ok(None) => return (seen, None),
            Ok(Some(row)) => {
                let cells = row.ranges().map(|cell| &row.cells[cell]);
                let cells = cells.map(|cell| String::from_utf8_lossy(cell).into());
                seen.push((row.number, cells.collect()));
            }
            Err(Unreadable::Row(number, damage)) => {
                return (seen, Some((number, damage.to_string())));
            }
            Err(Unreadable::File(error)) => panic!("{error}"),
        }
    }
}

proptest! {
    #[test]
    fn the_same_rows_come_of_any_pieces(
        text in "([a,\"\\x00\u{feff}]|\r|\n|\r\n|\"a\nb\",){0,40}",
        piece in 1_usize..9,
        start in 0_usize..9,
    ) {
        let text = text.as_bytes();
        let whole = rows(text, &[]);
        prop_assert_eq!(&rows(ShortReads(text, piece), &[]), &whole);
        let (first, rest) = text.split_at(start.min(text.len()));
        prop_assert_eq!(&rows(rest, first), &whole);
    }
}

#[test]
fn a_row_has_its_exact_length() {
    let long = format!("x,{}\r\n\"\",y", "ab,".repeat(100_000));
    let text = format!("1\n\n{long}\n2");
    let (seen, end) = rows(ShortReads(text.as_bytes(), 7_000), &[]);
    let shape: Vec<_> = seen.iter().map(|(at, cells)| (*at, cells.len())).collect();
    assert_eq!(
        (shape, end),
        (vec![(1, 1)], Some((3, CsvError::Wide.to_string())))
    );
}

#[test]
fn a_mark_of_the_encoding_is_a_part_of_a_cell_but_never_hides_a_row() {
    let (seen, _) = rows("\u{feff}\na".as_bytes(), &[]);
    let numbers: Vec<u32> = seen.iter().map(|(number, _)| *number).collect();
    assert_eq!(numbers, [1, 2]);
}

/// The damage of a row, or whether it ends within quotes.
fn looked_at(row: &str) -> Result<bool, String> {
    let row = damage::look(row.as_bytes(), Quoting::new(b','));
    row.map(|row| row.is_open)
        .map_err(|damage| damage.to_string())
}

#[test]
fn rows_of_several_lines_are_distinguished_from_swallowed_rows() {
    for sound in [
        "",
        ",",
        "\"\"",
        "\"a\nb\",c",
        "\"a\nb\" ,c",
        "\"a\nb\"\t\r\n",
        "\"a\"b,\"c\nd\"",
        "\"a\"\"\nb\"\"\"",
        "a\"\nb\"c",
        "x,\"a\nb\"",
    ] {
        assert_eq!(looked_at(sound), Ok(false), "{sound:?}");
    }
    for open in ["\"", "a,\"b\n", "\"a\"\"", "\"\"\"", "\"a\nb\",\"c,"] {
        assert_eq!(looked_at(open), Ok(true), "{open:?}");
    }
    for swallowed in ["\"a\nb\"c", "x,\"a\rb\"\"\"c\0", "\"a\nb,\"c\"\0"] {
        assert_eq!(looked_at(swallowed), Err(CsvError::Quote.to_string()));
    }
}

#[test]
fn the_first_damage_is_reported() {
    let breaks = |count: usize| "\n".repeat(count);
    let long = "x".repeat(1 << 20);
    let wide = ",".repeat(16_383);
    for (row, damage) in [
        (format!("\"{}\"", breaks(2_000)), None),
        (format!("\"{}\"", breaks(2_001)), Some(CsvError::Quote)),
        (format!("\"{}\0", breaks(2_001)), Some(CsvError::Quote)),
        (format!("\"\0{}", breaks(2_001)), Some(CsvError::Nul)),
        (format!("\"a\nb\"\0c{long}"), Some(CsvError::Nul)),
        (long.clone(), None),
        (format!("\"{long}\""), None),
        (format!("\"{}\"", "\"\"".repeat(1 << 20)), None),
        (format!("\"{long}y"), Some(CsvError::Quote)),
        (format!("\"\"{long}y\0"), Some(CsvError::Long)),
        (format!("\"{long}\"y"), Some(CsvError::Long)),
        (wide.clone(), None),
        (format!("{wide},"), Some(CsvError::Wide)),
        (format!("{wide}\"a\nb\"c,"), Some(CsvError::Quote)),
    ] {
        let expected = damage.map_or(Ok(false), |damage| Err(damage.to_string()));
        assert_eq!(looked_at(&row), expected, "{:?}", row.get(..20));
    }
}
