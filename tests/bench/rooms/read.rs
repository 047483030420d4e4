//! `read`: files to rows, with a sink that counts the rows and keeps none.

use divan::{Bencher, black_box};
use vbot_sync::{
    codec::{Batch, RowSink},
    error::Error,
    model::{Entity, Header, Source},
    read,
};

use super::{
    folder::{RoomFolder, items},
    sheets::Night,
};

/// Counts rows.
#[derive(Default)]
struct Counter(usize);

impl RowSink for Counter {
    fn header(&mut self, _: &Header) -> Result<(), Error> {
        Ok(())
    }

    fn rows(&mut self, batch: &mut Batch) -> Result<(), Error> {
        let cells = batch.rows().map(|row| black_box(row).cells().count());
        self.0 += cells.sum::<usize>();
        Ok(())
    }
}

fn file(bencher: Bencher<'_, '_>, workbook: bool) {
    let folder = RoomFolder::new(Night::First, workbook);
    let name = if workbook {
        "customers.xlsx"
    } else {
        "customers.csv"
    };
    let path = folder.path(name);
    let source = Source::at(Entity::Customer, &path);
    bencher.counter(items()).bench_local(|| {
        let mut counter = Counter::default();
        read::read(&path, &source, &|_| true, &mut counter).expect("the file can be read");
        counter.0
    });
}

#[divan::bench]
fn csv(bencher: Bencher<'_, '_>) {
    file(bencher, false);
}

#[divan::bench]
fn xlsx(bencher: Bencher<'_, '_>) {
    file(bencher, true);
}
