//! Every issue of the data or of a plan, as a rule and its arguments.
//!
//! A new one is one line in this table and one sentence in `report/messages`. Invariant: nothing here is a sentence,
//! and a customer's data in an issue can always be masked, because its arguments can.

use serde::{Deserialize, Serialize};

use super::{
    Attribute, CellText, Code, CodeChange, ColumnHeader, Damage, DateFault, DecimalMark, Entity,
    ExcelError, ExcludedAs, FileAge, FileRows, HeldScope, Identity, Likeness, LookupName, Origin,
    PhoneDoubt, RecordRef, RenameKind, Repair, Severity, Share, SourceName, TargetName,
    TextEncoding, TextFault,
    argument::{Argument, Mask},
};

/// An enum of problems: each has its rule's stable name, its severity, and its arguments. Several problems may share
/// a rule.
macro_rules! problems {
    (
        $(#[$attribute:meta])*
        $enum:ident:
        $($rule:literal $severity:ident $name:ident { $($argument:ident: $type:ty),* },)*
    ) => {
        $(#[$attribute])*
        #[expect(missing_docs, reason = "what each problem says is in `report/messages`")]
        pub enum $enum {
            $($name { $($argument: $type),* },)*
        }

        impl $enum {
            /// A stable name for scripts, `area.what`, for example `row.required`.
            #[must_use]
            pub const fn rule(&self) -> &'static str {
                match self {
                    $(Self::$name { .. } => $rule,)*
                }
            }

            /// Whether something is held back because of it.
            #[must_use]
            pub const fn severity(&self) -> Severity {
                match self {
                    $(Self::$name { .. } => Severity::$severity,)*
                }
            }

            /// Masks the customer's data in it.
            pub fn mask(&mut self, mask: Mask<'_>) {
                match self {
                    $(Self::$name { $($argument),* } => { $($argument.mask(mask);)* })*
                }
            }

            /// Whether it is about that record, wherever it was found.
            #[must_use]
            pub fn points_at(&self, entity: Entity, code: &Code) -> bool {
                match self {
                    $(Self::$name { $($argument),* } => {
                        false $(|| $argument.points_at(entity, code))*
                    })*
                }
            }

            /// One of each, with that text in place of a customer's.
            #[cfg(test)]
            pub(crate) fn samples(text: &CellText) -> Vec<Self> {
                use super::fixture::Sample;
                vec![$(Self::$name { $($argument: Sample::sample(text)),* }),*]
            }
        }
    };
}

problems! {
    /// A problem of the data.
    #[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
    Problem:

    // Cells and rows.
    "row.cell_error" Error CellError { target: TargetName, error: ExcelError },
    "row.cell_error" Warning CellErrorKept { target: TargetName, error: ExcelError },
    "row.code" Error CodeBlank {},
    "row.code" Error CodeCellError { error: ExcelError },
    "cell.unreadable" Error CellUnreadable { text: CellText, fault: TextFault, target: TargetName },
    "text.damaged" Error TextDamaged { text: CellText, fault: TextFault, target: TargetName },
    "row.required" Error RequiredBlank { attribute: Attribute },
    "row.required" Error NoPhone {},
    "row.required" Error NothingToKeep { attribute: Attribute },
    "row.merged" Error CellMerged { target: TargetName, first: u32, last: u32 },
    "row.malformed" Error RowDamaged { damage: Damage },
    "row.date" Warning DateUnread { text: CellText, fault: DateFault, target: TargetName },
    "row.number" Warning NumberUnread { text: CellText, target: TargetName },
    "phone.invalid" Warning PhoneSentAsIs { text: CellText, doubt: PhoneDoubt },
    "phone.invalid" Warning PhoneSentAs { text: CellText, doubt: PhoneDoubt, number: CellText },
    "phone.invalid" Warning PhoneLeftOut { text: CellText, doubt: PhoneDoubt },
    "email.invalid" Warning EmailDoubtful { text: CellText },

    // References of a row.
    "row.reference" Error ReferenceMoved { entity: Entity, old: LookupName, new: LookupName },
    "row.reference" Error ReferenceMissing { entity: Entity, name: LookupName, near: Option<LookupName> },
    "row.reference" Error ReferenceByName { entity: Entity, name: LookupName, code: Code },
    "row.reference_name" Warning ReferenceCreated { entity: Entity, name: LookupName, code: Code },
    "row.reference" Error GroupCodeMissing { code: Code, near: Option<Code> },
    "row.reference" Error GroupNameUnknown { code: Code },
    "row.reference" Error ReferenceBlocked { record: RecordRef },
    "row.reference" Error FieldBlocked { record: RecordRef },
    "row.group" Warning GroupNameDiffers { code: Code, known: LookupName, given: LookupName },

    // Rows that a v3 account would refuse.
    "code.signs" Error CodeSigns { code: Code },
    "row.value" Error ValueTooLong { text: CellText, target: TargetName, most: usize },
    "row.value" Error ValueNoNumber { text: CellText, target: TargetName },
    "row.value" Error ValueNoDate { text: CellText, target: TargetName },
    "row.value" Error OptionUnknown { text: CellText, target: TargetName, near: Option<CellText> },
    "row.value" Error OptionsSeveral { text: CellText, target: TargetName },
    "row.phones" Error PhonesWithoutField { phones: usize, fields: usize },
    "field.type" Error FieldTypeUnknown { text: CellText },
    "field.type" Error FieldTypeFixed { code: Code, was: CellText, now: CellText },
    "field.type" Error FieldTypeOfNamed { code: Code, key: TargetName, wanted: TargetName, now: CellText },

    // Rows compared with each other.
    "row.repeated" Warning RowRepeated { code: Code, first: Origin },
    "code.twin" Error CodeTwin { code: Code, other: Code, place: Option<Origin> },
    "row.duplicate" Error CodeTwice { code: Code, other: Origin },
    "row.identity" Error IdentityTwice { identity: Identity, other: Origin },
    "row.group_name" Error GroupNameTwice { name: LookupName, other: Origin },

    "row.left_out" Warning RowsLeftOut { reason: ExcludedAs, rows: usize, row: u32, text: CellText },
    "row.hidden" Warning RowsHidden { rows: usize, first: Vec<u32> },

    // Corrected rows.
    "row.correction" Error CorrectionOutdated { header: ColumnHeader, then: Option<CellText>, now: Option<CellText>, more: usize, place: Origin },
    "row.correction" Error CorrectionOfChangedRow { place: Origin },
    "row.correction" Error CorrectionOfMissingRow { place: Origin },
    "row.correction" Error CorrectionOfOtherRow { code: Code, place: Origin },
    "row.correction" Error CorrectionUnfounded { header: ColumnHeader, now: Option<CellText>, given: Option<CellText>, more: usize, place: Origin },

    // Columns.
    "cell.repaired" Warning CellsRepaired { repair: Repair, rows: usize, row: u32, target: TargetName },
    "table.header" Warning HeaderTwice { header: ColumnHeader },
    "table.beyond" Warning CellsBeyond { rows: usize, first: Vec<u32>, column: usize, text: CellText },
    "table.cells" Warning RowsUneven { rows: usize, first: Vec<u32>, cells: usize, usual: usize },
    "column.dates" Warning DatesEitherWay { either: usize },
    "column.dates" Warning DatesMixed { either: usize, month_first: usize, row: u32 },
    "column.dates" Warning DatesMonthFirst { either: usize, month_first: usize, row: u32 },
    "column.numbers" Warning NumbersEitherWay { either: usize, mark: DecimalMark },
    "column.numbers" Warning NumbersMixed { either: usize, mark: DecimalMark, fractions: usize, row: u32 },
    "column.numbers" Warning NumbersFractions { either: usize, mark: DecimalMark, fractions: usize, row: u32 },
    "values.unmapped" Warning ValueUnmapped { value: CellText, rows: usize, row: u32, target: TargetName, near: Option<CellText> },
    "values.unmapped" Warning ValuesUnmapped { values: usize, more: bool, rows: usize, target: TargetName },
    "text.font" Error LettersUnclear { text: CellText, font: TextEncoding },
    "text.font" Warning OldFont { text: CellText, shown: CellText, font: TextEncoding },
    "plan.whole_column" Warning ColumnChanged { target: TargetName, percent: usize, known: usize, entity: Entity },
    "plan.whole_column" Warning ColumnCleared { target: TargetName, percent: usize, known: usize, entity: Entity },

    // Rows and the snapshot.
    "row.code_taken" Error CodeOfHeld { record: RecordRef },
    "row.code_taken" Error CodeOfKept { record: RecordRef },
    "row.code_taken" Error CodeOfBlocked { entity: Entity },
    "row.code_taken" Error MissingBlocked { record: RecordRef },
    "row.code_taken" Error MissingClashes { record: RecordRef },
    "row.record_held" Error RecordHeld { record: RecordRef },
    "row.group_name" Error GroupNameTaken { name: LookupName },
    "row.previous" Error PreviousTwice { record: RecordRef },
    "row.previous" Warning PreviousStays { record: RecordRef, place: Origin },
    "code.suggestion" Warning CodeMayHaveChanged { old: RecordRef, new: RecordRef, likeness: Likeness },
    "code.another_person" Warning AnotherPerson { code: Code, was: CellText, is: CellText },
    "value.kept" Warning ValuesKept { target: TargetName, rows: usize, first: RecordRef },
    "value.unread" Warning ValuesUnread { target: TargetName, rows: usize, first: RecordRef },
    "delete.kept" Warning DeletesOff { entity: Entity, count: usize, first: Vec<Code> },
    "delete.withheld" Warning DeletesWithheld { entity: Entity, count: usize, first: Vec<Code>, reach: HeldScope },
    "delete.blocked" Warning DeleteOfTwin { record: RecordRef, twin: Code },
    "delete.blocked" Warning DeleteBlocked { record: RecordRef, first: Vec<Code>, more: usize },
    "source.in_front" Warning TextSkipped { bytes: usize, text: CellText, more: bool },
    "source.in_front" Warning MessageAbove { text: CellText, more: bool },
    "source.stale" Warning FileStale { age: FileAge, limit: FileAge },
    "selection.no_row" Warning NoRowSelected { header: ColumnHeader, text: CellText },
    "undo.kept" Warning UndoChangedSince { record: RecordRef, run: i64 },
    "undo.kept" Warning UndoTakenOver { record: RecordRef },
    "undo.kept" Warning UndoCodeTaken { record: RecordRef, code: Code },
    "undo.kept" Warning UndoReferenceGone { record: RecordRef, entity: Entity, name: LookupName },
    "undo.field" Warning UndoFieldMoved { record: RecordRef, code: Code },
    "undo.deleted" Warning UndoGoneSince { record: RecordRef },
    "undo.deleted" Warning UndoNotRecreated { record: RecordRef },
    "run.unfinished" Warning RunUnfinished { run: i64 },

    // Learned corrections.
    "correction.dropped" Warning CorrectionReplaced { record: RecordRef, header: ColumnHeader, seen: Option<CellText>, now: Option<CellText> },
    "correction.dropped" Warning CorrectionDone { record: RecordRef, header: ColumnHeader, now: Option<CellText> },
    "correction.dropped" Warning CorrectionWithoutRow { record: RecordRef, header: ColumnHeader },
    "correction.unused" Warning CorrectionWithoutColumn { record: RecordRef, header: ColumnHeader, file: SourceName },
    "correction.unused" Warning CorrectionWithoutSource { record: RecordRef, header: ColumnHeader, file: SourceName },
}

problems! {
    /// A reason to refuse a plan unless it is explicitly allowed, with its figures.
    #[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
    Guard:

    "guard.max_deletes" Error DeletesAll { entity: Entity, deletes: usize },
    "guard.max_deletes" Error TooManyDeletes { entity: Entity, deletes: usize, known: usize, allowed: usize, limit: Share },
    "guard.max_updates" Error TooManyUpdates { entity: Entity, updates: usize, known: usize, allowed: usize, limit: Share, target: Option<TargetName>, rows: usize },
    "guard.max_renames" Error TooManyRenames { entity: Entity, renames: usize, known: usize, allowed: usize, limit: Share, first: Vec<CodeChange>, kind: Option<RenameKind> },
    "guard.source_missing" Error SourceMissing { entity: Entity, source: SourceName, known: usize },
    "guard.source_empty" Error SourceEmpty { entity: Entity, source: SourceName, known: usize },
    "guard.file_missing" Error FilesMissing { entity: Entity, source: SourceName, count: usize, first: Vec<FileRows> },
    "guard.min_rows" Error TooFewRows { entity: Entity, place: Origin, rows: usize, before: usize, follows: Option<SourceName> },
    "guard.column_vanished" Error ColumnVanished { entity: Entity, place: Origin, target: TargetName, headers: Vec<ColumnHeader>, files: usize },
    "guard.undone" Error Undone { run: i64, by: i64 },
    "source.stale" Error SourceStale { entity: Entity, place: Origin, age: FileAge, limit: FileAge },
}

impl Guard {
    /// The file that it is about, if it is about one.
    #[must_use]
    pub const fn origin(&self) -> Option<&Origin> {
        match self {
            Self::TooFewRows { place, .. }
            | Self::ColumnVanished { place, .. }
            | Self::SourceStale { place, .. } => Some(place),
            _ => None,
        }
    }
}
