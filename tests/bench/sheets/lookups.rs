//! The catalogues of the lookups, and the configuration.
//!
//! Invariant: every lookup of a night's customers is in the catalogues of that night.

use super::{Night, Sheets};

/// The catalogues of a night: the names and contents of their files.
pub fn files(night: Night, count: usize) -> [(&'static str, String); 4] {
    [
        ("status.csv", statuses(night)),
        ("type.csv", TYPES.to_owned()),
        ("group.csv", groups(night, count)),
        ("field.csv", FIELDS.to_owned()),
    ]
}

const TYPES: &str = "type_no,type_name\nLE,Lẻ\nSI,Sỉ\nVIP,VIP\n";
const FIELDS: &str = "field_no,field_name,field_type\nNGAY_SINH,Ngày sinh,STRING\nNGUON,Nguồn,STRING\n\
    GHI_CHU,Ghi chú,STRING\nDOANH_SO,Doanh số,STRING\nSALE,Sale,STRING\n";

fn statuses(night: Night) -> String {
    let care = match night {
        Night::Status => "CARED,Chăm sóc,CARE",
        _ => "CARE,Chăm sóc,",
    };
    format!("status_no,status_name,previous_no\nNEW,Mới,\n{care}\nWON,Đã mua,\nLOST,Ngừng,\n")
}

fn groups(night: Night, count: usize) -> String {
    let renamed = if night == Night::Groups {
        " (mới)"
    } else {
        ""
    };
    let groups = (0..count).map(|number| format!("G{number:02},Nhóm {number:02}{renamed}\n"));
    let head = "group_no,group_name\n".to_owned();
    std::iter::once(head).chain(groups).collect()
}

/// The guards accept everything, since these nights are extreme on purpose.
pub fn configuration(sheets: &Sheets) -> String {
    let previous = if sheets.night.is_renumbered() {
        "previous_no = \"Mã cũ\"\n"
    } else {
        ""
    };
    let (base_url, customers) = (&sheets.base_url, sheets.customers());
    format!(
        r#"[api]
base_url = "{base_url}"
vbot_id = "45681"
project_code = "PR20210223152"

[limits]
rate = "10000/s"
concurrency = 64

[state]
path = "snapshot.db"

[safety]
max_deletes = "100%"
max_updates = "100%"
max_renames = "100%"

[[source]]
entity = "status"
path = "status.csv"

[[source]]
entity = "type"
path = "type.csv"

[[source]]
entity = "group"
path = "group.csv"

[[source]]
entity = "field"
path = "field.csv"

[[source]]
entity = "customer"
path = "{customers}"
[source.columns]
customer_no = "Mã KH"
customer_name = "Tên khách hàng"
customer_phones = "Điện thoại"
customer_address = "Địa chỉ"
customer_email = "Email"
customer_status_code = "Trạng thái"
customer_type_code = "Loại"
customer_group_name = "Nhóm"
{previous}[source.fields]
NGAY_SINH = "Ngày sinh"
NGUON = "Nguồn"
GHI_CHU = "Ghi chú"
DOANH_SO = "Doanh số"
SALE = "Sale"
"#
    )
}
