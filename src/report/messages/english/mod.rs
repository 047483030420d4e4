//! What is wrong, in English.
//!
//! Invariant: every problem has its sentence here, without a full stop.

mod guards;
mod phrases;

use crate::model::{Problem, Reason, number};
pub use guards::guard;
use phrases::{
    alike, code_taken, damaged, date, dates, dates_held, grouped, joined, kept, meant, named,
    not_made, phone, section, settles, shell_word, whole_column,
};

/// The sentence about a problem, without its place.
#[must_use]
#[expect(clippy::too_many_lines, reason = "one sentence for each problem")]
pub fn problem(problem: &Problem) -> String {
    match problem {
        Problem::CellError { target, error } => {
            format!("`{target}` can't be read, its cell says {error}")
        }
        Problem::CodeBlank {} => "the code is blank".to_owned(),
        Problem::CodeCellError { error } => {
            format!("the code can't be read, its cell says {error}")
        }
        Problem::RequiredBlank { attribute } => format!("`{attribute}` is required and blank"),
        Problem::NoPhone {} => "`customer_phones` is required and holds no phone number".to_owned(),
        Problem::NothingToKeep { attribute } => {
            format!("{attribute} is blank, and nothing was sent before that could be kept")
        }
        Problem::RowDamaged { damage } => {
            format!("the row can't be trusted: {}", damaged(damage))
        }
        Problem::DateUnread {
            text,
            fault,
            target,
        } => format!("“{text}” {}; `{target}` is left as it was", date(*fault)),
        Problem::NumberUnread { text, target } => {
            format!("“{text}” is not a number; `{target}` is left as it was")
        }
        Problem::PhoneSentAsIs { text, doubt } => {
            format!("“{text}” {}; it is sent all the same", phone(*doubt))
        }
        Problem::PhoneSentAs {
            text,
            doubt,
            number,
        } => format!("“{text}” {}; it is sent as {number}", phone(*doubt)),
        Problem::PhoneLeftOut { text, doubt } => {
            format!("“{text}” {} and is left out", phone(*doubt))
        }
        Problem::EmailDoubtful { text } => {
            format!("“{text}” does not look like an e-mail address")
        }
        Problem::ReferenceMoved { entity, old, new } => format!("{entity} `{old}` is now `{new}`"),
        Problem::ReferenceMissing { entity, name, near } => {
            format!("there is no {entity} `{name}`{}", meant(near.as_ref()))
        }
        Problem::ReferenceByName { entity, name, code } => {
            let section = section(*entity);
            format!(
                "there is no {entity} `{name}`, but it is the name of `{code}`: translate it under [{section}]"
            )
        }
        Problem::ReferenceCreated { entity, name, code } => {
            let section = section(*entity);
            format!(
                "there is no {entity} `{name}`, so it is created; but it is the name of `{code}`: translate it under [{section}]"
            )
        }
        Problem::GroupCodeMissing { code, near } => {
            let meant = meant(near.as_ref());
            format!("there is no group with the code `{code}`{meant}")
        }
        Problem::GroupNameUnknown { code } => {
            format!("the name of the group `{code}` is not known, because groups have no source")
        }
        Problem::ReferenceBlocked { record } => format!("it names {}", not_made(record)),
        Problem::FieldBlocked { record } => format!("it has a value under {}", not_made(record)),
        Problem::GroupNameDiffers { code, known, given } => format!(
            "the group's code `{code}` means “{known}”, but “{given}” is given as its name and is sent"
        ),
        Problem::RowRepeated { code, first } => {
            format!("the record `{code}` stands in {first} already, with the same content")
        }
        Problem::CodeCaseDiffers { code, other, place } => {
            format!("the code `{code}` differs only in case from `{other}` in {place}")
        }
        Problem::CodeTwice { code, other } => {
            format!("the code `{code}` stands again in {other}, with other content")
        }
        Problem::IdentityTwice { identity, other } => {
            format!("the identity `{identity}` stands again in {other}, with other content")
        }
        Problem::GroupNameTwice { name, other } => {
            format!("the group name `{name}` stands again in {other}, with other content")
        }
        Problem::HeaderTwice { header } => {
            format!("several columns are called “{header}”, only the first is read")
        }
        Problem::DatesEitherWay { either } => format!(
            "{} both day/month and month/day, which was read as day/month (`date_from = \"dmy\"` or `\"mdy\"` settles it)",
            dates(*either)
        ),
        Problem::DatesMixed {
            either,
            month_first,
            row,
        } => format!(
            "{} both day/month and month/day, which was read as day/month, but {} month/day only (`date_from` settles it)",
            dates(*either),
            phrases::month_first(*month_first, *row)
        ),
        Problem::DatesMonthFirst {
            either,
            month_first,
            row,
        } => format!(
            "the column seems to be month/day: {} nothing else{} (`date_from = \"mdy\"` or `\"dmy\"` settles it)",
            phrases::month_first(*month_first, *row),
            dates_held(*either)
        ),
        Problem::NumbersEitherWay { either, mark } => format!(
            "{}, which was read as the mark of thousands {}",
            grouped(*either, *mark),
            settles(*mark)
        ),
        Problem::NumbersMixed {
            either,
            mark,
            fractions,
            row,
        } => format!(
            "{}, which was read as the mark of thousands, but {} that it begins a fraction {}",
            grouped(*either, *mark),
            phrases::fractions(*fractions, *row),
            settles(*mark)
        ),
        Problem::NumbersFractions {
            either,
            mark,
            fractions,
            row,
        } => format!(
            "{}, which is not sent: {} that it may begin a fraction {}",
            grouped(*either, *mark),
            phrases::fractions(*fractions, *row),
            settles(*mark)
        ),
        Problem::ValueUnmapped {
            value,
            rows,
            row,
            target,
            near,
        } => {
            let rows = match rows {
                1 => format!("row {row}"),
                rows => format!("{} rows, the first is {row},", number(*rows)),
            };
            let near = near.as_ref();
            let near = near.map_or(String::new(), |near| format!("; nearest is `{near}`"));
            format!("`{value}` in {rows} has no entry under [source.values.{target}]{near}")
        }
        Problem::ValuesUnmapped {
            values,
            more,
            rows,
            target,
        } => format!(
            "and {}{} more values, in {} rows, have no entry under [source.values.{target}]",
            if *more { "more than " } else { "" },
            number(*values),
            number(*rows)
        ),
        Problem::OldFont { text, shown } => format!(
            "the sheet seems to be typed with an old font: “{text}” would be “{shown}” (`text_encoding = \"auto\"` reads it so)"
        ),
        Problem::ColumnChanged {
            target,
            percent,
            known,
            entity,
        } => format!(
            "`{target}` changed {}",
            whole_column(*percent, *known, *entity)
        ),
        Problem::ColumnCleared {
            target,
            percent,
            known,
            entity,
        } => format!(
            "`{target}` was cleared {}",
            whole_column(*percent, *known, *entity)
        ),
        Problem::CodeOfHeld { record } => code_taken(record, "is held"),
        Problem::CodeOfKept { record } => code_taken(record, "is kept"),
        Problem::CodeOfBlocked { entity } => {
            format!("its code or name still belongs to a {entity} that can't be deleted")
        }
        Problem::MissingBlocked { record } => {
            let entity = record.entity;
            format!(
                "{} is missing and can't be created: its code or name still belongs to a {entity} that can't be deleted",
                named(record)
            )
        }
        Problem::MissingClashes { record } => {
            let entity = record.entity;
            format!(
                "{} is missing and can't be created: another {entity} has that code",
                named(record)
            )
        }
        Problem::RecordHeld { record } => format!(
            "it is the record “{}”, which is held because another row about it was rejected",
            record.code
        ),
        Problem::GroupNameTaken { name } => {
            format!("the group name “{name}” still belongs to a record that stays as it is")
        }
        Problem::PreviousTwice { record } => {
            format!("more than one row says that it was “{}”", record.code)
        }
        Problem::CodeMayHaveChanged { old, new, likeness } => {
            let (entity, old, new) = (new.entity, &old.code, &new.code);
            let flag = shell_word(&format!("--rename={entity}.{old}={new}"));
            let why = alike(*likeness);
            format!(
                "“{new}” is new and “{old}” has vanished, {why}: if they are one {entity}, paste {flag} behind the command, or put “{old}” into the row's previous_no"
            )
        }
        Problem::AnotherPerson { code, was, is } => format!(
            "`{code}` keeps its code, but name and all phones changed, from “{was}” to “{is}”: is this another person? Then give each a code of its own, or map an `identity`"
        ),
        Problem::DeletesOff {
            entity,
            count,
            first,
        } => kept(*entity, *count, first, "`deletes = false`"),
        Problem::DeletesWithheld {
            entity,
            count,
            first,
        } => kept(
            *entity,
            *count,
            first,
            "the code of a rejected row can't be read",
        ),
        Problem::DeleteBlocked {
            record,
            first,
            more,
        } => {
            let more = match more {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            format!(
                "{} is gone from the sheets but is not deleted: customer {}{more} still names it",
                named(record),
                joined(first)
            )
        }
        Problem::RunUnfinished { run } => format!(
            "run {run} is unfinished: `sync` first settles what is in doubt of it, so its plan may differ from this one"
        ),
    }
}

/// Why a row did not get through.
pub(in crate::report) fn reason(reason: &Reason) -> String {
    match reason {
        Reason::Rejected(rejected) => problem(rejected),
        Reason::Waits {
            operation,
            entity,
            code,
        } => format!("{}: waits for {entity} {code}", operation.as_str()),
        Reason::Refused {
            operation, state, ..
        } => format!("{}: {}", operation.as_str(), state.as_str()),
    }
}
