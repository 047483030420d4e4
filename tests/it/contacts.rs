//! `init` with the real program on address books and on lists with unknown headers.
//!
//! Invariant: no person is read as a header, and missing columns are reported.

use std::fs;

use tempfile::TempDir;

use crate::program::{self, Ran};

struct ContactFolder(TempDir);

impl ContactFolder {
    fn new() -> Self {
        Self(TempDir::new().expect("a folder can be created"))
    }

    fn write(&self, name: &str, lines: &[&str]) {
        fs::write(self.0.path().join(name), lines.join("\r\n")).expect("the file can be written");
    }

    #[track_caller]
    fn run(&self, arguments: &[&str]) -> Ran {
        program::start(self.0.path(), arguments, &[]).end()
    }

    #[track_caller]
    fn proposed(&self, lines: &[&str]) -> String {
        self.write("danh-ba.csv", lines);
        self.run(&[
            "init",
            "danh-ba.csv",
            "--stdout",
            "--base-url",
            "http://127.0.0.1:9",
            "--vbot-id",
            "1",
            "--project-code",
            "P",
        ])
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
fn contacts_whose_labels_look_like_headers_are_rows() {
    let folder = ContactFolder::new();
    let text = folder.proposed(&GOOGLE);
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
    let text = folder.proposed(&titled);
    has(&text, &lines);
    has(&text, &["# header_row = 3"]);
}

#[test]
fn check_reads_the_configuration_that_init_proposes_for_contacts() {
    let folder = ContactFolder::new();
    let text = folder.proposed(&GOOGLE);
    let code = text.lines().find(|line| line.starts_with("# customer_no"));
    let defaults =
        "customer_status_code = \"A\"\ncustomer_type_code = \"B\"\ncustomer_group_name = \"C\"";
    let text = text
        .replace(
            code.expect("the proposal has a line for customer_no"),
            "customer_no = \"Phone 1 - Value\"",
        )
        .replace(
            "[source.defaults]",
            &format!("[source.defaults]\n{defaults}"),
        );
    folder.write("vbot-sync.toml", &[&text]);
    let check = folder.run(&["check"]).exits(0);
    check.prints(&["customer 3 rows are good, 0 rejected"]);
}

#[test]
fn unknown_headers_of_an_address_book_are_proposed() {
    let folder = ContactFolder::new();
    let text = folder.proposed(&[
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
fn a_record_made_of_known_words_is_no_header() {
    let folder = ContactFolder::new();
    let header = "Biệt danh;Liên lạc;Thẻ;Nơi";
    let records = ["Nguyễn Thị Sáu;0935000004;VIP;Huế"; 8];
    for odd in ["Nguyễn Nhóm;Email;Nhóm;", "Nhóm;;;Địa chỉ", "Tên;Email;;"] {
        let lines = [&["Danh bạ;;;", header][..], &records, &[odd], &records].concat();
        let text = folder.proposed(&lines);
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
fn lists_without_customers_are_refused_with_what_is_missing() {
    let folder = ContactFolder::new();
    folder.write(
        "kh.csv",
        &["ma_kh,ten_kh,dia_chi", "K1,Lê An,Huế", "K2,Vũ Bá,Huế"],
    );
    let words = &["kh.csv", "phones or e-mails are missing", "ma_kh", "ten_kh"];
    folder.run(&["init", "kh.csv"]).fails_with(1, words);
    folder.write("khong.csv", &["Vũ Bá,0935000006", "Lê An,0935000007"]);
    let words = &["khong.csv", "row 1 is a record"];
    folder.run(&["init", "khong.csv"]).fails_with(1, words);
    folder.write("la.csv", &["một,hai", "1,2"]);
    let words = &["la.csv", "none that are known (một, hai)"];
    folder.run(&["init", "la.csv"]).fails_with(1, words);
}
