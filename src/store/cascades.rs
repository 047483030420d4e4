//! Renames of lookups, applied to the customers that refer to them.
//!
//! A rename has to scan all customers, and one scan costs as much for a hundred renames as for one. All renames of a
//! transaction are therefore applied in one scan at its end. Invariant: the transaction leaves what it would leave if
//! each rename had been applied to each customer at once, in the order of the calls.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::{
    StoreFault,
    acknowledgement::Acknowledgement,
    blocks::unreadable,
    sql_types::{NanoTime, PackedContent},
};
use crate::{
    codec::{Packed, PackedRef},
    model::{self, Code, Entity},
};

/// Customers updated per batch. All customers may refer to one status, so they must not be in memory together.
const GROUP: usize = 1000;

/// Customers for which the batch stores how many renames they have passed; more would make a large plan hold a map of
/// every customer, so the renames are applied first.
const MOST_PASSED: usize = 10_000;

/// The renames that are applied at the end of a transaction.
#[derive(Default)]
pub(super) struct CascadeBatch {
    /// In the order of the calls.
    all: Vec<PendingCascade>,
    /// The positions in `all`, by the code or name that customers refer to.
    places: HashMap<Entity, HashMap<String, Vec<usize>>>,
    /// Customers that were written meanwhile, and how many of the renames came before.
    written: HashMap<String, usize>,
}

struct PendingCascade {
    lookup: Entity,
    from: String,
    to: String,
    certain: bool,
    by: Acknowledgement,
}

/// A customer that refers to a lookup by its new code or name. If the server may not have rewritten the customer, the
/// new reference is unconfirmed, and the customer is marked for sending again.
struct CascadedCustomer {
    content: Packed,
    unsettled: bool,
    by: Acknowledgement,
}

impl CascadeBatch {
    /// Adds a lookup that has a new code or name from now on.
    pub(super) fn add(
        &mut self,
        lookup: Entity,
        model::Cascade { from, to, certain }: model::Cascade,
        by: Acknowledgement,
    ) {
        let places = self.places.entry(lookup).or_default();
        places.entry(from.clone()).or_default().push(self.all.len());
        self.all.push(PendingCascade {
            lookup,
            from,
            to,
            certain,
            by,
        });
    }

    /// Applies the pending renames to a record that is about to be written, if it is a customer.
    pub(super) fn apply_pending(
        &self,
        connection: &Connection,
        (entity, code): (Entity, &str),
    ) -> Result<(), StoreFault> {
        if self.all.is_empty() || entity != Entity::Customer {
            return Ok(());
        }
        let mut statement = connection
            .prepare_cached("SELECT content FROM record WHERE entity = ?1 AND code = ?2")?;
        let found = statement
            .query_row(params![entity, code], |row| row.get(0))
            .optional()?;
        match found {
            Some(PackedContent(content)) => self.write(connection, code, content),
            None => Ok(()),
        }
    }

    /// Notes that a record was written: its content already includes all renames so far.
    pub(super) fn mark_written(
        &mut self,
        connection: &Connection,
        (entity, code): (Entity, &str),
    ) -> Result<(), StoreFault> {
        if self.all.is_empty() || entity != Entity::Customer {
            return Ok(());
        }
        self.written.insert(code.to_owned(), self.all.len());
        if self.written.len() < MOST_PASSED {
            return Ok(());
        }
        std::mem::take(self).apply_all(connection)
    }

    /// Applies all renames to every customer.
    pub(super) fn apply_all(self, connection: &Connection) -> Result<(), StoreFault> {
        let mut from_code = String::new();
        while !self.all.is_empty() {
            let group = self.concerned(connection, &from_code)?;
            let Some((last, _)) = group.last() else {
                break;
            };
            // The smallest string above this code: no other code lies between it and the code followed by a zero
            // byte.
            from_code = format!("{last}\0");
            for (code, content) in group {
                self.write(connection, code.as_str(), content)?;
            }
        }
        Ok(())
    }

    /// The next customers that refer to one of the lookups by its old code or name.
    fn concerned(
        &self,
        connection: &Connection,
        from_code: &str,
    ) -> Result<Vec<(Code, Packed)>, StoreFault> {
        let mut statement = connection.prepare_cached(
            "SELECT code, content FROM record WHERE entity = ?1 AND code >= ?2 ORDER BY code",
        )?;
        let mut rows = statement.query(params![Entity::Customer, from_code])?;
        let mut group = Vec::new();
        while group.len() < GROUP
            && let Some(row) = rows.next()?
        {
            let bytes = row.get_ref(1)?.as_blob().map_err(|_| unreadable())?;
            if self.first(PackedRef::of(bytes), 0).is_some() {
                let PackedContent(content) = row.get(1)?;
                group.push((row.get(0)?, content));
            }
        }
        Ok(group)
    }

    fn write(
        &self,
        connection: &Connection,
        code: &str,
        content: Packed,
    ) -> Result<(), StoreFault> {
        let Some(CascadedCustomer {
            content,
            unsettled,
            by,
        }) = self.cascaded(code, content)
        else {
            return Ok(());
        };
        let mut statement = connection.prepare_cached(
            "UPDATE record SET content = ?3, fingerprint = ?4, acknowledged_at = ?5, run = ?6,
                 unsettled = max(unsettled, ?7)
             WHERE entity = ?1 AND code = ?2",
        )?;
        let (customer, at) = (Entity::Customer, NanoTime(by.at));
        let (print, bytes) = (content.pack().fingerprint(), content.pack().bytes());
        statement.execute(params![customer, code, bytes, print, at, by.run, unsettled])?;
        Ok(())
    }

    /// The customer after the renames; `None` if nothing changes.
    fn cascaded(&self, code: &str, mut content: Packed) -> Option<CascadedCustomer> {
        let mut next = self.written.get(code).copied().unwrap_or_default();
        let (mut unsettled, mut by) = (false, None);
        while let Some(place) = self.first(content.pack(), next) {
            let cascade = &self.all[place];
            let renamed = content
                .pack()
                .open()
                .renamed(cascade.lookup, &cascade.from, &cascade.to);
            let renamed = Packed::of(&renamed);
            // A group under v3 has another code, and the same name.
            if renamed != content || cascade.from == cascade.to {
                unsettled |= !cascade.certain;
                (content, by) = (renamed, Some(cascade.by));
            }
            next = place + 1;
        }
        by.map(|by| CascadedCustomer {
            content,
            unsettled,
            by,
        })
    }

    /// The first rename at or after this position that changes such a customer.
    fn first(&self, content: PackedRef<'_>, from: usize) -> Option<usize> {
        let places = content
            .names()
            .filter_map(|(lookup, name)| self.places.get(&lookup)?.get(name));
        let next = |places: &Vec<usize>| {
            let at = places.partition_point(|place| *place < from);
            places.get(at).copied()
        };
        places.filter_map(next).min()
    }
}
