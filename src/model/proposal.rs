//! A plan with everything that has to be remembered when it is sent.

use super::{Figures, Note, Plan, Sources};

/// A plan that is guarded but not sent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Proposal {
    /// The calls, with every complaint and every reason not to send them.
    pub plan: Plan,
    /// Corrections of the snapshot without a call.
    pub notes: Vec<Note>,
    /// What was read, for the guards of the next run.
    pub sources: Sources,
    /// What the guards have looked at.
    pub figures: Figures,
}
