//! Reads of the account that belong to no call (v3): one request until it has an answer, and lists page by page.
//!
//! It keeps what was read in no snapshot. Invariant: every request passes the gate, and a list ends only with a page
//! that has nothing new.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::{
    answer::Answer, backoff, dialect::ReadRequest, engine::Engine, envelope::senseless,
    send_gate::SendPermit, token_reply::NoToken,
};
use crate::{model::StopReason, observe::Observer};

/// Where the fields of an account are listed.
const FIELDS: &str = "/api/customerfield/get-all";

/// More pages than any list of fields has.
const MOST_PAGES: u32 = 1_000;

/// A field of the account.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AccountField {
    /// The name of its type.
    pub kind: String,
}

/// Why the account can't be read.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ReadFailure {
    /// Every further request would fail in the same way.
    Stop(StopReason),
    /// The server refuses this request: its error code and message.
    Refused(i64, String),
    /// The answer is not of the documented form.
    Senseless(String),
}

impl Engine {
    /// The fields of the account by their codes, at least until all of the `wanted` ones are found.
    ///
    /// # Errors
    /// The server refuses the request, or can't be reached.
    pub async fn fields(
        &self,
        wanted: &[&str],
        observer: &dyn Observer,
    ) -> Result<BTreeMap<String, AccountField>, ReadFailure> {
        let mut found = BTreeMap::new();
        let mut size = self.account().fields.page_size();
        let is_done = |found: &BTreeMap<String, AccountField>| {
            wanted.iter().all(|code| found.contains_key(*code))
        };
        let mut page = 1;
        while page < MOST_PAGES && !is_done(&found) {
            let fresh = match self.page(FIELDS, (page, size), observer).await {
                // A size that is too large is refused by some accounts.
                Err(ReadFailure::Refused(-1, _)) if size > 1 => {
                    size /= 2;
                    continue;
                }
                other => take(&mut found, &other?)?,
            };
            match (fresh, page) {
                // The first page may be number 0; number 1 is then the second.
                (0, page) if page > 0 => page_zero(&mut found, self, size, observer).await?,
                (0, _) => {}
                _ => {
                    page += 1;
                    continue;
                }
            }
            break;
        }
        Ok(found)
    }

    /// One page of a list.
    async fn page(
        &self,
        path: &str,
        (page, size): (u32, u32),
        observer: &dyn Observer,
    ) -> Result<Json, ReadFailure> {
        let query = vec![("page", page.to_string()), ("size", size.to_string())];
        let path = path.to_owned();
        let request = ReadRequest {
            path,
            query,
            body: None,
        };
        self.ask(&request, observer).await
    }

    /// Sends a request until it has an answer.
    pub(super) async fn ask(
        &self,
        request: &ReadRequest,
        observer: &dyn Observer,
    ) -> Result<Json, ReadFailure> {
        let mut failed = 0;
        loop {
            let token = match self.token(observer).await {
                Ok(token) => token,
                Err(NoToken::Never(reason)) => return Err(ReadFailure::Stop(reason)),
                Err(NoToken::Later(answer)) => {
                    self.pause(&mut failed, &answer).await?;
                    continue;
                }
            };
            let permit = self.connection.gate.next().await;
            let permit: SendPermit<'_> = permit.map_err(ReadFailure::Stop)?;
            let (received, data) = self.read(permit, &token, request).await;
            match received.answer {
                Answer::Accepted => return Ok(data),
                Answer::Unauthorised(_) => match self.renew(Some(&token), observer).await {
                    Err(NoToken::Never(reason)) => return Err(ReadFailure::Stop(reason)),
                    _ => failed += 1,
                },
                Answer::Forbidden(message) => {
                    return Err(ReadFailure::Stop(StopReason::Forbidden(message)));
                }
                Answer::Redirected(message) => {
                    return Err(ReadFailure::Stop(StopReason::Redirected(message)));
                }
                answer @ (Answer::NotSent(_)
                | Answer::Throttled { .. }
                | Answer::Unknown { .. }) => {
                    self.pause(&mut failed, &answer).await?;
                }
                answer => {
                    let code = answer.error_code().unwrap_or_default();
                    return Err(ReadFailure::Refused(code, answer.message().to_owned()));
                }
            }
        }
    }

    /// Waits before the next attempt. A server that is away is waited for by the gate.
    async fn pause(&self, failed: &mut u32, answer: &Answer) -> Result<(), ReadFailure> {
        *failed += u32::from(!answer.is_away());
        if *failed >= self.limits.max_attempts {
            let message = answer.message().to_owned();
            return Err(ReadFailure::Stop(StopReason::ServerDown(message)));
        }
        if !self.connection.gate.is_waiting() {
            tokio::time::sleep(backoff::wait((*failed).max(1), fastrand::f64())).await;
        }
        Ok(())
    }
}

async fn page_zero(
    found: &mut BTreeMap<String, AccountField>,
    engine: &Engine,
    size: u32,
    observer: &dyn Observer,
) -> Result<(), ReadFailure> {
    let data = engine.page(FIELDS, (0, size), observer).await;
    match data {
        // The first page is number 1, and there is none before it.
        Err(ReadFailure::Refused(..)) => Ok(()),
        data => {
            take(found, &data?)?;
            Ok(())
        }
    }
}

/// Adds the fields of a page; returns how many are new.
fn take(found: &mut BTreeMap<String, AccountField>, page: &Json) -> Result<usize, ReadFailure> {
    if !page.is_array() && !page.is_null() {
        return Err(ReadFailure::Senseless(senseless(FIELDS, page)));
    }
    let before = found.len();
    for field in page.as_array().into_iter().flatten() {
        let text = |key: &str| field.get(key).and_then(Json::as_str).map(str::to_owned);
        if let Some(code) = text("code") {
            let kind = text("type").unwrap_or_default();
            found.insert(code, AccountField { kind });
        }
    }
    Ok(found.len() - before)
}
