//! The work for rows that share one code, as in an export whose column of codes was filled down.
//!
//! Work is counted in contents that are loaded and in snapshot lookups. Invariant: twice the rows cost twice the
//! work.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

use super::{known::Memory, *};
use crate::{
    codec::{Packed, PackedRef, RowContent, SpilledContents, StoredContent},
    error::Error,
};

/// A content store that counts loaded contents.
#[derive(Clone, Debug, Default)]
struct CountingShelf(Arc<(Mutex<Vec<Packed>>, AtomicUsize)>);

impl SpilledContents for CountingShelf {
    fn show(&self, at: u64, work: &mut dyn FnMut(PackedRef<'_>)) -> Result<(), Error> {
        self.0.1.fetch_add(1, Relaxed);
        let place = usize::try_from(at).expect("few contents");
        let contents = self.0.0.lock().expect("the lock is not poisoned");
        work(contents[place].pack());
        Ok(())
    }
}

impl ContentStore for CountingShelf {
    fn put(&self, content: PackedRef<'_>) -> Result<StoredContent, Error> {
        let mut contents = self.0.0.lock().expect("the lock is not poisoned");
        let place = u64::try_from(contents.len()).expect("few contents");
        contents.push(content.owned());
        Ok(StoredContent::Spilled(Arc::new(self.clone()), place))
    }
}

/// A snapshot lookup that counts its calls.
struct CountingMemory(Memory, AtomicUsize);

impl SnapshotLookup for CountingMemory {
    fn same(&self, row: RowContent<'_>) -> Option<u32> {
        self.1.fetch_add(1, Relaxed);
        self.0.same(row)
    }

    fn code(&self, known: u32) -> &str {
        self.0.code(known)
    }

    fn identity(&self, known: u32) -> Option<&str> {
        self.0.identity(known)
    }
}

const HEADER: &str = "Mã trạng thái|Tên trạng thái|Mã cũ";

fn statuses(rows: impl Iterator<Item = String>) -> Sheets {
    let sheets = Sheets::of(Entity::Status, HEADER).column("previous_no", &["Mã cũ"], false);
    rows.fold(sheets, |sheets, row| sheets.row(&row))
}

fn remembered() -> Vec<Record> {
    statuses(["M|Nhớ|".to_owned()].into_iter()).shape().records
}

/// The result for the rows, and the work for it.
fn worked(rows: impl Iterator<Item = String>) -> (ShapedRows, usize) {
    let memory = CountingMemory(Memory::of(remembered()), AtomicUsize::new(0));
    let spill = CountingShelf::default();
    let (shaped, _) = statuses(rows).shaped_on((&memory, &spill));
    (shaped, spill.0.1.load(Relaxed) + memory.1.load(Relaxed))
}

#[track_caller]
fn assert_linear(row: impl Fn(usize) -> String) {
    let work = |count: usize| worked((0..count).map(&row)).1;
    let (half, whole) = (work(500), work(1000));
    assert!(half >= 500, "every row is looked at: {half}");
    assert!(whole <= half * 5 / 2, "{half} for 500, {whole} for 1,000");
}

#[test]
fn rows_of_one_code_are_not_compared_with_all_before_them() {
    assert_linear(|number| format!("M|Tên {number}|"));
    // The same in all but the previous code.
    assert_linear(|number| format!("M|Tên|CU{number}"));
    // Some equal the snapshot and come after others that do not.
    assert_linear(|number| match number % 2 {
        0 => format!("M|Tên {number}|"),
        _ => "M|Nhớ|".to_owned(),
    });
    // Equal to the snapshot, but with a previous code in some.
    assert_linear(|number| match number % 2 {
        0 => format!("M|Nhớ|CU{number}"),
        _ => "M|Nhớ|".to_owned(),
    });
}

#[test]
fn forty_thousand_rows_of_one_code_are_held_or_merged() {
    let row = |number: usize| format!("M|Tên {}|", number / 2);
    let (shaped, _) = worked((0..40_000).map(row));
    let issues = |rule: &str| {
        let issues = shaped.issues.iter();
        issues.filter(|issue| issue.rule() == rule).count()
    };
    assert_eq!(issues("row.repeated"), 20_000);
    assert_eq!(issues("row.duplicate"), 20_000);
    assert_eq!((shaped.rows.len(), shaped.held.len()), (0, 20_000));
}

#[test]
fn of_equal_rows_the_first_stays_whatever_rows_are_between() {
    let rows = [
        "M|Nhớ|",
        "M|Tên|",
        "M|Nhớ|",
        "M|Tên|",
        "M|Nhớ|CU",
        "M|Nhớ|CU",
    ];
    let (shaped, _) = worked(rows.iter().map(ToString::to_string));
    let repeated = shaped.issues.iter();
    let repeated = repeated.filter(|issue| issue.rule() == "row.repeated");
    let first = |issue: &Issue| {
        let row = issue.origin.as_ref().and_then(|origin| origin.row);
        (row, message(&issue.problem))
    };
    let said: Vec<_> = repeated.map(first).collect();
    let rows: Vec<_> = said.iter().filter_map(|(row, _)| *row).collect();
    assert_eq!(rows, [4, 5, 7]);
    for ((_, message), first) in said.iter().zip(["row 2", "row 3", "row 6"]) {
        assert!(message.contains(first), "{message}");
    }
}
