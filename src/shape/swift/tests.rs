//! The quick way and the long way, held to each other.

use std::collections::BTreeMap;

use proptest::{
    collection::vec,
    prelude::*,
    sample::{select, subsequence},
};

use super::*;
use crate::model::{
    AtHand, Cell, Column, Damage, Entity, Forgotten, Header, Mapping, Packed, Phones, Policy, Row,
    RowSink, Severity,
};
use crate::shape::entry::Shape;
use crate::shape::{References, Shaper, TableSink};

const HEADERS: [&str; 13] = [
    "Mã KH",
    "Tên KH",
    "SĐT",
    "SĐT 2",
    "Mã trạng thái",
    "Mã loại",
    "Nhóm",
    "Mã nhóm",
    "Email",
    "Mã cũ",
    "ID",
    "F1",
    "F2",
];

/// What stands in a column, mostly what usually does.
fn texts(column: usize) -> Vec<&'static str> {
    let own: &[&str] = match column {
        0 => &["KH1", " KH2", "kh1", "Đ1", "KH3\u{a0}"],
        1 => &[
            "An",
            "Nguyễn Văn  Ân ",
            "Nguye\u{302}n",
            "“An” – Bình",
            "山",
        ],
        2 | 3 => &[
            "0912345678",
            "0912 345.678; (0987)-654-321",
            "912345678",
            "84912345678",
            "+84 912345678",
            "0912345678/0912345678",
            "02838123456",
            "0120 1234567",
            "19001234",
            "0912345678 (Lan)",
            "- ",
            "113",
            "+",
            "0084912345678",
            "０９１２３４５６７８",
        ],
        4 => &["NEW", "Mới", "moi", "MOI", "CŨ", "Hỏng"],
        5 => &["LE", "SI"],
        6 => &["Hà Nội", "Huế"],
        7 => &["HN", "HUE", "XX"],
        8 => &["a@b.vn", "a@b", "a b@c.vn"],
        9 => &["KH1", "CU"],
        10 => &["1", "2"],
        _ => &["x", "Facebook"],
    };
    own.iter().copied().chain(["", "", " ", "12"]).collect()
}

fn cell(column: usize) -> impl Strategy<Value = Cell> {
    let text = select(texts(column)).prop_map(|text: &str| match text {
        "" => Cell::Empty,
        text => Cell::Text(text.to_owned()),
    });
    let number = select(vec!["912345678", "84912345678", "0912345678", "12", "1.5"]);
    prop_oneof![
        30 => text,
        2 => number.prop_map(|text| Cell::Number(text.to_owned())),
        1 => Just(Cell::Error("#N/A".to_owned())),
    ]
}

/// Mostly what usually stands in a row: one in which everything was odd would show nothing.
fn row() -> impl Strategy<Value = Row> {
    let column = 0..HEADERS.len();
    let odd = column.prop_flat_map(|column| (Just(column), cell(column)));
    let fault = prop_oneof![30 => Just(None), 1 => Just(Some(Damage::BeyondHeader(9)))];
    let length = prop_oneof![3 => Just(HEADERS.len()), 1 => 6..HEADERS.len()];
    (vec(odd, 0..4), length, fault).prop_map(|(odd, length, fault)| {
        let mut row = Row { fault, ..usual() };
        for (column, cell) in odd {
            row.cells[column] = cell;
        }
        row.cells.truncate(length);
        row
    })
}

fn column(header: &str) -> impl Strategy<Value = Column> {
    let own = Column {
        headers: vec![header.to_owned()],
        ..Column::default()
    };
    let keeps = Column {
        keep: true,
        ..own.clone()
    };
    let constant = Column {
        headers: Vec::new(),
        constant: Some("KH1".to_owned()),
        ..Column::default()
    };
    prop_oneof![12 => Just(own), 2 => Just(keeps), 1 => Just(constant)]
}

fn targets() -> Vec<(Target, usize)> {
    let attribute = Target::Attribute;
    vec![
        (Target::Code, 0),
        (attribute(Attribute::CustomerName), 1),
        (attribute(Attribute::CustomerPhones), 2),
        (attribute(Attribute::CustomerStatusCode), 4),
        (attribute(Attribute::CustomerTypeCode), 5),
        (attribute(Attribute::CustomerGroupName), 6),
        (Target::GroupNo, 7),
        (attribute(Attribute::CustomerEmail), 8),
        (Target::PreviousNo, 9),
        (Target::Identity, 10),
    ]
}

fn columns() -> impl Strategy<Value = BTreeMap<Target, Column>> {
    let count = targets().len();
    subsequence(targets(), count - 3..=count).prop_flat_map(|chosen| {
        let columns = chosen.into_iter().map(|(target, at)| {
            let column = column(HEADERS[at]).prop_map(move |mut column| {
                if at == 2 && column.constant.is_none() {
                    column.headers.push(HEADERS[3].to_owned());
                }
                (target, column)
            });
            column.boxed()
        });
        let columns: Vec<_> = columns.collect();
        columns.prop_map(|columns| columns.into_iter().collect())
    })
}

fn mapping() -> impl Strategy<Value = Mapping> {
    let fields = (column("F1"), column("F2"));
    let defaults = subsequence(targets(), 0..=2);
    (columns(), fields, any::<[bool; 3]>(), defaults).prop_map(
        |(columns, (one, other), [translates, blanks, defaulted], defaults)| {
            let status = Target::Attribute(Attribute::CustomerStatusCode);
            let words = [
                ("Mới", "NEW"),
                ("CŨ", "OLD"),
                ("12", if blanks { "" } else { "NEW" }),
            ];
            let words = words.map(|(sheet, meant)| (sheet.to_owned(), meant.to_owned()));
            let values = translates.then(|| (status, words.into()));
            let field_defaults = defaulted.then(|| (Code::from("F1"), " y".to_owned()));
            Mapping {
                columns,
                fields: [("F1".into(), one), ("F2".into(), other)].into(),
                values: values.into_iter().collect(),
                defaults: defaults
                    .into_iter()
                    .map(|(target, at)| (target, texts(at)[0].to_owned()))
                    .collect(),
                field_defaults: field_defaults.into_iter().collect(),
                ..Mapping::default()
            }
        },
    )
}

fn policy() -> impl Strategy<Value = Policy> {
    let phones = select(vec![Phones::National, Phones::E164, Phones::Raw]);
    (phones, any::<bool>(), any::<bool>()).prop_map(|(phones, upgrades, creates)| Policy {
        phones,
        upgrade_old_mobile: upgrades,
        create_missing: creates,
        ..Policy::default()
    })
}

fn references() -> impl Strategy<Value = References> {
    any::<[bool; 3]>().prop_map(|[statuses, groups, fields]| {
        let mut references = References::new();
        if statuses {
            references.manage(Entity::Status, ["NEW".to_owned(), "MOI".to_owned()]);
            references.moved(Entity::Status, "CU".to_owned(), "OLD".to_owned());
        }
        if groups {
            references.manage(Entity::Group, ["Hà Nội".to_owned()]);
            references.group_names([("HN".into(), "Hà Nội".to_owned())].into());
        }
        if fields {
            references.manage(Entity::Field, ["F1".to_owned()]);
        }
        references
    })
}

/// Whether the row went the quick way, and rightly so.
fn is_held_to(sink: &TableSink<'_>, row: &Row) -> bool {
    let Some(swift) = Swift::of(&sink.table, true) else {
        return false;
    };
    let mut batch = Batch::default();
    batch.push(row.clone());
    let made = swift.make(&batch);
    let Some(quick) = made.row(0) else {
        return false;
    };
    let (shape, issues) = sink.table.shape(row);
    assert_eq!(issues, [], "{row:?}");
    let Shape::Record(record) = shape else {
        panic!("{row:?} is held");
    };
    assert_eq!(*record.code, *quick.code);
    assert_eq!(record.previous_no.as_deref(), quick.previous_no);
    assert_eq!(record.identity.as_deref(), quick.identity);
    assert_eq!(record.kept, []);
    assert_eq!(Packed::of(&record.content).pack(), quick.content);
    assert_eq!(Some(record.content.fingerprint()), quick.fingerprint);
    assert_eq!(hash::lowered(&record.code), quick.lowered);
    assert!(crate::shape::heap::says(quick.content, &sink.table.keys()));
    true
}

fn header() -> Header {
    Header {
        names: HEADERS.map(str::to_owned).into(),
        ..Header::default()
    }
}

proptest! {
    #[test]
    fn both_ways_say_the_same(
        mapping in mapping(),
        policy in policy(),
        references in references(),
        rows in vec(row(), 1..8),
    ) {
        let mut shaper = Shaper::new(Entity::Customer, &policy, &references, (&Forgotten, &AtHand));
        let mut sink = shaper.table(&mapping);
        sink.header(&header()).expect("a first header");
        for row in &rows {
            is_held_to(&sink, row);
        }
    }
}

/// A row that lacks nothing.
fn usual() -> Row {
    let cells = "KH1|Ân|0912345678|0987 654 321|NEW|LE|Hà Nội|HN|a@b.vn||7|x|";
    let cells = cells.split('|').map(|text| match text {
        "" => Cell::Empty,
        text => Cell::Text(text.to_owned()),
    });
    Row {
        number: 2,
        cells: cells.collect(),
        fault: None,
    }
}

#[test]
fn a_usual_row_of_a_usual_table_goes_the_quick_way() {
    let mut references = References::new();
    references.manage(Entity::Status, ["NEW".to_owned()]);
    let (policy, mapping) = (Policy::default(), Mapping::default());
    let mut shaper = Shaper::new(
        Entity::Customer,
        &policy,
        &references,
        (&Forgotten, &AtHand),
    );
    let mut sink = shaper.table(&mapping);
    sink.header(&header()).expect("a first header");
    assert!(is_held_to(&sink, &usual()));
    let mut odd = usual();
    odd.cells[4] = Cell::Text("OLD".to_owned());
    assert!(!is_held_to(&sink, &odd));
    let (_, issues) = sink.table.shape(&odd);
    assert_eq!(issues[0].severity(), Severity::Error);
}
