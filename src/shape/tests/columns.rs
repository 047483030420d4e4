//! The mapping of columns, and the report of missing ones.

use super::*;

#[test]
fn headers_are_found_without_regard_to_case_accents_and_signs() {
    let record = only(Sheets::of(Entity::Status, "MA TRANG THAI (*)|ten_trang_thai").row("A|Mới"));
    assert_eq!(
        (&*record.code, text(&record, Attribute::StatusName)),
        ("A", Some("Mới".into()))
    );
}

#[test]
fn every_entity_is_recognised() {
    for (entity, header, mapped) in [
        (Entity::Status, "Mã|Tên", 2),
        (Entity::Type, "Mã loại|Tên loại|Mã cũ", 3),
        (Entity::Group, "Mã nhóm|Tên nhóm|Mô tả", 3),
        (
            Entity::Field,
            "Mã trường|Tên trường|Kiểu dữ liệu|Ghi chú",
            4,
        ),
        (
            Entity::Customer,
            "customer_no|Họ và tên|ĐT 1|ĐT 2|Địa chỉ|Email|Trạng thái|Loại khách hàng|Tên nhóm|Mã nhóm|identity",
            10,
        ),
    ] {
        let report = Sheets::of(entity, header).report();
        assert_eq!(report.mapped.len(), mapped, "{:?}", report.mapped);
        assert_eq!((report.missing, report.unused), (vec![], vec![]));
    }
}

#[test]
fn the_configuration_goes_before_the_own_name_and_that_before_the_usual_header() {
    let sheets = Sheets::of(Entity::Status, "Mã|status_no|Tên|Tên trạng thái").row("1|2|3|4");
    let record = only(sheets);
    assert_eq!(
        (&*record.code, text(&record, Attribute::StatusName)),
        ("2", Some("4".into()))
    );
    let sheets = Sheets::of(Entity::Status, "Mã|status_no|Tên").row("1|2|3");
    assert_eq!(&*only(sheets.column("status_no", &["ma"], false)).code, "1");
    let report = Sheets::of(Entity::Status, "Mã|Tên")
        .column("previous_no", &["Mã"], false)
        .report();
    assert_eq!(report.missing[0].name, "status_no");
    assert!(report.missing[0].required);
}

#[test]
fn a_configured_column_that_is_missing_is_reported_and_unmapped() {
    let sheets = Sheets::of_customers("|E-mails|Ghi chú")
        .column("customer_email", &["Emails của KH"], false)
        .field("NOTE", "Ghi chus", false)
        .row("1|An|0912345678|NEW|LE|VIP|a@b.vn|x");
    let (shaped, report) = sheets.both();
    assert_eq!(text(&shaped.records[0], Attribute::CustomerEmail), None);
    assert!(shaped.records[0].content.fields.is_empty());
    let [email, note] = report.missing.as_slice() else {
        panic!("{:?}", report.missing);
    };
    assert_eq!((&*email.name, email.required), ("customer_email", false));
    assert_eq!(email.wanted, ["Emails của KH"]);
    assert_eq!(email.suggestion.as_deref(), Some("E-mails"));
    assert_eq!((email.origin.row, email.headers.len()), (Some(1), 8));
    assert_eq!(
        (&*note.name, note.suggestion.as_deref()),
        ("NOTE", Some("Ghi chú"))
    );
    assert_eq!(report.unused, ["E-mails", "Ghi chú"]);
    assert!(!report.mapped.contains_key("NOTE"));
}

#[test]
fn one_of_several_columns_missing_unmaps_the_whole() {
    let sheets = Sheets::of_customers("|ĐT 2").column("customer_phones", &["SĐT", "ĐT 3"], false);
    let report = sheets.report();
    assert_eq!(report.missing[0].wanted, ["ĐT 3"]);
    assert!(report.missing[0].required);
}

#[test]
fn a_missing_required_column_is_reported_once_and_not_in_every_row() {
    let (shaped, report) = Sheets::of(Entity::Status, "Mã|Màu").row("A|x").both();
    assert_eq!((said(&shaped), shaped.records.len()), (String::new(), 1));
    assert_eq!(report.missing[0].name, "status_name");
    assert_eq!(
        report.missing[0].wanted[..2],
        ["status_name", "Tên trạng thái"]
    );
    assert_eq!((report.rows, report.unused), (1, vec!["Màu".to_owned()]));
    let (shaped, report) = Sheets::of(Entity::Status, "Tên").row("A").both();
    assert_eq!(
        (said(&shaped), held_codes(&shaped)),
        (String::new(), vec![None])
    );
    assert!(report.missing[0].required);
}

#[test]
fn a_default_or_the_groups_code_satisfies_what_is_required() {
    let header = "Mã KH|Tên KH|SĐT|Mã nhóm";
    let sheets = Sheets::of(Entity::Customer, header)
        .default("customer_status_code", "NEW")
        .default("customer_type_code", "LE")
        .group("G1", "VIP")
        .row("1|An|0912345678|G1");
    let (shaped, report) = sheets.both();
    assert_eq!(report.missing, []);
    let record = &shaped.records[0];
    assert_eq!(
        text(record, Attribute::CustomerStatusCode).as_deref(),
        Some("NEW")
    );
    assert_eq!(
        text(record, Attribute::CustomerGroupName).as_deref(),
        Some("VIP")
    );
}

#[test]
fn two_columns_of_one_header_are_reported() {
    let shaped = Sheets::of(Entity::Status, "Mã|Mã|Tên").row("1|2|x").shape();
    assert_eq!(
        said(&shaped),
        "?table.header 1Mã: several columns are called “Mã”, only the first is read"
    );
    assert_eq!(&*shaped.records[0].code, "1");
}

#[test]
fn header_rows_are_recognised() {
    let mut mapping = Mapping::default();
    let headers = vec!["Ngày sinh".to_owned()];
    mapping.fields.insert(
        "DOB".into(),
        MappedColumn {
            headers,
            keep: false,
            ..MappedColumn::default()
        },
    );
    let is_header = |text| Shaper::is_header(Entity::Customer, &mapping, text);
    for header in ["MÃ KH", "ngay sinh", "ĐT 3", "customer_no", "Identity"] {
        assert!(is_header(header), "{header}");
    }
    for other in ["", "Danh sách khách hàng 2024", "12", "*"] {
        assert!(!is_header(other), "{other}");
    }
}

#[test]
fn a_sink_takes_one_table() {
    let (references, mapping) = (References::new(), Mapping::default());
    let mut shaper = Shaper::new(
        Entity::Status,
        &Policy::default(),
        &references,
        (&EmptySnapshot, &InMemory),
    );
    let mut sink = shaper.table(&mapping);
    let mut batch = Batch::default();
    batch.push(DataRow::default());
    assert!(sink.rows(&mut batch).is_err());
    assert!(sink.header(&Header::default()).is_ok());
    assert!(sink.header(&Header::default()).is_err());
}
