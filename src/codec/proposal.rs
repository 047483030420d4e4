//! A plan with everything that is stored when it is sent.

use super::Plan;
use crate::model::{Canary, Figures, LearnedCorrection, Note, Sources};

/// A plan that was checked by the guards but not sent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Proposal {
    /// The calls, with every issue and every reason to refuse them.
    pub plan: Plan,
    /// Corrections of the snapshot without a call.
    pub notes: Vec<Note>,
    /// The figures of the sources, for the guards of the next run.
    pub sources: Sources,
    /// The figures that the guards have compared.
    pub figures: Figures,
    /// The calls by which the run is judged before the rest is sent, if a person asks for them.
    pub canary: Option<Canary>,
    /// Learned corrections that have no further use; a saved plan has none.
    pub dropped: Vec<LearnedCorrection>,
}
