//! The request of a step of settling.
//!
//! It decides no step, which `settle` does. Invariant: a step that the call can't be at has no request, since its own
//! action might have an unwanted effect.

use std::borrow::Cow;

use super::{error::SendError, settle_step::SettleStep};
use crate::{
    error::Result,
    model::{Action, Code, Content, is_given},
};

/// The request of a step: the call's own action, or the one that confirms, repeats or probes it.
///
/// # Errors
/// The call can't be at that step: sending its own action instead might have an unwanted effect.
pub fn request(action: &Action, step: SettleStep) -> Result<Cow<'_, Action>> {
    let update = |code: &Code, content: &Content| Action::Update {
        code: code.clone(),
        content: content.clone(),
        before: None,
    };
    // A change of a code into itself has no effect, but its answer shows whether the record is there.
    let same_code = |code: &Code, content: &Content| Action::UpdateNo {
        from: code.clone(),
        to: code.clone(),
        content: content.clone(),
    };
    Ok(Cow::Owned(match (step, action) {
        (
            SettleStep::Confirm,
            Action::Create { code, content } | Action::Update { code, content, .. },
        ) => update(code, content),
        (SettleStep::Recreate, Action::Update { code, content, .. }) => Action::Create {
            code: code.clone(),
            content: content.clone(),
        },
        (SettleStep::Recreate, Action::UpdateNo { to, content, .. }) => Action::Create {
            code: to.clone(),
            content: content.clone(),
        },
        (SettleStep::ProbeNew, Action::UpdateNo { to, content, .. }) if is_given(to) => {
            same_code(to, content)
        }
        (SettleStep::ProbeNew | SettleStep::Confirm, Action::UpdateNo { to, content, .. }) => {
            update(to, content)
        }
        (SettleStep::ProbeOld, Action::UpdateNo { from, content, .. }) => update(from, content),
        (SettleStep::Own, _) => return Ok(Cow::Borrowed(action)),
        (SettleStep::Ask(asked), _) => same_code(asked.code(action), action.content()),
        _ => return Err(SendError::Step(action.operation()).into()),
    }))
}
