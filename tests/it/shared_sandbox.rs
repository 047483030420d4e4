//! One stage for all scenes: many may be on it together, or one alone.
//!
//! Times are only measured by scenes that are alone. Invariant: a test holds one scene at a time, since a
//! second one would wait behind a scene that waits to be alone.

use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

static STAGE: RwLock<()> = RwLock::new(());

/// A place on the stage, left when it is dropped.
#[expect(dead_code, reason = "the guards are held for their life only")]
pub enum SharedSandbox {
    Together(RwLockReadGuard<'static, ()>),
    Alone(RwLockWriteGuard<'static, ()>),
}

impl SharedSandbox {
    /// Waits until there is room. A test that failed on it has left it as good as it was.
    pub fn enter(alone: bool) -> Self {
        if alone {
            Self::Alone(STAGE.write().unwrap_or_else(PoisonError::into_inner))
        } else {
            Self::Together(STAGE.read().unwrap_or_else(PoisonError::into_inner))
        }
    }
}
