//! What becomes of the learned corrections: their fates, and the issues about those that can't be kept or used.
//!
//! It applies none and writes nothing. Invariant: a correction is dropped only by what a readable source has.

use super::source_results::SourceResult;
use crate::{
    config::Config,
    model::{
        CellText, ColumnHeader, CorrectionFate, Entity, Issue, JudgedCorrection, LearnedCorrection,
        Origin, Problem, RecordRef, Selection, SourceName,
    },
};

/// The corrections of an entity.
pub(super) fn of_entity(config: &Config, entity: Entity) -> Vec<&LearnedCorrection> {
    let all = config.corrections.iter();
    all.filter(|correction| correction.entity == entity)
        .collect()
}

/// The corrections of entities that have no source.
pub(super) fn without_source(config: &Config) -> Vec<JudgedCorrection> {
    let has_source = |entity| config.sources.iter().any(|source| source.entity == entity);
    let all = config.corrections.iter();
    let unused = all.filter(|correction| !has_source(correction.entity));
    let judged = unused.map(|correction| JudgedCorrection {
        correction: correction.clone(),
        fate: CorrectionFate::NoSource,
        place: None,
    });
    judged.collect()
}

/// The corrections of an entity with their fates. A row or column is missing only if every source was read.
pub(super) fn judged(
    corrections: &[&LearnedCorrection],
    readings: &[SourceResult],
    fates: Vec<(CorrectionFate, Option<Origin>)>,
) -> Vec<JudgedCorrection> {
    let are_read = readings.iter().all(SourceResult::is_whole);
    let fates = fates.into_iter().map(|(fate, place)| match fate {
        CorrectionFate::Gone | CorrectionFate::NoColumn if !are_read => {
            (CorrectionFate::Unread, place)
        }
        fate => (fate, place),
    });
    let judged = corrections.iter().zip(fates);
    let judged = judged.map(|(correction, (fate, place))| JudgedCorrection {
        correction: (*correction).clone(),
        fate,
        place,
    });
    judged.collect()
}

/// The issues about corrections that are dropped or can't be used.
pub(super) fn issues(judged: &[JudgedCorrection], config: &Config) -> impl Iterator<Item = Issue> {
    let name = config.corrections_file.file_name().unwrap_or_default();
    let file = SourceName::new(name.to_string_lossy());
    judged.iter().filter_map(move |judged| issue(judged, &file))
}

fn issue(judged: &JudgedCorrection, file: &SourceName) -> Option<Issue> {
    let JudgedCorrection {
        correction,
        fate,
        place,
    } = judged;
    let record = RecordRef::new(correction.entity, &correction.code);
    let header = ColumnHeader::new(&correction.column);
    let cell = |text: &str| (!text.is_empty()).then(|| CellText::words(text));
    let problem = match fate {
        CorrectionFate::Applied | CorrectionFate::Unread => return None,
        CorrectionFate::Changed(now) => Problem::CorrectionReplaced {
            record,
            header,
            seen: cell(&correction.seen),
            now: cell(now),
        },
        CorrectionFate::Done => Problem::CorrectionDone {
            record,
            header,
            now: cell(&correction.value),
        },
        CorrectionFate::Gone => Problem::CorrectionWithoutRow { record, header },
        CorrectionFate::NoColumn => Problem::CorrectionWithoutColumn {
            record,
            header,
            file: file.clone(),
        },
        CorrectionFate::NoSource => Problem::CorrectionWithoutSource {
            record,
            header,
            file: file.clone(),
        },
    };
    let place = place.as_ref();
    Some(Issue::new(
        problem,
        place.map(|place| place.at_column(&correction.column)),
    ))
}

/// The corrections that have no further use. A wave passes fewer guards, so that its sheets may lack rows unnoticed.
pub(super) fn dropped(
    judged: Vec<JudgedCorrection>,
    selection: &Selection,
) -> Vec<LearnedCorrection> {
    let is_sure =
        |one: &JudgedCorrection| selection.is_everything() || one.fate != CorrectionFate::Gone;
    let dropped = judged.into_iter().filter(|one| one.fate.is_dropped());
    dropped.filter(is_sure).map(|one| one.correction).collect()
}
