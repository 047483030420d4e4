//! The calls that are sent next, out of all that wait: the graph says which, the ledger has them.
//!
//! They are fetched in groups and a little ahead, so that a run of a million holds a few hundred. Invariant:
//! what was fetched is handed out in the order in which the graph gave it out.

use std::{collections::VecDeque, future::Future, pin::Pin, sync::Arc};

use super::{graph::CallGraph, ledger::Ledger};
use crate::{
    error::Result,
    model::{Call, CallId},
};

/// Calls in one group.
pub(super) const AHEAD: usize = 256;

type Loading = Pin<Box<dyn Future<Output = Result<Vec<Call>>> + Send>>;

/// Fetches calls ahead of their turn.
pub(super) struct Prefetcher<L> {
    ledger: L,
    pub graph: CallGraph,
    loading: Option<Loading>,
    waiting: VecDeque<Arc<Call>>,
}

impl<L: Ledger> Prefetcher<L> {
    pub fn new(ledger: L, graph: CallGraph) -> Self {
        Self {
            ledger,
            graph,
            loading: None,
            waiting: VecDeque::new(),
        }
    }

    /// Whether nothing is on its way that could be handed out.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty() && self.loading.is_none()
    }

    /// The next call, if one is here; fetches more when fewer than that are left.
    pub fn next(&mut self, few: usize) -> Option<Arc<Call>> {
        if self.loading.is_none() && self.waiting.len() < few {
            self.load();
        }
        self.waiting.pop_front()
    }

    fn load(&mut self) {
        let ready = std::iter::from_fn(|| self.graph.take());
        let ids: Vec<CallId> = ready.take(AHEAD).collect();
        if !ids.is_empty() {
            let ledger = self.ledger.clone();
            self.loading = Some(Box::pin(async move { ledger.load(ids).await }));
        }
    }

    /// Returns when a group has come, if one is on its way.
    pub async fn loaded(&mut self) -> Result<()> {
        let Some(loading) = &mut self.loading else {
            return std::future::pending().await;
        };
        let calls = loading.await;
        self.loading = None;
        self.waiting.extend(calls?.into_iter().map(Arc::new));
        Ok(())
    }
}
