//! A v3 account in the sandbox, and the binary that syncs sheets with it.
//!
//! Invariant: the account begins with the fields that the configuration names, and nothing else.

use std::{collections::BTreeMap, fs, path::PathBuf, sync::Arc};

use serde_json::{Value, json};
use tempfile::TempDir;
use vbot_sync::{
    model::Dialect,
    sandbox::{Arrival, Faults, Options, RulesV3, Server},
};

use crate::program::{self, Ran, Running};

const CONFIG: &str = r#"
[api.v3]
status = "TT"
type = "LOAI"
group = "NHOM"
address = "DIA_CHI"
email = "EMAIL"
phones = ["phone", "SDT_2"]
[limits]
rate = "1000/s"
timeout = "1s"
[safety]
max_deletes = "100%"
max_updates = "100%"
max_renames = "100%"
min_rows = "0%"
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
path = "customer.csv"
[source.fields]
NGAY_SINH = "Ngày sinh"
DIEM = "Điểm"
"#;

/// The fields of the account, and what the configuration calls them.
const NAMED: [(&str, &str); 6] = [
    ("TT", "SELECT"),
    ("LOAI", "SELECT"),
    ("NHOM", "SELECT"),
    ("DIA_CHI", "STRING"),
    ("EMAIL", "STRING"),
    ("SDT_2", "PHONE"),
];

/// The sheets by their entities, each with its rows.
pub type Sheets = BTreeMap<&'static str, Vec<&'static str>>;

/// The first night.
pub fn sheets() -> Sheets {
    [
        ("status", vec!["S1,Mới", "S2,Cũ"]),
        ("type", vec!["T1,Lẻ"]),
        ("group", vec!["G1,Hà Nội", "G2,Đà Nẵng"]),
        ("field", vec!["NGAY_SINH,Ngày sinh,DATE", "DIEM,Điểm,NUMBER"]),
        (
            "customer",
            vec![
                "KH1,Nguyễn An,0912345678;0987654321,1 Tràng Tiền,an@example.com,S1,T1,Hà Nội,1990-02-01,5",
                "KH2,Trần Bình,0912345679,,,S2,T1,Đà Nẵng,,",
                "KH3,Lê Chi,0912345670,2 Phố,chi@example.com,S1,T1,Hà Nội,,7",
            ],
        ),
    ]
    .into()
}

fn header(entity: &str) -> &'static str {
    match entity {
        "status" => "status_no,status_name,previous_no",
        "type" => "type_no,type_name",
        "group" => "group_no,group_name,previous_no",
        "field" => "field_no,field_name,field_type",
        _ => {
            "customer_no,customer_name,customer_phones,customer_address,customer_email,customer_status_code,customer_type_code,customer_group_name,Ngày sinh,Điểm,previous_no"
        }
    }
}

/// The account and the folder.
pub struct V3Account {
    folder: TempDir,
    pub server: Arc<Server>,
    pub environment: Vec<(&'static str, String)>,
}

impl V3Account {
    /// An account that behaves by these rules.
    pub fn start(rules: &str, sheets: &Sheets) -> Self {
        Self::with_key(rules, "sandbox", sheets)
    }

    /// The same with another key.
    pub fn with_key(rules: &str, key: &str, sheets: &Sheets) -> Self {
        let mut options = Options {
            token: key.to_owned(),
            ..Options::default()
        };
        options.rules.dialect = Dialect::V3;
        options.rules.v3 = RulesV3::parse(rules).expect("valid rules");
        let server = Arc::new(Server::start(options).expect("the sandbox starts"));
        let account = Self {
            folder: TempDir::new().expect("a folder can be created"),
            server,
            environment: vec![("VBOT_API_KEY", key.to_owned())],
        };
        for (code, kind) in NAMED {
            account.insert_field(code, kind);
        }
        let api = format!(
            "[api]\nbase_url = \"{}/\"\ndialect = \"v3\"",
            account.server.url()
        );
        account.write("vbot-sync.toml", &(api + CONFIG));
        account.sheets(sheets);
        account
    }

    pub fn insert_field(&self, code: &str, kind: &str) {
        let body = json!({
            "customer_field_code": code, "name": code, "type": kind,
            "color": "#123456", "text_color": "#654321",
        });
        self.call("/api/customerfield/insert", &body);
    }

    pub fn insert_option(&self, field: &str, code: &str) {
        let body = json!({
            "customer_field_code": field, "customer_field_option_code": code, "name": code,
            "color": "#123456", "text_color": "#654321", "type": "OPTION",
        });
        self.call("/api/customerfield/option/insert", &body);
    }

    /// A call of another program.
    pub fn call(&self, path: &str, body: &Value) {
        let answer = self
            .server
            .with_account_v3(|account| account.call_by_other(path, body, 1));
        assert_eq!(answer.error, 0, "{answer:?}");
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("the file can be written");
    }

    pub fn sheets(&self, sheets: &Sheets) {
        for (entity, rows) in sheets {
            let text = format!("{}\n{}\n", header(entity), rows.join("\n"));
            self.write(&format!("{entity}.csv"), &text);
        }
    }

    pub fn configure(&self, from: &str, to: &str) {
        let path = self.folder.path().join("vbot-sync.toml");
        let text = fs::read_to_string(path).expect("the configuration can be read");
        assert!(text.contains(from), "the configuration has {from}");
        self.write("vbot-sync.toml", &text.replace(from, to));
    }

    pub fn begin(&self, arguments: &[&str]) -> Running {
        program::start(self.folder.path(), arguments, &self.environment)
    }

    /// Begins a sync and kills it once its first customer has arrived.
    pub fn kill_sync_at_first_customer(&self) {
        self.faults("slow=1,slow_ms=300");
        let running = self.begin(&["sync", "--yes"]);
        program::eventually("a customer is sent", || {
            let log = self.server.log();
            log.iter().any(|it| it.path == "/api/customer/insert")
        });
        running.kill();
        self.faults("");
    }

    #[track_caller]
    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.begin(arguments).end()
    }

    #[track_caller]
    pub fn sync(&self) -> Ran {
        self.run(&["sync", "--yes"])
    }

    pub fn faults(&self, text: &str) {
        let faults = Faults::parse(text).expect("valid faults");
        self.server.set_faults(faults);
    }

    /// The requests since the last time, as their paths and bodies.
    pub fn sent(&self) -> Vec<Arrival> {
        let log = self.server.log();
        self.server.reset_log();
        log
    }

    /// The customers of the account by their codes.
    pub fn customers(&self) -> Value {
        self.server.state()["customers"].clone()
    }

    /// The options of a field by their codes, each with its name.
    pub fn options(&self, field: &str) -> BTreeMap<String, String> {
        let state = self.server.state();
        let options = state["fields"][field]["options"].as_object().cloned();
        let options = options.into_iter().flatten();
        let name = |option: Value| option["name"].as_str().unwrap_or_default().to_owned();
        options.map(|(code, option)| (code, name(option))).collect()
    }

    /// Asserts that the account is as the sheets want it.
    #[track_caller]
    pub fn equals(&self, sheets: &Sheets) {
        let split = |row: &'static str| row.split(',').collect::<Vec<_>>();
        let rows = |entity: &str| sheets[entity].iter().map(|row| split(row));
        for (entity, field) in [("status", "TT"), ("type", "LOAI"), ("group", "NHOM")] {
            let wanted = rows(entity).map(|row| (row[0].to_owned(), row[1].to_owned()));
            assert_eq!(self.options(field), wanted.collect(), "{entity}");
        }
        let groups: BTreeMap<&str, &str> = rows("group").map(|row| (row[1], row[0])).collect();
        let mut wanted = json!({});
        for row in rows("customer") {
            let mut customer =
                json!({"name": row[1], "TT": row[5], "LOAI": row[6], "NHOM": groups[row[7]]});
            let phones = row[2].split(';').zip(["phone", "SDT_2"]);
            let day = match row[8].split('-').collect::<Vec<_>>()[..] {
                [year, month, day] => format!("{day}/{month}/{year}"),
                _ => row[8].to_owned(),
            };
            let texts = [(row[3], "DIA_CHI"), (row[4], "EMAIL"), (&day, "NGAY_SINH")];
            let values = phones.chain(texts).chain([(row[9], "DIEM")]);
            for (value, key) in values.filter(|(value, _)| !value.is_empty()) {
                customer[key] = value.into();
            }
            wanted[row[0]] = customer;
        }
        assert_eq!(self.customers(), wanted);
    }
}
