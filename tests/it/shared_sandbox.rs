//! A lock that lets fixtures run together, or one of them alone.
//!
//! Only fixtures that run alone measure times. Invariant: a test has one fixture at a time, since a
//! second one would wait behind a fixture that waits to run alone.

use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

static LOCK: RwLock<()> = RwLock::new(());

/// The right to run, until it is dropped.
#[expect(dead_code, reason = "the guards are held for their life only")]
pub enum SharedSandbox {
    Together(RwLockReadGuard<'static, ()>),
    Alone(RwLockWriteGuard<'static, ()>),
}

impl SharedSandbox {
    /// Waits for the lock. A test that failed while it held the lock has left nothing inconsistent.
    pub fn enter(alone: bool) -> Self {
        if alone {
            Self::Alone(LOCK.write().unwrap_or_else(PoisonError::into_inner))
        } else {
            Self::Together(LOCK.read().unwrap_or_else(PoisonError::into_inner))
        }
    }
}
