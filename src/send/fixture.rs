//! One action of each kind, for the tests of what answers mean.
//!
//! Invariant: `k` is the code of everything but a change of code, which goes from `a` to `b`.

use crate::model::{Action, Code, Content};

pub fn create() -> Action {
    Action::Create {
        code: Code::from("k"),
        content: Content::default(),
    }
}

pub fn update() -> Action {
    Action::Update {
        code: Code::from("k"),
        content: Content::default(),
        before: None,
    }
}

pub fn delete() -> Action {
    Action::Delete {
        code: Code::from("k"),
        content: Content::default(),
    }
}

pub fn update_no() -> Action {
    Action::UpdateNo {
        from: Code::from("a"),
        to: Code::from("b"),
        content: Content::default(),
    }
}
