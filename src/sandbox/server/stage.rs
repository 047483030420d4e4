//! The sandbox in the process, without a socket: the stage of a rehearsal.
//!
//! The account, the tokens and the faults are those of the server. Its times are those of the runtime, which may be
//! paused. Invariant: a request is answered as the server would answer it; none is kept for a log.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use serde_json::Value as Json;

use super::{
    delivery::{self, DeliveredAnswer, Delivery},
    options::Options,
    state::SharedState,
};
use crate::sandbox::served::ServedAccount;

/// A sandbox without a socket.
#[derive(Clone)]
pub struct Stage(Arc<SharedState>);

impl Stage {
    /// An empty account with these rules and faults.
    #[must_use]
    pub fn new(options: Options) -> Self {
        Self(Arc::new(SharedState::new(Options {
            keep_log: false,
            ..options
        })))
    }

    /// Admits a request to the API, given its parameters and a way to look up its headers. What comes back follows in
    /// its time, whether or not it is waited for.
    pub fn request<'h>(
        &self,
        path: &str,
        parameters: Json,
        header: &dyn Fn(&str) -> Option<&'h str>,
    ) -> impl Future<Output = Delivery> + Send + use<> {
        let desk = Arc::clone(&self.0);
        let admitted = desk.dialect().form(path).map(|form| {
            let token = desk.dialect().credential(header);
            Arc::new(desk.admit((path, form), token, Some(parameters)))
        });
        async move {
            match admitted {
                Some(call) => delivery::deliver(&desk, &call).await,
                None => Delivery::Whole(DeliveredAnswer::page(404, "404 Not Found")),
            }
        }
    }

    /// Waits until every request that is applied late has been.
    pub async fn settle(&self) {
        while self.0.lock().late > 0 {
            let wait = self.0.lock().faults.late;
            tokio::time::sleep(wait.max(Duration::from_millis(1))).await;
        }
    }

    /// Answers a request for a token: the grant, or the name of the OAuth error.
    ///
    /// # Errors
    /// The user name, the password or the refresh token is wrong.
    pub fn token(&self, form: &BTreeMap<String, String>) -> Result<Json, &'static str> {
        self.0.grant(form)
    }

    /// Reads or changes the account between two requests.
    pub fn with_account<T>(&self, visit: impl FnOnce(&mut ServedAccount) -> T) -> T {
        visit(&mut self.0.lock().account)
    }
}
