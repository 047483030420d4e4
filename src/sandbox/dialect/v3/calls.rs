//! The calls of v3: path, method, and keys, as the documentation's tables have them.
//!
//! Plain data. Invariant: a path has one call, and a key one form.

use crate::sandbox::dialect::CallForm;

/// A call, by what it does.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum V3Call {
    CustomerInsert,
    CustomerUpdate,
    CustomerDelete,
    CustomerDetail,
    CustomerValueExists,
    CustomerPage,
    CustomerCount,
    FieldPage,
    FieldCount,
    FieldDetail,
    FieldExists,
    FieldInsert,
    FieldUpdate,
    FieldUpdateCode,
    FieldDelete,
    OptionPage,
    OptionCount,
    OptionDetail,
    OptionExists,
    OptionInsert,
    OptionUpdate,
    OptionUpdateCode,
    OptionDelete,
    TimelinePage,
    TimelineCount,
    MemberPage,
    MemberCount,
    MemberDetail,
    Balance,
}

/// What a key's value must be.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum KeyForm {
    Text,
    TextOrNull,
    Integer,
    Flag,
    Object,
    List,
}

/// A key of a call.
#[derive(Clone, Copy, Debug)]
pub struct KeySpec {
    pub name: &'static str,
    pub form: KeyForm,
    pub is_required: bool,
}

/// A call as it is documented.
#[derive(Debug)]
pub struct CallSpec {
    pub call: V3Call,
    pub path: &'static str,
    pub form: CallForm,
    pub keys: &'static [KeySpec],
}

/// The call at that path.
pub fn spec(path: &str) -> Option<&'static CallSpec> {
    TABLE.iter().find(|spec| spec.path == path)
}

const fn required(name: &'static str, form: KeyForm) -> KeySpec {
    KeySpec {
        name,
        form,
        is_required: true,
    }
}

const fn optional(name: &'static str, form: KeyForm) -> KeySpec {
    KeySpec {
        name,
        form,
        is_required: false,
    }
}

const fn write(call: V3Call, path: &'static str, keys: &'static [KeySpec]) -> CallSpec {
    CallSpec {
        call,
        path,
        form: CallForm::WRITE,
        keys,
    }
}

const fn get(call: V3Call, path: &'static str, keys: &'static [KeySpec]) -> CallSpec {
    CallSpec {
        call,
        path,
        form: CallForm::GET,
        keys,
    }
}

/// A `POST` that only reads.
const fn query(call: V3Call, path: &'static str, keys: &'static [KeySpec]) -> CallSpec {
    CallSpec {
        call,
        path,
        form: CallForm::QUERY,
        keys,
    }
}

const CUSTOMER: KeySpec = required("customer_code", KeyForm::Text);
const MAYBE_CUSTOMER: KeySpec = optional("customer_code", KeyForm::Text);
const FIELD: KeySpec = required("customer_field_code", KeyForm::Text);
const OPTION: KeySpec = required("customer_field_option_code", KeyForm::Text);
const PARENT: KeySpec = optional("customer_field_option_group_code", KeyForm::TextOrNull);
const NAME: KeySpec = required("name", KeyForm::Text);
const TYPE: KeySpec = required("type", KeyForm::Text);
const COLOR: KeySpec = required("color", KeyForm::Text);
const TEXT_COLOR: KeySpec = required("text_color", KeyForm::Text);
const NUMBER: KeySpec = optional("number", KeyForm::Integer);
const SEARCHED: KeySpec = optional("key", KeyForm::Text);
const KIND: KeySpec = optional("type", KeyForm::Text);
const FROM: KeySpec = optional("from", KeyForm::Integer);
const TO: KeySpec = optional("to", KeyForm::Integer);
const PAGE: KeySpec = optional("page", KeyForm::Integer);
const SIZE: KeySpec = optional("size", KeyForm::Integer);
const FILTERS: KeySpec = optional("field_search", KeyForm::List);
const MEMBER: KeySpec = required("member_no", KeyForm::Text);
const FIELDS: KeySpec = required("fields", KeyForm::Object);
const VALUE: KeySpec = required("value", KeyForm::Text);

const WHOLE_FIELD: &[KeySpec] = &[
    FIELD,
    NAME,
    TYPE,
    COLOR,
    TEXT_COLOR,
    optional("description", KeyForm::Text),
    optional("is_required", KeyForm::Flag),
    optional("is_unique", KeyForm::Flag),
    NUMBER,
];

#[rustfmt::skip]
static TABLE: [CallSpec; 29] = [
    write(V3Call::CustomerInsert, "/api/customer/insert", &[FIELDS]),
    write(V3Call::CustomerUpdate, "/api/customer/update", &[CUSTOMER, FIELDS]),
    write(V3Call::CustomerDelete, "/api/customer/delete", &[CUSTOMER]),
    get(V3Call::CustomerDetail, "/api/customer/get-detail", &[MAYBE_CUSTOMER]),
    get(V3Call::CustomerValueExists, "/api/customer/check-exist-field-value", &[FIELD, VALUE, MAYBE_CUSTOMER]),
    query(V3Call::CustomerPage, "/api/customer/get-all", &[PAGE, SIZE, FILTERS]),
    query(V3Call::CustomerCount, "/api/customer/count-all", &[FILTERS]),
    get(V3Call::FieldPage, "/api/customerfield/get-all", &[SEARCHED, FROM, TO, PAGE, SIZE]),
    get(V3Call::FieldCount, "/api/customerfield/count-all", &[SEARCHED, FROM, TO]),
    get(V3Call::FieldDetail, "/api/customerfield/get-detail", &[FIELD]),
    get(V3Call::FieldExists, "/api/customerfield/check-exist-code", &[FIELD]),
    write(V3Call::FieldInsert, "/api/customerfield/insert", WHOLE_FIELD),
    write(V3Call::FieldUpdate, "/api/customerfield/update", WHOLE_FIELD),
    write(V3Call::FieldUpdateCode, "/api/customerfield/update-code",
        &[FIELD, required("customer_field_code_new", KeyForm::Text)]),
    write(V3Call::FieldDelete, "/api/customerfield/delete", &[FIELD]),
    get(V3Call::OptionPage, "/api/customerfield/option/get-all", &[FIELD, PARENT, SEARCHED, KIND, PAGE, SIZE]),
    get(V3Call::OptionCount, "/api/customerfield/option/count-all", &[FIELD, PARENT, SEARCHED, KIND]),
    get(V3Call::OptionDetail, "/api/customerfield/option/get-detail", &[FIELD, OPTION]),
    get(V3Call::OptionExists, "/api/customerfield/option/check-exist-code", &[FIELD, OPTION]),
    write(V3Call::OptionInsert, "/api/customerfield/option/insert",
        &[OPTION, FIELD, PARENT, NAME, COLOR, TEXT_COLOR, TYPE, NUMBER]),
    write(V3Call::OptionUpdate, "/api/customerfield/option/update",
        &[OPTION, FIELD, NAME, COLOR, optional("text_color", KeyForm::Text), NUMBER]),
    write(V3Call::OptionUpdateCode, "/api/customerfield/option/update-code",
        &[FIELD, OPTION, required("customer_field_option_code_new", KeyForm::Text)]),
    write(V3Call::OptionDelete, "/api/customerfield/option/delete", &[FIELD, OPTION]),
    get(V3Call::TimelinePage, "/api/ActionTimeline/get-all", &[CUSTOMER, KIND, FROM, TO, PAGE, SIZE]),
    get(V3Call::TimelineCount, "/api/ActionTimeline/count-all", &[CUSTOMER, KIND, FROM, TO]),
    get(V3Call::MemberPage, "/api/member/getAll", &[PAGE, SIZE]),
    get(V3Call::MemberCount, "/api/member/countAll", &[]),
    get(V3Call::MemberDetail, "/api/member/getByMemberNo", &[MEMBER]),
    get(V3Call::Balance, "/api/account/balance", &[]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_has_one_call_and_a_call_one_path() {
        for spec in &TABLE {
            let same = |other: &&CallSpec| other.path == spec.path || other.call == spec.call;
            assert_eq!(TABLE.iter().filter(same).count(), 1, "{}", spec.path);
        }
    }
}
