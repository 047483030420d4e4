//! The header row, if rows below it or titles above it contain words that are column names elsewhere.
//!
//! Invariant: neither a record nor a title becomes the header.

use super::csv;

/// The header row of a text file in which these rows are followed by records of this width.
fn header(rows: &[&str], width: usize) -> u32 {
    let record = |number: u32| {
        let cells = (1..width).map(|column| format!("x{column} {number}"));
        let cells: Vec<String> = cells.collect();
        format!("091234567{number};{}\n", cells.join(";"))
    };
    let records: String = (0..6).map(record).collect();
    csv(format!("{}\n{records}", rows.join("\n"))).headers[0].row
}

#[test]
fn two_known_words_in_a_record_are_no_header() {
    for unknown in ["Cột A;Cột B;Cột C", "Ai;Số;Mã KH"] {
        for record in ["Tên;SĐT;x", "Tên;SĐT;", ";Tên;SĐT", "x;Tên;SĐT"] {
            assert_eq!(header(&[unknown, record], 3), 1, "{unknown}, {record}");
            let titled = ["Báo cáo;;", "", unknown, "x;y;z", record];
            assert_eq!(header(&titled, 3), 3, "{unknown}, {record} below a title");
        }
    }
    let many = vec!["x;y;z"; 60];
    let rows = [&["Cột A;Cột B;Cột C"][..], &many, &["Tên;SĐT;x"]].concat();
    assert_eq!(header(&rows, 3), 1, "far below the header");
}

#[test]
fn more_known_words_are_a_header_below_names_of_another_kind() {
    let technical = "x_ma;x_ten;x_dt;x_ngay;x_loai;x_nguon;x_ghi;x_kho";
    let labels = "Mã KH;Tên;SĐT;Ngày của;Loại;Nguồn;Ghi;Kho";
    assert_eq!(header(&[technical, labels], 8), 2);
    let sparse = "Mã KH;Tên;SĐT;;Loại;Nguồn;Ghi;";
    assert_eq!(header(&[technical, sparse], 8), 2, "half of them are known");
    let sparser = "Mã KH;Tên;SĐT;a;b;c;d;";
    assert_eq!(header(&[technical, sparser], 8), 1);
}

#[test]
fn titles_are_no_header() {
    for title in [
        "Chi nhánh;Hà Nội;Kho",
        "Công ty;Mẫu 01;Ngày in: 29/11",
        "Tất cả;Tất cả;Tất cả",
        "Danh sách khách hàng của các chi nhánh miền Bắc;x;y",
        "Từ ngày;01/11/2026;30/11/2026",
    ] {
        assert_eq!(header(&[title, "STT;Tên;SĐT"], 3), 2, "{title}");
        assert_eq!(header(&[title, "Mã KH;Tên;SĐT"], 3), 2, "{title}");
        assert_eq!(
            header(&[title, "STT;Tên;SĐT;Nợ"], 4),
            2,
            "{title} is narrower"
        );
    }
    assert_eq!(header(&["Danh sách;Tháng 11", "Tên;SĐT"], 2), 2);
}

#[test]
fn a_title_of_half_a_row_is_above_a_header_that_is_not_known() {
    let titles = ["DANH SÁCH;;;Ngày in: 29/11/2026", "Chi nhánh;Hà Nội;;"];
    for unknown in ["Biệt danh;Liên lạc;Thẻ;Kho", "Biệt danh;Liên lạc;;Kho"] {
        let rows = [titles[0], titles[1], unknown];
        assert_eq!(header(&rows, 4), 3, "{unknown}");
        assert_eq!(header(&rows[1..], 4), 2, "{unknown}");
    }
    assert_eq!(header(&["Biệt danh;Liên lạc", "x;y"], 2), 1);
}
