//! Which account a snapshot is bound to, and how it follows one that has moved.
//!
//! Invariant: a snapshot is only rebound to another address or dialect of the same account, and never while calls of
//! a run are left.

use rusqlite::{Connection, Row};

use super::{Store, StoreFault, error::Refusal, runs};
use crate::{
    error::Result,
    model::{AccountId, CustomerFields, Dialect},
};

const BIND: &str = "
    INSERT INTO snapshot (only, base_url, dialect, vbot_id, project_code) VALUES (1, ?1, ?2, ?3, ?4)";

const MOVE: &str = "
    UPDATE snapshot SET base_url = ?1, dialect = ?2 WHERE vbot_id = ?3 AND project_code = ?4";

impl Store {
    /// Binds the snapshot to the same account under this address and dialect.
    ///
    /// # Errors
    /// It is another account; a run is neither finished nor superseded; the snapshot can't be written.
    pub fn move_to(&mut self, tenant: &AccountId) -> Result<()> {
        self.write(|transaction| {
            if let Some(run) = runs::resumable(transaction)? {
                return Err(Refusal::Unfinished(run).into());
            }
            let moved = transaction.execute(MOVE, named(tenant))?;
            if moved == 0 {
                return Err(other(bound(transaction)?, tenant));
            }
            Ok(())
        })
    }
}

/// Binds a new snapshot.
pub(super) fn bind(connection: &Connection, tenant: &AccountId) -> Result<(), StoreFault> {
    connection.execute(BIND, named(tenant))?;
    Ok(())
}

/// Checks that the snapshot belongs to this tenant.
pub(super) fn own(connection: &Connection, tenant: &AccountId) -> Result<(), StoreFault> {
    let bound = bound(connection)?;
    if bound.each_ref().map(String::as_str) == named(tenant) {
        return Ok(());
    }
    Err(other(bound, tenant))
}

fn other(
    [base_url, dialect, vbot_id, project_code]: [String; 4],
    tenant: &AccountId,
) -> StoreFault {
    let has_moved = vbot_id == tenant.vbot_id && project_code == tenant.project_code;
    // Under v3 only the address tells accounts apart.
    let owner = if vbot_id.is_empty() {
        format!("{base_url} ({dialect})")
    } else {
        format!("{base_url} ({dialect}), vbot_id {vbot_id}, project_code {project_code}")
    };
    StoreFault::OtherAccount {
        owner,
        tenant: Box::new(tenant.clone()),
        has_moved,
    }
}

fn named(tenant: &AccountId) -> [&str; 4] {
    let AccountId {
        base_url,
        dialect,
        vbot_id,
        project_code,
        ..
    } = tenant;
    [base_url, dialect.as_str(), vbot_id, project_code]
}

/// The account that the snapshot is bound to.
pub(super) fn account(connection: &Connection) -> Result<AccountId, StoreFault> {
    let [base_url, dialect, vbot_id, project_code] = bound(connection)?;
    Ok(AccountId {
        base_url,
        dialect: Dialect::from_name(&dialect).ok_or(StoreFault::Newer)?,
        vbot_id,
        project_code,
        fields: CustomerFields::default(),
    })
}

fn bound(connection: &Connection) -> Result<[String; 4], StoreFault> {
    let sql = "SELECT base_url, dialect, vbot_id, project_code FROM snapshot";
    let columns = |row: &Row<'_>| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]);
    Ok(connection.query_row(sql, [], columns)?)
}
