//! Tables in, a configuration out.
//!
//! The ranks here are a few headers; the tests of the binary use the real ones.

use super::*;
use crate::{
    codec::{Batch, RowSink},
    model::{Attribute, Cell, DataRow, Entity, Header, TableFacts, Target, TextEncoding},
};

fn rank(entity: Entity, target: Target, header: &str) -> Option<usize> {
    let usual: &[&str] = match (entity, target) {
        (Entity::Customer, Target::Code) => &["Mã KH"],
        (Entity::Customer, Target::Attribute(Attribute::CustomerName)) => &["Họ tên", "Tên"],
        (Entity::Customer, Target::Attribute(Attribute::CustomerPhones)) => &["ĐT", "Di động"],
        (Entity::Customer, Target::Attribute(Attribute::CustomerStatusCode)) => &["Trạng thái"],
        (Entity::Customer, Target::GroupNo) => &["Mã nhóm"],
        (Entity::Customer, Target::Attribute(Attribute::CustomerGroupName)) => &["Nhóm"],
        (Entity::Status | Entity::Type, Target::Code) => &["Mã"],
        (Entity::Status, Target::Attribute(Attribute::StatusName))
        | (Entity::Type, Target::Attribute(Attribute::TypeName)) => &["Tên"],
        _ => &[],
    };
    usual.iter().position(|one| *one == header)
}

fn table(path: &str, sheet: Option<&str>, lines: &[&str]) -> SampledTable {
    let cells = |line: &str| line.split('|').map(str::to_owned).collect::<Vec<_>>();
    let mut seen = SampledTable::default();
    let names = cells(lines[0]);
    seen.header(&Header {
        names,
        ..Header::default()
    })
    .expect("it takes headers");
    let mut batch = Batch::default();
    for line in &lines[1..] {
        let cells = cells(line).into_iter().map(Cell::Text).collect();
        batch.push(DataRow {
            cells,
            ..DataRow::default()
        });
    }
    seen.rows(&mut batch).expect("it takes rows");
    seen.facts = TableFacts {
        sheet: sheet.map(Into::into),
        rows: lines.len() - 1,
        ..TableFacts::default()
    };
    path.clone_into(&mut seen.path);
    seen
}

fn text(tables: &[SampledTable]) -> String {
    write(&infer(tables, &rank, None), &KnownAccount::default())
}

#[track_caller]
fn has(text: &str, lines: &[&str]) {
    for line in lines {
        assert!(
            text.lines().any(|one| one.starts_with(line)),
            "no “{line}” in\n{text}"
        );
    }
}

const CUSTOMERS: &[&str] = &[
    "STT|Mã KH|Họ tên|ĐT|Trạng thái|Ngày sinh",
    "1|K1|Nguyễn Văn An|0912345678|Khách mới|01/02/1990",
    "2|K2|Trần Thị Bình|0912345679|Khách cũ|",
    "3|K3|Lê Văn Cường|0912345670|Khách mới|",
];

#[test]
fn customers_are_mapped_by_their_headers() {
    let text = text(&[table("kh.csv", None, CUSTOMERS)]);
    has(
        &text,
        &[
            "entity = \"customer\"",
            "customer_no = \"Mã KH\"",
            "customer_phones = \"ĐT\"",
            "# NGAY_SINH = { column = \"Ngày sinh\", date = \"%d/%m/%Y\" }",
            "# STT = \"STT\"",
            "# \"Khách mới\" = \"KHACH_MOI\"",
            "# customer_type_code = \"…\"",
        ],
    );
    assert!(text.contains("# sure: K1 · K2 · K3"), "{text}");
}

#[test]
fn a_catalogue_translates_the_values_of_customers() {
    let statuses = table(
        "dm.xlsx",
        Some("Trạng thái"),
        &["Mã|Tên", "MOI|Khách mới", "VIP|Khách VIP"],
    );
    let text = text(&[table("kh.csv", None, CUSTOMERS), statuses]);
    has(
        &text,
        &[
            "entity = \"status\"",
            "\"Khách mới\" = \"MOI\"",
            "# \"Khách cũ\" = \"…\"",
        ],
    );
    assert!(text.find("entity = \"status\"") < text.find("entity = \"customer\""));
}

#[test]
fn general_headers_need_a_sheet_with_a_telling_name() {
    let text = text(&[table(
        "dm.xlsx",
        Some("Sheet2"),
        &["Mã|Tên", "A|Áo", "B|Bóng"],
    )]);
    assert!(!text.contains("[[source]]"), "{text}");
    assert!(text.contains("#   dm.xlsx [Sheet2]: "), "{text}");
}

#[test]
fn orders_are_no_customers() {
    let text = text(&[table(
        "don.csv",
        None,
        &["Mã đơn hàng|Tên|ĐT", "D1|Lê An|0912345678"],
    )]);
    assert!(!text.contains("[[source]]"), "{text}");
}

#[test]
fn values_alone_map_nothing() {
    let text = text(&[table(
        "kh.csv",
        None,
        &["Mã KH|Tên|ĐT|Liên lạc", "K1|Lê An||0912345678"],
    )]);
    has(
        &text,
        &["customer_phones = \"ĐT\"", "# LIEN_LAC = \"Liên lạc\""],
    );
}

#[test]
fn a_code_of_a_group_is_no_name() {
    let text = text(&[table(
        "kh.csv",
        None,
        &["Mã KH|Tên|ĐT|Mã nhóm", "K1|Lê An|0912345678|N1"],
    )]);
    has(
        &text,
        &["customer_group_name = \"Mã nhóm\"", "# \"N1\" = \"N1\""],
    );
}

#[test]
fn beside_the_name_of_a_group_its_code_is_a_field() {
    let lines = &["Mã KH|Tên|ĐT|Mã nhóm|Nhóm", "K1|Lê An|0912345678|N1|Hà Nội"];
    let text = text(&[table("kh.csv", None, lines)]);
    has(
        &text,
        &["customer_group_name = \"Nhóm\"", "# MA_NHOM = \"Mã nhóm\""],
    );
}

#[test]
fn family_and_given_name_are_one() {
    let text = text(&[table(
        "kh.csv",
        None,
        &["Mã KH|Tên|Họ|ĐT", "K1|An|Lê Văn|0912345678"],
    )]);
    has(&text, &["customer_name = [\"Họ\", \"Tên\"]"]);
}

#[test]
fn files_of_one_shape_are_one_source() {
    let files = vec![
        table("a/kh-1.csv", None, CUSTOMERS),
        table("a/kh-2.csv", None, CUSTOMERS),
    ];
    assert_eq!(together(files.clone(), &|_| 3).len(), 2);
    let one = together(files, &|_| 2);
    assert_eq!(one.len(), 1);
    assert_eq!((one[0].path.as_str(), one[0].facts.rows), ("a/kh-*.csv", 6));
}

#[test]
fn the_same_tables_give_the_same_bytes() {
    let tables = [table("kh.csv", None, CUSTOMERS)];
    assert_eq!(text(&tables), text(&tables));
}

#[test]
fn a_record_is_no_header() {
    for first in ["Nguyễn Văn An|Hà Nội", "x|0912345678", "x|an@example.com"] {
        let text = text(&[table(
            "kh.csv",
            None,
            &[first, "Trần Bình|0912345679", "Lê Chi|chi@example.com"],
        )]);
        assert!(!text.contains("[[source]]"), "{text}");
        assert!(text.contains("kh.csv: it has no header: row"), "{text}");
    }
}

#[test]
fn unknown_headers_are_offered_where_the_values_are_of_people() {
    let people = &[
        "Biệt danh|Liên lạc|Khu",
        "Lê An|0912345678|A",
        "Trần Bình|0912345679|B",
    ];
    let lines = [
        "entity = \"customer\"",
        "# customer_name = \"Biệt danh\"",
        "# customer_phones = \"Liên lạc\"",
        "# KHU = \"Khu\"",
    ];
    let people = table("ho.csv", None, people);
    has(&text(std::slice::from_ref(&people)), &lines);
    let beside = text(&[people, table("kh.csv", None, CUSTOMERS)]);
    assert!(beside.contains("#   ho.csv: "), "{beside}");
}

#[test]
fn missing_attributes_are_reported_for_known_headers() {
    let why = |header: &str| {
        let tables = [table("kh.csv", None, &[header, "K1|Lê An", "K2|Lê An"])];
        infer(&tables, &rank, None).left_out.remove(0).why
    };
    assert!(why("Mã KH|Họ tên").starts_with("phones or e-mails are missing: "));
    assert!(why("Mã|Tuổi").starts_with("its code or its name is missing: "));
    assert_eq!(why("một|hai"), "its headers are none that are known");
}

#[test]
fn parts_of_a_name_make_customers_and_labels_are_no_phones() {
    let lines = &[
        "Given Name|Middle Name|Family Name|Phone 1 - Type|Phone 1 - Value",
        "Anna|M.|Smith|Mobile|0912345678",
        "Bob||Jones|Work|0912345679",
    ];
    let text = text(&[table("lienhe.csv", None, lines)]);
    has(
        &text,
        &[
            "customer_name = [\"Given Name\", \"Middle Name\", \"Family Name\"]",
            "customer_phones = \"Phone 1 - Value\"",
            "# PHONE_1_TYPE = \"Phone 1 - Type\"",
        ],
    );
}

#[test]
fn an_encoding_is_written_where_letters_show_it() {
    let read = |lines: &[&str], encoding: &str| {
        let mut table = table("kh.csv", None, lines);
        table.facts.encoding = Some(encoding.to_owned());
        table
    };
    let ascii = &["Ma KH|DT", "K1|0912345678"];
    has(
        &text(&[read(CUSTOMERS, "UTF-8")]),
        &["encoding = \"UTF-8\""],
    );
    has(&text(&[read(ascii, "UTF-8")]), &["# encoding = \"UTF-8\""]);
    has(
        &text(&[read(ascii, "UTF-16LE")]),
        &["encoding = \"UTF-16LE\""],
    );
    let sources = |encodings: [&str; 2]| {
        let mut tables = encodings.map(|one| read(ascii, one)).to_vec();
        "kh-1.csv".clone_into(&mut tables[0].path);
        "kh-2.csv".clone_into(&mut tables[1].path);
        together(tables, &|_| 2).len()
    };
    assert_eq!(sources(["UTF-8", "windows-1258"]), 1);
    assert_eq!(sources(["UTF-8", "UTF-16LE"]), 2, "one would be misread");
}

#[test]
fn the_font_that_was_found_is_written() {
    let mut table = table("kh.xls", Some("KH"), CUSTOMERS);
    table.facts.font = Some(TextEncoding::Tcvn3);
    has(&text(&[table]), &["text_encoding = \"tcvn3\""]);
}
