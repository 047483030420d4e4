//! How usual a header is for a target.
//!
//! The caller knows the usual headers; this is the form of the question, and which form of a header it is asked about.
//! Invariant: a lower rank is more usual, and a header itself is better than what it says without its additions.

use super::profile::ColumnProfile;
use crate::model::{Entity, Target};

/// The rank of a header among those usual for a target, the best first.
pub type Rank<'a> = &'a dyn Fn(Entity, Target, &str) -> Option<usize>;

/// Added to the rank of a header that is usual only without its additions.
const INDIRECT: usize = 100;

/// The rank of a column: that of the first form of its header that is usual for anything of the entity.
pub(super) fn of(
    rank: Rank<'_>,
    entity: Entity,
    target: Target,
    column: &ColumnProfile,
) -> Option<usize> {
    let is_usual =
        |form: &&String| Target::all(entity).any(|one| rank(entity, one, form).is_some());
    let form = column.forms.iter().find(is_usual)?;
    let rank = rank(entity, target, form)?;
    Some(if *form == column.header {
        rank
    } else {
        rank + INDIRECT
    })
}

/// Whether a column is usual for anything of the entity.
pub(super) fn knows(rank: Rank<'_>, entity: Entity, column: &ColumnProfile) -> bool {
    Target::all(entity).any(|target| of(rank, entity, target, column).is_some())
}

/// Whether a text is a usual header without its additions.
pub fn is_usual_form(text: &str, is_usual: impl Fn(&str) -> bool) -> bool {
    let mut forms = super::header_forms::forms(text, None).into_iter().skip(1);
    forms.any(|form| is_usual(&form))
}
