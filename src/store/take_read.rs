//! Takes over what was read of the account: contents that no call has sent, and records that are gone.
//!
//! It decides nothing. Invariant: all of it is written in one transaction, or nothing is.

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::{RunId, Store, StoreFault, history, records, runs, sql_types::NanoTime};
use crate::{
    codec::Packed,
    error::Result,
    language::say,
    model::{Code, Content, Entity, Provenance, Sources},
};

/// A record as the account has it.
#[derive(Clone, Debug, PartialEq)]
pub enum ReadRecord {
    /// It has this content.
    Held {
        /// The entity.
        entity: Entity,
        /// Its code.
        code: Code,
        /// Everything that we know of it.
        content: Content,
        /// Its identity, from the row.
        identity: Option<String>,
    },
    /// The account has none.
    Gone(Entity, Code),
}

/// Passes every record to the function that it is given.
pub type ReadVisit<'a> = &'a mut dyn FnMut(&mut dyn FnMut(ReadRecord) -> Result<()>) -> Result<()>;

impl Store {
    /// Writes what was read as a run of that command that is finished at once.
    ///
    /// # Errors
    /// Another run is neither finished nor superseded; the snapshot can't be written; `records` fails.
    pub fn adopt_read(
        &mut self,
        (command, at): (&str, Timestamp),
        (sources, exit): (&Sources, u8),
        records: ReadVisit<'_>,
        summary: &serde_json::Value,
    ) -> Result<RunId> {
        self.write(|transaction| {
            let run = runs::begin(transaction, command, at, sources)?;
            history::number_running(transaction, run)?;
            take(transaction, (run, at), records)?;
            runs::finish(transaction, run, at, exit, summary)?;
            Ok(run)
        })
    }

    /// Writes what was read without a run: the records are those of the last run that there was.
    ///
    /// # Errors
    /// The snapshot can't be written; `records` fails.
    pub fn accept_read(&mut self, at: Timestamp, records: ReadVisit<'_>) -> Result<()> {
        let run = self.last_run()?.map_or(0, |run| run.id);
        self.write(|transaction| {
            take(transaction, (run, at), records)?;
            records::changed(transaction)
        })
    }
}

fn take(
    connection: &Connection,
    (run, at): (RunId, Timestamp),
    records: ReadVisit<'_>,
) -> Result<(), StoreFault> {
    let mut put = connection.prepare_cached(
        "INSERT INTO record (entity, code, identity, fingerprint, content, provenance,
                             acknowledged_at, run)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (entity, code) DO UPDATE SET
             identity = coalesce(?3, identity), fingerprint = ?4, content = ?5, provenance = ?6,
             acknowledged_at = ?7, run = ?8, unsettled = 0",
    )?;
    let mut remove =
        connection.prepare_cached("DELETE FROM record WHERE entity = ?1 AND code = ?2")?;
    let mut write = |record: ReadRecord| -> Result<(), StoreFault> {
        match record {
            ReadRecord::Gone(entity, code) => remove.execute(params![entity, code])?,
            ReadRecord::Held {
                entity,
                code,
                content,
                identity,
            } => {
                let packed = Packed::of(&content);
                put.execute(params![
                    entity,
                    code,
                    identity,
                    packed.pack().fingerprint(),
                    packed.pack().bytes(),
                    Provenance::Read,
                    NanoTime(at),
                    run,
                ])?
            }
        };
        Ok(())
    };
    records(&mut |record| write(record).map_err(|fault| fault.of(&say!("store-the-snapshot"))))?;
    Ok(())
}
