//! Phones, references, custom fields and e-mail addresses of customers.

use super::*;

const AN: &str = "1|An|0912345678|NEW|LE|VIP";

fn phones(record: &Record) -> Option<String> {
    text(record, Attribute::CustomerPhones)
}

#[test]
fn phones_of_all_columns_are_collected_without_duplicates() {
    let sheets = Sheets::of_customers("|ĐT 2|Di động")
        .row(&format!("{AN}|+84 912 345 678/0987654321|=2838123456"));
    let record = only(sheets);
    assert_eq!(
        phones(&record).as_deref(),
        Some("0912345678, 0987654321, 02838123456")
    );
}

#[test]
fn an_odd_phone_is_a_warning_and_no_phone_an_error() {
    let shaped = Sheets::of_customers("")
        .row("1|An|12345|NEW|LE|VIP")
        .row("2|Bình|không có|NEW|LE|VIP")
        .row("3|Chi||NEW|LE|VIP")
        .shape();
    assert_eq!(
        said(&shaped),
        "?phone.invalid 2SĐT: “12345” is not a Vietnamese phone number; it is sent all the same\n\
         ?phone.invalid 3SĐT: “không có” is not a Vietnamese phone number and is left out\n\
         !row.required 3SĐT: `customer_phones` is required but holds no phone number\n\
         !row.required 4SĐT: `customer_phones` is required but blank"
    );
    assert_eq!(phones(&shaped.records[0]).as_deref(), Some("12345"));
    assert_eq!(held_codes(&shaped), [Some("2"), Some("3")]);
}

#[test]
fn blank_phones_may_be_kept_or_have_a_default() {
    let row = "1|An||NEW|LE|VIP";
    let kept = only(
        Sheets::of_customers("")
            .column("customer_phones", &["SĐT"], true)
            .row(row),
    );
    assert_eq!(kept.kept, [Key::Attribute(Attribute::CustomerPhones)]);
    let default = Sheets::of_customers("").default("customer_phones", "84 1900 1234; 0912345678");
    let shaped = default.row(row).shape();
    assert_eq!(
        phones(&shaped.records[0]).as_deref(),
        Some("8419001234, 0912345678")
    );
}

#[test]
fn an_error_in_a_phone_column_rejects_the_row() {
    let shaped = Sheets::of_customers("|ĐT 2")
        .row(&format!("{AN}|#N/A"))
        .shape();
    assert_eq!(
        said(&shaped),
        "!row.cell_error 2ĐT 2: `customer_phones` can't be read, its cell says #N/A"
    );
}

#[test]
fn the_configured_notation_is_used() {
    let sheets = || Sheets::of_customers("").row("1|An|0120 123 4567|NEW|LE|VIP");
    let e164 = sheets().policy(|policy| {
        policy.phones = crate::model::Phones::E164;
        policy.upgrade_old_mobile = true;
    });
    assert_eq!(phones(&only(e164)).as_deref(), Some("+84701234567"));
    let old = sheets().shape();
    assert!(said(&old).contains("retired in 2018"), "{}", said(&old));
}

#[test]
fn references_are_valid_until_their_entity_is_managed() {
    only(Sheets::of_customers("").row(AN));
    let managed = || {
        let sheets = Sheets::of_customers("").manage(Entity::Status, &["NEW", "OLD"]);
        sheets.manage(Entity::Type, &["LE"]).group("G1", "VIP")
    };
    only(managed().row(AN));
    let shaped = managed().row("1|An|0912345678|NEWS|X|VIPP").shape();
    assert_eq!(
        said(&shaped),
        "!row.reference 2Mã trạng thái: there is no status `NEWS`; did you mean `NEW`? \
         Then paste `\"NEWS\" = \"NEW\"` under [source.values.customer_status_code]\n\
         !row.reference 2Mã loại: there is no type `X`\n\
         !row.reference 2Nhóm: there is no group `VIPP`; did you mean `VIP`? \
         Then paste `\"VIPP\" = \"VIP\"` under [source.values.customer_group_name]"
    );
    assert_eq!(held_codes(&shaped), [Some("1")]);
}

#[test]
fn a_moved_reference_is_told_where() {
    let mut sheets = Sheets::of_customers("").manage(Entity::Status, &["B"]);
    sheets
        .references
        .moved(Entity::Status, "NEW".into(), "B".into());
    let shaped = sheets
        .policy(|policy| policy.create_missing = true)
        .row(AN)
        .shape();
    assert_eq!(
        said(&shaped),
        "!row.reference 2Mã trạng thái: status `NEW` is now `B`: correct the cells, or paste \
         `\"NEW\" = \"B\"` under [source.values.customer_status_code]"
    );
    assert!(shaped.missing.is_empty());
}

#[test]
fn missing_references_are_collected_instead_where_they_may_be_created() {
    let sheets = Sheets::of_customers("|NS")
        .field("DOB", "NS", false)
        .manage(Entity::Status, &[])
        .manage(Entity::Field, &[])
        .group("G1", "VIP")
        .policy(|policy| policy.create_missing = true)
        .row(&format!("{AN}|"))
        .row("2|Bình||X|LE|VIP|1990")
        .row("3|Chi|0912345678|NEW|LE|Mới|1990");
    let shaped = sheets.shape();
    let missing = shaped.missing.iter();
    let missing: Vec<_> = missing
        .map(|((entity, name), origin)| (*entity, &**name, origin.row))
        .collect();
    assert_eq!(
        missing,
        [
            (Entity::Status, "NEW", Some(2)),
            (Entity::Group, "Mới", Some(4)),
            (Entity::Field, "DOB", Some(4)),
        ]
    );
}

#[test]
fn a_group_is_named_by_its_code_too() {
    let sheets = || {
        Sheets::of(
            Entity::Customer,
            "Mã KH|Tên KH|SĐT|Mã trạng thái|Mã loại|Mã nhóm|Nhóm",
        )
        .group("G1", "VIP")
        .group("G2", "Lẻ")
    };
    let name = |row: &str| text(&only(sheets().row(row)), Attribute::CustomerGroupName);
    assert_eq!(name("1|An|0912345678|NEW|LE|G1|").as_deref(), Some("VIP"));
    assert_eq!(name("1|An|0912345678|NEW|LE||VIP").as_deref(), Some("VIP"));
    let both = sheets().row("1|An|0912345678|NEW|LE|G2|VIP").shape();
    assert!(said(&both).starts_with("?row.group 2Mã nhóm: the group's code `G2` means “Lẻ”"));
    let unknown = sheets().row("1|An|0912345678|NEW|LE|G11|").shape();
    assert_eq!(
        said(&unknown),
        "!row.reference 2Mã nhóm: there is no group with the code `G11`; did you mean `G1`?"
    );
    let spelled = sheets().row("1|An|0912345678|NEW|LE|g1|").shape();
    assert_eq!(
        text(&spelled.records[0], Attribute::CustomerGroupName).as_deref(),
        Some("VIP")
    );
    let neither = sheets().row("1|An|0912345678|NEW|LE||").shape();
    assert_eq!(
        said(&neither),
        "!row.required 2Nhóm: `customer_group_name` is required but blank"
    );
}

#[test]
fn an_unknown_group_code_is_created_or_refused() {
    let header = "Mã KH|Tên KH|SĐT|Mã trạng thái|Mã loại|Mã nhóm";
    let sheets = || Sheets::of(Entity::Customer, header).row(AN);
    let unmanaged = sheets().shape();
    assert!(
        said(&unmanaged).contains("groups have no source"),
        "{}",
        said(&unmanaged)
    );
    let created = sheets()
        .manage(Entity::Group, &[])
        .policy(|policy| policy.create_missing = true)
        .shape();
    assert!(created.missing.contains_key(&(Entity::Group, "VIP".into())));
    assert_eq!(said(&created), "");
}

#[test]
fn custom_fields_clear_keep_and_must_exist() {
    let sheets = |keep| Sheets::of_customers("|Ngày sinh").field("DOB", "Ngày sinh", keep);
    let filled = only(sheets(false).row(&format!("{AN}|01/02/1990")));
    assert_eq!(filled.content.fields["DOB"], "01/02/1990");
    let cleared = only(sheets(false).row(&format!("{AN}|")));
    assert_eq!(cleared.content.fields["DOB"], "");
    let kept = only(sheets(true).row(&format!("{AN}|")));
    assert_eq!(
        (kept.content.fields.len(), kept.kept),
        (0, vec![Key::Field("DOB".into())])
    );
    let managed = sheets(false).manage(Entity::Field, &["DOBS"]);
    let shaped = managed
        .row(&format!("{AN}|1990"))
        .row("2|Bình|0912345678|NEW|LE|VIP|")
        .shape();
    assert_eq!(
        said(&shaped),
        "!row.reference 2Ngày sinh: there is no field `DOB`; did you mean `DOBS`?"
    );
    assert_eq!(shaped.records.len(), 1);
}

#[test]
fn an_odd_email_is_a_warning() {
    let sheets = |email: &str| {
        Sheets::of_customers("|Email")
            .row(&format!("{AN}|{email}"))
            .shape()
    };
    let odd = sheets("canh.dsa");
    assert_eq!(
        said(&odd),
        "?email.invalid 2Email: “canh.dsa” does not look like an e-mail address"
    );
    assert_eq!(
        text(&odd.records[0], Attribute::CustomerEmail).as_deref(),
        Some("canh.dsa")
    );
    for fine in ["an@vbot.vn", "", "nguyễn.an+1@thư.vn"] {
        assert_eq!(said(&sheets(fine)), "", "{fine}");
    }
    for odd in ["@b.vn", "a@b", "a@.vn", "a b@c.vn", "a@b.vn;c@d.vn"] {
        assert!(said(&sheets(odd)).starts_with("?email.invalid"), "{odd}");
    }
}
