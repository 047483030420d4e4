//! The account that a v3 server keeps: customers made of fields, and the rules that every call has to pass.
//!
//! Pure: no socket, no clock, no randomness; the same calls at the same times give the same answers. It knows neither
//! keys nor HTTP. Invariant: a refused call changes nothing.

mod context;
mod customer;
mod customer_reads;
mod customer_values;
mod customer_writes;
mod data;
mod dispatch;
mod field;
mod field_calls;
mod field_search;
mod option_calls;
mod other_reads;
mod page;
mod replica;
mod seed;
mod sheet_records;
mod state;
#[cfg(test)]
mod tests;
mod value;

use serde_json::{Map, Value as Json, json};

use self::{
    context::CallContext,
    data::{AccountData, OTHER_MEMBER},
    replica::{PastWrite, Replica},
    state::{customer_state, field_state},
};
use super::{
    answer::{RuleResult, SandboxAnswer},
    dialect::v3::{
        calls::{self, CallSpec, V3Call},
        parameters::Parameters,
    },
    rules::Rules,
};
use crate::model::{Code, Content, CustomerFields, Entity, FieldType};

/// One account of dialect v3.
#[derive(Clone, Debug)]
pub struct AccountV3 {
    rules: Rules,
    data: AccountData,
    /// What reads see, if they lag behind.
    replica: Option<Replica>,
    requests: u64,
    /// Pages of customers that were read.
    pages: u64,
}

impl AccountV3 {
    /// An account with the default fields only.
    #[must_use]
    pub fn new(rules: Rules) -> Self {
        let data = AccountData::new();
        Self {
            replica: Replica::new(&rules.v3, &data),
            data,
            rules,
            requests: 0,
            pages: 0,
        }
    }

    /// The rules it was made with.
    #[must_use]
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Answers one call with the key: the request's path, its parameters, and the time in Unix milliseconds.
    ///
    /// Checked in this order: path, keys, the record itself, its references.
    pub fn call(&mut self, path: &str, parameters: &Json, at: i64) -> SandboxAnswer {
        let answer = self.carry_out(None, path, parameters, at);
        if calls::spec(path).is_some_and(|spec| spec.call == V3Call::CustomerPage) {
            self.pages += 1;
            self.disturb(at);
        }
        answer
    }

    /// Answers one call of another member, who uses VBot's own pages.
    pub fn call_by_other(&mut self, path: &str, parameters: &Json, at: i64) -> SandboxAnswer {
        self.carry_out(Some(OTHER_MEMBER), path, parameters, at)
    }

    /// Adds a field that has a meaning of its own, unless it is there, for a rehearsal.
    pub fn seed_field(&mut self, code: &Code, kind: FieldType, at: i64) {
        self.change_directly(|data| seed::put_named(data, code, kind, at));
    }

    /// Adds a record without checking any rule, for a rehearsal: first fields, then lookups, then customers. `fields` are
    /// those that hold what the sheets know as attributes.
    pub fn seed(
        &mut self,
        fields: &CustomerFields,
        entity: Entity,
        record: (&Code, &Content),
        at: i64,
    ) {
        self.change_directly(|data| seed::put(data, fields, entity, record, at));
    }

    /// Adds what a value needs if its field offers a choice, for a rehearsal.
    pub fn seed_choice(&mut self, field: &Code, value: &str) {
        self.change_directly(|data| seed::put_choice(data, field, value));
    }

    /// Whether a record is there with that content, compared by meaning.
    #[must_use]
    pub fn holds(
        &self,
        fields: &CustomerFields,
        entity: Entity,
        record: (&Code, &Content),
    ) -> bool {
        seed::holds(&self.data, fields, entity, record)
    }

    /// The codes of the records of an entity; of fields, only of those that can be changed.
    #[must_use]
    pub fn codes(&self, fields: &CustomerFields, entity: Entity) -> Vec<&Code> {
        sheet_records::codes(&self.data, fields, entity)
    }

    /// The records of an entity as the sheets have them, by their codes.
    #[must_use]
    pub fn records(&self, fields: &CustomerFields, entity: Entity) -> Vec<(Code, Content)> {
        sheet_records::records(&self.data, fields, entity)
    }

    /// One record as the sheets have it.
    #[must_use]
    pub fn content(&self, fields: &CustomerFields, entity: Entity, code: &str) -> Option<Content> {
        sheet_records::content(&self.data, fields, entity, code)
    }

    /// Adds a member, who can manage customers.
    pub fn add_member(&mut self, code: &Code, name: &str) {
        self.change_directly(|data| {
            data.members.insert(code.clone(), name.to_owned());
        });
    }

    /// The number of customers.
    #[must_use]
    pub fn customer_count(&self) -> usize {
        self.data.customers.len()
    }

    /// A customer's values by the fields' codes, without its own code.
    #[must_use]
    pub fn customer(&self, code: &str) -> Option<Json> {
        let (_, customer) = self.data.customer(code).ok()?;
        Some(customer_state(customer))
    }

    /// All records: `{"fields": {code: {…, "options": {code: {…}}}}, "customers": {code: {field: value}}}`.
    ///
    /// Times are left out, so that two accounts with the same content are equal.
    #[must_use]
    pub fn state(&self) -> Json {
        let fields = self.data.fields.iter();
        let fields = fields.map(|(code, field)| (code.to_string(), field_state(field)));
        let customers = self.data.numbers.iter().filter_map(|(code, number)| {
            let customer = self.data.customers.get(number)?;
            Some((code.to_string(), customer_state(customer)))
        });
        json!({
            "fields": fields.collect::<Map<_, _>>(),
            "customers": customers.collect::<Map<_, _>>(),
        })
    }

    /// Changes what writes see and what reads see, without a call.
    fn change_directly(&mut self, change: impl Fn(&mut AccountData)) {
        change(&mut self.data);
        if let Some(replica) = &mut self.replica {
            change(&mut replica.data);
        }
    }

    fn carry_out(
        &mut self,
        member: Option<&str>,
        path: &str,
        parameters: &Json,
        at: i64,
    ) -> SandboxAnswer {
        self.requests += 1;
        let verdict = self.verdict(member, path, parameters, at);
        verdict.map_or_else(|refusal| refusal, SandboxAnswer::success)
    }

    fn verdict(
        &mut self,
        member: Option<&str>,
        path: &str,
        parameters: &Json,
        at: i64,
    ) -> RuleResult {
        let spec = calls::spec(path).ok_or_else(|| SandboxAnswer::no_path(path))?;
        let parameters = Parameters::read(spec, parameters)?;
        if spec.form.writes {
            return self.write(spec, parameters, member, at);
        }
        self.catch_up(at);
        let context = CallContext {
            rules: &self.rules,
            member,
            at,
            request: self.requests,
        };
        let data = self.replica.as_ref().map_or(&self.data, |it| &it.data);
        dispatch::read(data, spec.call, &context, &parameters)
    }

    fn write(
        &mut self,
        spec: &CallSpec,
        parameters: Parameters,
        member: Option<&str>,
        at: i64,
    ) -> RuleResult {
        let member = member.or(self.rules.v3.key_member.as_deref());
        let past = PastWrite {
            call: spec.call,
            parameters,
            member: member.map(str::to_owned),
            at,
            request: self.requests,
        };
        let answer = dispatch::repeat(&mut self.data, &self.rules, &past)?;
        if let Some(replica) = &mut self.replica {
            replica.push(past);
        }
        Ok(answer)
    }

    /// Lets reads see what is due.
    fn catch_up(&mut self, at: i64) {
        let Some(replica) = &mut self.replica else {
            return;
        };
        while let Some(past) = replica.due(&self.rules.v3, at, self.requests) {
            // It was accepted once, by data that were the same.
            let _ = dispatch::repeat(&mut replica.data, &self.rules, &past);
        }
    }

    /// Lets the other member change customers while the client reads them.
    fn disturb(&mut self, at: i64) {
        let is_due = |every: u64| every > 0 && self.pages.is_multiple_of(every);
        let (inserts, deletes) = (
            is_due(self.rules.v3.others_insert),
            is_due(self.rules.v3.others_delete),
        );
        if inserts {
            let code = format!("0-NGOAI-{}", self.pages);
            let fields = json!({"customer_code": code, "name": "Khách của người khác"});
            self.call_by_other("/api/customer/insert", &json!({"fields": fields}), at);
        }
        if deletes && let Some(oldest) = self.data.customers.values().next() {
            let body = json!({"customer_code": oldest.code.as_str()});
            self.call_by_other("/api/customer/delete", &body, at);
        }
    }
}
