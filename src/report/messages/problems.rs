//! What is wrong, as sentences; why a plan is refused is in `guards`.
//!
//! Invariant: a sentence has no full stop.

use super::damage;
use super::parts::{
    alike, cell_error, date, dates, dates_held, fractions as fractions_of, hidden, left_out, line,
    meant, meant_in, month_first as month_first_of, more_columns, named_option, nearest, numbers,
    phone, quoted_cell, repaired, rows_from, settles, sign, twins, unreadable,
};
use super::words::{escaped, joined, section, shell_word};
use crate::{
    language::say,
    model::{Problem, Reason, RecordRef, UnlearnedReason},
    report::figures::{duration, word},
};

sentences! {
    /// What is wrong, without its place.
    problem(Problem):

    CellError { target, error } => say!("problem-cell-error", target, error = cell_error(error));
    CellErrorKept { target, error } => say!("problem-cell-error-kept", target, error = cell_error(error));
    CodeBlank {} => say!("problem-code-blank");
    CodeCellError { error } => say!("problem-code-cell-error", error = cell_error(error));
    CellUnreadable { text, fault, target } => say!("problem-cell-unreadable", target, text = escaped(text), fault = unreadable(*fault));
    TextDamaged { text, fault, target } => say!("problem-text-damaged", target, text, fault = unreadable(*fault));
    RequiredBlank { attribute } => say!("problem-required-blank", attribute);
    NoPhone {} => say!("problem-no-phone");
    NothingToKeep { attribute } => say!("problem-nothing-to-keep", attribute);
    CellMerged { target, first, last } => say!("problem-cell-merged", target, first, last);
    RowDamaged { damage } => say!("problem-row-damaged", damage = damage::damage(damage));
    DateUnread { text, fault, target } => say!("problem-date-unread", text, fault = date(*fault), target);
    NumberUnread { text, target } => say!("problem-number-unread", text, target);
    PhoneSentAsIs { text, doubt } => say!("problem-phone-sent-as-is", text, doubt = phone(*doubt));
    PhoneSentAs { text, doubt, number } => say!("problem-phone-sent-as", text, doubt = phone(*doubt), number);
    PhoneLeftOut { text, doubt } => say!("problem-phone-left-out", text, doubt = phone(*doubt));
    EmailDoubtful { text } => say!("problem-email-doubtful", text);

    ReferenceMoved { entity, old, new } => say!("problem-reference-moved", entity, old, new, line = line(*entity, old, new));
    ReferenceMissing { entity, name, near } => say!("problem-reference-missing", entity, name, near = meant_in(*entity, name, near.as_ref()));
    ReferenceByName { entity, name, code } => say!("problem-reference-by-name", entity, name, code, section = section(*entity));
    ReferenceCreated { entity, name, code } => say!("problem-reference-created", entity, name, code, section = section(*entity));
    GroupCodeMissing { code, near } => say!("problem-group-code-missing", code, near = meant(near.as_ref()));
    GroupNameUnknown { code } => say!("problem-group-name-unknown", code);
    ReferenceBlocked { record: RecordRef { entity, code } } => say!("problem-reference-blocked", entity, code);
    FieldBlocked { record: RecordRef { entity, code } } => say!("problem-field-blocked", entity, code);
    GroupNameDiffers { code, known, given } => say!("problem-group-name-differs", code, known, given);

    RowRepeated { code, first } => say!("problem-row-repeated", code, first);
    CodeTwin { code, other, place } => say!("problem-code-twin", twins = twins(code, other, place.as_ref()));
    CodeTwice { code, other } => say!("problem-code-twice", code, other);
    IdentityTwice { identity, other } => say!("problem-identity-twice", identity, other);
    GroupNameTwice { name, other } => say!("problem-group-name-twice", name, other);

    CorrectionOutdated { header, then, now, more, place } => say!("problem-correction-outdated", header, then = quoted_cell(then.as_ref()), now = quoted_cell(now.as_ref()), more = more_columns(*more), place);
    CorrectionOfChangedRow { place } => say!("problem-correction-of-changed-row", place);
    CorrectionOfMissingRow { place } => say!("problem-correction-of-missing-row", place);
    CorrectionOfOtherRow { code, place } => say!("problem-correction-of-other-row", code, place);
    CorrectionUnfounded { header, now, given, more, place } => say!("problem-correction-unfounded", place, header, now = quoted_cell(now.as_ref()), given = quoted_cell(given.as_ref()), more = more_columns(*more));

    RowsLeftOut { reason, rows, row, text } => say!("problem-rows-left-out", count = *rows, place = rows_from(*rows, *row), reason = left_out(*reason), text);
    RowsHidden { rows, first } => say!("problem-rows-hidden", rows = hidden(*rows, first));
    CellsRepaired { repair, rows, row, target } => say!("problem-cells-repaired", target, repair = repaired(*repair, &rows_from(*rows, *row)));
    CellsBeyond { rows, first, column, text } => say!("problem-cells-beyond", count = *rows, rows = damage::beyond((*rows, first), *column), text);
    RowsUneven { rows, first, cells, usual } => say!("problem-rows-uneven", rows = damage::uneven((*rows, first), *cells, *usual));
    HeaderTwice { header } => say!("problem-header-twice", header);
    DatesEitherWay { either } => say!("problem-dates-either-way", either = dates(*either));
    DatesMixed { either, month_first, row } => say!("problem-dates-mixed", either = dates(*either), others = month_first_of(*month_first, *row));
    DatesMonthFirst { either, month_first, row } => say!("problem-dates-month-first", others = month_first_of(*month_first, *row), either = dates_held(*either));
    NumbersEitherWay { either, mark } => say!("problem-numbers-either-way", either = numbers(*either), mark = sign(*mark), settles = settles(*mark));
    NumbersMixed { either, mark, fractions, row } => say!("problem-numbers-mixed", either = numbers(*either), mark = sign(*mark), others = fractions_of(*fractions, *row), settles = settles(*mark));
    NumbersFractions { either, mark, fractions, row } => say!("problem-numbers-fractions", either = numbers(*either), mark = sign(*mark), others = fractions_of(*fractions, *row), settles = settles(*mark));
    ValueUnmapped { value, rows, row, target, near } => say!("problem-value-unmapped", value, rows = rows_from(*rows, *row), target, near = nearest(near.as_ref()));
    ValuesUnmapped { values, more, rows, target } => say!("problem-values-unmapped", values, more = u64::from(*more), rows, target);
    LettersUnclear { text, font } => say!("problem-letters-unclear", text, name = font.as_str().to_uppercase(), font = font.as_str());
    OldFont { text, shown, font } => say!("problem-old-font", text, shown, font = font.as_str());
    ColumnChanged { target, percent, known, entity } => say!("problem-column-changed", target, percent, known, entity);
    ColumnCleared { target, percent, known, entity } => say!("problem-column-cleared", target, percent, known, entity);

    CodeSigns { code } => say!("problem-code-signs", code);
    ValueTooLong { text, target, most } => say!("problem-value-too-long", target, most, text);
    ValueNoNumber { text, target } => say!("problem-value-no-number", target, text);
    ValueNoDate { text, target } => say!("problem-value-no-date", target, text);
    OptionUnknown { text, target, near } => say!("problem-option-unknown", text, target, near = named_option(near.as_ref()));
    OptionsSeveral { text, target } => say!("problem-options-several", target, text);
    FieldTypeUnknown { text } => say!("problem-field-type-unknown", text);
    FieldTypeFixed { code, was, now } => say!("problem-field-type-fixed", code, was, now);
    FieldTypeOfNamed { code, key, wanted, now } => say!("problem-field-type-of-named", code, wanted, key, now);
    PhonesWithoutField { phones, fields } => say!("problem-phones-without-field", phones, fields);

    CodeOfHeld { record: RecordRef { entity, code } } => say!("problem-code-of-held", entity, code);
    CodeOfKept { record: RecordRef { entity, code } } => say!("problem-code-of-kept", entity, code);
    CodeOfBlocked { entity } => say!("problem-code-of-blocked", entity);
    MissingBlocked { record: RecordRef { entity, code } } => say!("problem-missing-blocked", entity, code);
    MissingClashes { record: RecordRef { entity, code } } => say!("problem-missing-clashes", entity, code);
    RecordHeld { record: RecordRef { code, .. } } => say!("problem-record-held", code);
    GroupNameTaken { name } => say!("problem-group-name-taken", name);
    PreviousTwice { record: RecordRef { code, .. } } => say!("problem-previous-twice", code);
    PreviousStays { record: RecordRef { code, .. }, place } => say!("problem-previous-stays", code, place);
    CodeMayHaveChanged { old: RecordRef { code: old, .. }, new: RecordRef { entity, code: new }, likeness } => say!("problem-code-may-have-changed", new, old, alike = alike(*likeness), entity, flag = shell_word(&format!("--rename={entity}.{old}={new}")));
    AnotherPerson { code, was, is } => say!("problem-another-person", code, was, is);
    ValuesKept { target, rows, first: RecordRef { code, .. } } => say!("problem-values-kept", target, rows, code);
    ValuesUnread { target, rows, first: RecordRef { code, .. } } => say!("problem-values-unread", target, rows, code);

    DeletesOff { entity, count, first } => say!("problem-deletes-off", count, entity, first = joined(first), more = if *count > first.len() { ", …" } else { "" });
    DeletesWithheld { entity, count, first, reach } => say!("problem-deletes-withheld", count, entity, reason = damage::withheld(*reach), first = joined(first), more = if *count > first.len() { ", …" } else { "" });
    DeleteOfTwin { record: RecordRef { entity, code }, twin } => say!("problem-delete-of-twin", entity, code, twin);
    DeleteBlocked { record: RecordRef { entity, code }, first, more } => say!("problem-delete-blocked", entity, code, first = joined(first), more);

    TextSkipped { bytes, text, more } => say!("problem-text-skipped", bytes, text = escaped(text), more = if *more { " …" } else { "" });
    MessageAbove { text, more } => say!("problem-message-above", text = escaped(text), more = if *more { " …" } else { "" });
    FileStale { age, limit } => say!("problem-file-stale", age = duration(age.0), limit = duration(limit.0));
    NoRowSelected { header, text } => say!("problem-no-row-selected", text = escaped(text), header);
    CorrectionReplaced { record: RecordRef { entity, code }, header, seen, now } => say!("problem-correction-replaced", header, entity, code, seen = quoted_cell(seen.as_ref()), now = quoted_cell(now.as_ref()));
    CorrectionDone { record: RecordRef { entity, code }, header, now } => say!("problem-correction-done", header, entity, code, now = quoted_cell(now.as_ref()));
    CorrectionWithoutRow { record: RecordRef { entity, code }, header } => say!("problem-correction-without-row", header, entity, code);
    CorrectionWithoutColumn { record: RecordRef { entity, code }, header, file } => say!("problem-correction-without-column", entity, code, header, file);
    CorrectionWithoutSource { record: RecordRef { entity, code }, header, file } => say!("problem-correction-without-source", header, entity, code, file);

    UndoChangedSince { record: RecordRef { entity, code }, run } => say!("problem-undo-changed-since", entity, code, run);
    UndoTakenOver { record: RecordRef { entity, code } } => say!("problem-undo-taken-over", entity, code);
    UndoCodeTaken { record: RecordRef { entity, code: own }, code } => say!("problem-undo-code-taken", entity, own, code);
    UndoReferenceGone { record: RecordRef { entity: owner, code }, entity, name } => say!("problem-undo-reference-gone", owner = word(*owner), code, entity, name);
    UndoFieldMoved { record: RecordRef { entity, code: own }, code } => say!("problem-undo-field-moved", entity, own, code);
    UndoGoneSince { record: RecordRef { entity, code } } => say!("problem-undo-gone-since", entity, code);
    UndoNotRecreated { record: RecordRef { entity, code } } => say!("problem-undo-not-recreated", entity, code);
    RunUnfinished { run } => say!("problem-run-unfinished", run);
}

sentences! {
    /// Why a row did not get through.
    reason(Reason):

    Rejected(rejected) => problem(rejected);
    Waits { operation, entity, code } => say!("reason-waits", operation = operation.as_str(), entity, code);
    Refused { operation, state, .. } => say!("reason-refused", operation = operation.as_str(), state = state.as_str());
}

sentences! {
    /// Why a change in a workbook was not learned.
    unlearned(UnlearnedReason):

    UnknownRow {} => say!("unlearned-unknown-row");
    NoMemory {} => say!("unlearned-no-memory");
    NoCode {} => say!("unlearned-no-code");
    Damaged {} => say!("unlearned-damaged");
    Changed {} => say!("unlearned-changed");
    Done {} => say!("unlearned-done");
    SeveralRows {} => say!("unlearned-several-rows");
    HeaderTwice {} => say!("unlearned-header-twice");
    NoColumn {} => say!("unlearned-no-column");
}
