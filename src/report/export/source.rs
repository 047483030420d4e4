//! Where exported rows come from: functions that pass them on one by one.
//!
//! It opens no file. Invariant: an error of the visitor ends the reading and comes out as it was.

use std::{io, ops::ControlFlow};

use crate::{
    error::Result,
    model::{Code, Content, Entity, PastCall},
};

/// Takes one item, and says whether it wants another one.
type Taker<'t, T> = &'t mut dyn FnMut(T) -> ControlFlow<()>;

/// Passes the records of an entity, ordered by code.
pub type ReadRecords<'a> = dyn Fn(Entity, Taker<'_, (Code, Content)>) -> Result<()> + 'a;

/// Passes calls in the order of their runs and numbers.
pub type ReadCalls<'a> = dyn Fn(Taker<'_, PastCall>) -> Result<()> + 'a;

/// Passes all items to `visit` until it fails or has enough.
pub(super) fn pass<T>(
    read: impl FnOnce(Taker<'_, T>) -> Result<()>,
    mut visit: impl FnMut(T) -> io::Result<ControlFlow<()>>,
) -> io::Result<()> {
    let mut visited = Ok(());
    let done = read(&mut |item| match visit(item) {
        Ok(flow) => flow,
        Err(error) => {
            visited = Err(error);
            ControlFlow::Break(())
        }
    });
    done.map_err(io::Error::other)?;
    visited
}
