//! How a v3 account behaves where the API's documentation is silent.
//!
//! Plain data. `rules_v3_parse` has the names on the command line. Invariant: the default is what the documentation
//! says, or what it makes most likely.

/// The order of records in pages.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum PageOrder {
    /// The oldest first.
    Created,
    /// The newest first.
    Newest,
    /// By code.
    Code,
    /// Another one for every request, so that pages overlap and leave gaps.
    Shuffled,
}

/// What becomes of a `size` above the largest.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum OverSize {
    /// The largest size is used.
    Capped,
    /// −1.
    Refused,
}

/// How a value is removed from a customer.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ClearedBy {
    /// By `""`; null is refused with −1.
    Blank,
    /// By null; `""` is refused with −1.
    Null,
    /// By null; `""` is accepted and changes nothing.
    SilentNull,
}

/// The fields that a page of customers brings.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum BroughtFields {
    /// All.
    All,
    /// The default fields, and those that `field_search` asks for.
    Default,
    /// Those that `field_search` asks for; the default fields if it asks for none.
    Asked,
}

/// How a value that a customer does not have is written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum UnsetValue {
    /// As in the documentation's examples: null in pages, `""` in details.
    Documented,
    /// Null.
    Null,
    /// `""`.
    Blank,
}

/// The answer of `get-detail` to the code of no customer.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum UnknownCustomer {
    /// 404.
    NotFound,
    /// The form: all fields without values.
    Form,
    /// Success without data.
    NullData,
}

/// The switches.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a choice of its own that the documentation leaves open"
)]
pub struct RulesV3 {
    /// The number of the first page: 0 or 1. Page 0 is the first page too if the base is 1.
    pub page_base: u32,
    /// The size of a page if none is asked for.
    pub page_size: u32,
    /// The largest size of a page.
    pub largest_page: u32,
    /// What becomes of a larger one.
    pub over_size: OverSize,
    /// The order of records in pages.
    pub order: PageOrder,
    /// The seed of the shuffled order.
    pub seed: u64,
    /// How a value is removed.
    pub cleared_by: ClearedBy,
    /// The fields that a page brings.
    pub brought: BroughtFields,
    /// Whether a page brings TEXT fields.
    pub text_in_pages: bool,
    /// Whether `+84…` is rewritten to `0…` when it is stored.
    pub national_phones: bool,
    /// Whether two customers can't have the same `phone`.
    pub unique_phones: bool,
    /// Whether numbers are returned with six decimals.
    pub six_decimals: bool,
    /// How a missing value is written.
    pub unset: UnsetValue,
    /// The answer to the code of no customer.
    pub unknown_customer: UnknownCustomer,
    /// Whether a customer's unknown field, option or member is not found (404); a wrong parameter (−1) otherwise.
    pub unknown_is_404: bool,
    /// How many requests pass before a write can be read.
    pub lag_requests: u64,
    /// How many milliseconds pass before a write can be read.
    pub lag_ms: i64,
    /// Whether an error is an HTTP status too (400 for −1).
    pub http_errors: bool,
    /// Whether a missing or wrong key is answered with HTTP 401; only in the envelope otherwise.
    pub http_401: bool,
    /// Whether a field or option that customers use can be deleted; they lose their value then.
    pub delete_used: bool,
    /// The member that the timeline shows for calls with the key.
    pub key_member: Option<String>,
    /// The field whose values are accepted and not stored.
    pub loses: Option<String>,
    /// After how many reads of pages of customers another member inserts one; 0 for never.
    pub others_insert: u64,
    /// After how many of them another member deletes the oldest customer; 0 for never.
    pub others_delete: u64,
}

impl Default for RulesV3 {
    fn default() -> Self {
        Self {
            page_base: 1,
            // As in the only pages that show a size.
            page_size: 20,
            largest_page: u32::MAX,
            over_size: OverSize::Capped,
            order: PageOrder::Created,
            seed: 0,
            cleared_by: ClearedBy::Blank,
            brought: BroughtFields::All,
            text_in_pages: true,
            national_phones: false,
            unique_phones: false,
            six_decimals: false,
            unset: UnsetValue::Documented,
            unknown_customer: UnknownCustomer::NotFound,
            unknown_is_404: true,
            lag_requests: 0,
            lag_ms: 0,
            http_errors: false,
            http_401: true,
            delete_used: false,
            key_member: None,
            loses: None,
            others_insert: 0,
            others_delete: 0,
        }
    }
}
