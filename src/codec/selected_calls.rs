//! Some calls of a plan, with numbers of their own.
//!
//! It does not choose them. Invariant: every call that must be acknowledged before a selected one is selected too.

use std::borrow::Cow;

use super::{CallHead, CallSource, Calls, call_id, error::CodecError};
use crate::{
    error::Result,
    model::{Call, CallId},
};

/// The selected calls, made from those of the whole plan.
#[derive(Debug)]
struct SelectedCalls {
    source: Calls,
    /// Their numbers in the whole plan, ascending.
    kept: Vec<CallId>,
}

impl Calls {
    /// Only the calls of these numbers, which ascend.
    #[must_use]
    pub fn selected(&self, kept: Vec<CallId>) -> Self {
        let source = self.clone();
        Self::of(SelectedCalls { source, kept })
    }
}

impl SelectedCalls {
    /// The new numbers of calls; one that is not selected need not be waited for.
    fn renumbered(&self, calls: &[CallId]) -> Result<Vec<CallId>> {
        let places = calls
            .iter()
            .filter_map(|id| self.kept.binary_search(id).ok());
        places.map(call_id).collect()
    }
}

impl CallSource for SelectedCalls {
    fn count(&self) -> usize {
        self.kept.len()
    }

    fn head(&self, at: usize) -> Result<CallHead<'_>> {
        let head = self.source.head(self.kept[at])?;
        Ok(CallHead {
            id: call_id(at)?,
            after: Cow::Owned(self.renumbered(&head.after)?),
            waits: Cow::Owned(self.renumbered(&head.waits)?),
            ..head
        })
    }

    fn call(&self, at: usize) -> Result<Call> {
        let call = self.source.get(self.kept[at])?;
        let call = call.ok_or(CodecError::NoCall)?;
        Ok(Call {
            id: call_id(at)?,
            after: self.renumbered(&call.after)?,
            waits: self.renumbered(&call.waits)?,
            ..call
        })
    }
}
