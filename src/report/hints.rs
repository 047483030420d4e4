//! What a person can do about a row that did not get through.
//!
//! The sentence about the problem itself is in `messages`. Invariant: every reason has a hint.

use crate::model::{Damage, Problem, Reason, Severity};

/// One sentence, chosen by the rule or by the server's error code.
pub(super) fn hint(reason: &Reason) -> &'static str {
    match reason {
        Reason::Rejected(Problem::RowDamaged { damage }) => by_damage(damage),
        Reason::Rejected(problem) => by_rule(problem.rule()),
        Reason::Refused { error, .. } => by_error(*error),
        Reason::Waits { .. } => "correct the record that it waits for; this one is sent after it",
    }
}

/// What to do about all problems of a rule, if their own sentences don't contain it.
pub(super) fn remedy(rule: &str, severity: Severity) -> Option<&'static str> {
    Some(match (severity, rule) {
        (_, "row.cell_error" | "row.reference") | (Severity::Error, "code.twin" | "row.code") => {
            by_rule(rule)
        }
        (
            Severity::Error,
            "row.required" | "row.duplicate" | "row.identity" | "row.group_name" | "row.previous"
            | "row.code_taken" | "row.record_held",
        ) => by_rule(rule),
        (Severity::Warning, "cell.repaired") => {
            "the rows are sent as repaired; look at the first of each kind"
        }
        (Severity::Warning, "row.left_out") => {
            "nothing of these rows is sent; where one is a record, give it a code of its own"
        }
        (Severity::Warning, "row.hidden") => {
            "in Excel, show all rows, and delete those that are not to be sent"
        }
        (Severity::Warning, "row.repeated") => "one of the rows is enough; no row is held for it",
        (Severity::Warning, "email.invalid") => "it is sent unchanged; correct the cell",
        (Severity::Warning, "phone.invalid") => "correct the cell; no row is held for it",
        (Severity::Warning, "row.date") => {
            "correct the cell; where the whole column is written so, set `date_from`"
        }
        (Severity::Warning, "row.number") => {
            "correct the cell; where the whole column is written so, set `decimal`"
        }
        (Severity::Warning, "table.header") => "give each column a header of its own",
        _ => return None,
    })
}

const fn by_damage(damage: &Damage) -> &'static str {
    match damage {
        Damage::ExcelError(_) => "correct the formula in Excel, or write the value instead",
        Damage::BeyondHeader(_) | Damage::QuoteInside(_) | Damage::CellsMoved { .. } => {
            "look for a quote that is not closed, or a delimiter too many, and correct it in the sheet itself"
        }
        Damage::RowsSwallowed(_) => {
            "take the quote out in the sheet itself: the rows below come back with it"
        }
        Damage::OldFont { .. } => UNCLEAR_LETTERS,
        Damage::CutOff(_) => "copy or export the file again: rows behind this one may be missing",
    }
}

const UNCLEAR_LETTERS: &str = "type the cell again in Unicode, or set `text_encoding` where the whole sheet is typed with that font";

fn by_rule(rule: &str) -> &'static str {
    match rule {
        "row.merged" => {
            "in Excel, unmerge the cells and fill the value in, or set `merged = \"fill\"` in the [[source]]"
        }
        "text.font" => UNCLEAR_LETTERS,
        "row.required" => "fill in the cell, or give the attribute a value under [source.defaults]",
        "code.twin" => {
            "correct the code, or, where they are two records that differ in case, set `codes = \"exact\"` in [sync]"
        }
        "row.code" => "give the row the code that its record has, or is to have",
        "row.cell_error" => "correct the formula in Excel, or write the value instead",
        "row.reference" => {
            "correct the value, add it to its catalogue, or translate it under [source.values]"
        }
        "row.duplicate" => "leave one of the rows, or give the other record a code of its own",
        "row.identity" => "leave one of the rows, or give the other record an identity of its own",
        "row.group_name" => "give the group a name that no other group has",
        "row.previous" => "leave the old code in one of the rows only",
        "row.code_taken" | "row.record_held" => {
            "correct the other row first: this one can be sent once it is free"
        }
        _ => "correct the cell",
    }
}

/// By the error codes of VBot's documentation.
fn by_error(code: Option<i64>) -> &'static str {
    match code {
        Some(-1) => {
            "the server does not take a value as it is: compare what it says with the cells"
        }
        Some(404) => {
            "the record, or something that it names, is not in the account; see `on_missing` in [sync]"
        }
        Some(409) => "the code is in use in the account already; see `on_exists` in [sync]",
        Some(_) => "compare what the server says with the cells",
        None => "nothing is to be done by hand: the next run settles it first",
    }
}
