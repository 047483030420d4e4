//! Plans built by hand: one with hostile cells, and one of thousands of calls.

use std::collections::BTreeMap;

use jiff::Timestamp;
use vbot_sync::{
    codec::Plan,
    model::{
        Action, Call, CallId, Cause, CellText, Changes, Code, ColumnHeader, Content, Counts,
        Effect, Entity, Guard, Issue, Key, Origin, Problem, TargetName, Value,
    },
    report::{self, ReportHead},
};

/// The page of a plan.
pub fn page(plan: &Plan) -> String {
    let cover = ReportHead {
        account: "http://127.0.0.1:8045 · v1 · vbot_id 45681 · project PR20210223152".to_owned(),
        made_at: Timestamp::from_second(1_780_000_000).expect("a time"),
        rate: 10.0,
        redacted: false,
        brief: false,
    };
    let mut out = Vec::new();
    report::html::plan(&mut out, plan, &cover).expect("a write to memory succeeds");
    String::from_utf8(out).expect("the page is UTF-8")
}

/// The key of that name in a customer.
fn key(name: &str) -> Key {
    let mut attributes = Entity::Customer.attributes().iter();
    match attributes.find(|attribute| attribute.as_str() == name) {
        Some(attribute) => Key::Attribute(*attribute),
        None => Key::Field(Code::from(name)),
    }
}

/// An update of one attribute of one customer.
pub fn update(id: CallId, name: &str, attribute: &str, [old, new]: [&str; 2]) -> Call {
    let mut content = Content::default();
    let own = Entity::Customer.name_attribute();
    content.attributes.insert(own, Value::from(name));
    let code = Code::from(&*format!("KH{id:06}"));
    let values = [Some(Value::from(old)), Some(Value::from(new))];
    Call {
        id,
        entity: Entity::Customer,
        effect: Effect::Remove { code: code.clone() },
        action: Action::Update {
            code,
            content,
            before: None,
        },
        after: Vec::new(),
        waits: Vec::new(),
        changes: Changes::from([(key(attribute), values)]),
        origin: Some(row(id + 1)),
        cause: Cause::Row,
        cycle: None,
        last: false,
        cascade: None,
    }
}

pub fn row(row: u32) -> Origin {
    Origin {
        file: "exports/khach-hang.csv".into(),
        row: Some(row),
        ..Origin::default()
    }
}

pub fn of(calls: Vec<Call>) -> Plan {
    let counts = Counts {
        update: calls.len(),
        ..Counts::default()
    };
    Plan {
        calls: calls.into(),
        summary: BTreeMap::from([(Entity::Customer, counts)]),
        ..Plan::default()
    }
}

/// A script that writes a mark into the title if it runs.
pub const ATTACK: &str = "</script><script>document.title='broken'</script><img src=x onerror=\"document.title='broken'\"><!--<script>";

/// A plan with the attack in every text from outside.
pub fn hostile() -> Plan {
    let mut call = update(1, ATTACK, ATTACK, ["", ATTACK]);
    call.action = match call.action {
        Action::Update { content, .. } => Action::UpdateNo {
            from: Code::from(ATTACK),
            to: Code::from(ATTACK),
            content,
        },
        other => other,
    };
    let origin = Origin {
        file: ATTACK.into(),
        sheet: Some(ATTACK.into()),
        row: Some(1),
        column: Some(ATTACK.into()),
    };
    call.origin = Some(origin.clone());
    let mut plan = of(vec![call]);
    let text = CellText::words(ATTACK);
    plan.issues
        .push(Issue::new(Problem::EmailDoubtful { text }, origin.clone()));
    plan.guards.push(Guard::ColumnVanished {
        entity: Entity::Customer,
        place: origin,
        target: TargetName::new(ATTACK),
        headers: vec![ColumnHeader::new(ATTACK)],
        files: 1,
    });
    plan
}

const NAMES: [&str; 5] = [
    "Nguyễn Văn An",
    "Trần Thị Bích",
    "Lê Đức Phong",
    "Phạm Hoàng Yến",
    "Vũ Quỳnh Như",
];

/// A plan of that many calls, every fifth for a Nguyễn.
pub fn many(count: CallId) -> Plan {
    let calls = (1..=count).zip(NAMES.into_iter().cycle());
    let calls = calls.map(|(id, name)| {
        let old = format!("Số {id}, đường Lê Lợi, Quận 1, TP. Hồ Chí Minh");
        let new = format!("Số {id}, đường Nguyễn Huệ, Quận 1, TP. Hồ Chí Minh");
        update(id, name, "customer_address", [&old, &new])
    });
    of(calls.collect())
}
