//! The appearance of the workbook: colours, struck-through rows, frozen headers, the cover sheet.

use std::collections::BTreeSet;

use calamine::Reader;
use vbot_sync::{
    codec::Plan,
    model::{Attribute, Entity, Guard, Key, Operation},
    report,
};

use super::{
    book::{Book, between},
    of, second_night,
};

/// A workbook's styles, by the numbers that cells have.
struct Styles {
    /// The background colour, and whether the text is struck through.
    cells: Vec<(Option<String>, bool)>,
}

impl Styles {
    fn of(book: &Book) -> Self {
        let text = &book.parts()["xl/styles.xml"];
        let list = |before, after, item| -> Vec<String> {
            let list = between(text, before, after).expect("the styles have that list");
            list.split(item).skip(1).map(str::to_owned).collect()
        };
        let fills = list("<fills", "</fills>", "<fill>");
        let fonts = list("<fonts", "</fonts>", "<font>");
        let formats = list("<cellXfs", "</cellXfs>", "<xf ");
        let number = |format: &str, name: &str| -> usize {
            let number = between(format, &format!("{name}=\""), "\"");
            number.and_then(|text| text.parse().ok()).unwrap_or(0)
        };
        let look = |format: String| {
            let fill = &fills[number(&format, "fillId")];
            let colour = between(fill, "fgColor rgb=\"", "\"").map(str::to_owned);
            (colour, fonts[number(&format, "fontId")].contains("<strike"))
        };
        let cells = formats.into_iter().map(look).collect();
        Self { cells }
    }

    /// The style of the cell at that reference.
    fn at(&self, sheet: &str, place: &str) -> (Option<String>, bool) {
        let style = between(sheet, &format!("<c r=\"{place}\" s=\""), "\"");
        let style = style.map(|text| text.parse::<usize>().expect("a style is a number"));
        self.cells[style.unwrap_or(0)].clone()
    }
}

fn customers(book: &Book) -> String {
    let names = book.sheets.sheet_names();
    let index = names.iter().position(|name| name == "Customer");
    let number = index.expect("the sheet is there") + 1;
    book.parts()[&format!("xl/worksheets/sheet{number}.xml")].clone()
}

#[test]
fn each_operation_has_its_colour_and_only_deletes_are_struck_through() {
    let plan = second_night();
    let book = Book::of(&plan);
    let (sheet, styles) = (customers(&book), Styles::of(&book));
    let mut colours = BTreeSet::new();
    for (call, row) in of(&plan, Entity::Customer).iter().zip(2..) {
        let operation = call.action.operation();
        let (colour, _) = styles.at(&sheet, &format!("B{row}"));
        colours.insert((operation, colour.expect("an operation is coloured")));
        // The name is in column F; only an update may leave it unchanged.
        let (colour, crossed) = styles.at(&sheet, &format!("F{row}"));
        assert_eq!(crossed, operation == Operation::Delete, "{call:?}");
        let renamed = call
            .changes
            .contains_key(&Key::Attribute(Attribute::CustomerName));
        assert_eq!(colour.is_some(), renamed, "{call:?}");
    }
    let distinct: BTreeSet<_> = colours.iter().map(|(_, colour)| colour).collect();
    assert_eq!((colours.len(), distinct.len()), (4, 4), "{colours:?}");
}

#[test]
fn header_rows_are_frozen_and_have_filters() {
    let book = Book::of(&second_night());
    let tables = book.sheets.sheet_names().len() - 1;
    let parts = book.parts();
    let with = |text| parts.values().filter(|part| part.contains(text)).count();
    assert_eq!(with("state=\"frozen\""), tables);
    assert_eq!(with("<autoFilter "), tables);
}

#[test]
fn a_refusal_is_the_first_thing_shown() {
    let plan = Plan {
        guards: vec![Guard::DeletesAll {
            entity: Entity::Customer,
            deletes: 120,
        }],
        ..second_night()
    };
    let mut book = Book::of(&plan);
    let front = book.sheet("Summary");
    let first = front.rows().map(|row| row[0].to_string());
    let first: Vec<_> = first.filter(|text| !text.is_empty()).take(4).collect();
    assert!(first[1].starts_with("REFUSED"), "{first:?}");
    assert_eq!(first[2], report::refusal(&plan.guards[0]));
    assert!(first[3].ends_with("--max-delete customer=120"), "{first:?}");
    let issues = book.table("Issues");
    assert_eq!(issues[0]["Rule"], "guard.max_deletes");
    assert_eq!(issues.len(), plan.issues.len() + 1);
}

#[test]
fn the_cover_sheet_has_the_plan_s_counts() {
    let plan = second_night();
    let front = Book::of(&plan).sheet("Summary");
    for entity in Entity::ALL {
        let name = super::sheet(entity);
        let mut rows = front.rows();
        let row = rows.find(|row| row[0].to_string() == name);
        let row = row.expect("every entity has a row")[1..].iter();
        let shown: Vec<_> = row.map(ToString::to_string).collect();
        let counts = plan.summary.get(&entity).copied().unwrap_or_default();
        let operations = Operation::ALL.map(|operation| counts.of(operation));
        let wanted = [operations.as_slice(), &[counts.unchanged, counts.held]].concat();
        let wanted: Vec<_> = wanted.iter().map(ToString::to_string).collect();
        assert_eq!(shown, wanted, "{entity}");
    }
}
