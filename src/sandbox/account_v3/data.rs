//! The records of a v3 account: fields, customers and members, with what every call needs of them.
//!
//! It knows no call. Invariants: the default fields exist; a customer's code is in the index exactly once.

use std::collections::BTreeMap;

use super::{
    customer::Customer,
    field::{Field, FieldOption},
};
use crate::{
    model::{Code, FieldType},
    sandbox::answer::{RuleResult, SandboxAnswer},
};

/// The field with the customer's code.
pub const CODE: &str = "customer_code";
/// The field with the customer's name.
pub const NAME: &str = "name";
/// The field with the first phone.
pub const PHONE: &str = "phone";
/// The field with the member who manages the customer.
pub const MEMBER: &str = "member_no";

/// The member who changes the account beside the client.
pub const OTHER_MEMBER: &str = "900";

/// Everything that the account holds.
#[derive(Clone, Debug)]
pub struct AccountData {
    pub fields: BTreeMap<Code, Field>,
    /// By number, in the order of creation.
    pub customers: BTreeMap<u64, Customer>,
    /// The customers' numbers, by code.
    pub numbers: BTreeMap<Code, u64>,
    /// Members' names, by their codes.
    pub members: BTreeMap<Code, String>,
    last_id: u64,
}

impl AccountData {
    /// The default fields and two members.
    pub fn new() -> Self {
        let mut data = Self {
            fields: BTreeMap::new(),
            customers: BTreeMap::new(),
            numbers: BTreeMap::new(),
            members: BTreeMap::new(),
            last_id: 0,
        };
        for (code, name, kind) in [
            (NAME, "Tên khách hàng", FieldType::String),
            (CODE, "Mã khách hàng", FieldType::String),
            (PHONE, "Số điện thoại", FieldType::Phone),
            (MEMBER, "Người phụ trách", FieldType::String),
        ] {
            let field = Field {
                is_default: true,
                is_required: [NAME, CODE].contains(&code),
                is_unique: code == CODE,
                ..Field::plain(name, kind)
            };
            data.put_field(Code::from(code), field);
        }
        for (code, name) in [("101", "Nguyễn Thị Hoa"), (OTHER_MEMBER, "Trần Văn Bình")] {
            data.members.insert(Code::from(code), name.to_owned());
        }
        data
    }

    /// Adds a field, or replaces the one of that code; one without a number gets the next.
    pub fn put_field(&mut self, code: Code, mut field: Field) {
        self.last_id += 1;
        field.id = self.last_id;
        if field.number == 0 {
            let numbers = self.fields.values().map(|field| field.number);
            field.number = numbers.max().unwrap_or(0) + 1;
        }
        self.fields.insert(code, field);
    }

    /// Adds an option to a field; one without a number gets the next.
    pub fn put_option(&mut self, field: &Code, code: Code, mut option: FieldOption) {
        self.last_id += 1;
        option.id = self.last_id;
        let Some(field) = self.fields.get_mut(field) else {
            return;
        };
        if option.number == 0 {
            let numbers = field.options.values().map(|option| option.number);
            option.number = numbers.max().unwrap_or(0) + 1;
        }
        field.options.insert(code, option);
    }

    /// Adds a customer, or replaces the one of that code.
    pub fn put_customer(&mut self, customer: Customer) {
        self.last_id += 1;
        let code = customer.code.clone();
        if let Some(earlier) = self.numbers.insert(code, self.last_id) {
            self.customers.remove(&earlier);
        }
        self.customers.insert(self.last_id, customer);
    }

    /// The customer of that code, with its number.
    pub fn customer(&self, code: &str) -> RuleResult<(u64, &Customer)> {
        let found = self.numbers.get(code);
        let found = found.and_then(|number| Some((*number, self.customers.get(number)?)));
        found.ok_or_else(|| not_found("khách hàng", code))
    }

    pub fn field(&self, code: &str) -> RuleResult<&Field> {
        let found = self.fields.get(code);
        found.ok_or_else(|| not_found("trường thông tin", code))
    }

    pub fn field_mut(&mut self, code: &str) -> RuleResult<&mut Field> {
        let found = self.fields.get_mut(code);
        found.ok_or_else(|| not_found("trường thông tin", code))
    }

    /// The number of customers whose value of that field passes the test.
    pub fn users(&self, field: &str, test: impl Fn(&str) -> bool) -> usize {
        let values = self
            .customers
            .values()
            .filter_map(|it| it.values.get(field));
        values.filter(|value| test(value)).count()
    }

    /// The fields, in the order of their numbers.
    pub fn sorted_fields(&self) -> Vec<(&Code, &Field)> {
        let mut fields: Vec<_> = self.fields.iter().collect();
        fields.sort_by_key(|(_, field)| (field.number, field.id));
        fields
    }
}

/// 404 for a record.
pub fn not_found(noun: &str, code: &str) -> SandboxAnswer {
    SandboxAnswer::refusal(404, format!("Không tìm thấy {noun}: {code}"))
}
