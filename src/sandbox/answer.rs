//! The account's answer to a call: the API's error code, a message and data.
//!
//! Not HTTP: the dialect makes JSON of them, and the server sends it. Messages are Vietnamese, like VBot's own, and contain the key or code that
//! is wrong. Invariant: `error` is 0 exactly when the account has carried out the call.

use serde_json::Value as Json;

use crate::model::Entity;

/// The result of a rule: the data of a success, or the refusal.
pub(super) type RuleResult<T = Json> = Result<T, SandboxAnswer>;

/// One answer; the code is one of the documented ones (0, -1, 401, 403, 404, 409, 500).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SandboxAnswer {
    /// `error` of the envelope.
    pub error: i64,
    /// `message` of the envelope.
    pub message: String,
    /// The record's code, `true` for a delete, null on failure.
    pub data: Json,
}

impl SandboxAnswer {
    /// A success.
    pub(super) fn success(data: Json) -> Self {
        Self {
            error: 0,
            message: "success".to_owned(),
            data,
        }
    }

    /// A refusal with the API's code.
    pub(super) fn refusal(error: i64, message: impl Into<String>) -> Self {
        Self {
            error,
            message: message.into(),
            data: Json::Null,
        }
    }

    /// Whether the account has carried out the call.
    #[must_use]
    pub fn is_success(&self) -> bool {
        self.error == 0
    }

    pub(super) fn no_path(path: &str) -> Self {
        Self::refusal(404, format!("Không tìm thấy đường dẫn {path}"))
    }

    pub(super) fn not_json() -> Self {
        Self::refusal(-1, "Nội dung không phải là JSON hợp lệ")
    }

    pub(super) fn missing_keys(keys: &[&str]) -> Self {
        Self::refusal(-1, format!("Thiếu tham số bắt buộc: {}", keys.join(", ")))
    }

    pub(super) fn unknown_key(key: &str) -> Self {
        Self::refusal(-1, format!("Tham số không được hỗ trợ: {key}"))
    }

    pub(super) fn wrong_shape(key: &str, wanted: &str) -> Self {
        Self::refusal(-1, format!("Tham số {key} phải là {wanted}"))
    }

    pub(super) fn exists(entity: Entity, code: &str) -> Self {
        Self::refusal(409, format!("Mã {} đã tồn tại: {code}", noun(entity)))
    }
}

pub(super) const fn noun(entity: Entity) -> &'static str {
    entity.spec().vietnamese
}
