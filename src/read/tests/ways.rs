//! The quick ways of workbooks and the long ones they are short for.
//!
//! Invariant: whatever comes, nobody can tell afterwards which way was gone.

use proptest::prelude::*;

use super::{
    super::{
        markup::Markup,
        rows::Rows,
        table::{Line, Table},
        value,
        watch::Notes,
    },
    Seen, is_known,
};
use crate::{
    error::{Error, Kind, Result},
    model::{Cell, Dated, Origin, TableFacts, TextEncoding},
};

/// What a parser tells next: a cell so many rows further on, in this column, or an error without a place.
#[derive(Clone, Debug)]
enum Told {
    Cell(i32, u32, Cell),
    Error,
}

fn cell() -> impl Strategy<Value = Cell> {
    let texts = [
        "",
        "KH1",
        "Ân",
        "#N/A",
        "#1",
        " ",
        "\u{a0}",
        "\u{feff}",
        "M· KH",
        "NguyÔn V¨n",
        "Müller",
    ];
    let date = Cell::Date(Box::new(Dated {
        shown: "1/2/90".to_owned(),
        moment: jiff::civil::date(1990, 2, 1).at(0, 0, 0, 0),
    }));
    let others = [
        Cell::Empty,
        Cell::Number("7".to_owned()),
        Cell::Error("#REF!".to_owned()),
        date,
    ];
    prop_oneof![
        4 => prop::sample::select(texts.to_vec()).prop_map(|text| Cell::Text(text.to_owned())),
        1 => prop::sample::select(others.to_vec()),
    ]
}

fn told() -> impl Strategy<Value = Told> {
    let on = prop_oneof![300 => Just(0), 100 => Just(1), 20 => Just(3), 1 => Just(-1)];
    let column = prop_oneof![300 => 0_u32..3, 20 => 3_u32..6, 1 => Just(16_384)];
    prop_oneof![
        40 => (on, column, cell()).prop_map(|(on, column, cell)| Told::Cell(on, column, cell)),
        1 => Just(Told::Error),
    ]
}

/// A header, and in most rows below it one cell behind the other.
fn sheet() -> impl Strategy<Value = Vec<Told>> {
    let header = (0..).zip(["Mã KH", "Tên", "SĐT"]);
    let header = header.map(|(column, name)| Told::Cell(0, column, Cell::Text(name.to_owned())));
    let header: Vec<Told> = header.collect();
    let row = prop::collection::vec(cell(), 0..4).prop_map(|cells| {
        let cells = (0_u32..).zip(cells);
        let cells = cells.map(|(at, cell)| Told::Cell(i32::from(at == 0), at, cell));
        cells.collect::<Vec<_>>()
    });
    let some = prop_oneof![3 => row, 1 => prop::collection::vec(told(), 0..6)];
    let all = prop::collection::vec(some, 0..40);
    all.prop_map(move |rows| [header.clone(), rows.concat()].concat())
}

fn place(row: &mut u32, on: i32, column: u32) -> (u32, u32) {
    *row = row.saturating_add_signed(on);
    (*row, column)
}

fn quick(told: &[Told], mut rows: Rows<'_>) -> Result<TableFacts> {
    let mut row = 0;
    let read = told.iter().try_for_each(|told| match told {
        Told::Error => {
            rows.unplaced("#SPILL!");
            Ok(())
        }
        Told::Cell(on, column, Cell::Text(text)) => rows.text(place(&mut row, *on, *column), text),
        Told::Cell(on, column, cell) => rows.cell(place(&mut row, *on, *column), cell.clone()),
    });
    rows.finish(read)
}

/// The same without a quick way; in an error only its row is told.
fn long(told: &[Told], mut table: Table<'_>) -> std::result::Result<TableFacts, u32> {
    match lines(told, &mut table) {
        Ok(()) => table.finish(Ok(())).map_err(|_| 0),
        Err(row) => {
            let refused = Error::new(Kind::Input, "refused");
            table.finish(Err(refused)).map_err(|_| row)
        }
    }
}

/// Hands on every row as a line; a place or an order that is refused ends it.
fn lines(told: &[Told], table: &mut Table<'_>) -> std::result::Result<(), u32> {
    let (mut row, mut line, mut doubt) = (0, Line::default(), None::<String>);
    for told in told {
        let Told::Cell(on, column, cell) = told else {
            let fault = "the row, or one beside it, holds the Excel error #SPILL!".to_owned();
            line.fault = Some(fault.clone());
            doubt = Some(fault);
            continue;
        };
        let number = place(&mut row, *on, *column).0 + 1;
        if number < line.number {
            return Err(number);
        }
        if number > line.number {
            let fault = doubt.take();
            let cells = Vec::new();
            let next = Line {
                number,
                cells,
                fault,
            };
            let whole = std::mem::replace(&mut line, next);
            if whole.number > 0 {
                table.line(whole).map_err(|_| number)?;
            }
        }
        doubt = None;
        let cell = match cell {
            Cell::Text(text) => value::text(text.clone()),
            cell => cell.clone(),
        };
        if cell != Cell::Empty {
            if *column >= 16_384 {
                return Err(number);
            }
            line.cells.push((*column as usize, cell));
        }
    }
    table.line(line).map_err(|_| 0)
}

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
    fn rows_are_the_same_on_both_ways(
        told in sheet(),
        letters in prop::sample::select(vec![
            TextEncoding::Unicode, TextEncoding::Auto, TextEncoding::Tcvn3, TextEncoding::Vni,
        ]),
        wanted in prop::sample::select(vec![None, Some(1)]),
    ) {
        let origin = Origin { sheet: Some("Khách".into()), ..Origin::default() };
        let (mut here, mut there) = (Seen::default(), Seen::default());
        let table = Table::new(origin.clone(), wanted, &is_known, &mut here).in_letters(letters);
        let quick = quick(&told, Rows::new(table, origin.clone()));
        let table = Table::new(origin, wanted, &is_known, &mut there).in_letters(letters);
        match long(&told, table) {
            Ok(facts) => {
                prop_assert_eq!(quick.expect("a readable table"), facts);
            }
            Err(row) => {
                let error = quick.expect_err("a table that is refused");
                let refused = error.origin().and_then(|origin| origin.row);
                prop_assert_eq!(refused.unwrap_or_default(), row);
            }
        }
        prop_assert_eq!(here.headers, there.headers);
        prop_assert_eq!(here.rows, there.rows);
    }

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
