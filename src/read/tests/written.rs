//! Files that are changed while they are read, at the moment when the header is known.
//!
//! Invariant: a change is noticed by the file's metadata, in every format.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use super::{Folder, four, is_known, source};
use crate::{
    codec::{Batch, RowSink},
    error::Result,
    model::Header,
    read::{FileVersion, read},
};

const TABLE: &str = "Mã KH,Tên,SĐT\nKH1,An,0912345678\nKH2,Bình,0913345678\n";

/// Every format, with its name.
fn all() -> Vec<(&'static str, Vec<u8>)> {
    let table = TABLE.as_bytes().to_vec();
    let text = [("khach.csv", table.clone()), ("khach.txt", table)];
    four::all().into_iter().chain(text).collect()
}

/// A time long ago, so that every change gives the file another time.
fn past() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000)
}

fn date(path: &Path, time: SystemTime) {
    let file = File::options().append(true).open(path);
    let dated = file.and_then(|file| file.set_modified(time));
    dated.expect("a file can be given a time");
}

/// Changes the file when its header is known.
struct Meddler<'a> {
    path: PathBuf,
    meddle: &'a dyn Fn(&Path),
}

impl RowSink for Meddler<'_> {
    fn header(&mut self, _: &Header) -> Result<()> {
        (self.meddle)(&self.path);
        Ok(())
    }

    fn rows(&mut self, _: &mut Batch) -> Result<()> {
        Ok(())
    }
}

fn read_while(name: &str, content: &[u8], meddle: &dyn Fn(&Path)) -> Result<()> {
    let folder = Folder::new();
    let path = folder.file(name, content);
    date(&path, past());
    let source = source(&path);
    let mut meddler = Meddler { path, meddle };
    read(&source.path, &source, &is_known, &mut meddler).map(drop)
}

/// The refusal, the same for every format.
#[track_caller]
fn assert_noticed(meddle: impl Fn(&Path)) {
    for (name, content) in all() {
        let error = read_while(name, &content, &meddle).expect_err(name);
        let message = error.message();
        assert_eq!(message, "the file was changed while it was read", "{name}");
        let file = error.origin().expect("a place").file.clone();
        assert!(file.ends_with(name), "{file}");
        let hint = error.hint_text().expect("what to do");
        assert!(hint.contains("wait until the program that writes it is done"));
    }
}

fn write_over(path: &Path, change: impl Fn(&mut Vec<u8>)) {
    let mut content = fs::read(path).expect("it is there");
    change(&mut content);
    fs::write(path, content).expect("it can be written");
}

#[test]
fn a_file_that_grows_while_it_is_read_is_not_read() {
    assert_noticed(|path| write_over(path, |content| content.push(b'\n')));
}

#[test]
fn a_file_that_is_cut_while_it_is_read_is_not_read() {
    assert_noticed(|path| write_over(path, |content| content.truncate(content.len() / 2)));
    assert_noticed(|path| write_over(path, Vec::clear));
}

#[test]
fn a_file_that_is_written_over_in_place_is_not_read() {
    assert_noticed(|path| write_over(path, |content| content.reverse()));
    // Even with the same content, because the order of the writes is unknown.
    assert_noticed(|path| write_over(path, |_| ()));
}

#[test]
fn a_file_that_is_replaced_or_removed_while_it_is_read_is_not_read() {
    // The same size and time, so that only the file's number differs.
    assert_noticed(|path| {
        let other = path.with_file_name("other");
        fs::copy(path, &other).expect("it can be copied");
        date(&other, past());
        fs::rename(&other, path).expect("it can be renamed");
    });
    #[cfg(unix)]
    assert_noticed(|path| fs::remove_file(path).expect("it can be removed"));
}

#[test]
fn a_file_that_is_not_written_to_is_read() {
    let harmless: [&dyn Fn(&Path); 4] = [
        &|_| (),
        &|path| drop(fs::read(path).expect("it is there")),
        &|path| date(path, past()),
        &|path| {
            // As a backup does it: another name for the same file, and other permissions.
            fs::hard_link(path, path.with_file_name("linked")).expect("it can be linked");
            let mut rights = fs::metadata(path).expect("it is there").permissions();
            rights.set_readonly(true);
            fs::set_permissions(path, rights).expect("they can be set");
        },
    ];
    for (name, content) in all() {
        for meddle in harmless {
            read_while(name, &content, meddle).expect(name);
        }
    }
}

#[test]
fn a_file_that_was_closed_may_have_another_number_but_no_other_time() {
    let folder = Folder::new();
    let path = folder.file("khach.csv", TABLE);
    date(&path, past());
    let before = FileVersion::of(&path);
    fs::remove_file(&path).expect("it can be removed");
    let held = folder.file("other", "so that its number is not given again");
    folder.file("khach.csv", TABLE);
    date(&path, past());
    before.unwritten().expect("the same file from another view");
    date(&path, past() + Duration::from_secs(1));
    before.unwritten().expect_err("it was written");
    fs::remove_file(held).expect("it can be removed");
}
