//! What is wrong, in English; why a plan is refused is in `english_guards`.
//!
//! Invariant: a sentence has no full stop.

use super::english_damage;
use super::english_parts::{
    alike, beginning, date, dates, dates_held, hidden, left_out, line, meant, meant_in,
    more_columns, named_option, nearest, numbers, phone, quoted_cell, repaired, rows_from, settles,
    sign, twins, unreadable,
};
use super::words::{escaped, joined, section, shell_word};
use crate::{
    model::{Problem, Reason, RecordRef, UnlearnedReason, number},
    report::figures::{counted, duration},
};

/// What to do about a correction that was made from other rows.
const AGAIN: &str = "correct the sheet itself, or write the workbook again (`vbot-sync failures --xlsx FILE`) and correct the row there";

sentences! {
    /// What is wrong, without its place.
    problem(Problem):

    CellError { target, error } "`{target}` can't be read, its cell says {error}";
    CellErrorKept { target, error } "`{target}` is left as it was, its cell says {error}";
    CodeBlank {} "the code is blank";
    CodeCellError { error } "the code can't be read, its cell says {error}";
    CellUnreadable { text, fault, target } "`{target}` can't be read: “{text}” {fault}", text = escaped(text), fault = unreadable(*fault);
    TextDamaged { text, fault, target } "`{target}` has lost letters: “{text}” {fault}", fault = unreadable(*fault);
    RequiredBlank { attribute } "`{attribute}` is required but blank";
    NoPhone {} "`customer_phones` is required but holds no phone number";
    NothingToKeep { attribute } "{attribute} is blank, and nothing was sent before that could be kept";
    CellMerged { target, first, last }
        "`{target}` is required but blank, since its cell is merged over rows {first} to {last} and only row {first} has the value (in Excel, unmerge the cells and fill the value in, or set `merged = \"fill\"` in the [[source]])";
    RowDamaged { damage } "the row can't be trusted: {damage}", damage = english_damage::damage(damage);
    DateUnread { text, fault, target } "“{text}” {fault}; `{target}` is left as it was", fault = date(*fault);
    NumberUnread { text, target } "“{text}” is not a number; `{target}` is left as it was";
    PhoneSentAsIs { text, doubt } "“{text}” {doubt}; it is sent all the same", doubt = phone(*doubt);
    PhoneSentAs { text, doubt, number } "“{text}” {doubt}; it is sent as {number}", doubt = phone(*doubt);
    PhoneLeftOut { text, doubt } "“{text}” {doubt} and is left out", doubt = phone(*doubt);
    EmailDoubtful { text } "“{text}” does not look like an e-mail address";

    ReferenceMoved { entity, old, new }
        "{entity} `{old}` is now `{new}`: correct the cells, or paste {line}", line = line(*entity, old, new);
    ReferenceMissing { entity, name, near }
        "there is no {entity} `{name}`{near}", near = meant_in(*entity, name, near.as_ref());
    ReferenceByName { entity, name, code }
        "there is no {entity} `{name}`, but it is the name of `{code}`: translate it under [{section}]",
        section = section(*entity);
    ReferenceCreated { entity, name, code }
        "there is no {entity} `{name}`, so it is created; but it is the name of `{code}`: translate it under [{section}]",
        section = section(*entity);
    GroupCodeMissing { code, near } "there is no group with the code `{code}`{near}", near = meant(near.as_ref());
    GroupNameUnknown { code } "the name of the group `{code}` is not known, because groups have no source";
    ReferenceBlocked { record: RecordRef { entity, code } }
        "it names {entity} “{code}”, which can't be made what the sheets want";
    FieldBlocked { record: RecordRef { entity, code } }
        "it has a value under {entity} “{code}”, which can't be made what the sheets want";
    GroupNameDiffers { code, known, given }
        "the group's code `{code}` means “{known}”, but “{given}” is given as its name and is sent";

    RowRepeated { code, first } "the record `{code}` stands in {first} already, with the same content";
    CodeTwin { code, other, place } "{twins}: if they are one record, write its code as it was; if its code was changed, say so with --rename or in a column for `previous_no`", twins = twins(code, other, place.as_ref());
    CodeTwice { code, other } "the code `{code}` is used again in {other}, with different data";
    IdentityTwice { identity, other } "the identity `{identity}` is used again in {other}, with different data";
    GroupNameTwice { name, other } "the group name `{name}` is used again in {other}, with different data";

    CorrectionOutdated { header, then, now, more, place }
        "it corrects what is no longer there: “{header}” was {then} when the workbook was written, and is {now} now{more}, in {place}; {AGAIN}",
        then = quoted_cell(then.as_ref()), now = quoted_cell(now.as_ref()), more = more_columns(*more);
    CorrectionOfChangedRow { place }
        "it corrects what is no longer there: {place} has changed since the workbook was written; {AGAIN}";
    CorrectionOfMissingRow { place }
        "the row that it corrects ({place}) is no longer in the sheets; take it out of the workbook, or {AGAIN}";
    CorrectionOfOtherRow { code, place }
        "the code `{code}` is that of another row, in {place}, which is not as the workbook has seen it; give it another code, or {AGAIN}";
    CorrectionUnfounded { header, now, given, more, place }
        "the workbook does not tell what {place} said when it was written, and would change more than what is wrong there: “{header}” from {now} to {given}{more}; {AGAIN}",
        now = quoted_cell(now.as_ref()), given = quoted_cell(given.as_ref()), more = more_columns(*more);

    RowsLeftOut { reason, rows, row, text }
        "{place} {is} left out as {reason}: “{text}”", place = rows_from(*rows, *row),
        is = if *rows == 1 { "is" } else { "are" }, reason = left_out(*reason);
    RowsHidden { rows, first } "{rows}, and read like any other", rows = hidden(*rows, first);
    CellsRepaired { repair, rows, row, target } "`{target}`: {repair}", repair = repaired(*repair, &rows_from(*rows, *row));
    CellsBeyond { rows, first, column, text }
        "{rows} “{text}”: if {they} to the table, give the column a header",
        rows = english_damage::beyond((*rows, first), *column),
        they = if *rows == 1 { "it belongs" } else { "they belong" };
    RowsUneven { rows, first, cells, usual }
        "{rows}: a delimiter is too many or missing where cells have moved; then put the text that holds it in quotes",
        rows = english_damage::uneven((*rows, first), *cells, *usual);
    HeaderTwice { header } "several columns are called “{header}”, only the first is read";
    DatesEitherWay { either }
        "{either} both day/month and month/day, which was read as day/month (`date_from = \"dmy\"` or `\"mdy\"` settles it)",
        either = dates(*either);
    DatesMixed { either, month_first, row }
        "{either} both day/month and month/day, which was read as day/month, but {others} month/day only (`date_from` settles it)",
        either = dates(*either), others = beginning(*month_first, *row, ["date", "dates"], ["fits", "fit"]);
    DatesMonthFirst { either, month_first, row }
        "the column seems to be month/day: {others} nothing else{either} (`date_from = \"mdy\"` or `\"dmy\"` settles it)",
        either = dates_held(*either), others = beginning(*month_first, *row, ["date", "dates"], ["fits", "fit"]);
    NumbersEitherWay { either, mark }
        "{either} {mark} before three digits, which was read as the mark of thousands {settles}",
        either = numbers(*either), mark = sign(*mark), settles = settles(*mark);
    NumbersMixed { either, mark, fractions, row }
        "{either} {mark} before three digits, which was read as the mark of thousands, but {others} that it begins a fraction {settles}",
        either = numbers(*either), mark = sign(*mark), settles = settles(*mark),
        others = beginning(*fractions, *row, ["number", "numbers"], ["shows", "show"]);
    NumbersFractions { either, mark, fractions, row }
        "{either} {mark} before three digits, which is not sent: {others} that it may begin a fraction {settles}",
        either = numbers(*either), mark = sign(*mark), settles = settles(*mark),
        others = beginning(*fractions, *row, ["number", "numbers"], ["shows", "show"]);
    ValueUnmapped { value, rows, row, target, near }
        "`{value}` in {rows} has no entry under [source.values.{target}]{near}",
        rows = rows_from(*rows, *row), near = nearest(near.as_ref());
    ValuesUnmapped { values, more, rows, target }
        "and {than}{values} more values, in {rows} rows, have no entry under [source.values.{target}]",
        than = if *more { "more than " } else { "" }, values = number(*values), rows = number(*rows);
    LettersUnclear { text, font }
        "“{text}” may be typed with the old font {name}, and may be meant as it stands: change the rows of that font to Unicode \
         (in the sheet or in the program that it comes from), or, where all rows are of it, set `text_encoding = \"{font}\"`",
        name = font.as_str().to_uppercase(), font = font.as_str();
    OldFont { text, shown, font }
        "the sheet may be typed with an old font: “{text}” would be “{shown}” (set `text_encoding = \"{font}\"`, or, where it \
         is right as it stands, `text_encoding = \"unicode\"`)", font = font.as_str();
    ColumnChanged { target, percent, known, entity }
        "`{target}` changed in {percent} % of {known} rows of {entity}: is it still read from the right column, and written as before?",
        known = number(*known);
    ColumnCleared { target, percent, known, entity }
        "`{target}` was cleared in {percent} % of {known} rows of {entity}: is it still read from the right column, and written as before?",
        known = number(*known);

    CodeSigns { code } "the code “{code}” can't be sent: in v3 a code has letters without accents, digits, `_` and `-`";
    ValueTooLong { text, target, most } "`{target}` has more than {most} characters: “{text}”";
    ValueNoNumber { text, target }
        "`{target}` takes a number of at most 18 digits, 6 of them after the point, and “{text}” is none";
    ValueNoDate { text, target } "`{target}` takes a day such as 31/12/1990, and “{text}” is none";
    OptionUnknown { text, target, near } "the account has no option “{text}” in `{target}`{near}", near = named_option(near.as_ref());
    OptionsSeveral { text, target } "`{target}` takes the code of one option, and “{text}” are several";
    FieldTypeUnknown { text } "“{text}” is no type of a field in v3: it has STRING, TEXT, NUMBER, DATE, PHONE, SELECT, CHECKBOX and RADIO";
    FieldTypeFixed { code, was, now } "the field `{code}` is of the type {was}, and a field never changes its type: write {was} again, or give the field of the type {now} another code";
    FieldTypeOfNamed { code, key, wanted, now } "the field `{code}` has to be of the type {wanted}, because `{key}` of [api.v3] names it, and not {now}";
    PhonesWithoutField { phones, fields }
        "it has {phones} phones, and [api.v3] names {fields} for them: add the code of a further PHONE field, such as `phones = [\"phone\", \"CODE\"]`, under [api.v3]",
        fields = counted(*fields, "field", "fields");

    CodeOfHeld { record: RecordRef { entity, code } } "{entity} code “{code}” still belongs to a record that is held";
    CodeOfKept { record: RecordRef { entity, code } } "{entity} code “{code}” still belongs to a record that is kept";
    CodeOfBlocked { entity } "its code or name still belongs to a {entity} that can't be deleted";
    MissingBlocked { record: RecordRef { entity, code } }
        "{entity} “{code}” is missing and can't be created: its code or name still belongs to a {entity} that can't be deleted";
    MissingClashes { record: RecordRef { entity, code } }
        "{entity} “{code}” is missing and can't be created: another {entity} has that code";
    RecordHeld { record: RecordRef { code, .. } }
        "it is the record “{code}”, which is held because another row about it was rejected";
    GroupNameTaken { name } "the group name “{name}” still belongs to a record that stays as it is";
    PreviousTwice { record: RecordRef { code, .. } } "more than one row says that it was “{code}”";
    PreviousStays { record: RecordRef { code, .. }, place }
        "its previous_no says that it was “{code}”, but “{code}” still has a row of its own, {place}: no code is changed. If it is the same record, delete that row; if not, clear the previous_no";
    CodeMayHaveChanged { old: RecordRef { code: old, .. }, new: RecordRef { entity, code: new }, likeness }
        "“{new}” is new and “{old}” has vanished, {alike}: if they are one {entity}, paste {flag} behind the command, or put “{old}” into the row's previous_no",
        alike = alike(*likeness), flag = shell_word(&format!("--rename={entity}.{old}={new}"));
    AnotherPerson { code, was, is }
        "`{code}` keeps its code, but name and all phones changed, from “{was}” to “{is}”: is this another person? Then give each a code of its own, or map an `identity`";
    ValuesKept { target, rows, first: RecordRef { code, .. } }
        "`{target}` is not sent for {rows}, because the account has a value of its own (`write = \"if-empty\"`), “{code}” first",
        rows = counted(*rows, "customer", "customers");
    ValuesUnread { target, rows, first: RecordRef { code, .. } }
        "`{target}` is not sent for {rows}, because it was never read what the account has there (`write = \"if-empty\"`): \
         `vbot-sync adopt --from-account` or `vbot-sync drift --accept` reads it; “{code}” is the first",
        rows = counted(*rows, "customer", "customers");
    DeletesOff { entity, count, first }
        "{count} {entity} record(s) are no longer in the sheets and are kept, because `deletes = false`: {first}{more}",
        more = if *count > first.len() { ", …" } else { "" }, first = joined(first);
    DeletesWithheld { entity, count, first, reach }
        "{count} {entity} record(s) are no longer in the sheets and are kept, because {reason}: {first}{more}",
        reason = english_damage::withheld(*reach),
        more = if *count > first.len() { ", …" } else { "" }, first = joined(first);
    DeleteOfTwin { record: RecordRef { entity, code }, twin }
        "{entity} “{code}” is gone from the sheets but is not deleted: “{twin}” was in the account already and differs from it only in case, so the server may keep one record for both; if they are two, delete it in the account";
    DeleteBlocked { record: RecordRef { entity, code }, first, more }
        "{entity} “{code}” is gone from the sheets but is not deleted: customer {first}{more} still names it",
        first = joined(first), more = if *more > 0 { format!(" and {more} more") } else { String::new() };
    TextSkipped { bytes, text, more }
        "{bytes} in front of the workbook {were} skipped: “{text}”{more}; if that is an error message, see that the export is complete",
        were = if *bytes == 1 { "was" } else { "were" },
        bytes = counted(*bytes, "byte", "bytes"), text = escaped(text), more = if *more { " …" } else { "" };
    MessageAbove { text, more }
        "the file begins with a message of the program that wrote it: “{text}”{more}; it is not read, but see that the export is complete",
        text = escaped(text), more = if *more { " …" } else { "" };
    FileStale { age, limit }
        "the file was last changed {age} ago, and may be {limit} old (`max_age`): was a new one delivered?",
        age = duration(age.0), limit = duration(limit.0);
    NoRowSelected { header, text }
        "no row of the sheets has “{text}” below “{header}” (`--where`), so every row is left out", text = escaped(text);
    CorrectionReplaced { record: RecordRef { entity, code }, header, seen, now }
        "the learned correction of “{header}” of {entity} {code} is dropped by `sync`, because the cell has changed from {seen} to {now}",
        seen = quoted_cell(seen.as_ref()), now = quoted_cell(now.as_ref());
    CorrectionDone { record: RecordRef { entity, code }, header, now }
        "the learned correction of “{header}” of {entity} {code} is done: the sheet has {now} itself now, so `sync` drops it",
        now = quoted_cell(now.as_ref());
    CorrectionWithoutRow { record: RecordRef { entity, code }, header }
        "the learned correction of “{header}” of {entity} {code} is dropped by `sync`, because no row of the sheets has that code";
    CorrectionWithoutColumn { record: RecordRef { entity, code }, header }
        "the learned correction of {entity} {code} can't be applied: no sheet has exactly one column “{header}” (correct the header, or remove the entry from corrections.toml)";
    CorrectionWithoutSource { record: RecordRef { entity, code }, header }
        "the learned correction of “{header}” of {entity} {code} can't be applied: {entity} has no source (remove the entry from corrections.toml)";
    UndoChangedSince { record: RecordRef { entity, code }, run }
        "{entity} “{code}” is kept as it is: run {run} has changed it since";
    UndoTakenOver { record: RecordRef { entity, code } }
        "{entity} “{code}” is kept as it is: it was in the account before the run, with values that are not known";
    UndoCodeTaken { record: RecordRef { entity, code: own }, code }
        "{entity} “{own}” is kept as it is: another record has the code “{code}” that it had before";
    UndoReferenceGone { record: RecordRef { entity: owner, code }, entity, name }
        "{owner} “{code}” is kept as it is: {entity} “{name}”, which it named before, is not there any more";
    UndoFieldMoved { record: RecordRef { entity, code: own }, code }
        "{entity} “{own}” gets its code “{code}” back; values that customers lost when the run changed it may not be restored";
    UndoGoneSince { record: RecordRef { entity, code } }
        "{entity} “{code}” was deleted after the run, so its values from before can't be restored";
    UndoNotRecreated { record: RecordRef { entity, code } }
        "{entity} “{code}” was deleted by the run and is not created again; `--recreate` creates it, but without its history";
    RunUnfinished { run }
        "run {run} is unfinished: `sync` first settles what is in doubt of it, so its plan may differ from this one";
}

sentences! {
    /// Why a row did not get through.
    reason(Reason):

    Rejected(rejected) "{rejected}", rejected = problem(rejected);
    Waits { operation, entity, code } "{operation}: waits for {entity} {code}", operation = operation.as_str();
    Refused { operation, state, .. } "{operation}: {state}", operation = operation.as_str(), state = state.as_str();
}

sentences! {
    /// Why a change in a workbook was not learned.
    unlearned(UnlearnedReason):

    UnknownRow {} "no row of the sheets belongs to this row (write the workbook again with `vbot-sync failures --xlsx FILE`)";
    NoMemory {} "the workbook does not tell what this row said when it was written (write it again with `vbot-sync failures --xlsx FILE`)";
    NoCode {} "the row has no readable code, by which it could be found again (correct the sheet itself, or use `vbot-sync sync --corrections FILE`)";
    Damaged {} "the row can't be trusted as a whole (correct the sheet itself, or use `vbot-sync sync --corrections FILE`)";
    Changed {} "the sheet has changed since the workbook was written (write it again with `vbot-sync failures --xlsx FILE`)";
    Done {} "the sheet has the right value already";
    SeveralRows {} "several rows have this code and the same value in this column (correct the sheet itself, or use `vbot-sync sync --corrections FILE`)";
    HeaderTwice {} "several columns have this header (correct the sheet itself, or use `vbot-sync sync --corrections FILE`)";
    NoColumn {} "the sheet has no such column";
}
