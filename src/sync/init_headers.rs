//! What `init` makes of single headers of exports and handmade lists, with the real usual headers.
//!
//! Invariant: every header here is one that an export or a person has written.

use crate::{
    codec::{Batch, RowSink},
    infer::{self, KnownAccount, SampledTable},
    model::{Cell, DataRow, Header, TableFacts},
    shape::header_rank,
};

const CODES: [&str; 3] = ["A1", "A2", "A3"];
const NAMES: [&str; 3] = ["Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường"];
const PHONES: [&str; 3] = ["0912345671", "0912 345 672", ""];
const EMAILS: [&str; 3] = ["an@example.com", "", "cuong@example.com"];
const PLACES: [&str; 3] = ["12 Lê Lợi, Huế", "5 Trần Phú, Huế", "7 Hùng Vương"];
const CHOICES: [&str; 3] = ["Mới", "Cũ", "Mới"];
const DAYS: [&str; 3] = ["25/01/1990", "02/03/1991", ""];
const MONTHS: [&str; 3] = ["01/25/1990", "02/03/1991", ""];
const TIMES: [&str; 3] = ["2024-01-25 08:30:00", "2024-02-03 10:00:00", ""];

/// A column beside the one in question, unless that is of the same kind.
const OTHERS: [(&str, [&str; 3]); 4] = [
    ("customer_no", CODES),
    ("customer_name", NAMES),
    ("customer_phones", PHONES),
    ("customer_email", EMAILS),
];

const CODE: &str = "customer_no";
const NAME: &str = "customer_name";
const PHONE: &str = "customer_phones";
const EMAIL: &str = "customer_email";

/// The kind of the values, the headers, and what they are mapped to; `#` is a line that does nothing.
const CASES: &[(&str, [&str; 3], &[&str])] = &[
    (
        CODE,
        CODES,
        &[
            "Mã khách hàng (*)",
            "Mã KH\n(bắt buộc)",
            "Mã KH *",
            "Person - ID",
            "Khách hàng: Mã",
            "Record ID",
            "Mã hồ sơ",
            "Số hồ sơ",
            "Mã nhà cung cấp",
            "Mã NCC",
            "Mã học sinh",
            "Mã HS",
            "MSSV",
            "Mã sinh viên",
            "Mã bệnh nhân",
            "Mã BN",
            "MRN",
            "Patient ID",
            "Student ID",
            "Supplier code",
            "Mã hội viên",
            "Mã hợp đồng",
        ],
    ),
    (
        NAME,
        NAMES,
        &[
            "Tên khách hàng (*)",
            "Họ và tên\n(bắt buộc)",
            "Person - Name",
            "Contact: Full name",
            "Họ tên bệnh nhân",
            "Họ và tên học sinh",
            "Tên nhà cung cấp",
            "Patient Name",
            "Chủ hộ",
            "Tên công ty",
        ],
    ),
    (
        PHONE,
        PHONES,
        &[
            "Phone 1 - Value",
            "Person - Phone - Work",
            "Person - Phone",
            "Điện thoại\n(bắt buộc)",
            "SĐT 2 (nếu có)",
            "SĐT (Zalo)",
            "Số điện thoại *",
            "Điện thoại 1",
            "Mobile Phone Number",
            "Di động của bệnh nhân",
            "Điện thoại [VN]",
            "Business Phone",
        ],
    ),
    (
        "#",
        PHONES,
        &[
            "Assistant's Phone",
            "SĐT người liên hệ",
            "SĐT (người thân)",
            "SĐT phụ huynh",
            "Điện thoại kế toán",
            "Emergency Contact Phone",
            "SĐT vợ/chồng",
            "Điện thoại (trợ lý)",
            "Parent Phone",
        ],
    ),
    (
        EMAIL,
        EMAILS,
        &[
            "Email (nếu có)",
            "E-mail 1 - Value",
            "Person - Email - Work",
            "Contact: Email",
            "Email *",
        ],
    ),
    (
        "#",
        EMAILS,
        &["Email người phụ trách", "Owner Email", "Email (người mua)"],
    ),
    (
        "customer_address",
        PLACES,
        &[
            "Địa chỉ (Hóa đơn)",
            "Address 1 - Formatted",
            "Địa chỉ\n(số nhà, đường)",
            "Contact: Address",
        ],
    ),
    (
        "customer_status_code",
        CHOICES,
        &[
            "Trạng thái (*)",
            "Tình trạng hồ sơ",
            "Lead Status",
            "Person - Status",
        ],
    ),
    (
        "customer_type_code",
        CHOICES,
        &["Loại khách (*)", "Phân loại", "Contact: Type"],
    ),
    (
        "customer_group_name",
        CHOICES,
        &[
            "Nhóm (*)",
            "Nhóm khách hàng\n(chọn trong danh sách)",
            "Customer group",
        ],
    ),
    ("previous_no", CODES, &["Mã (cũ)", "Mã KH cũ (nếu có)"]),
    (
        "# date = \"%d/%m/%Y\" }",
        DAYS,
        &["Ngày sinh", "Ngày sinh (dd/mm/yyyy)", "Birthday"],
    ),
    (
        "# date = \"%d/%m/%Y\", date_from = \"mdy\" }",
        MONTHS,
        &["Birthday", "Date of birth"],
    ),
    ("# date = \"%d/%m/%Y %H:%M\" }", TIMES, &["Lần gọi"]),
    (
        "#",
        CODES,
        &["Organization - ID", "Phone 1 - Label", "STT", "Ngày tạo"],
    ),
];

fn table(header: &str, values: [&str; 3], kind: &str) -> SampledTable {
    let others = OTHERS.into_iter().filter(|(name, _)| *name != kind);
    let columns: Vec<(&str, [&str; 3])> = others.chain([(header, values)]).collect();
    let mut table = SampledTable::default();
    let names = columns.iter().map(|(name, _)| (*name).to_owned()).collect();
    let header = Header {
        names,
        ..Header::default()
    };
    table.header(&header).expect("it takes headers");
    let mut batch = Batch::default();
    for row in 0..3 {
        let cells = columns
            .iter()
            .map(|(_, values)| Cell::Text(values[row].to_owned()));
        batch.push(DataRow {
            cells: cells.collect(),
            ..DataRow::default()
        });
    }
    table.rows(&mut batch).expect("it takes rows");
    table.facts = TableFacts {
        rows: 3,
        ..TableFacts::default()
    };
    "kh.csv".clone_into(&mut table.path);
    table
}

#[test]
fn headers_are_mapped_by_what_they_say() {
    let mut wrong = Vec::new();
    for (kind, values, headers) in CASES {
        for header in *headers {
            let table = table(header, *values, kind);
            let draft = infer::infer(&[table], &header_rank, None);
            let text = infer::write(&draft, &KnownAccount::default());
            let quoted = format!("\"{}\"", header.replace('\n', "\\n"));
            let lines = text.lines().filter(|line| line.contains(&quoted));
            let lines: Vec<&str> = lines.collect();
            let is_right = match kind.strip_prefix('#') {
                Some(form) => lines
                    .iter()
                    .all(|line| line.starts_with('#') && line.contains(form.trim())),
                None => lines
                    .iter()
                    .any(|line| line.starts_with(&format!("{kind} = "))),
            };
            if !is_right || lines.is_empty() {
                wrong.push(format!("{header} is not {kind}: {lines:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
