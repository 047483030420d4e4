//! What a person can do about a row that did not get through.
//!
//! The sentence about the problem itself is in `messages`. Invariant: every reason has a hint.

use crate::{
    language::say,
    model::{Damage, Problem, Reason, Severity},
};

/// One sentence, chosen by the rule or by the server's error code.
pub(super) fn hint(reason: &Reason) -> String {
    match reason {
        Reason::Rejected(Problem::RowDamaged { damage }) => by_damage(damage),
        Reason::Rejected(problem) => by_rule(problem.rule()),
        Reason::Refused { error, .. } => by_error(*error),
        Reason::Waits { .. } => say!("hint-waits"),
    }
}

/// What to do about all problems of a rule, if their own sentences don't contain it.
pub(super) fn remedy(rule: &str, severity: Severity) -> Option<String> {
    Some(match (severity, rule) {
        (_, "row.cell_error" | "row.reference") | (Severity::Error, "code.twin" | "row.code") => {
            by_rule(rule)
        }
        (
            Severity::Error,
            "row.required" | "row.duplicate" | "row.identity" | "row.group_name" | "row.previous"
            | "row.code_taken" | "row.record_held",
        ) => by_rule(rule),
        (Severity::Warning, "cell.repaired") => say!("hint-repaired"),
        (Severity::Warning, "row.left_out") => say!("hint-left-out"),
        (Severity::Warning, "row.hidden") => say!("hint-hidden"),
        (Severity::Warning, "row.repeated") => say!("hint-repeated"),
        (Severity::Warning, "email.invalid") => say!("hint-unchanged"),
        (Severity::Warning, "phone.invalid") => say!("hint-not-held"),
        (Severity::Warning, "row.date") => say!("hint-date"),
        (Severity::Warning, "row.number") => say!("hint-number"),
        (Severity::Warning, "table.header") => say!("hint-header"),
        _ => return None,
    })
}

fn by_damage(damage: &Damage) -> String {
    match damage {
        Damage::ExcelError(_) => say!("hint-formula"),
        Damage::BeyondHeader(_) | Damage::QuoteInside(_) | Damage::CellsMoved { .. } => {
            say!("hint-quote")
        }
        Damage::RowsSwallowed(_) => say!("hint-swallowed"),
        Damage::OldFont { .. } => say!("hint-letters"),
        Damage::CutOff(_) => say!("hint-cut-off"),
    }
}

fn by_rule(rule: &str) -> String {
    match rule {
        "row.merged" => say!("hint-merged"),
        "text.font" => say!("hint-letters"),
        "row.required" => say!("hint-required"),
        "code.twin" => say!("hint-twin"),
        "row.code" => say!("hint-code"),
        "row.cell_error" => say!("hint-formula"),
        "row.reference" => say!("hint-reference"),
        "row.duplicate" => say!("hint-duplicate"),
        "row.identity" => say!("hint-identity"),
        "row.group_name" => say!("hint-group-name"),
        "row.previous" => say!("hint-previous"),
        "row.code_taken" | "row.record_held" => say!("hint-taken"),
        _ => say!("hint-cell"),
    }
}

/// By the error codes of VBot's documentation.
fn by_error(code: Option<i64>) -> String {
    match code {
        Some(-1) => say!("hint-refused"),
        Some(404) => say!("hint-missing"),
        Some(409) => say!("hint-exists"),
        Some(_) => say!("hint-compare"),
        None => say!("hint-settled"),
    }
}
