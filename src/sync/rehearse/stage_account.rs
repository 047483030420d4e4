//! The account on a stage, of whichever dialect, by the records of the sheets.
//!
//! It knows no plan. Invariant: a field that only `[api.v3]` names is no record.

use std::collections::BTreeSet;

use crate::{
    codec::{Calls, Snapshot},
    error::Result,
    model::{Action, Code, Content, CustomerFields, Entity, FieldType, Operation},
    sandbox::{ServedAccount, Stage},
};

/// The fields of a stage that speaks v3; none of v1 and v2.
#[derive(Clone, Debug, Default)]
pub(super) struct StageFields {
    fields: CustomerFields,
    /// The named ones that are records neither of the snapshot nor of the plan.
    unlisted: BTreeSet<Code>,
    /// Values of fields that may offer a choice, which are taken on trust.
    choices: BTreeSet<(Code, String)>,
}

impl StageFields {
    /// Those of a configuration.
    pub fn of(
        fields: Option<&CustomerFields>,
        snapshot: &dyn Snapshot,
        calls: &Calls,
    ) -> Result<Self> {
        let Some(fields) = fields else {
            return Ok(Self::default());
        };
        let named = fields.named().map(|(_, code, _)| code.clone());
        let mut unlisted: BTreeSet<Code> = named.collect();
        let (mut choosing, mut choices) = (BTreeSet::from([Code::from(MEMBER)]), BTreeSet::new());
        for known in snapshot.known(Entity::Field)? {
            unlisted.remove(&known.code);
            let content = snapshot.known_content(Entity::Field, &known.code)?;
            if FieldType::of_field(&content).is_some_and(FieldType::has_options) {
                choosing.insert(known.code);
            }
        }
        let mut note = |content: &Content| {
            for (field, value) in &content.fields {
                if choosing.contains(field) && !value.is_empty() {
                    choices.insert((field.clone(), value.clone()));
                }
            }
        };
        snapshot.customers(&mut |_, content| note(&content))?;
        for call in calls.iter() {
            let call = call?;
            match (&call.action, call.entity, call.action.operation()) {
                (Action::Create { code, .. }, Entity::Field, _) => drop(unlisted.remove(code)),
                (_, Entity::Customer, Operation::Create | Operation::Update) => {
                    note(call.action.content());
                }
                _ => {}
            }
        }
        Ok(Self {
            fields: fields.clone(),
            unlisted,
            choices,
        })
    }

    /// Visits the account of a stage.
    pub fn visit<T>(&self, stage: &Stage, visit: impl FnOnce(&mut StageAccount<'_>) -> T) -> T {
        stage.with_account(|served| {
            visit(&mut StageAccount {
                served,
                fields: self,
            })
        })
    }
}

/// The field with the member who manages a customer; every account has it.
pub(super) const MEMBER: &str = "member_no";

/// The account on a stage.
pub(super) struct StageAccount<'a> {
    served: &'a mut ServedAccount,
    fields: &'a StageFields,
}

impl StageAccount<'_> {
    /// The entities, each after what has to be there before its records.
    pub fn entities(&self) -> [Entity; 5] {
        match self.served {
            ServedAccount::Crm(_) => Entity::ALL,
            // An option is part of its field.
            ServedAccount::V3(_) => [
                Entity::Field,
                Entity::Status,
                Entity::Type,
                Entity::Group,
                Entity::Customer,
            ],
        }
    }

    /// Adds the fields that are no records, and before customers what their values need.
    pub fn prepare(&mut self, entity: Entity) {
        let ServedAccount::V3(account) = &mut *self.served else {
            return;
        };
        match entity {
            Entity::Field => {
                for (_, code, kind) in self.fields.fields.named() {
                    if self.fields.unlisted.contains(code) {
                        account.seed_field(code, kind, 0);
                    }
                }
            }
            Entity::Customer => {
                for (field, value) in &self.fields.choices {
                    account.seed_choice(field, value);
                }
            }
            Entity::Status | Entity::Type | Entity::Group => {}
        }
    }

    /// Adds a record without checking any rule.
    pub fn put(&mut self, entity: Entity, code: Code, content: Content) {
        match &mut *self.served {
            ServedAccount::Crm(account) => account.put(entity, code, content),
            ServedAccount::V3(account) => {
                account.seed(&self.fields.fields, entity, (&code, &content), 0);
            }
        }
    }

    /// The codes of all records of an entity.
    pub fn codes(&self, entity: Entity) -> Vec<&Code> {
        match &self.served {
            ServedAccount::Crm(account) => account.codes(entity).collect(),
            ServedAccount::V3(account) => {
                let mut codes = account.codes(&self.fields.fields, entity);
                if entity == Entity::Field {
                    codes.retain(|code| !self.fields.unlisted.contains(*code));
                }
                codes
            }
        }
    }

    /// Whether a record is there with that content. Blank values are as good as none.
    pub fn holds(&self, entity: Entity, code: &Code, wanted: &Content) -> bool {
        match &self.served {
            ServedAccount::Crm(account) => {
                let held = account.content(entity, code);
                held.is_some_and(|it| it == *wanted || it.fingerprint() == wanted.fingerprint())
            }
            ServedAccount::V3(account) => {
                account.holds(&self.fields.fields, entity, (code, wanted))
            }
        }
    }
}
