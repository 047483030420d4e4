//! The process that reads one file after the other and writes each seed to a progress file first.
//!
//! It ends with an error at the first file that panics or is read wrongly, and is started again after that file.

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

/// A sink that checks the order of the rows and keeps none.
#[derive(Default)]
struct OrderCheck {
    headers: usize,
    last: u32,
}

impl RowSink for OrderCheck {
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

/// Reads the file in both ways; returns whether both succeeded.
fn is_read_correctly(path: &Path) -> bool {
    let read = |merged| {
        let known = |text: &str| ["Mã KH", "Tên"].contains(&text);
        let source = Source {
            merged,
            ..Source::at(Entity::Customer, path)
        };
        let result = read::read(path, &source, &known, &mut OrderCheck::default());
        result.map_or_else(|error| !error.message().is_empty(), |_| true)
    };
    let read = || read(MergedCells::Keep) && read(MergedCells::Fill);
    catch_unwind(AssertUnwindSafe(read)).unwrap_or(false)
}

#[test]
fn every_file_of_the_corpus_is_read() {
    let folder = tempfile::tempdir().expect("a folder can be created");
    for (name, bytes) in corpus::files() {
        let path = folder.path().join(&name);
        fs::write(&path, bytes).expect("the file can be written");
        let mut source = Source::at(Entity::Customer, &path);
        if name == "old.csv" {
            source.encoding = Encoding::Named("windows-1258".to_owned());
        }
        let read = read::read(&path, &source, &|_| true, &mut OrderCheck::default());
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
        fs::write(folder.join("next"), seed.to_string()).expect("the progress file can be written");
        fs::rename(folder.join("next"), folder.join("seed"))
            .expect("the progress file can be written");
        let (name, bytes) = mutate::file(&files, seed);
        let path = folder.join(name);
        fs::write(&path, bytes).expect("the file can be written");
        assert!(is_read_correctly(&path), "seed {seed}");
    }
}
