//! Sheets that another program writes to while they are read, as exports do that take their time.
//!
//! Invariant: nothing is sent for a file of which nobody knows what it says, and no flag changes that.

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

/// Runs a command while something is done to the customers' sheet, again and again from before it starts until it has
/// ended.
fn run_while(scene: &Fixture, arguments: &[&str], change: impl Fn(&mut File) + Sync) {
    let is_over = AtomicBool::new(false);
    let path = scene.path("customer.csv");
    let mut file = File::options().write(true).open(path).expect("it is there");
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
        ran.exits(1).complains(&["customer.csv", CHANGED]);
    });
    assert_eq!(scene.sent(), [""; 0]);
}

#[test]
fn an_export_that_is_still_being_written_is_not_read_and_no_flag_changes_that() {
    let scene = Fixture::builder().customers(&[]).start();
    scene.write("customer.csv", rows(30_000));
    let append = |file: &mut File| {
        file.seek(SeekFrom::End(0)).expect("it has an end");
        writeln!(file, "KH9,Bình,0913345678,MOI,LE,Hà Nội").expect("it can be written");
    };
    run_while(&scene, &["sync", "--yes"], append);
    let flags = ["--max-delete", "customer=9", "--min-rows", "customer=0"];
    run_while(&scene, &[&["sync", "--yes"], &flags[..]].concat(), append);
    run_while(&scene, &["check"], append);
}

#[test]
fn a_sheet_that_is_written_over_in_place_is_not_read() {
    let scene = Fixture::builder().customers(&[]).start();
    scene.write("customer.csv", rows(30_000));
    run_while(&scene, &["sync", "--yes"], |file: &mut File| {
        let place = u64::try_from(CUSTOMER.len() + 1).expect("it is short");
        file.seek(SeekFrom::Start(place)).expect("it is longer");
        file.write_all(b"KH999999").expect("it can be written");
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
            fs::write(&self.path, &self.content).expect("it can be written");
        }
    }
}

#[test]
fn sheets_are_read_together_or_not_at_all() {
    let scene = Fixture::builder().source("group", "group_no,group_name\nHN,Hà Nội\n", "");
    let scene = scene.customers(&[]).start();
    scene.write("customer.csv", rows(3));
    let config = config::load(&scene.path("vbot-sync.toml")).expect("it is a configuration");
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
    propose(&writer).expect("nothing that was read has changed");
}
