//! A copy of what the account holds, while it is compared: a temporary database without a name.
//!
//! It is no snapshot: nothing in it was acknowledged, and it is gone when it is dropped. Invariant: a record is in it
//! once, as it was read last.

use rusqlite::{Connection, OptionalExtension, params};

use super::{
    StoreFault,
    sql_types::{PackedContent, RowCount},
};
use crate::{
    codec::Packed,
    error::Result,
    language::say,
    model::{Code, Content, Entity},
};

/// The copy.
#[derive(Debug)]
pub struct AccountCopy(Connection);

const TABLE: &str = "
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    CREATE TABLE held (
        entity INTEGER NOT NULL,
        code TEXT NOT NULL,
        is_ours INTEGER NOT NULL DEFAULT 0,
        content BLOB NOT NULL,
        PRIMARY KEY (entity, code)
    ) STRICT, WITHOUT ROWID;
";

impl AccountCopy {
    /// An empty one.
    ///
    /// # Errors
    /// The folder for temporary files can't be written.
    pub fn new() -> Result<Self> {
        let made = || {
            let connection = Connection::open("")?;
            connection.execute_batch(TABLE)?;
            Ok(Self(connection))
        };
        made().map_err(failed)
    }

    /// Forgets the records of an entity.
    ///
    /// # Errors
    /// The copy can't be written.
    pub fn clear(&self, entity: Entity) -> Result<()> {
        let done = self
            .0
            .execute("DELETE FROM held WHERE entity = ?1", [entity]);
        done.map(drop).map_err(|error| failed(error.into()))
    }

    /// Adds records, or replaces those of the same codes.
    ///
    /// # Errors
    /// The copy can't be written.
    pub fn put<'r>(
        &self,
        entity: Entity,
        records: impl IntoIterator<Item = (&'r str, &'r Content)>,
    ) -> Result<()> {
        let put = || -> Result<(), StoreFault> {
            let transaction = self.0.unchecked_transaction()?;
            let sql = "INSERT INTO held (entity, code, content) VALUES (?1, ?2, ?3)
                       ON CONFLICT (entity, code) DO UPDATE SET content = ?3";
            let mut statement = transaction.prepare_cached(sql)?;
            for (code, content) in records {
                let packed = Packed::of(content);
                statement.execute(params![entity, code, packed.pack().bytes()])?;
            }
            drop(statement);
            transaction.commit()?;
            Ok(())
        };
        put().map_err(failed)
    }

    /// The content of a record; `None` if it was not read.
    ///
    /// # Errors
    /// The copy can't be read.
    pub fn get(&self, entity: Entity, code: &Code) -> Result<Option<Content>> {
        let get = || -> Result<_, StoreFault> {
            let sql = "SELECT content FROM held WHERE entity = ?1 AND code = ?2";
            let mut statement = self.0.prepare_cached(sql)?;
            let found = statement.query_row(params![entity, code], |row| row.get(0));
            let found: Option<PackedContent> = found.optional()?;
            Ok(found.map(|PackedContent(content)| content.pack().open()))
        };
        get().map_err(failed)
    }

    /// Marks a record as ours; returns whether it was one of the others before.
    ///
    /// # Errors
    /// The copy can't be written.
    pub fn mark_ours(&self, entity: Entity, code: &Code) -> Result<bool> {
        let mark = || -> Result<_, StoreFault> {
            let sql = "UPDATE held SET is_ours = 1 WHERE entity = ?1 AND code = ?2 AND is_ours = 0";
            Ok(self.0.prepare_cached(sql)?.execute(params![entity, code])? > 0)
        };
        mark().map_err(failed)
    }

    /// The number of records that are not marked as ours.
    ///
    /// # Errors
    /// The copy can't be read.
    pub fn others(&self, entity: Entity) -> Result<usize> {
        let sql = "SELECT count(*) FROM held WHERE entity = ?1 AND is_ours = 0";
        let count = self.0.query_row(sql, [entity], |row| row.get(0));
        let count: Result<RowCount, _> = count;
        count
            .map(|RowCount(count)| count)
            .map_err(|error| failed(error.into()))
    }

    /// Passes the records that are not marked as ours to `visit`, by code.
    ///
    /// # Errors
    /// The copy can't be read, or `visit` fails.
    pub fn each_other(
        &self,
        entity: Entity,
        visit: &mut dyn FnMut(Code, Content) -> Result<()>,
    ) -> Result<()> {
        let mut each = || -> Result<(), StoreFault> {
            let sql =
                "SELECT code, content FROM held WHERE entity = ?1 AND is_ours = 0 ORDER BY code";
            let mut statement = self.0.prepare_cached(sql)?;
            let mut rows = statement.query([entity])?;
            while let Some(row) = rows.next()? {
                let PackedContent(content) = row.get(1)?;
                visit(row.get(0)?, content.pack().open())?;
            }
            Ok(())
        };
        each().map_err(failed)
    }
}

fn failed(fault: StoreFault) -> crate::error::Error {
    fault.of(&say!("store-account-copy"))
}
