//! What the watch over XML notes, and the digits of whole numbers, both of which have a short cut.
//!
//! Invariant: what comes out does not depend on whether the short cut could be taken.

use proptest::prelude::*;

use super::super::{markup::Markup, value, watch::Notes};

/// What is noted of these bytes when they come in such pieces, and how it ends.
fn watched(bytes: &[u8], piece: usize) -> (u64, Vec<u64>, [std::result::Result<(), &str>; 2]) {
    let (mut markup, mut notes) = (Markup::new(bytes.len() as u64), Notes::default());
    let seen = bytes
        .chunks(piece)
        .try_for_each(|piece| markup.see(piece, &mut notes));
    let formulas = notes.formulas.into_iter().collect();
    (notes.cells, formulas, [seen, markup.end()])
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
            "<si><t>a<f/></t></si>", "<si><r><t>a</t></r></si>", "<si><t", "\"", "'", ">", "/", " ",
        ]), 0..30),
    ) {
        let bytes = pieces.concat().into_bytes();
        let one_by_one = watched(&bytes, 1);
        prop_assert_eq!(&watched(&bytes, bytes.len().max(1)), &one_by_one);
        prop_assert_eq!(&watched(&bytes, 19), &one_by_one);
    }

    #[test]
    fn whole_numbers_show_the_digits_that_all_numbers_show(
        number in prop_oneof![
            any::<i32>().prop_map(f64::from),
            (-1e16_f64..1e16).prop_map(f64::round),
            prop::sample::select(vec![0.0, -0.0, 1e15, 1e15 - 1.0, -1e15, 1.0 - 1e15, 0.5, 1e300]),
        ],
    ) {
        prop_assert_eq!(value::plain(number), value::rounded(number));
    }
}

#[test]
fn usual_markup_is_as_deep_as_any_other() {
    for (depth, is_fine) in [(996, true), (998, true), (999, false)] {
        let around = ("<a>".repeat(depth - 1), "</a>".repeat(depth - 1));
        let cell = "<c r=\"A1\"><v>1</v></c>";
        let bytes = format!("{}<sheetData>{cell}</sheetData>{}", around.0, around.1);
        let whole = watched(bytes.as_bytes(), bytes.len());
        assert_eq!(whole, watched(bytes.as_bytes(), 1));
        assert_eq!(whole.2[0].is_ok(), is_fine, "{depth}");
    }
}
