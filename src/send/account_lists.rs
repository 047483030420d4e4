//! Reads of an account as a whole (v3): counts and pages of its lists, single records, and who changed them last.
//!
//! It decides neither which page comes next nor what a record means. Invariant: an answer that is not of the expected
//! form is a failure, and nothing of it is used.

use super::{
    account_list::{AccountList, LastChange, ListPage, ListedRecord},
    account_reader::ReadFailure,
    dialect,
    engine::Engine,
    envelope::senseless,
    remote_record::RemoteRecord,
};
use crate::{
    language::say,
    model::{AccountForm, Code, Entity, StopReason},
    observe::Observer,
};

/// The code of an answer that a record is not there.
const MISSING: i64 = 404;

/// More records than any list has: a greater number is no count, and reading by it would never end.
const MOST_RECORDS: u64 = 100_000_000;

/// A record that was asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum AccountRecordReading {
    /// The account has it.
    Here(RemoteRecord),
    /// The account has none of that code.
    Absent,
    /// The account refuses to show it, for this reason.
    Unreadable(String),
}

impl Engine {
    /// The number of records on a list.
    ///
    /// # Errors
    /// The server refuses the request, or can't be reached.
    pub async fn count_of(
        &self,
        list: &AccountList,
        observer: &dyn Observer,
    ) -> Result<u64, ReadFailure> {
        let dialect = dialect::of(self.account().dialect);
        let request = dialect.count_request(self.account(), list);
        let data = self.ask(&request, observer).await?;
        match dialect.counted(&data) {
            Some(count) if count > MOST_RECORDS => Err(ReadFailure::Senseless(say!(
                "send-absurd-count",
                path = request.path,
                count,
                most = MOST_RECORDS
            ))),
            Some(count) => Ok(count),
            None => Err(ReadFailure::Senseless(senseless(&request.path, &data))),
        }
    }

    /// The records of a page.
    ///
    /// # Errors
    /// The server refuses the request, or can't be reached.
    pub async fn page_of(
        &self,
        list: &AccountList,
        page: ListPage,
        observer: &dyn Observer,
    ) -> Result<Vec<ListedRecord>, ReadFailure> {
        let dialect = dialect::of(self.account().dialect);
        let request = dialect.page_request(self.account(), list, page);
        let data = self.ask(&request, observer).await?;
        let listed = dialect.listed(list, &data);
        listed.ok_or_else(|| ReadFailure::Senseless(senseless(&request.path, &data)))
    }

    /// One record.
    ///
    /// # Errors
    /// Every further request would fail in the same way.
    pub async fn find_record(
        &self,
        entity: Entity,
        code: &Code,
        observer: &dyn Observer,
    ) -> Result<AccountRecordReading, ReadFailure> {
        let dialect = dialect::of(self.account().dialect);
        let request = dialect.read_request(self.account(), entity, code);
        match self.ask(&request, observer).await {
            Ok(data) if !dialect.is_answer_about(entity, code, &data) => Ok(
                AccountRecordReading::Unreadable(senseless(&request.path, &data)),
            ),
            Ok(data) => Ok(match dialect.record(entity, code, &data) {
                Some(record) => AccountRecordReading::Here(record),
                None => AccountRecordReading::Absent,
            }),
            Err(ReadFailure::Refused(MISSING, _)) => Ok(AccountRecordReading::Absent),
            Err(ReadFailure::Refused(error, message)) => Ok(AccountRecordReading::Unreadable(
                format!("{message} ({error})"),
            )),
            // The server is there, but never answers for this record.
            Err(ReadFailure::Stop(StopReason::ServerDown(message)))
                if self.is_let_in() && !self.connection.gate.is_waiting() =>
            {
                Ok(AccountRecordReading::Unreadable(message))
            }
            Err(failure) => Err(failure),
        }
    }

    /// The fields with all their options, in one request; `None` if the account does not show the form of a customer.
    ///
    /// # Errors
    /// Every further request would fail in the same way.
    pub async fn form(&self, observer: &dyn Observer) -> Result<Option<AccountForm>, ReadFailure> {
        let dialect = dialect::of(self.account().dialect);
        match self.ask(&dialect.form_request(), observer).await {
            Ok(data) => Ok(dialect.form(&data)),
            Err(ReadFailure::Refused(..)) => Ok(None),
            Err(failure) => Err(failure),
        }
    }

    /// The newest change of a customer, as far as its timeline has one.
    ///
    /// # Errors
    /// Every further request would fail in the same way.
    pub async fn last_change_of(
        &self,
        code: &Code,
        observer: &dyn Observer,
    ) -> Result<Option<LastChange>, ReadFailure> {
        let dialect = dialect::of(self.account().dialect);
        match self.ask(&dialect.timeline_request(code), observer).await {
            Ok(data) => Ok(dialect.last_change(&data)),
            // Some accounts have no timeline.
            Err(ReadFailure::Refused(..)) => Ok(None),
            Err(failure) => Err(failure),
        }
    }
}

/// So many of these codes, drawn at random, in their order.
#[must_use]
pub fn drawn(mut codes: Vec<Code>, count: usize) -> Vec<Code> {
    fastrand::shuffle(&mut codes);
    codes.truncate(count);
    codes.sort();
    codes
}
