//! The findings of the guard of a workbook's files, and the digits of whole numbers; both have a fast path.
//!
//! Invariant: the result depends neither on the fast path nor on the end of a buffer.

use std::io::{self, Read};

use proptest::prelude::*;

use super::super::{
    file_guard::{FileGuard, Syntax},
    findings::{GuardFinding, GuardStop},
    plain_number,
};

/// Bytes that are read in blocks of at most this length.
struct ChunkedReader(Vec<u8>, usize, usize);

impl Read for ChunkedReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Self(bytes, at, most) = self;
        let room = buffer.len().min(*most);
        let count = (&bytes[*at..]).read(&mut buffer[..room])?;
        *at += count;
        Ok(count)
    }
}

/// All findings in a file, and the reason why reading stops, if it does.
fn watched(bytes: &[u8], syntax: Syntax) -> (Vec<u8>, GuardFinding, Option<String>) {
    watched_in_pieces(bytes, syntax, usize::MAX)
}

fn watched_in_pieces(
    bytes: &[u8],
    syntax: Syntax,
    most: usize,
) -> (Vec<u8>, GuardFinding, Option<String>) {
    let file = Box::new(ChunkedReader(bytes.to_vec(), 0, most));
    let mut watch = FileGuard::new(file, bytes.len() as u64, syntax).expect("a watch");
    let (mut all, mut found) = (Vec::new(), GuardFinding::default());
    while all.len() < bytes.len() {
        match watch.block() {
            Ok(block) => {
                all.extend(block.bytes);
                found.formulas.extend(block.found.formulas);
                found.styled.extend(block.found.styled);
            }
            Err(GuardStop::Refused(reason)) => return (all, found, Some(reason.to_string())),
            Err(GuardStop::Failed(error)) => return (all, found, Some(error.to_string())),
        }
    }
    (all, found, None)
}

proptest! {
    #[test]
    fn markup_is_watched_alike_whole_and_byte_by_byte(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "<sheetData>", "</sheetData>", "<sheetData/>", "<row r=\"1\">", "</row>", "<c>", "</c>",
            "<c r=\"A1\" t=\"s\"><v>1</v></c>", "<c r=\"A1\"><v>1</v></c>", "<c ><v></v></c>",
            "<c r=\"A>1\"><v>1</v></c>", "<c r='\"'><v>1</v></c>", "<c r=\"'>\"><v>1</v></c>",
            "<c r=\"A1\"/>", "<c r=\"A1\" /><v>1</v></c>", "<c r=\"A1\"><f>1</f><v>1</v></c>",
            "<c r=\"A1\"><v>1</v><f>1</f></c>", "<c r=\"A1\"><v><f>1</f></v></c>", "<v>", "</v>",
            "<c r=\"A1\"><v>1</v ></c>", "<x:c r=\"A1\"><v>1</v></x:c>", "<c r=\"A1\"", "<!-- ", "-->",
            "<si><t>a>b</t></si>", "<si><t xml:space=\"preserve\"> </t></si>", "<si><t/></si>",
            "<si><t>a<f/></t></si>", "<si><r><t>a</t></r></si>", "<si><t", "\"", "'", ">", "/", " ", "&",
            "<f/>", "<a>", "</a>", "<a/>",
        ]), 0..30),
    ) {
        let bytes = ["<a><sheetData>", &pieces.concat(), "</sheetData></a>"].concat().into_bytes();
        let one_by_one = watched_in_pieces(&bytes, Syntax::Markup, 1);
        prop_assert_eq!(&watched(&bytes, Syntax::Markup), &one_by_one);
        prop_assert_eq!(&watched_in_pieces(&bytes, Syntax::Markup, 19), &one_by_one);
    }

    #[test]
    fn whole_numbers_show_the_digits_that_all_numbers_show(
        number in prop_oneof![
            any::<i32>().prop_map(f64::from),
            (-1e16_f64..1e16).prop_map(f64::round),
            prop::sample::select(vec![0.0, -0.0, 1e15, 1e15 - 1.0, -1e15, 1.0 - 1e15, 0.5, 1e300]),
        ],
    ) {
        prop_assert_eq!(plain_number::plain(number), plain_number::rounded(number));
    }
}

#[test]
fn formulas_are_counted_as_the_parser_counts_cells() {
    for (cells, formulas) in [
        ("<c/><c><f>1</f><v>1</v></c>", vec![1]),
        (
            "<c><v>1</v><f/></c><c r=\"A>1\"/><c r='\"'><f>a>b</f></c>",
            vec![0, 2],
        ),
        (
            "<x:c><x:f/><x:f/></x:c><!--<c><f/></c>--><c><v><f/></v></c>",
            vec![0, 1],
        ),
        ("<f/><c/></sheetData><sheetData><c><f/></c>", vec![]),
    ] {
        let xml = format!("<w><sheetData>{cells}</sheetData></w>");
        let (all, found, stop) = watched(xml.as_bytes(), Syntax::Markup);
        assert_eq!((all, stop), (xml.clone().into_bytes(), None), "{xml}");
        assert_eq!(found.formulas, formulas, "{xml}");
    }
}

#[test]
fn it_makes_no_difference_where_a_buffer_ends() {
    let cells = "<c r=\"A1\"><f>1</f><v>&amp;<![CDATA[1]]></v></c><c/>".repeat(2_000);
    for shift in 0..60 {
        let xml = format!("<w>{}<sheetData>{cells}</sheetData></w>", " ".repeat(shift));
        let (all, found, stop) = watched(xml.as_bytes(), Syntax::Markup);
        assert_eq!((all, stop), (xml.into_bytes(), None));
        assert!(found.formulas.into_iter().eq((0..4_000).step_by(2)));
    }
    let cell = [&[5, 16, 7, 0, 0, 0, 9, 0, 0, 0][..], &[0; 8]].concat();
    for shift in 0..30 {
        let before = [&[0x91, 1, 0][..], &[0xa0, 1, shift], &vec![0; shift.into()]].concat();
        let bytes = [before, cell.repeat(4_000)].concat();
        let (all, found, stop) = watched(&bytes, Syntax::Records);
        assert_eq!((all, stop), (bytes, None));
        assert_eq!(found.styled.len(), 4_000);
        assert!(
            found
                .styled
                .iter()
                .all(|cell| cell.place == (0, 7) && cell.style == 9)
        );
    }
}

#[test]
fn a_refused_block_is_not_passed_on() {
    for (xml, reason) in [
        (
            "<sst uniqueCount=\"4000001\"></sst>",
            "it claims more texts than it has",
        ),
        ("<a><!DOCTYPE a></a>", "its XML has a document type"),
        ("<a><b></b>", "the tags of its XML are not closed"),
    ] {
        let (all, _, stop) = watched(xml.as_bytes(), Syntax::Markup);
        assert_eq!((all, stop.as_deref()), (Vec::new(), Some(reason)));
    }
    let deep = |depth: usize| ["<a>".repeat(depth), "</a>".repeat(depth)].concat();
    assert_eq!(watched(deep(1_000).as_bytes(), Syntax::Markup).2, None);
    assert!(watched(deep(1_001).as_bytes(), Syntax::Markup).2.is_some());
    for (depth, is_fine) in [(997, true), (998, false)] {
        let cell = "<sheetData><c r=\"A1\"><v>1</v></c></sheetData>";
        let xml = ["<a>".repeat(depth), cell.to_owned(), "</a>".repeat(depth)].concat();
        assert_eq!(watched(xml.as_bytes(), Syntax::Markup).2.is_none(), is_fine);
    }
}
