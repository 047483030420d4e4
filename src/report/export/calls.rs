//! Calls of the journal as a table, with what became of each.
//!
//! Invariant: a call has the same keys as in `history --json`, and its run's number.

use std::io::{self, Write};

use serde::Serialize;

use super::{
    cell::{ExportCell, ExportRow, ExportTable, RowVisitor},
    source::{ReadCalls, pass},
};
use crate::{
    model::{Call, Code, Origin, PastCall, Value},
    report::history_json::RecordedCall,
};

const HEADERS: [&str; 14] = [
    "run", "id", "entity", "op", "code", "new_code", "state", "attempts", "error", "message",
    "file", "sheet", "row", "changes",
];

/// Calls, in the order of their runs and numbers.
pub(super) struct CallTable<'a> {
    pub read: &'a ReadCalls<'a>,
}

impl ExportTable for CallTable<'_> {
    fn name(&self) -> &'static str {
        "calls"
    }

    fn headers(&self) -> Vec<String> {
        HEADERS.map(str::to_owned).into()
    }

    fn each(&self, visit: RowVisitor<'_>) -> io::Result<()> {
        pass(self.read, |call| visit(&ExportedCall(&call)))
    }
}

struct ExportedCall<'a>(&'a PastCall);

/// A call with its run.
#[derive(Serialize)]
struct CallOfRun<'a> {
    run: i64,
    #[serde(flatten)]
    call: RecordedCall<'a>,
}

impl ExportRow for ExportedCall<'_> {
    fn cells(&self) -> Vec<ExportCell<'_>> {
        let (past, call) = (self.0, &self.0.call);
        let origin = call.origin.as_ref();
        let sheet = origin.and_then(|origin| origin.sheet.as_deref());
        let number = |number: Option<i64>| number.map_or(ExportCell::Blank, ExportCell::integer);
        vec![
            ExportCell::integer(past.run),
            ExportCell::integer(call.id.into()),
            ExportCell::exact(Some(call.entity.as_str())),
            ExportCell::exact(Some(call.action.operation().as_str())),
            ExportCell::exact(Some(call.action.code())),
            ExportCell::exact(call.action.new_code().map(Code::as_str)),
            ExportCell::exact(Some(past.state.as_str())),
            ExportCell::integer(past.attempts.into()),
            number(past.code),
            ExportCell::remark(past.message.as_deref()),
            ExportCell::remark(origin.map(|origin: &Origin| &*origin.file)),
            ExportCell::remark(sheet),
            number(origin.and_then(|origin| origin.row).map(i64::from)),
            ExportCell::Remark(changes(call).into()),
        ]
    }

    fn json(&self, out: &mut dyn Write) -> io::Result<()> {
        let (run, call) = (self.0.run, RecordedCall::of(self.0));
        Ok(serde_json::to_writer(out, &CallOfRun { run, call })?)
    }
}

/// The changes as one text: `customer_name: An → Bình; customer_address: → 5 Lê Lợi`.
fn changes(call: &Call) -> String {
    let shown = |value: &Option<Value>| value.as_ref().map(Value::shown).unwrap_or_default();
    let changes = call.changes_by_name().into_iter();
    let changes = changes.map(|(name, [old, new])| {
        let text = format!("{name}: {} → {}", shown(old), shown(new));
        text.replace(":  →", ": →").trim_end().to_owned()
    });
    changes.collect::<Vec<_>>().join("; ")
}
