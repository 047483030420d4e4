//! Values in the account when the configuration sets formats, parts and constants.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::{Value, json};

use crate::fixture::{Fixture, table};

const HEADER: &str = "customer_no,customer_phones,customer_status_code,customer_group_name,Họ,Tên,Ngày sinh,Doanh thu,Liên hệ,Giới tính";

const MAPPING: &str = r#"
[source.columns]
customer_name = { column = ["Họ", "Tên"], join = " " }
customer_type_code = { constant = "LE" }
[source.fields]
NGAY_SINH = { column = "Ngày sinh", date = "%d/%m/%Y" }
DOANH_THU = { column = "Doanh thu", number = true }
NGUON = { column = "Liên hệ", split = " - ", part = 2 }
GIOI_TINH = "Giới tính"
KENH = { constant = "excel" }
[source.values.GIOI_TINH]
"Nam" = "M"
"Nữ" = "F"
[source.defaults]
NGUON = "Khác"
"#;

/// Sources with these customers and all lookups and fields that they use.
fn scene(rows: &[&str]) -> Fixture {
    let fields = ["NGAY_SINH", "DOANH_THU", "NGUON", "GIOI_TINH", "KENH"];
    let fields = fields.map(|code| format!("{code},{code},STRING"));
    let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
    let lookup = |entity: &str, row: &str| table(&format!("{entity}_no,{entity}_name"), &[row]);
    Fixture::builder()
        .source("status", &lookup("status", "MOI,Mới"), "")
        .source("type", &lookup("type", "LE,Khách lẻ"), "")
        .source("group", &lookup("group", "001,Hà Nội"), "")
        .source(
            "field",
            &table("field_no,field_name,field_type", &fields),
            "",
        )
        .source("customer", &table(HEADER, rows), MAPPING)
        .start()
}

fn messages(plan: &Value, rule: &str) -> Vec<String> {
    let issues = plan["issues"].as_array().expect("a plan has issues");
    let meant = issues.iter().filter(|issue| issue["rule"] == rule);
    meant
        .map(|issue| issue["message"].as_str().expect("a message").to_owned())
        .collect()
}

#[test]
fn values_arrive_in_the_configured_form() {
    let scene = scene(&[
        "K1,0912345678 - Zalo,MOI,Hà Nội,Nguyễn,An,1/2/1990,\"1.500.000,5 đ\",Lan - Facebook,nam",
        "K2,0912345679,MOI,Hà Nội,,Bình,ngày 25 tháng 12 năm 1985,,Mai,Nữ",
    ]);
    scene.sync().exits(0);
    let an = scene.customer("K1");
    assert_eq!(an["customer_name"], "Nguyễn An");
    assert_eq!(an["customer_type_code"], "LE");
    assert_eq!(an["customer_phones"], json!(["0912345678"]));
    let fields = json!({
        "NGAY_SINH": "01/02/1990", "DOANH_THU": "1500000.5", "NGUON": "Facebook",
        "GIOI_TINH": "M", "KENH": "excel",
    });
    assert_eq!(an["fields"], fields);
    let fields = json!({
        "NGAY_SINH": "25/12/1985", "NGUON": "Khác", "GIOI_TINH": "F", "KENH": "excel",
    });
    assert_eq!(scene.customer("K2")["fields"], fields);
}

#[test]
fn an_invalid_date_leaves_the_account_unchanged() {
    let row = |birthday: &str| format!("K1,0912345678,MOI,Hà Nội,,An,{birthday},5,x - y,Nam");
    let scene = scene(&[&row("1990-02-01")]);
    scene.sync().exits(0);
    scene.sent();
    for wrong in ["31/02/1990", "hôm qua"] {
        scene.write("customer.csv", table(HEADER, &[&row(wrong)]));
        let found = messages(&scene.plan(), "row.date");
        assert_eq!(
            found,
            [format!(
                "“{wrong}” is not a date; `NGAY_SINH` is left as it was"
            )]
        );
        scene.sync().exits(0);
        assert_eq!(scene.sent(), [""; 0]);
    }
    assert_eq!(scene.customer("K1")["fields"]["NGAY_SINH"], "01/02/1990");
}

#[test]
fn doubtful_and_unknown_values_are_reported_per_column() {
    let row = |code: &str, birthday: &str, kind: &str| {
        format!("{code},0912345678,MOI,Hà Nội,,{code},{birthday},1.234,x,{kind}")
    };
    let rows = [row("K1", "1/2/1990", "Khác"), row("K2", "3/4/1990", "Khác")];
    let plan = scene(&[&rows[0], &rows[1]]).plan();
    assert_eq!(
        messages(&plan, "values.unmapped"),
        ["`Khác` in 2 rows (the first is row 2) has no entry under [source.values.GIOI_TINH]"]
    );
    assert_eq!(messages(&plan, "column.dates").len(), 1);
    assert_eq!(messages(&plan, "column.numbers").len(), 1);
    let issue = plan["issues"].as_array().expect("a plan has issues").iter();
    let issue = issue.clone().find(|issue| issue["rule"] == "column.dates");
    let origin = &issue.expect("an issue")["origin"];
    assert_eq!(
        (&origin["row"], &origin["column"]),
        (&json!(1), &json!("Ngày sinh"))
    );
}

#[test]
fn an_excel_date_is_the_same_day_in_every_format() {
    let scene = scene(&[]);
    scene.configure(|text| text.replace("customer.csv", "customer.xlsx"));
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, header) in (0..).zip(HEADER.split(',')) {
        sheet.write(0, column, header).expect("a header row");
    }
    let day = ExcelDateTime::from_ymd(1990, 2, 1).expect("a date");
    for (row, code) in [(1, "m/d/yyyy"), (2, "d-mmm-yy"), (3, "mm-dd-yy")] {
        let cells = [&*format!("K{row}"), "0912345678", "MOI", "Hà Nội", "", code];
        for (column, cell) in (0..).zip(cells) {
            sheet.write(row, column, cell).expect("a cell");
        }
        let format = Format::new().set_num_format(code);
        sheet
            .write_datetime_with_format(row, 6, &day, &format)
            .expect("a date");
        sheet.write(row, 7, 1234.5).expect("a number");
    }
    let bytes = book.save_to_buffer().expect("a workbook");
    scene.write("customer.xlsx", bytes);
    scene.sync().exits(0);
    for code in ["K1", "K2", "K3"] {
        let fields = &scene.customer(code)["fields"];
        assert_eq!(fields["NGAY_SINH"], "01/02/1990", "{code}");
        assert_eq!(fields["DOANH_THU"], "1234.5", "{code}");
    }
}

#[test]
fn a_constant_beside_a_column_is_refused_with_its_line() {
    let scene = scene(&[]);
    scene
        .configure(|text| text.replace("constant = \"excel\"", "constant = \"x\", column = \"y\""));
    scene.run(&["plan"]).fails_with(
        1,
        &[
            "a `constant` stands alone, without `column`",
            "vbot-sync.toml line ",
        ],
    );
}
