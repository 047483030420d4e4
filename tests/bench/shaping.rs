#![expect(
    clippy::print_stdout,
    reason = "what a measurement prints is its result"
)]

//! The cost of reading and shaping one file of which every row is unchanged, beside a bare parser.
//!
//! `cargo bench --bench shaping -- FILE.csv [TIMES]` takes a table of customers whose columns are found by
//! their headers; under Linux it also prints the peak memory. It compares nothing with a
//! snapshot and asserts nothing.

use std::{collections::HashMap, fs, path::Path, time::Instant};

use calamine::{Reader, Xlsx};
use vbot_sync::{
    codec::{AcceptedRow, EmptySnapshot, RowContent, ShapedRows, SnapshotLookup},
    model::{Entity, Fingerprint, Policy, Source},
    observe::Silent,
    shape::{References, Shaper},
    spill::Spill,
    sync,
};

fn main() {
    let mut arguments = std::env::args()
        .skip(1)
        .filter(|one| !one.starts_with("--"));
    let Some(file) = arguments.next() else {
        return println!("which file?");
    };
    let times = arguments.next().and_then(|times| times.parse().ok());
    let path = Path::new(&file);
    let known = Known::of(&shaped(path, &EmptySnapshot));
    println!("{} rows are known", known.fingerprints.len());
    for _ in 0..times.unwrap_or(1) {
        if path.extension().is_some_and(|kind| kind == "csv") {
            measured("csv alone", || bare(path, false));
            measured("csv and blake3", || bare(path, true));
        }
        if path.extension().is_some_and(|kind| kind == "xlsx") {
            measured("calamine alone", || bare_workbook(path));
        }
        measured("read and shaped, all known", || {
            let shaped = shaped(path, &known);
            assert!(
                shaped
                    .rows
                    .iter()
                    .all(|row| matches!(row, AcceptedRow::Unchanged { .. }))
            );
            shaped.rows.len()
        });
        measured("read and shaped, none known", || {
            shaped(path, &EmptySnapshot).rows.len()
        });
    }
}

fn shaped(path: &Path, remembered: &dyn SnapshotLookup) -> ShapedRows {
    let source = Source::at(Entity::Customer, path);
    let (policy, references) = (Policy::default(), References::new());
    let spill = Spill::new(Path::new("."));
    let mut shaper = Shaper::new(Entity::Customer, &policy, &references, (remembered, &spill));
    let mut sink = shaper.table(&source.mapping);
    sync::read_file((path, None), &source, &mut sink, &Silent).expect("the file can be read");
    drop(sink.report());
    shaper.finish().expect("the rows fit into memory")
}

fn bare(path: &Path, hashes: bool) -> usize {
    let mut reader = csv::Reader::from_path(path).expect("the file can be opened");
    let mut record = csv::ByteRecord::new();
    let (mut rows, mut sum) = (0, 0_u8);
    while reader
        .read_byte_record(&mut record)
        .expect("the file can be read")
    {
        rows += 1;
        if hashes {
            sum ^= blake3::hash(record.as_slice()).as_bytes()[0];
        }
    }
    std::hint::black_box(sum);
    rows
}

/// Counts cells instead of rows.
fn bare_workbook(path: &Path) -> usize {
    let mut book: Xlsx<_> = calamine::open_workbook(path).expect("the workbook can be opened");
    let name = book.sheet_names()[0].clone();
    let mut cells = book.worksheet_cells_reader(&name).expect("a sheet");
    let mut count = 0;
    while let Some(cell) = cells.next_cell().expect("the file can be read") {
        std::hint::black_box(cell.get_value());
        count += 1;
    }
    count
}

fn measured(what: &str, work: impl FnOnce() -> usize) {
    drop(fs::write("/proc/self/clear_refs", "5"));
    let (before, start) = (processor(), Instant::now());
    let rows = work();
    let (wall, cpu) = (start.elapsed().as_secs_f64(), processor() - before);
    println!(
        "{what}: {rows} rows, {wall:.2} s, {cpu:.2} s of the processor, {} MB at most",
        peak()
    );
}

/// Seconds that this process has used.
fn processor() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let behind = stat.rsplit(')').next().unwrap_or_default();
    let ticks = behind.split_whitespace().skip(11).take(2);
    ticks
        .filter_map(|ticks| ticks.parse::<f64>().ok())
        .sum::<f64>()
        / 100.0
}

fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or_default() / 1024
}

/// Every row of a file, as a snapshot would store them.
struct Known {
    codes: String,
    ends: Vec<usize>,
    fingerprints: Vec<Fingerprint>,
    by_fingerprint: HashMap<Fingerprint, u32>,
}

impl Known {
    fn of(shaped: &ShapedRows) -> Self {
        let mut known = Self {
            codes: String::new(),
            ends: Vec::new(),
            fingerprints: Vec::new(),
            by_fingerprint: HashMap::new(),
        };
        for row in &shaped.rows {
            if let AcceptedRow::Changed(record) = row {
                let packed = record.content.packed().expect("the content is in memory");
                let fingerprint = packed.pack().fingerprint();
                let number = u32::try_from(known.ends.len()).expect("few rows");
                known.by_fingerprint.insert(fingerprint, number);
                known.codes.push_str(&record.code);
                known.ends.push(known.codes.len());
                known.fingerprints.push(fingerprint);
            }
        }
        known
    }
}

impl SnapshotLookup for Known {
    fn same(&self, row: RowContent<'_>) -> Option<u32> {
        let known = *self.by_fingerprint.get(&row.fingerprint)?;
        (self.code(known) == row.code).then_some(known)
    }

    fn code(&self, known: u32) -> &str {
        let at = usize::try_from(known).expect("a place in memory");
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.codes[start..self.ends[at]]
    }

    fn identity(&self, _known: u32) -> Option<&str> {
        None
    }
}
