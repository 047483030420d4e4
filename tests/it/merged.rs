//! Merged cells and hidden rows of a workbook, from the file to the account.

use serde_json::json;

use crate::{
    archive,
    fixture::{CUSTOMER, Fixture},
    program::Ran,
};

/// Three customers who share a name, two of them an address, and one customer in a hidden row.
const ROWS: [&str; 4] = [
    "KH1,Mai,0912345671,MOI,LE,Hà Nội,Huế",
    "KH2,,0912345672,MOI,LE,Hà Nội,",
    "KH3,,0912345673,MOI,LE,Hà Nội,Vinh",
    "KH4,An,0912345674,MOI,LE,Hà Nội,Huế",
];
const MERGED: &str =
    "<mergeCells><mergeCell ref=\"B2:B4\"/><mergeCell ref=\"G2:G3\"/></mergeCells>";

fn workbook(rows: &[&str], hidden: u32) -> Vec<u8> {
    let header = format!("{CUSTOMER},customer_address");
    let rows = [header.as_str()].into_iter().chain(rows.iter().copied());
    let rows = (1_u32..).zip(rows).map(|(number, row)| {
        let cells = ('A'..)
            .zip(row.split(','))
            .filter(|(_, text)| !text.is_empty());
        let cells = cells.map(|(column, text)| {
            format!("<c r=\"{column}{number}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
        });
        let cells: String = cells.collect();
        let hidden = if number == hidden {
            " hidden=\"1\""
        } else {
            ""
        };
        format!("<row r=\"{number}\"{hidden}>{cells}</row>")
    });
    let rows: String = rows.collect();
    archive::xlsx(&format!("{rows}</sheetData>{MERGED}<sheetData>"), "")
}

fn scene() -> Fixture {
    let scene = Fixture::builder().customers(&[]).start();
    scene.write("customer.csv", workbook(&ROWS, 5));
    scene
}

fn fill(scene: &Fixture) {
    scene.configure(|text| text.replace("[[source]]", "[[source]]\nmerged = \"fill\""));
}

fn check(scene: &Fixture, exit: i32) -> Ran {
    scene.run(&["check"]).exits(exit)
}

#[test]
fn a_row_without_a_required_value_is_held_and_the_merged_cell_is_named() {
    let scene = scene();
    check(&scene, 3).prints(&[
        "2 × row.merged error: `customer_name` is required but blank, since its cell is merged over rows 2 to 4",
        "unmerge the cells and fill the value in, or set `merged = \"fill\"` in the [[source]]",
        "customer.csv [S] row 3, column",
        "1 × row.hidden hint: in Excel, show all rows, and delete those that are not to be sent warning: row 5 is hidden in the workbook, and read like any other",
        "customer 2 rows are good, 2 rejected",
    ]);
    scene.sync().exits(3);
    assert_eq!(scene.customer("KH2"), json!(null));
    assert_eq!(
        scene.customer("KH4")["customer_name"],
        "An",
        "a hidden row is sent"
    );
}

#[test]
fn fill_gives_every_row_of_a_merged_cell_its_value() {
    let scene = scene();
    fill(&scene);
    check(&scene, 0).prints(&["row.hidden", "customer 4 rows are good, 0 rejected"]);
    scene.sync().exits(0);
    for (code, name, address) in [
        ("KH1", "Mai", "Huế"),
        ("KH2", "Mai", "Huế"),
        ("KH3", "Mai", "Vinh"),
    ] {
        let customer = scene.customer(code);
        assert_eq!(customer["customer_name"], name, "{code}");
        assert_eq!(customer["customer_address"], address, "{code}");
    }
    scene.sync().exits(0);
    scene.server.reset_log();
    scene.sync().exits(0);
    assert_eq!(
        scene.sent(),
        [""; 0],
        "the same workbook has the same values"
    );
}

#[test]
fn without_fill_merged_cells_keep_the_last_sent_value() {
    let scene = scene();
    fill(&scene);
    scene.sync().exits(0);
    scene.configure(|text| text.replace("merged = \"fill\"", "merged = \"keep\""));
    let rows = ROWS.map(|row| row.replace(",,09", ",Mai,09"));
    let rows = rows.each_ref().map(String::as_str);
    scene.write("customer.csv", workbook(&rows, 0));
    scene.server.reset_log();
    let ran = scene.sync().exits(0);
    ran.prints(&[
        "no value in row 3 since a cell is merged with one above: what was sent last stays",
    ]);
    assert_eq!(scene.sent(), [""; 0]);
    assert_eq!(scene.customer("KH2")["customer_address"], "Huế");
}
