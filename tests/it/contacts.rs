//! `init` with the real program on address books and lists whose headers it hardly knows.
//!
//! Invariant: no person is taken for a header, and what is missing is said.

use std::fs;

use tempfile::TempDir;

use crate::program::{self, Ran};

struct ContactFolder(TempDir);

impl ContactFolder {
    fn new() -> Self {
        Self(TempDir::new().expect("a folder can be made"))
    }

    fn write(&self, name: &str, lines: &[&str]) {
        fs::write(self.0.path().join(name), lines.join("\r\n")).expect("it can be written");
    }

    #[track_caller]
    fn run(&self, arguments: &[&str]) -> Ran {
        program::start(self.0.path(), arguments, &[]).end()
    }

    #[track_caller]
    fn proposed(&self, lines: &[&str]) -> String {
        self.write("danh-ba.csv", lines);
        self.run(&["init", "danh-ba.csv", "--stdout"])
            .exits(0)
            .stdout
    }
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

const GOOGLE: [&str; 4] = [
    "First Name,Middle Name,Last Name,Nickname,Organization Name,Birthday,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,Address 1 - Label,Address 1 - Formatted",
    "Quang,,Phạm,,,,* myContacts,Email,quang@example.com,Mobile,0935000001,Home phone,0935000011,Address,4 Hàng Bài",
    "Minh Thư,,Vũ,,,,* myContacts,Email,thu@example.com,Mobile,0935000002,,,,",
    "Gia Hân,,Đỗ,,,,Group,,,Mobile,0935000003,Work phone,0243500003,,",
];

#[test]
fn contacts_whose_labels_are_usual_headers_are_rows() {
    let desk = ContactFolder::new();
    let text = desk.proposed(&GOOGLE);
    let lines = [
        "customer_name = [\"Last Name\", \"First Name\"]",
        "customer_phones = [\"Phone 1 - Value\", \"Phone 2 - Value\"]",
        "customer_email = \"E-mail 1 - Value\"",
        "customer_address = \"Address 1 - Formatted\"",
        "encoding = \"UTF-8\"",
        "# PHONE_1_LABEL = \"Phone 1 - Label\"",
        "# customer_no = ",
    ];
    has(&text, &lines);
    assert!(!text.contains("header_row"), "{text}");
    let titled: Vec<&str> = ["Danh bạ", ""].into_iter().chain(GOOGLE).collect();
    let text = desk.proposed(&titled);
    has(&text, &lines);
    has(&text, &["# header_row = 3"]);
}

#[test]
fn what_init_proposes_of_contacts_is_read_by_check() {
    let desk = ContactFolder::new();
    let text = desk.proposed(&GOOGLE);
    let code = text.lines().find(|line| line.starts_with("# customer_no"));
    let defaults =
        "customer_status_code = \"A\"\ncustomer_type_code = \"B\"\ncustomer_group_name = \"C\"";
    let text = text
        .replace(
            code.expect("it is missing"),
            "customer_no = \"Phone 1 - Value\"",
        )
        .replace(
            "[source.defaults]",
            &format!("[source.defaults]\n{defaults}"),
        );
    desk.write("vbot-sync.toml", &[&text]);
    let check = desk.run(&["check"]).exits(0);
    check.tells(&["customer 3 rows are good, 0 rejected"]);
}

#[test]
fn headers_of_an_address_book_that_are_not_known_are_offered() {
    let desk = ContactFolder::new();
    let text = desk.proposed(&[
        "Danh bạ Zalo,,",
        "Biệt danh,Liên lạc,Thẻ",
        "Nguyễn Thị Sáu,0935000004,Khách hàng",
        "Mai Văn Bảy,0935000005,Nhóm",
    ]);
    let lines = [
        "# header_row = 2",
        "# customer_name = \"Biệt danh\"",
        "# customer_phones = \"Liên lạc\"",
        "# THE = \"Thẻ\"",
    ];
    has(&text, &lines);
}

#[test]
fn a_record_of_known_words_is_not_taken_for_the_header() {
    let desk = ContactFolder::new();
    let header = "Biệt danh;Liên lạc;Thẻ;Nơi";
    let records = ["Nguyễn Thị Sáu;0935000004;VIP;Huế"; 8];
    for odd in ["Nguyễn Nhóm;Email;Nhóm;", "Nhóm;;;Địa chỉ", "Tên;Email;;"] {
        let lines = [&["Danh bạ;;;", header][..], &records, &[odd], &records].concat();
        let text = desk.proposed(&lines);
        let lines = [
            "# header_row = 2",
            "# customer_name = \"Biệt danh\"",
            "# customer_phones = \"Liên lạc\"",
            "# THE = \"Thẻ\"",
        ];
        has(&text, &lines);
    }
}

#[test]
fn what_is_missing_is_said_of_lists_that_are_no_customers() {
    let desk = ContactFolder::new();
    desk.write(
        "kh.csv",
        &["ma_kh,ten_kh,dia_chi", "K1,Lê An,Huế", "K2,Vũ Bá,Huế"],
    );
    let told = &["kh.csv", "phones or e-mails are missing", "ma_kh", "ten_kh"];
    desk.run(&["init", "kh.csv"]).fails_with(1, told);
    desk.write("khong.csv", &["Vũ Bá,0935000006", "Lê An,0935000007"]);
    let told = &["khong.csv", "row 1 is a record"];
    desk.run(&["init", "khong.csv"]).fails_with(1, told);
    desk.write("la.csv", &["một,hai", "1,2"]);
    let told = &["la.csv", "none that are known (một, hai)"];
    desk.run(&["init", "la.csv"]).fails_with(1, told);
}
