//! Loads the calls that are sent next: the graph selects them, the ledger has them.
//!
//! They are loaded in groups and a little ahead, so that a run of a million calls holds a few hundred. Invariant:
//! calls are handed out in the order in which the graph selected them.

use std::{collections::VecDeque, future::Future, pin::Pin, sync::Arc};

use super::{graph::CallGraph, ledger::Ledger};
use crate::{
    error::Result,
    model::{Call, CallId},
};

/// Calls per group: many enough to share the cost of a query, few enough to stay small in memory.
pub(super) const AHEAD: usize = 256;

type Loading = Pin<Box<dyn Future<Output = Result<Vec<Call>>> + Send>>;

/// Loads calls before they are needed.
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

    /// Whether no call is loaded or being loaded.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty() && self.loading.is_none()
    }

    /// Pops a loaded call; starts loading the next group if fewer than `few` are left.
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
            // A future and not a task: it is dropped with the pool when the run stops.
            self.loading = Some(Box::pin(async move { ledger.load(ids).await }));
        }
    }

    /// Waits until a group has been loaded; never returns if none is being loaded.
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
