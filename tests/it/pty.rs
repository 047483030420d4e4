//! The real binary on a pseudo-terminal, so that it asks.
//!
//! Invariant: no process outlives the test that started it, and every wait has a time limit.

use std::{
    fs::{File, OpenOptions},
    io::{Read, Write},
    path::Path,
    process::Child,
    sync::{Arc, Mutex},
    thread,
};

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

use crate::program::{command, eventually};

/// A process and the terminal that it is on.
pub struct Asked {
    child: Child,
    keys: File,
    shown: Arc<Mutex<String>>,
    /// How much of what was shown has been waited for.
    seen: usize,
}

/// Starts the binary in that folder with its three streams on a terminal.
pub fn start(folder: &Path, arguments: &[&str]) -> Asked {
    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
    grantpt(&master).expect("it may be used");
    unlockpt(&master).expect("it may be opened");
    let name = ptsname(&master, Vec::new()).expect("it has a name");
    let name = name.into_string().expect("in Unicode");
    let open = || OpenOptions::new().read(true).write(true).open(&name);
    let environment = [("TERM", "xterm".to_owned()), ("NO_COLOR", "1".to_owned())];
    let mut command = command(folder, &environment);
    let [stdin, stdout, stderr] = std::array::from_fn(|_| open().expect("it can be opened"));
    let child = command
        .args(arguments)
        .stdin(stdin)
        .stdout(stdout)
        .stderr(stderr)
        .spawn()
        .expect("the binary starts");
    // The command holds the other ends, which have to be closed for the reader to come to an end.
    drop(command);
    let keys = File::from(master);
    let shown = Arc::<Mutex<String>>::default();
    let (reader, collected) = (keys.try_clone().expect("one more"), Arc::clone(&shown));
    thread::spawn(move || collect(reader, &collected));
    Asked {
        child,
        keys,
        shown,
        seen: 0,
    }
}

fn collect(mut reader: File, collected: &Mutex<String>) {
    let (mut bytes, mut block) = (Vec::new(), [0; 4096]);
    while let Ok(count @ 1..) = reader.read(&mut block) {
        bytes.extend_from_slice(&block[..count]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        *collected.lock().expect("no thread panics") = text;
    }
}

impl Asked {
    /// Waits for a question, below everything that was waited for before.
    #[track_caller]
    pub fn waits_for(&mut self, question: &str) {
        let mut end = None;
        eventually(question, || {
            let shown = self.shown();
            let place = shown.get(self.seen..).and_then(|new| new.find(question));
            end = place.map(|at| self.seen + at + question.len());
            end.is_some()
        });
        self.seen = end.unwrap_or(self.seen);
    }

    /// Waits for a question and types the answer.
    #[track_caller]
    pub fn answers(&mut self, question: &str, keys: &str) {
        self.waits_for(question);
        self.types(keys);
    }

    pub fn types(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("it is open");
    }

    pub fn shown(&self) -> String {
        self.shown.lock().expect("no thread panics").clone()
    }

    /// Waits for its end and returns its exit code.
    #[track_caller]
    pub fn end(mut self) -> (Option<i32>, String) {
        let mut status = None;
        eventually("the process ends", || {
            status = self.child.try_wait().expect("its state can be read");
            status.is_some()
        });
        (status.and_then(|status| status.code()), self.shown())
    }
}

impl Drop for Asked {
    fn drop(&mut self) {
        // It fails if the process has ended already, which is fine.
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}
