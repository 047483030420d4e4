//! Reads the snapshot and the journal row by row, for an export or a report.
//!
//! It writes nothing and makes no text. A file that is opened to be read shows one moment, also while a run is on.
//! Invariant: it holds one record, or one block of calls, at a time.

use std::ops::ControlFlow;

use super::{CallStanding, RunId, Store, blocks, calls, runs, sql_types::PackedContent};
use crate::{
    codec::CallHead,
    error::Result,
    model::{CallId, Code, Content, Entity, PastCall},
};

impl Store {
    /// Passes the code and the acknowledged content of each record of an entity to `visit`, ordered by code.
    pub fn contents(
        &self,
        entity: Entity,
        visit: &mut dyn FnMut((Code, Content)) -> ControlFlow<()>,
    ) -> Result<()> {
        self.read(|connection| {
            let sql = "SELECT code, content FROM record WHERE entity = ?1 ORDER BY code";
            let mut statement = connection.prepare_cached(sql)?;
            let mut rows = statement.query([entity])?;
            while let Some(row) = rows.next()? {
                let PackedContent(content) = row.get(1)?;
                if visit((row.get(0)?, content.pack().open())).is_break() {
                    break;
                }
            }
            Ok(())
        })
    }

    /// The runs of the journal, oldest first.
    pub fn journalled_runs(&self) -> Result<Vec<RunId>> {
        let runs = self.read(|connection| runs::list(connection, None, usize::MAX))?;
        Ok(runs.into_iter().rev().map(|run| run.id).collect())
    }

    /// Passes the calls of a run, of one entity or of all, to `visit`, by number and with their states, until it has
    /// enough.
    pub fn calls_of(
        &self,
        run: RunId,
        entity: Option<Entity>,
        visit: &mut dyn FnMut(PastCall) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>> {
        self.read(|connection| {
            blocks::each_until(connection, run, |key, start| {
                if entity.is_some_and(|entity| entity != start.head.entity) {
                    return Ok(ControlFlow::Continue(()));
                }
                let call = calls::at(connection, &self.blocks, key)?;
                Ok(visit(call))
            })
        })
    }

    /// A call of a run without its content.
    ///
    /// # Errors
    /// The run has no such call.
    pub fn head(&self, run: RunId, call: CallId) -> Result<CallHead<'static>> {
        self.read(|connection| calls::head(connection, &self.blocks, run, call))
    }

    /// What became of a call of a run: its state, the error code and the message.
    pub fn standing(&self, run: RunId, call: CallId) -> Result<CallStanding> {
        self.read(|connection| calls::standing(connection, run, call))
    }
}
