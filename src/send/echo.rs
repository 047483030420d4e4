//! Checks whose answer a reply is, by the code that the server repeats in it.
//!
//! A second answer to an earlier call may wait on a connection that is kept alive, and would be taken for the next
//! call's. It knows nothing of connections. Invariant: the answers of a server that never repeats a code are accepted
//! unchecked.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::model::Action;

/// Whether the server has ever repeated a code.
#[derive(Debug, Default)]
pub(super) struct Echo(AtomicBool);

impl Echo {
    /// Whether an answer with this `data` can belong to the call.
    pub fn fits(&self, action: &Action, data: Option<&str>) -> bool {
        let data = data.filter(|data| !data.trim().is_empty());
        let Some(data) = data.filter(|_| !matches!(action, Action::Delete { .. })) else {
            return true;
        };
        if names(action, data) {
            self.0.store(true, Ordering::Relaxed);
            return true;
        }
        !self.0.load(Ordering::Relaxed)
    }
}

/// Whether an answer's `data` is one of the call's codes.
pub(super) fn names(action: &Action, data: &str) -> bool {
    action.codes().any(|code| folded(code) == folded(data))
}

/// Ignores case, because a server may store a code in its own case.
fn folded(code: &str) -> String {
    code.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Code, Content};

    fn create(code: &str) -> Action {
        Action::Create {
            code: Code::from(code),
            content: Content::default(),
        }
    }

    #[test]
    fn a_server_that_never_repeats_codes_is_taken_as_it_is() {
        let echo = Echo::default();
        for data in [Some("OK"), None, Some(""), Some("KH9")] {
            assert!(echo.fits(&create("KH1"), data), "{data:?}");
        }
    }

    #[test]
    fn once_it_has_repeated_one_every_other_is_another_calls() {
        let echo = Echo::default();
        assert!(echo.fits(&create("KH1"), Some("kh1 ")));
        assert!(!echo.fits(&create("KH2"), Some("KH1")));
        for data in [None, Some(" "), Some("KH2")] {
            assert!(echo.fits(&create("KH2"), data), "{data:?}");
        }
        let (from, to) = (Code::from("KH2"), Code::from("KH3"));
        let content = Content::default();
        let moved = Action::UpdateNo { from, to, content };
        assert!(echo.fits(&moved, Some("KH2")) && echo.fits(&moved, Some("KH3")));
        assert!(!echo.fits(&moved, Some("KH1")));
        let delete = Action::Delete {
            code: Code::from("KH2"),
            content: Content::default(),
        };
        assert!(
            echo.fits(&delete, Some("deleted")),
            "the page shows a text there"
        );
    }
}
