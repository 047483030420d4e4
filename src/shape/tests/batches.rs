//! Rows have the same result for every split into batches, and so for any number of threads.

use proptest::{
    collection::vec,
    prelude::*,
    sample::{select, subsequence},
};

use super::*;
use crate::model::{Form, Phones};

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

/// The value of a column, mostly a usual one.
fn texts(column: usize) -> Vec<&'static str> {
    let own: &[&str] = match column {
        0 => &["KH1", " KH2", "kh1", "Đ1", "KH3\u{a0}"],
        1 => &["An", "Nguyễn Văn  Ân ", "Nguye\u{302}n", "“An”", "山"],
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
        11 => &["1/2/1990", "3/4/1990", "25/12/1990", "12/25/1990", "x"],
        _ => &["1.234", "1,5", "1.5", "5 triệu", "Facebook"],
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

/// Mostly usual values: a row that is odd in everything would prove nothing.
fn row() -> impl Strategy<Value = DataRow> {
    let column = 0..HEADERS.len();
    let odd = column.prop_flat_map(|column| (Just(column), cell(column)));
    let fault = prop_oneof![30 => Just(None), 1 => Just(Some(Damage::BeyondHeader(9)))];
    let length = prop_oneof![3 => Just(HEADERS.len()), 1 => 6..HEADERS.len()];
    (vec(odd, 0..4), length, fault).prop_map(|(odd, length, fault)| {
        let mut row = DataRow { fault, ..usual() };
        for (column, cell) in odd {
            row.cells[column] = cell;
        }
        row.cells.truncate(length);
        row
    })
}

fn column(header: &str) -> impl Strategy<Value = MappedColumn> {
    let own = MappedColumn {
        headers: vec![header.to_owned()],
        ..MappedColumn::default()
    };
    let keeps = MappedColumn {
        keep: true,
        ..own.clone()
    };
    let constant = MappedColumn {
        headers: Vec::new(),
        constant: Some("KH1".to_owned()),
        ..MappedColumn::default()
    };
    prop_oneof![12 => Just(own), 2 => Just(keeps), 1 => Just(constant)]
}

/// Dates or numbers, which the column as a whole may prove to be in another notation.
fn formed(header: &'static str, form: Form) -> impl Strategy<Value = MappedColumn> {
    (column(header), any::<bool>()).prop_map(move |(column, has_form)| MappedColumn {
        form: has_form.then(|| form.clone()),
        ..column
    })
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

fn columns() -> impl Strategy<Value = BTreeMap<Target, MappedColumn>> {
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
    let pattern = "%d/%m/%Y".to_owned();
    let dates = Form::Date {
        pattern,
        order: None,
    };
    let numbers = Form::Number { decimal: None };
    let fields = (formed("F1", dates), formed("F2", numbers));
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

/// A complete row.
fn usual() -> DataRow {
    let cells = "KH1|Ân|0912345678|0987 654 321|NEW|LE|Hà Nội|HN|a@b.vn||7|1/2/1990|1.234";
    DataRow {
        cells: cells.split('|').map(super::cell).collect(),
        ..DataRow::default()
    }
}

/// The result of rows that come in batches of these sizes, the last of which is repeated.
fn shaped(
    (mapping, policy, references): (&Mapping, &Policy, &References),
    rows: &[DataRow],
    sizes: &[usize],
) -> Rows {
    let known: (&dyn SnapshotLookup, &dyn ContentStore) = (&EmptySnapshot, &InMemory);
    let mut shaper = Shaper::new(Entity::Customer, policy, references, known);
    let mut sink = shaper.table(mapping);
    let header = Header {
        names: HEADERS.map(str::to_owned).into(),
        ..Header::default()
    };
    sink.header(&header).expect("a first header");
    let (mut rest, mut sizes) = (rows, sizes.iter().cycle());
    while !rest.is_empty() {
        let size = *sizes.next().expect("they go round");
        let (next, later) = rest.split_at(size.min(rest.len()));
        let mut batch = Batch::default();
        for row in next {
            batch.push(row.clone());
        }
        sink.rows(&mut batch).expect("a header came before");
        rest = later;
    }
    drop(sink.report());
    Rows::of(
        shaper.finish().expect("everything is at hand"),
        Entity::Customer,
    )
}

proptest! {
    #[test]
    fn batches_change_nothing(
        mapping in mapping(),
        policy in policy(),
        references in references(),
        rows in vec(row(), 1..24),
        sizes in vec(1..6_usize, 1..4),
    ) {
        let rows: Vec<DataRow> = (2..).zip(rows).map(|(number, row)| DataRow { number, ..row }).collect();
        let with = (&mapping, &policy, &references);
        let whole = shaped(with, &rows, &[rows.len()]);
        let parted = shaped(with, &rows, &sizes);
        prop_assert_eq!(&parted.records, &whole.records);
        prop_assert_eq!(&parted.held, &whole.held);
        prop_assert_eq!(&parted.issues, &whole.issues);
        prop_assert_eq!(&parted.missing, &whole.missing);
    }
}

#[test]
fn values_are_distinguished_in_the_order_of_the_rows() {
    let column = MappedColumn {
        headers: vec!["F1".to_owned()],
        ..MappedColumn::default()
    };
    let mapping = Mapping {
        fields: [(Code::from("F1"), column)].into(),
        field_values: [("F1".into(), BTreeMap::new())].into(),
        ..Mapping::default()
    };
    let rows = (2_u32..).zip((0..10_005).rev().chain(0..10_005));
    let rows = rows.map(|(number, value)| {
        let mut row = usual();
        row.cells[11] = super::cell(&format!("v{value}"));
        row.cells[0] = super::cell(&format!("KH{number}"));
        DataRow { number, ..row }
    });
    let rows: Vec<DataRow> = rows.collect();
    let (policy, references) = (Policy::default(), References::new());
    let with = (&mapping, &policy, &references);
    let whole = shaped(with, &rows, &[rows.len()]);
    assert_eq!(said(&shaped(with, &rows, &[7])), said(&whole));
    let last = said(&whole);
    let last = last.lines().last().expect("there are values");
    assert!(last.contains("and more than 9,950 more values"), "{last}");
}
