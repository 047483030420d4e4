//! The process that reads: one file after the other, noting before each which one it is.
//!
//! It ends with an error at the first file that panics or is read wrongly, and is started anew behind it.

use std::{
    env, fs,
    panic::{AssertUnwindSafe, catch_unwind, set_hook},
    path::Path,
};

use vbot_sync::{
    codec::{Batch, RowSink},
    error::Error,
    model::{Encoding, Entity, Header, MergedCells, Source},
    read,
};

use super::{corpus, mutate};

/// Sees that rows come in order, and keeps nothing.
#[derive(Default)]
struct Order {
    headers: usize,
    last: u32,
}

impl RowSink for Order {
    fn header(&mut self, header: &Header) -> Result<(), Error> {
        self.headers += 1;
        self.last = header.row;
        Ok(())
    }

    fn rows(&mut self, batch: &mut Batch) -> Result<(), Error> {
        for row in batch.rows() {
            assert!(
                self.headers == 1 && row.number() > self.last,
                "rows in order"
            );
            self.last = row.number();
        }
        Ok(())
    }
}

/// Reads the file in both ways, and whether that was well done.
fn survives(path: &Path) -> bool {
    let read = |merged| {
        let known = |text: &str| ["Mã KH", "Tên"].contains(&text);
        let source = Source {
            merged,
            ..Source::at(Entity::Customer, path)
        };
        let result = read::read(path, &source, &known, &mut Order::default());
        result.map_or_else(|error| !error.message().is_empty(), |_| true)
    };
    let read = || read(MergedCells::Keep) && read(MergedCells::Fill);
    catch_unwind(AssertUnwindSafe(read)).unwrap_or(false)
}

#[test]
fn every_file_of_the_corpus_is_read() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in corpus::files() {
        let path = folder.path().join(&name);
        fs::write(&path, bytes).expect("a file");
        let mut source = Source::at(Entity::Customer, &path);
        if name == "old.csv" {
            source.encoding = Encoding::Named("windows-1258".to_owned());
        }
        let read = read::read(&path, &source, &|_| true, &mut Order::default());
        assert!(read.is_ok(), "{name}: {read:?}");
    }
}

#[test]
#[ignore = "it is the process that another test starts"]
fn reads() {
    let Ok(folder) = env::var("FUZZ_FOLDER") else {
        return;
    };
    let folder = Path::new(&folder);
    let given = |name| env::var(name).ok().and_then(|text| text.parse().ok());
    let first: u64 = given("FUZZ_SEED").expect("a seed");
    let count: u64 = given("FUZZ_COUNT").expect("a count");
    set_hook(Box::new(|_| {}));
    let files = corpus::files();
    for seed in first..first + count {
        fs::write(folder.join("next"), seed.to_string()).expect("the diary");
        fs::rename(folder.join("next"), folder.join("seed")).expect("the diary");
        let (name, bytes) = mutate::file(&files, seed);
        let path = folder.join(name);
        fs::write(&path, bytes).expect("a file");
        assert!(survives(&path), "seed {seed}");
    }
}
