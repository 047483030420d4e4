//! The expected account, computed from the sample files by an independent reader.
//!
//! It shares only the crates that open the files with the product, uses no plan, and can read no other exports.
//! Invariant: a row that it can't read is listed as rejected and never guessed.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use calamine::{Data, Reader, Xlsx, open_workbook};
use serde_json::{Map, Value, json};

/// One night's export.
pub struct Night {
    /// As `Server::state` shows an account that is equal to the sheets; rejected rows are not in it.
    pub state: Value,
    /// The codes of the rejected rows.
    pub rejected: BTreeSet<String>,
    /// Code before the change to code now.
    pub moved: BTreeMap<String, String>,
}

/// Reads `samples/night-<number>`.
pub fn night(number: u8) -> Night {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("samples/night-{number}"));
    let mut book = Catalogues::open(&folder.join("danh-muc.xlsx"));
    let statuses = book.rows("Trạng thái", "Mã trạng thái");
    let types = book.rows("Loại", "Mã loại");
    let groups = book.rows("Nhóm", "Mã nhóm");
    let fields = book.rows("Trường thông tin", "Mã trường");
    let mut customers = Customers {
        statuses: by_name(&statuses),
        types: by_name(&types),
        records: Map::new(),
        rejected: BTreeSet::new(),
        moved: BTreeMap::new(),
    };
    customers.read(&folder.join("khach-hang.csv"));
    let state = json!({
        "status": by_code(&statuses, |row| json!({"status_name": row[1]})),
        "type": by_code(&types, |row| json!({"type_name": row[1]})),
        "group": by_code(&groups, |row| json!({"group_name": row[1], "group_description": row[2]})),
        "field": by_code(&fields, |row| json!({
            "field_name": row[1], "field_type": kind(&row[2]), "field_description": row[3],
        })),
        "customer": customers.records,
    });
    Night {
        state,
        rejected: customers.rejected,
        moved: customers.moved,
    }
}

/// The account after the second night: records of rejected rows are as the first night left them.
pub fn after_both_nights() -> Value {
    let (first, second) = (night(1), night(2));
    let mut state = second.state;
    for code in &second.rejected {
        state["customer"][code] = first.state["customer"][code].clone();
    }
    state
}

struct Catalogues(Xlsx<std::io::BufReader<std::fs::File>>);

impl Catalogues {
    fn open(path: &std::path::Path) -> Self {
        Self(open_workbook(path).expect("the workbook can be opened"))
    }

    /// The cells below the row that begins with that header.
    fn rows(&mut self, sheet: &str, header: &str) -> Vec<Vec<String>> {
        let range = self.0.worksheet_range(sheet).expect("the sheet is there");
        let rows = range.rows().map(|row| row.iter().map(shown).collect());
        let rows: Vec<Vec<String>> = rows.collect();
        let top = rows.iter().position(|row| row[0] == header);
        let below = &rows[top.expect("the header is there") + 1..];
        let blank = |row: &&Vec<String>| !row[0].is_empty();
        below.iter().filter(blank).cloned().collect()
    }
}

/// The only numbers in these workbooks are group codes, shown with three digits.
fn shown(cell: &Data) -> String {
    match cell {
        Data::Float(number) => format!("{number:03}"),
        Data::Int(number) => format!("{number:03}"),
        other => other.to_string(),
    }
}

fn by_code(rows: &[Vec<String>], record: impl Fn(&[String]) -> Value) -> Value {
    let records = rows.iter().map(|row| (row[0].clone(), record(row)));
    Value::Object(records.collect())
}

fn by_name(rows: &[Vec<String>]) -> BTreeMap<String, String> {
    rows.iter()
        .map(|row| (row[1].clone(), row[0].clone()))
        .collect()
}

fn kind(text: &str) -> &'static str {
    match text {
        "Chữ" => "STRING",
        "Ngày" => "DATE",
        other => panic!("the samples have no field of kind {other}"),
    }
}

struct Customers {
    statuses: BTreeMap<String, String>,
    types: BTreeMap<String, String>,
    records: Map<String, Value>,
    rejected: BTreeSet<String>,
    moved: BTreeMap<String, String>,
}

/// Custom field code and header.
const FIELDS: [(&str, &str); 4] = [
    ("NGAY_SINH", "Ngày sinh"),
    ("NGUON", "Nguồn"),
    ("GHI_CHU", "Ghi chú"),
    ("MA_NV", "Nhân viên"),
];

impl Customers {
    fn read(&mut self, path: &std::path::Path) {
        let bytes = std::fs::read(path).expect("the sheet can be read");
        let bytes = bytes
            .strip_prefix(b"\xef\xbb\xbf")
            .expect("the sheet begins with a byte order mark");
        let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(bytes);
        for row in reader.deserialize() {
            self.row(&row.expect("the row can be read"));
        }
    }

    fn row(&mut self, row: &BTreeMap<String, String>) {
        let cell = |header: &str| row[header].trim();
        let code = cell("Mã KH").to_owned();
        let phones = phones(&[cell("ĐT 1"), cell("ĐT 2")]);
        let status = self.statuses.get(cell("Trạng thái"));
        let (Some(status), false) = (status, phones.is_empty()) else {
            self.rejected.insert(code);
            return;
        };
        let fields = FIELDS.iter().map(|(code, header)| (*code, cell(header)));
        let fields = fields.filter(|(_, value)| !value.is_empty());
        let fields: BTreeMap<_, _> = fields.collect();
        let record = json!({
            "customer_name": cell("Họ và tên"),
            "customer_phones": phones,
            "customer_address": cell("Địa chỉ"),
            "customer_email": cell("Email"),
            "customer_status_code": status,
            "customer_type_code": self.types[cell("Loại KH")],
            "customer_group_name": cell("Nhóm"),
            "fields": fields,
        });
        if !cell("Mã cũ").is_empty() {
            self.moved.insert(cell("Mã cũ").to_owned(), code.clone());
        }
        assert!(
            self.records.insert(code, record).is_none(),
            "codes are unique"
        );
    }
}

/// Ten digits with a leading zero, each once, in the order of the cells.
fn phones(cells: &[&str]) -> Vec<String> {
    let mut phones = Vec::new();
    for written in cells.iter().flat_map(|cell| cell.split('/')) {
        let digits: String = written.chars().filter(char::is_ascii_digit).collect();
        let national = match digits.len() {
            0 => continue,
            9 => format!("0{digits}"),
            11 => digits.replacen("84", "0", 1),
            _ => digits,
        };
        assert!(
            national.len() == 10 && national.starts_with('0'),
            "the samples have no phone like {written}"
        );
        if !phones.contains(&national) {
            phones.push(national);
        }
    }
    phones
}
