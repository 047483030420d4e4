//! The diff's view of the snapshot: fingerprints in memory, contents on demand.

use super::{Packed, SnapshotRecords};
use crate::{
    error::{Error, ErrorKind},
    language::say,
    model::{AccountForm, Code, Content, Entity, Key, SnapshotRecord},
};

/// Reads acknowledged contents, one record at a time.
pub trait Snapshot {
    /// Every record of an entity, ordered by code.
    ///
    /// # Errors
    /// The snapshot can't be read.
    fn known(&self, entity: Entity) -> Result<Vec<SnapshotRecord>, Error>;

    /// Its records in the least memory.
    ///
    /// # Errors
    /// The snapshot can't be read.
    fn records(&self, entity: Entity) -> Result<SnapshotRecords, Error> {
        Ok(self.known(entity)?.into_iter().collect())
    }

    /// Whether there is any record of an entity.
    ///
    /// # Errors
    /// The snapshot can't be read.
    fn has_any(&self, entity: Entity) -> Result<bool, Error> {
        Ok(!self.known(entity)?.is_empty())
    }

    /// The records of an entity that have a temporary code, ordered by code.
    ///
    /// # Errors
    /// The snapshot can't be read.
    fn away(&self, entity: Entity) -> Result<Vec<Code>, Error> {
        let known = self.known(entity)?.into_iter();
        let away = known.filter(|known| known.temporary_for.is_some());
        Ok(away.map(|known| known.code).collect())
    }

    /// The acknowledged content of a record; `None` if the snapshot has no such record.
    ///
    /// # Errors
    /// The snapshot can't be read.
    fn content(&self, entity: Entity, code: &Code) -> Result<Option<Content>, Error>;

    /// The same, packed.
    ///
    /// # Errors
    /// The snapshot can't be read.
    fn packed(&self, entity: Entity, code: &Code) -> Result<Option<Packed>, Error> {
        Ok(self.content(entity, code)?.as_ref().map(Packed::of))
    }

    /// The acknowledged content of a record in the snapshot, packed.
    ///
    /// # Errors
    /// The snapshot can't be read, or has no content of it: a blank one would count as the sent one.
    fn known_packed(&self, entity: Entity, code: &Code) -> Result<Packed, Error> {
        let content = self.packed(entity, code)?;
        content.ok_or_else(|| {
            let message = say!("codec-no-content", entity, code);
            Error::new(ErrorKind::Snapshot, message)
        })
    }

    /// The same, to work on.
    ///
    /// # Errors
    /// As for the packed content.
    fn known_content(&self, entity: Entity, code: &Code) -> Result<Content, Error> {
        Ok(self.known_packed(entity, code)?.pack().open())
    }

    /// What was last read of the account's fields and options (v3); `None`: nothing was.
    ///
    /// # Errors
    /// The snapshot can't be read.
    fn account_form(&self) -> Result<Option<AccountForm>, Error> {
        Ok(None)
    }

    /// Whether a record was already in the account when it was to be created or moved there, and was taken over.
    ///
    /// # Errors
    /// The snapshot can't be read.
    fn is_taken_over(&self, _entity: Entity, _code: &Code) -> Result<bool, Error> {
        Ok(false)
    }

    /// Whether a value that the snapshot does not have is blank in the account, as far as was read: a column may be
    /// mapped for the first time, and the value never have been asked for.
    ///
    /// # Errors
    /// The snapshot can't be read.
    fn is_known(&self, _entity: Entity, _code: &Code, _key: &Key) -> Result<bool, Error> {
        Ok(true)
    }

    /// Calls `visit` with every customer's code and acknowledged content, ordered by code.
    ///
    /// # Errors
    /// The snapshot can't be read.
    fn customers(&self, visit: &mut dyn FnMut(Code, Content)) -> Result<(), Error>;
}
