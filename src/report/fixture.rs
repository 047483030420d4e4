//! Plans for the tests: one with every operation and every cause.
//!
//! Made up, without a sheet. Invariant: the numbers of calls are ascending, as in every plan.

use std::collections::BTreeMap;

use crate::{
    codec::Plan,
    model::{
        Action, Attribute, Call, CallId, Cause, CellText, Changes, Code, Content, Counts, Effect,
        Entity, Guard, Issue, Key, LookupName, Operation, Origin, PhoneDoubt, PlannedRows, Problem,
        Share, Value,
    },
};

/// A call in the few words that a test needs.
pub(super) fn call(entity: Entity, operation: Operation, code: &str, name: &str) -> Call {
    let mut content = Content::default();
    let text = Value::from(name);
    content.attributes.insert(entity.name_attribute(), text);
    let code = Code::from(code);
    let action = match operation {
        Operation::Create => Action::Create { code, content },
        Operation::Update => Action::Update {
            code,
            content,
            before: None,
        },
        Operation::UpdateNo => Action::UpdateNo {
            from: code.clone(),
            to: code,
            content,
        },
        Operation::Delete => Action::Delete { code, content },
    };
    Call {
        id: 0,
        entity,
        effect: Effect::Remove {
            code: action.code().clone(),
        },
        action,
        after: Vec::new(),
        waits: Vec::new(),
        changes: Changes::new(),
        origin: Some(customers(7)),
        cause: Cause::Row,
        cycle: None,
        last: false,
        cascade: None,
    }
}

impl Call {
    fn becoming(mut self, new: &str) -> Self {
        if let Action::UpdateNo { to, .. } = &mut self.action {
            *to = Code::from(new);
        }
        self
    }

    fn change(
        mut self,
        attribute: Attribute,
        old: impl Into<Option<Value>>,
        new: impl Into<Option<Value>>,
    ) -> Self {
        let values = [old.into(), new.into()];
        self.changes.insert(Key::Attribute(attribute), values);
        self
    }

    fn because(self, cause: Cause) -> Self {
        Self { cause, ..self }
    }

    fn after(self, after: &[CallId]) -> Self {
        let after = after.to_vec();
        Self { after, ..self }
    }

    fn asked_by(self, origin: Option<Origin>) -> Self {
        Self { origin, ..self }
    }
}

/// A row of the customers' export.
pub(super) fn customers(row: u32) -> Origin {
    Origin {
        file: "exports/khach-hang.csv".into(),
        row: Some(row),
        ..Origin::default()
    }
}

/// A row of a sheet of the lookups' workbook.
fn catalogue(sheet: &str, row: u32) -> Origin {
    Origin {
        file: "exports/danh-muc.xlsx".into(),
        sheet: Some(sheet.into()),
        row: Some(row),
        column: None,
    }
}

fn text(value: &str) -> Value {
    Value::from(value)
}

fn phones(numbers: &[&str]) -> Value {
    let numbers = numbers.iter().map(ToString::to_string).collect();
    Value::List(numbers)
}

fn lookups() -> Vec<Call> {
    use Operation::{Create, Update};
    vec![
        call(Entity::Status, Create, "HEN_GOI", "Hẹn gọi lại")
            .asked_by(Some(catalogue("Trạng thái", 10))),
        call(Entity::Type, Create, "SI", "SI").because(Cause::Missing),
        call(Entity::Group, Update, "005", "Miền Tây")
            .change(Attribute::GroupName, text("Cần Thơ"), text("Miền Tây"))
            .asked_by(Some(catalogue("Nhóm", 6))),
    ]
}

fn customer_calls() -> Vec<Call> {
    use Entity::Customer;
    use Operation::{Create, Delete, Update, UpdateNo};
    vec![
        call(Customer, Create, "KH1001", "Mai Thị Huyền").after(&[1]),
        call(Customer, Update, "KH0042", "Lê Văn Phong")
            .change(
                Attribute::CustomerPhones,
                phones(&["0912000001"]),
                phones(&["0987000002", "0243000003"]),
            )
            .change(Attribute::CustomerEmail, None, text("phong@example.com")),
        call(Customer, Update, "KH0043", "Phan Văn Nam").change(
            Attribute::CustomerAddress,
            text("Số 318, ngõ 94 Lê Lợi, P. 2, Q. Tân Bình, TP. Hồ Chí Minh"),
            text(""),
        ),
        call(Customer, UpdateNo, "KH0001", "Hồ Minh Nghĩa").becoming("KH0900"),
        call(Customer, UpdateNo, "KH0377", "Trần Đức Quân")
            .becoming("TMP-1")
            .because(Cause::Detour),
        call(
            Customer,
            UpdateNo,
            "KH0415",
            "Công ty TNHH Nội thất Hoàng Phát",
        )
        .becoming("KH0377")
        .after(&[8]),
        call(Customer, UpdateNo, "TMP-1", "Trần Đức Quân")
            .becoming("KH0415")
            .because(Cause::Detour)
            .after(&[9]),
        call(Customer, Delete, "KH0126", "Lý Gia Lâm").asked_by(None),
    ]
}

fn follower(number: usize) -> Call {
    call(
        Entity::Customer,
        Operation::Update,
        &format!("KH05{number:02}"),
        "Bùi Thị Lan",
    )
    .change(
        Attribute::CustomerGroupName,
        text("Cần Thơ"),
        text("Miền Tây"),
    )
    .because(Cause::Follows)
    .after(&[3])
}

/// Every operation, every cause, two held rows.
pub(super) fn plan() -> Plan {
    let mut calls = lookups();
    calls.extend(customer_calls());
    calls.extend((0..12).map(follower));
    for (id, call) in (1..).zip(&mut calls) {
        call.id = id;
    }
    Plan {
        id: "8f367ed63adb".parse().expect("an id"),
        held_rows: Vec::new(),
        rows: PlannedRows::default(),
        undoes: None,
        summary: summary(&calls),
        left_out: BTreeMap::new(),
        follows: BTreeMap::from([(Entity::Customer, 12)]),
        issues: vec![
            Issue::new(
                Problem::PhoneSentAsIs {
                    text: CellText::phone("091234"),
                    doubt: PhoneDoubt::NoPhone,
                },
                customers(18).at_column("ĐT 2"),
            ),
            Issue::new(
                Problem::ReferenceMissing {
                    entity: Entity::Status,
                    name: LookupName::new("Chờ duyệt"),
                    near: None,
                },
                customers(356).at_column("Trạng thái"),
            ),
            Issue::new(Problem::RunUnfinished { run: 12 }, None),
        ],
        guards: Vec::new(),
        calls: calls.into(),
        touched: BTreeMap::new(),
        renames: BTreeMap::new(),
    }
}

fn summary(calls: &[Call]) -> BTreeMap<Entity, Counts> {
    let mut summary = BTreeMap::<Entity, Counts>::new();
    for call in calls {
        summary
            .entry(call.entity)
            .or_default()
            .add(call.action.operation());
    }
    let customers = summary.entry(Entity::Customer).or_default();
    (customers.unchanged, customers.held) = (1_234, 2);
    summary
}

/// A guard that refuses the plan.
pub(super) fn guard() -> Guard {
    Guard::TooManyDeletes {
        entity: Entity::Customer,
        deletes: 120,
        known: 1000,
        allowed: 100,
        limit: Share::Percent(10.0),
    }
}
