//! Sheets that another program writes while they are read, as slow exports do.
//!
//! Invariant: nothing is sent for a file whose content is uncertain, and no flag changes that.

use std::{
    fs::{self, File},
    io::{Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering::Relaxed},
    thread,
    time::Duration,
};

use vbot_sync::{
    config,
    model::Overrides,
    observe::{Event, Observer},
    sync,
};

use crate::fixture::{CUSTOMER, Fixture, table};

const CHANGED: &str = "the file was changed while it was read";

fn rows(count: usize) -> String {
    let row = |number| format!("KH{number:06},An,0912345678,MOI,LE,Hà Nội");
    let rows: Vec<String> = (0..count).map(row).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    table(CUSTOMER, &rows)
}

/// Runs a command while the customers' sheet is changed again and again, from before its start until its end.
fn run_while(scene: &Fixture, arguments: &[&str], change: impl Fn(&mut File) + Sync) {
    let is_over = AtomicBool::new(false);
    let path = scene.path("customer.csv");
    let mut file = File::options()
        .write(true)
        .open(path)
        .expect("the file can be opened");
    let began = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            while !is_over.load(Relaxed) {
                change(&mut file);
                began.store(true, Relaxed);
                thread::sleep(Duration::from_millis(1));
            }
        });
        while !began.load(Relaxed) {
            thread::yield_now();
        }
        let ran = scene.start(arguments).end();
        is_over.store(true, Relaxed);
        ran.exits(1).stderr_has(&["customer.csv", CHANGED]);
    });
    assert_eq!(scene.sent(), [""; 0]);
}

#[test]
fn a_growing_export_is_refused_with_every_flag() {
    let scene = Fixture::builder().customers(&[]).start();
    scene.write("customer.csv", rows(30_000));
    let append = |file: &mut File| {
        file.seek(SeekFrom::End(0))
            .expect("the position can be set");
        writeln!(file, "KH9,Bình,0913345678,MOI,LE,Hà Nội").expect("the file can be written");
    };
    run_while(&scene, &["sync", "--yes"], append);
    let flags = ["--max-delete", "customer=9", "--min-rows", "customer=0"];
    run_while(&scene, &[&["sync", "--yes"], &flags[..]].concat(), append);
    run_while(&scene, &["check"], append);
}

#[test]
fn a_sheet_overwritten_while_it_is_read_is_refused() {
    let scene = Fixture::builder().customers(&[]).start();
    scene.write("customer.csv", rows(30_000));
    run_while(&scene, &["sync", "--yes"], |file: &mut File| {
        let place = u64::try_from(CUSTOMER.len() + 1).expect("a small number");
        file.seek(SeekFrom::Start(place))
            .expect("the position can be set");
        file.write_all(b"KH999999")
            .expect("the file can be written");
    });
}

/// Writes to one sheet once another one is being read.
struct Writer {
    when: &'static str,
    path: PathBuf,
    content: String,
}

impl Observer for Writer {
    fn on(&self, event: &Event<'_>) {
        if let Event::Reading { name } = event
            && name.ends_with(self.when)
        {
            fs::write(&self.path, &self.content).expect("the file can be written");
        }
    }
}

#[test]
fn a_sheet_that_changes_while_another_is_read_is_refused() {
    let scene = Fixture::builder().source("group", "group_no,group_name\nHN,Hà Nội\n", "");
    let scene = scene.customers(&[]).start();
    scene.write("customer.csv", rows(3));
    let config =
        config::load(&scene.path("vbot-sync.toml")).expect("the configuration can be loaded");
    let propose = |observer: &dyn Observer| {
        let proposal = sync::propose(&config, None, &Overrides::default(), observer);
        proposal.map(drop)
    };
    let mut writer = Writer {
        when: "customer.csv",
        path: scene.path("group.csv"),
        content: "group_no,group_name\nHN,Hà Nội\nDN,Đà Nẵng\n".to_owned(),
    };
    let error = propose(&writer).expect_err("the groups are of before, the customers of after");
    assert_eq!(error.message(), CHANGED);
    let file = &error.origin().expect("a place").file;
    assert_eq!(Path::new(&**file), scene.path("group.csv"));
    // A file that is no source may change.
    writer.path = scene.path("other.csv");
    propose(&writer).expect("a plan is proposed, since no source has changed");
}
