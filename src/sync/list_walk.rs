//! Reads one list of a v3 account, page by page, to a confirmed or an unconfirmed end.
//!
//! `send` decides which request comes next; this makes it, and asks for the pages after it meanwhile. Invariant: records are passed on in the order of the
//! answers, and a list that begins anew says so first.

use std::{collections::VecDeque, sync::Arc};

use super::error::SyncError;
use crate::{
    error::{Error, Result},
    model::StopReason,
    observe::{Event, Observer},
    send::{
        AccountList, Engine, ListPage, ListReading, ListStep, ListedRecord, ReadFailure, SideBySide,
    },
};

/// The error of a wrong parameter, with which a page that is too large is refused.
const WRONG: i64 = -1;

/// What came next of a list.
pub(super) enum WalkStep {
    /// The list is read anew: what was read of it counts no more.
    Restarted,
    Records(Vec<ListedRecord>),
    Ended(bool),
}

/// A list on its way.
pub(super) struct ListWalk<'a> {
    engine: &'a Engine,
    observer: &'a dyn Observer,
    list: Arc<AccountList>,
    reading: ListReading,
    /// Pages that were asked for in a row, and their answers.
    asked: VecDeque<ListPage>,
    answers: SideBySide<'a, PageAnswer>,
}

type PageAnswer = Result<Vec<ListedRecord>, ReadFailure>;

impl<'a> ListWalk<'a> {
    /// A list that is asked for so many records a page.
    pub fn new(
        (engine, observer): (&'a Engine, &'a dyn Observer),
        list: AccountList,
        size: u32,
    ) -> Self {
        Self {
            engine,
            observer,
            list: Arc::new(list),
            reading: ListReading::new(size),
            asked: VecDeque::new(),
            answers: SideBySide::new(engine.concurrency()),
        }
    }

    /// Does other work, while pages that were asked for go on.
    pub async fn beside<W: Future>(&mut self, work: W) -> W::Output {
        self.answers.beside(work).await
    }

    /// The answer to a page. Those that will probably follow are asked for meanwhile, and each is used only if it turns
    /// out to be the next one, so that the reading is the same as one page after another.
    async fn page(&mut self, wanted: ListPage) -> PageAnswer {
        if self.asked.front() != Some(&wanted) {
            self.forget();
        }
        let last = wanted.page.saturating_add(self.reading.further());
        loop {
            let mut next = self.asked.back().map_or(wanted.page, |page| page.page + 1);
            while next <= last.max(wanted.page) && self.answers.has_room() {
                self.ask(ListPage {
                    page: next,
                    ..wanted
                });
                next += 1;
            }
            if let Some(answer) = self.answers.take() {
                self.asked.pop_front();
                return answer;
            }
            self.answers.wait().await;
        }
    }

    fn forget(&mut self) {
        self.asked.clear();
        self.answers.clear();
    }

    fn ask(&mut self, page: ListPage) {
        let (engine, observer, list) = (self.engine, self.observer, Arc::clone(&self.list));
        self.asked.push_back(page);
        self.answers
            .begin(async move { engine.page_of(&list, page, observer).await });
    }

    /// The next records.
    pub async fn next(&mut self) -> Result<WalkStep> {
        let (engine, observer) = (self.engine, self.observer);
        loop {
            observer.check_cancelled()?;
            match self.reading.next() {
                ListStep::Ended { confirmed } => return Ok(WalkStep::Ended(confirmed)),
                ListStep::Count => {
                    // Pages that turned out not to follow could hold the turn to send.
                    self.forget();
                    let count = engine.count_of(&self.list, observer).await;
                    let tries = self.reading.tries();
                    self.reading.counted(count.map_err(failed)?);
                    if self.reading.tries() != tries {
                        return Ok(WalkStep::Restarted);
                    }
                }
                ListStep::Page { page, size, again } => {
                    let asked = ListPage {
                        page,
                        size,
                        codes_only: again,
                    };
                    let records = self.page(asked).await;
                    if let Some(step) = self.paged(records, asked)? {
                        return Ok(step);
                    }
                }
            }
        }
    }

    fn paged(
        &mut self,
        records: Result<Vec<ListedRecord>, ReadFailure>,
        asked: ListPage,
    ) -> Result<Option<WalkStep>> {
        let records = match records {
            Ok(records) => records,
            Err(failure) => {
                let may_be_size = matches!(failure, ReadFailure::Refused(WRONG, _));
                let is_zero = asked.page == 0 && !is_final(&failure);
                return if (may_be_size || is_zero) && self.reading.refused() {
                    Ok(None)
                } else {
                    Err(failed(failure))
                };
            }
        };
        let tries = self.reading.tries();
        self.reading.page(records.iter().map(|it| it.code.as_str()));
        let entity = self.list.entity();
        let (read, of) = self.reading.progress();
        self.observer.on(&Event::ReadingAccount {
            entity,
            read,
            of,
            again: asked.codes_only,
        });
        if self.reading.tries() != tries {
            return Ok(Some(WalkStep::Restarted));
        }
        Ok((!asked.codes_only).then_some(WalkStep::Records(records)))
    }
}

/// Whether no other request would succeed either.
fn is_final(failure: &ReadFailure) -> bool {
    match failure {
        ReadFailure::Stop(reason) => !matches!(reason, StopReason::ServerDown(_)),
        ReadFailure::Refused(..) | ReadFailure::Senseless(_) => false,
    }
}

/// The error of a request that failed for good.
pub(super) fn failed(failure: ReadFailure) -> Error {
    match failure {
        ReadFailure::Stop(reason @ (StopReason::KeyRefused(_) | StopReason::Unauthorised(_))) => {
            SyncError::KeyNotLetIn(reason.to_string()).into()
        }
        ReadFailure::Stop(reason) => SyncError::AccountUnread(reason.to_string()).into(),
        ReadFailure::Refused(error, message) => {
            SyncError::AccountUnread(format!("{message} ({error})")).into()
        }
        ReadFailure::Senseless(message) => SyncError::AccountUnread(message).into(),
    }
}
