//! The sheets of two nights, and the account that equals them.
//!
//! One table has both forms: CSV for the product, and the JSON of the account for `verdict`, which therefore uses
//! no code of the product for the expected state. Invariant: a night's tables have every record that a customer
//! refers to.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};
use vbot_sync::model::{Dialect, Entity};

/// The custom fields that the customers' sheets have a column for.
pub const FIELDS: [&str; 3] = ["F1", "F2", "F3"];

const CUSTOMER: &str = "identity,customer_no,customer_name,customer_phones,customer_status_code,customer_type_code,customer_group_name,F1,F2,F3";

/// One entity's sheet.
#[derive(Clone, Debug)]
pub struct Sheet {
    pub entity: Entity,
    headers: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

/// All five sheets of a night.
#[derive(Clone, Debug)]
pub struct Night(pub Vec<Sheet>);

impl Sheet {
    fn new(entity: Entity, headers: &'static str, rows: &[&str]) -> Self {
        let cells = |row: &&str| row.split(',').map(str::to_owned).collect();
        Self {
            entity,
            headers: headers.split(',').collect(),
            rows: rows.iter().map(cells).collect(),
        }
    }

    /// The sheet as it is exported. Under v3 groups have no description.
    pub fn csv(&self, dialect: Dialect) -> String {
        let left_out = match dialect {
            Dialect::V3 => "group_description",
            _ => "",
        };
        let kept = |at: usize| self.headers[at] != left_out;
        let mut text = String::new();
        let headers: Vec<String> = self.headers.iter().map(ToString::to_string).collect();
        for row in std::iter::once(&headers).chain(&self.rows) {
            let cells = row.iter().enumerate().filter(|(at, _)| kept(*at));
            let cells: Vec<&str> = cells.map(|(_, cell)| cell.as_str()).collect();
            writeln!(text, "{}", cells.join(",")).expect("a string can be written");
        }
        text
    }

    /// The records of the account: one for each row, by its code.
    fn state(&self, dialect: Dialect) -> Value {
        let record = |row: &Vec<String>| {
            let mut code = String::new();
            let mut record = blank(self.entity);
            for (header, cell) in self.headers.iter().zip(row) {
                match *header {
                    header if header == self.entity.code_key() => code.clone_from(cell),
                    "previous_no" | "identity" => {}
                    "group_description" if dialect == Dialect::V3 => {}
                    "customer_phones" => record[*header] = cell.split(';').collect(),
                    field if FIELDS.contains(&field) => {
                        if !cell.is_empty() {
                            record["fields"][field] = json!(cell);
                        }
                    }
                    header => record[header] = json!(cell),
                }
            }
            (code, record)
        };
        Value::Object(self.rows.iter().map(record).collect::<Map<_, _>>())
    }
}

/// A record without values.
pub fn blank(entity: Entity) -> Value {
    match entity {
        Entity::Status => json!({"status_name": ""}),
        Entity::Type => json!({"type_name": ""}),
        Entity::Group => json!({"group_name": "", "group_description": ""}),
        Entity::Field => json!({"field_name": "", "field_type": "", "field_description": ""}),
        Entity::Customer => json!({
            "customer_name": "", "customer_phones": [], "customer_address": "", "customer_email": "",
            "customer_status_code": "", "customer_type_code": "", "customer_group_name": "", "fields": {},
        }),
    }
}

impl Night {
    fn of(tables: [&[&str]; 5]) -> Self {
        let [statuses, types, groups, fields, customers] = tables;
        Self(vec![
            Sheet::new(
                Entity::Status,
                "status_no,previous_no,status_name",
                statuses,
            ),
            Sheet::new(Entity::Type, "type_no,previous_no,type_name", types),
            Sheet::new(
                Entity::Group,
                "group_no,previous_no,group_name,group_description",
                groups,
            ),
            Sheet::new(
                Entity::Field,
                "field_no,field_name,field_type,field_description",
                fields,
            ),
            Sheet::new(Entity::Customer, CUSTOMER, customers),
        ])
    }

    /// The whole account, as the sandbox shows it.
    pub fn state(&self, dialect: Dialect) -> Value {
        let sheets = self.0.iter();
        Value::Object(
            sheets
                .map(|sheet| (sheet.entity.to_string(), sheet.state(dialect)))
                .collect(),
        )
    }

    /// A small account with everything that the second night changes.
    pub fn first() -> Self {
        Self::of([
            &["S1,,Mới", "S2,,Đang gọi", "S3,,Đã mua", "S4,,Ngừng"],
            &["T1,,Khách lẻ", "T2,,Khách VIP", "T3,,Đại lý"],
            &[
                "G1,,Miền Bắc,từ Thanh Hoá trở ra",
                "G2,,Miền Trung,",
                "G3,,Miền Nam,",
            ],
            &["F1,Nguồn,STRING,", "F2,Ghi chú,STRING,"],
            &[
                "1,K1,An,0912000001,S1,T1,Miền Bắc,web,,",
                "2,K2,Bình,0912000002,S2,T2,Miền Trung,,,",
                "3,K3,Cúc,0912000003;0282000003,S2,T3,Miền Trung,web,,",
                "4,K4,Dung,0912000004,S2,T3,Miền Trung,,,",
                "5,K5,Em,0912000005,S3,T3,Miền Bắc,,,",
                "6,K6,Giang,0912000006,S4,T3,Miền Nam,,nợ,",
                "7,K7,Hà,0912000007,S2,T3,Miền Trung,web,,",
                "8,K8,Khoa,0912000008,S2,T3,Miền Trung,,gọi lại,",
                "9,K9,Lan,0912000009,S4,T3,Miền Nam,,,",
                "10,K10,Minh,0912000010,S2,T3,Miền Trung,web,,",
            ],
        ])
    }

    /// Creates, updates, deletes and changes of code of every entity: two types and two customers swap their
    /// codes, a group gets another name, another customer gets the code K7, and customers stop referring to
    /// deleted lookups.
    pub fn second() -> Self {
        Self::of([
            &[
                "S1,,Mới đến",
                "S2,,Đang gọi",
                "S9,S3,Đã mua",
                "S5,,Hẹn gọi lại",
            ],
            &["T2,T1,Khách lẻ", "T1,T2,Khách VIP", "T3,,Đại lý"],
            &[
                "G1,,Bắc Bộ,từ Thanh Hoá trở ra",
                "G8,G2,Miền Trung,",
                "G4,,Tây Nguyên,",
            ],
            &["F1,Nguồn,STRING,khách từ đâu tới", "F3,Hạng,STRING,"],
            &[
                "1,K2,An,0912000001,S1,T2,Bắc Bộ,web,,",
                "2,K1,Bình,0912000002,S2,T1,Miền Trung,,,",
                "3,K13,Cúc,0912000003;0282000003,S2,T3,Miền Trung,web,,",
                "4,K4,Dung Anh,0912000004,S2,T3,Miền Trung,,,",
                "5,K5,Em,0912000005,S9,T3,Bắc Bộ,,,",
                "17,K7,Hoa,0912000017,S5,T1,Tây Nguyên,,,vàng",
                "8,K8,Khoa,0912000008,S2,T3,Miền Trung,,,bạc",
                "9,K9,Lan,0912000009,S1,T3,Tây Nguyên,,,",
                "10,K10,Minh,0912000010,S2,T3,Miền Trung,web,,",
                "11,K11,Nga,0912000011,S5,T3,Tây Nguyên,,,vàng",
                "12,K12,Oanh,0912000012,S9,T2,Bắc Bộ,báo,,",
            ],
        ])
    }

    /// The same with this row in place of the customer whose row starts with that text.
    pub fn with(mut self, start: &str, row: Option<&str>) -> Self {
        let rows = &mut self.0[4].rows;
        rows.retain(|row| start.is_empty() || !row.join(",").starts_with(start));
        rows.extend(row.map(|row| row.split(',').map(str::to_owned).collect()));
        self
    }

    /// The same with many more customers, of whom about a half change in the second night.
    pub fn with_more_customers(mut self, second: bool) -> Self {
        let customers = &mut self.0[4];
        for number in 100..150_u32 {
            let (mut identity, mut code, mut name) = (number, number, "Khách");
            if second {
                match number % 10 {
                    0 if number < 130 => continue,
                    1 => name = "Quý khách",
                    2 => code += 1000,
                    // Two neighbours swap their codes.
                    3 => code += 1,
                    4 => code -= 1,
                    5 if number < 120 => identity += 1000,
                    _ => {}
                }
            }
            let row = format!(
                "{identity},C{code},{name} {identity},0913{identity:0>6},S2,T3,Miền Trung,web,,"
            );
            customers
                .rows
                .push(row.split(',').map(str::to_owned).collect());
        }
        self
    }
}
