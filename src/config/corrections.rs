//! `corrections.toml`: the corrections that were learned, as written and validated, and their text.
//!
//! `failures --learn` and `sync` write the file anew, in order, so a person's comments and layout in it don't last.
//! Invariant: what is written here is read as it was, and nothing in the file is ignored.

use std::{collections::BTreeMap, fmt::Write, path::Path};

use jiff::{ZonedDateTime, fmt::temporal::Pieces, tz::TimeZone};
use serde::Deserialize;
use toml::{
    Spanned, Value,
    de::{DeTable, DeValue},
};

use super::error::ConfigError;
use super::page::{ConfigText, Setting};
use super::syntax;
use super::unknown_keys::{keys, refuse_in};
use super::values::filled;
use crate::error::Result;
use crate::model::text::clean;
use crate::model::{Code, Entity, LearnedCorrection};

/// What the file says of itself.
const HEAD: &str = "\
# Corrections of single cells, learned by `vbot-sync failures --learn`. While the cell under `column`, in the row of
# the record `code`, still says `seen`, it is read as `value`. The program rewrites this file, comments included.
";

#[derive(Debug, Default, Deserialize)]
#[serde(default, expecting = "a list of corrections")]
struct WrittenCorrections {
    correction: Vec<Spanned<WrittenCorrection>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, expecting = "a correction")]
struct WrittenCorrection {
    entity: Setting<String>,
    code: Setting<String>,
    column: Setting<String>,
    seen: Setting<String>,
    value: Setting<String>,
    learned: Setting<Value>,
}

/// Parses and validates the text of the file; `path` is shown in messages.
pub fn parse(text: &str, path: &Path) -> Result<Vec<LearnedCorrection>> {
    let page = &ConfigText::new(text, path);
    let document = syntax::parse(page)?;
    refuse_unknown(page, &document)?;
    let written: WrittenCorrections = syntax::read(page, &document)?;
    let mut corrections = Vec::new();
    let mut lines = BTreeMap::new();
    for written in &written.correction {
        let correction = written.get_ref().validated(page, written)?;
        let line = page.line(written.span().start).unwrap_or_default();
        let (entity, code, column) = correction.cell();
        if let Some(first) = lines.insert((entity, code.clone(), column.to_owned()), line) {
            return Err(page.wrong_in(written, ConfigError::CorrectedTwice(first)));
        }
        corrections.push(correction);
    }
    corrections.sort_by(|one, other| one.cell().cmp(&other.cell()));
    Ok(corrections)
}

fn refuse_unknown(page: &ConfigText<'_>, document: &DeTable<'_>) -> Result<()> {
    refuse_in(page, document, ("", keys::<WrittenCorrections>()))?;
    let lists = document.values().filter_map(|value| match value.get_ref() {
        DeValue::Array(list) => Some(list),
        _ => None,
    });
    let known = (" in [[correction]]", keys::<WrittenCorrection>());
    let mut tables = lists.flat_map(|list| list.iter());
    tables.try_for_each(|table| match table.get_ref().as_table() {
        Some(table) => refuse_in(page, table, known),
        None => Ok(()),
    })
}

impl WrittenCorrection {
    fn validated<T>(&self, page: &ConfigText<'_>, at: &Spanned<T>) -> Result<LearnedCorrection> {
        let required = RequiredKeys { page, at };
        Ok(LearnedCorrection {
            entity: page.value(required.key("entity", self.entity.as_ref())?, |name| {
                entity(name)
            })?,
            code: Code::new(required.filled("code", self.code.as_ref())?),
            column: required.filled("column", self.column.as_ref())?,
            seen: required.text("seen", self.seen.as_ref())?,
            value: required.text("value", self.value.as_ref())?,
            learned: page.value(required.key("learned", self.learned.as_ref())?, moment)?,
        })
    }
}

/// The keys of one correction, all of which it needs.
struct RequiredKeys<'a, T> {
    page: &'a ConfigText<'a>,
    at: &'a Spanned<T>,
}

impl<T> RequiredKeys<'_, T> {
    fn key<'v, V>(
        &self,
        key: &'static str,
        written: Option<&'v Spanned<V>>,
    ) -> Result<&'v Spanned<V>> {
        let section = "[[correction]]";
        let missing = || ConfigError::MissingKey { key, section };
        written.ok_or_else(|| self.page.wrong_in(self.at, missing()))
    }

    fn text(&self, key: &'static str, written: Option<&Spanned<String>>) -> Result<String> {
        Ok(clean(self.key(key, written)?.get_ref()).into_owned())
    }

    fn filled(&self, key: &'static str, written: Option<&Spanned<String>>) -> Result<String> {
        let written = self.key(key, written)?;
        let text = self.page.value(written, |text| filled(key, text))?;
        Ok(clean(&text).into_owned())
    }
}

fn entity(name: &str) -> Result<Entity, ConfigError> {
    Entity::from_name(name).ok_or_else(|| ConfigError::NoChoice {
        key: "entity",
        word: name.to_owned(),
        choices: Entity::ALL.map(Entity::as_str).to_vec(),
    })
}

/// A date and time of TOML, or the same as a text.
fn moment(value: &Value) -> Result<ZonedDateTime, ConfigError> {
    let text = match value {
        Value::Datetime(moment) => moment.to_string(),
        Value::String(text) => text.trim().to_owned(),
        _ => return Err(ConfigError::NoMoment),
    };
    let moment = || {
        let pieces = Pieces::parse(&text).ok()?;
        let offset = pieces.to_numeric_offset()?;
        let local = pieces.date().to_datetime(pieces.time()?);
        local.to_zoned_datetime(TimeZone::fixed(offset)).ok()
    };
    moment().ok_or(ConfigError::NoMoment)
}

/// The text of a file with these corrections.
#[must_use]
pub fn corrections_text(corrections: &[LearnedCorrection]) -> String {
    let mut text = HEAD.to_owned();
    for one in corrections {
        let quoted = |text: &str| Value::String(text.to_owned());
        // Writing to a string can't fail.
        _ = write!(
            text,
            "\n[[correction]]\nentity = {}\ncode = {}\ncolumn = {}\nseen = {}\nvalue = {}\nlearned = {}\n",
            quoted(one.entity.as_str()),
            quoted(&one.code),
            quoted(&one.column),
            quoted(&one.seen),
            quoted(&one.value),
            one.learned.strftime("%Y-%m-%dT%H:%M:%S%:z"),
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "[[correction]]\nentity = \"customer\"\ncode = \"KH2\"\ncolumn = \"SĐT\"\nseen = \"\"\n\
                       value = \"0912345672\"\nlearned = 2026-11-29T22:15:00+07:00\n";

    fn read(text: &str) -> Result<Vec<LearnedCorrection>> {
        parse(text, Path::new("corrections.toml"))
    }

    #[track_caller]
    fn refused(text: &str, expected: &str) -> Option<String> {
        let error = read(text).expect_err("the file is refused");
        assert_eq!(error.to_string(), format!("corrections.toml {expected}"));
        error.hint_text()
    }

    #[test]
    fn what_is_written_is_read_as_it_was() {
        let mut all = read(ONE).expect("the file is right");
        let mut other = all[0].clone();
        other.entity = Entity::Group;
        other.code = Code::from("a\"b\\c'd");
        other.seen = "two\nlines ''' \"\"\" \u{1b}".to_owned();
        all.insert(0, other);
        let text = corrections_text(&all);
        assert_eq!(read(&text).expect("the file is right"), all);
        assert!(
            text.contains("learned = 2026-11-29T22:15:00+07:00"),
            "{text}"
        );
        assert_eq!(read(&corrections_text(&[])).expect("it is right"), []);
    }

    #[test]
    fn corrections_are_in_order_and_a_moment_may_be_a_text() {
        let quoted = ONE.replace("2026-11-29T22:15:00+07:00", "\"2026-11-29T22:15:00+07:00\"");
        let first = quoted.replace("KH2", "KH1");
        let all = read(&format!("{ONE}{first}")).expect("the file is right");
        let codes: Vec<&str> = all.iter().map(|one| one.code.as_str()).collect();
        assert_eq!(codes, ["KH1", "KH2"]);
        assert_eq!(all[0].learned, all[1].learned);
    }

    #[test]
    fn everything_else_is_refused_with_its_line() {
        let hint = refused(
            &ONE.replace("value", "valeu"),
            "row 6: unknown key `valeu` in [[correction]]",
        );
        assert_eq!(hint.as_deref(), Some("did you mean `value`?"));
        refused(
            &ONE.replace("seen = \"\"\n", ""),
            "row 1: missing key `seen` in [[correction]]",
        );
        refused(&ONE.replace("KH2", " "), "row 3: `code` is blank");
        refused(
            &ONE.replace("\"KH2\"", "2"),
            "row 3: `correction.code`: invalid type: integer `2`, expected a string",
        );
        refused(
            &ONE.replace("+07:00", ""),
            "row 7: `learned` is not a date and time with an offset",
        );
        let hint = refused(
            &ONE.replace("customer", "custmer"),
            "row 2: `entity` is `custmer`, not one of status, type, group, field, customer",
        );
        assert_eq!(hint.as_deref(), Some("did you mean `customer`?"));
        refused(
            &format!("{ONE}{ONE}"),
            "row 8: this cell has a correction already, in line 1",
        );
        refused("corrections = 1", "row 1: unknown key `corrections`");
        let hint = refused(
            &ONE.replace("[[correction]]", "[correction]"),
            "row 1: `correction`: invalid type: map, expected a sequence",
        );
        assert_eq!(
            hint.as_deref(),
            Some("each correction begins with [[correction]], in two brackets")
        );
    }
}
