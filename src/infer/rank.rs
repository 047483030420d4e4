//! How usual a header is for a target.
//!
//! The caller knows the usual headers; this is only the form of the question. Invariant: a lower rank is more usual.

use crate::model::{Entity, Target};

/// The rank of a header among those usual for a target, the best first.
pub type Rank<'a> = &'a dyn Fn(Entity, Target, &str) -> Option<usize>;
