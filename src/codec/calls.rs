//! The calls of a plan, made one at a time on demand, since there may be millions.
//!
//! It does not know what they are made from. Invariant: a call is the same every time it is made.

use std::{fmt::Debug, iter, sync::Arc};

use super::{CallBatch, CallHead, Links, PlanDigest, error::CodecError};
use crate::{
    error::Error,
    model::{AccountId, Call, CallId, Entity, PlanId},
};

/// The source of calls.
pub trait CallSource: Debug + Send + Sync {
    /// The number of calls.
    fn count(&self) -> usize;

    /// The call at an index, from 0; its number is one more.
    ///
    /// # Errors
    /// Spilled content can't be read.
    fn call(&self, at: usize) -> Result<Call, Error>;

    /// The same without its content.
    ///
    /// # Errors
    /// As for the call.
    fn head(&self, at: usize) -> Result<CallHead<'_>, Error> {
        Ok(CallHead::of(&self.call(at)?).into_owned())
    }

    /// Appends the same call to others that are stored together.
    ///
    /// # Errors
    /// As for the call.
    fn store(&self, at: usize, batch: &mut CallBatch) -> Result<(), Error> {
        batch.add(&self.call(at)?)
    }

    /// Adds the meaning of the same call to its plan's.
    ///
    /// # Errors
    /// As for the call.
    fn digest(&self, at: usize, digest: &mut PlanDigest) -> Result<(), Error> {
        digest.call(&self.call(at)?)
    }
}

/// The number of the call at an index, from 0.
///
/// # Errors
/// The index is too large for a call number; no plan has that many calls.
pub fn call_id(at: usize) -> Result<CallId, Error> {
    let id = at.checked_add(1).and_then(|id| CallId::try_from(id).ok());
    Ok(id.ok_or(CodecError::TooManyCalls)?)
}

/// The calls of a plan, in an order that allows sending them one by one.
#[derive(Clone, Debug)]
pub struct Calls(Arc<dyn CallSource>);

impl Calls {
    /// The calls of a source.
    pub fn of(source: impl CallSource + 'static) -> Self {
        Self(Arc::new(source))
    }

    /// The number of calls.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.count()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Each call without its content.
    pub fn heads(&self) -> impl Iterator<Item = Result<CallHead<'_>, Error>> {
        (0..self.len()).map(|at| self.0.head(at))
    }

    /// The call with a number, without its content.
    pub(super) fn head(&self, id: CallId) -> Result<CallHead<'_>, Error> {
        let at = usize::try_from(id).ok().and_then(|id| id.checked_sub(1));
        let at = at.filter(|at| *at < self.len());
        self.0.head(at.ok_or(CodecError::NoCall)?)
    }

    /// The call with a number; `None` if there is none.
    ///
    /// # Errors
    /// Spilled content can't be read.
    pub fn get(&self, id: CallId) -> Result<Option<Call>, Error> {
        let at = usize::try_from(id).ok().and_then(|id| id.checked_sub(1));
        let at = at.filter(|at| *at < self.len());
        at.map(|at| self.0.call(at)).transpose()
    }

    /// Each call, made on demand.
    pub fn iter(&self) -> impl Iterator<Item = Result<Call, Error>> {
        (0..self.len()).map(|at| self.0.call(at))
    }

    /// The dependencies between them.
    ///
    /// # Errors
    /// Spilled content can't be read.
    pub fn links(&self) -> Result<Links, Error> {
        let mut links = Links::default();
        for head in self.heads() {
            links.push(&head?);
        }
        Ok(links)
    }

    /// The id of the plan with these calls for an account. It has to be computed where the calls are made: masked
    /// calls, and calls that were loaded, may have another.
    ///
    /// # Errors
    /// Spilled content can't be read.
    pub fn id(&self, tenant: &AccountId) -> Result<PlanId, Error> {
        let mut digest = PlanDigest::of(tenant)?;
        for at in 0..self.len() {
            self.0.digest(at, &mut digest)?;
        }
        Ok(digest.id())
    }

    /// All calls in their stored form, made on demand.
    pub fn batches(&self) -> impl Iterator<Item = Result<CallBatch, Error>> + Send {
        let mut next = 0;
        iter::from_fn(move || {
            let batch = (next < self.len()).then(|| self.batch(next))?;
            next += batch.as_ref().map_or(self.len(), CallBatch::len);
            Some(batch)
        })
    }

    /// The calls from that index on that are stored together.
    fn batch(&self, first: usize) -> Result<CallBatch, Error> {
        let mut batch = CallBatch::new(call_id(first)?);
        for at in first..self.len() {
            if batch.is_full() {
                break;
            }
            self.0.store(at, &mut batch)?;
        }
        Ok(batch)
    }

    /// All calls of an entity, made on demand.
    pub fn of_entity(&self, entity: Entity) -> impl Iterator<Item = Result<Call, Error>> {
        let is_own =
            move |head: Result<CallHead<'_>, Error>| head.map(|head| head.entity == entity);
        (0..self.len()).filter_map(move |at| match is_own(self.0.head(at)) {
            Ok(is_own) => is_own.then(|| self.0.call(at)),
            Err(error) => Some(Err(error)),
        })
    }

    /// All of them at once, for callers with few calls.
    ///
    /// # Errors
    /// Spilled content can't be read.
    pub fn list(&self) -> Result<Vec<Call>, Error> {
        self.iter().collect()
    }

    /// Changes the calls of a test.
    #[cfg(test)]
    pub(crate) fn edit(&mut self, change: impl FnOnce(&mut Vec<Call>)) {
        let mut calls = self.list().expect("the calls of a test are at hand");
        change(&mut calls);
        *self = calls.into();
    }

    /// The same calls, each with that change.
    #[must_use]
    pub fn changed(&self, change: fn(&mut Call)) -> Self {
        let source = self.clone();
        Self::of(ChangedCalls { source, change })
    }
}

impl Default for Calls {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl From<Vec<Call>> for Calls {
    fn from(calls: Vec<Call>) -> Self {
        Self::of(calls)
    }
}

impl PartialEq for Calls {
    fn eq(&self, other: &Self) -> bool {
        let same = |(one, other): (Result<Call, Error>, Result<Call, Error>)| {
            one.ok()
                .is_some_and(|one| other.ok().as_ref() == Some(&one))
        };
        self.len() == other.len() && self.iter().zip(other.iter()).all(same)
    }
}

impl CallSource for Vec<Call> {
    fn count(&self) -> usize {
        self.len()
    }

    fn head(&self, at: usize) -> Result<CallHead<'_>, Error> {
        Ok(CallHead::of(&self[at]))
    }

    fn call(&self, at: usize) -> Result<Call, Error> {
        Ok(self[at].clone())
    }
}

#[derive(Debug)]
struct ChangedCalls {
    source: Calls,
    change: fn(&mut Call),
}

impl CallSource for ChangedCalls {
    fn count(&self) -> usize {
        self.source.len()
    }

    fn head(&self, at: usize) -> Result<CallHead<'_>, Error> {
        self.source.0.head(at)
    }

    fn call(&self, at: usize) -> Result<Call, Error> {
        let mut call = self.source.0.call(at)?;
        (self.change)(&mut call);
        Ok(call)
    }
}
