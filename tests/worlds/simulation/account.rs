//! The account behind the simulated network, of v1 or v3, with its records as the sheets have them.
//!
//! The rules are the sandbox's. Invariant: what is compared is what writes see, however far reads are behind.

use serde_json::Value as Json;
use vbot_sync::{
    model::{AccountId, Code, Content, CustomerFields, Dialect, Entity},
    sandbox::{Account, AccountV3, Rules, SandboxAnswer},
};

/// The account, of either dialect.
pub enum SimulatedAccount {
    V1(Account),
    V3(Box<AccountV3>, CustomerFields),
}

/// The fields of a v3 account that have the attributes of customers.
fn fields() -> CustomerFields {
    let options = [
        (Entity::Status, "TT"),
        (Entity::Type, "LOAI"),
        (Entity::Group, "NHOM"),
    ];
    CustomerFields {
        options: options
            .map(|(entity, code)| (entity, Code::from(code)))
            .into(),
        phones: vec![Code::from("phone"), Code::from("SDT_2")],
        ..CustomerFields::default()
    }
}

impl SimulatedAccount {
    /// An account without records, and its name for the client.
    pub fn new(rules: Rules) -> (Self, AccountId) {
        let mut id = AccountId {
            vbot_id: rules.vbot_id.clone(),
            project_code: rules.project_code.clone(),
            ..AccountId::unnamed(rules.dialect)
        };
        if rules.dialect != Dialect::V3 {
            return (Self::V1(Account::new(rules)), id);
        }
        id.fields = fields();
        let mut account = AccountV3::new(rules);
        for (_, code, kind) in id.fields.named() {
            account.seed_field(code, kind, 0);
        }
        (Self::V3(Box::new(account), id.fields.clone()), id)
    }

    pub fn records(&self, entity: Entity) -> Vec<(Code, Content)> {
        match self {
            Self::V1(account) => {
                let records = account.records(entity);
                records.map(|(code, it)| (code.clone(), it)).collect()
            }
            Self::V3(account, held) => account.records(held, entity),
        }
    }

    pub fn content(&self, entity: Entity, code: &str) -> Option<Content> {
        match self {
            Self::V1(account) => account.content(entity, code),
            Self::V3(account, held) => account.content(held, entity, code),
        }
    }

    pub fn state(&self) -> Json {
        match self {
            Self::V1(account) => account.state(),
            Self::V3(account, _) => account.state(),
        }
    }

    /// Answers a call at that time in milliseconds.
    pub fn call(&mut self, path: &str, parameters: &Json, at: i64) -> SandboxAnswer {
        match self {
            Self::V1(account) => account.call(path, parameters),
            Self::V3(account, _) => account.call(path, parameters, at),
        }
    }
}
