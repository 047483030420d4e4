//! A server that notices are sent to, and fixtures that send them.
//!
//! It answers and keeps; the tests compare. Invariant: every URL has a part that must never be shown.

use std::{
    fs,
    sync::{Arc, Mutex},
};

use serde_json::Value;

use crate::{
    fixture::Fixture,
    program::Ran,
    stub::{self, Request},
};

/// A part of each URL, which must never be shown.
pub const SECRET: &str = "geheim-4711";

/// A server that keeps what it receives.
pub struct Inbox {
    pub url: String,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Inbox {
    /// It answers with that status.
    pub fn answering(status: u16) -> Self {
        let requests = Arc::<Mutex<Vec<Request>>>::default();
        let kept = Arc::clone(&requests);
        let url = stub::start(move |request| {
            let mut kept = kept.lock().expect("the lock is not poisoned");
            kept.push(request.clone());
            (status, String::new())
        });
        let url = format!("{url}/{SECRET}");
        Self { url, requests }
    }

    pub fn new() -> Self {
        Self::answering(200)
    }

    /// Takes out what has arrived.
    pub fn taken(&self) -> Vec<Request> {
        std::mem::take(&mut *self.requests.lock().expect("the lock is not poisoned"))
    }

    /// Methods and the ends of paths, and the body as JSON.
    pub fn lines(&self) -> Vec<(String, Value)> {
        let line = |request: Request| {
            let end = request.path.replace(&format!("/{SECRET}"), "");
            let body = serde_json::from_str(&request.body).unwrap_or_default();
            (format!("{} {end}", request.method).trim().to_owned(), body)
        };
        self.taken().into_iter().map(line).collect()
    }

    /// The exit codes of the summaries that have arrived.
    pub fn exits(&self) -> Vec<Value> {
        let bodies = self.lines().into_iter().map(|(_, body)| body);
        bodies.map(|body| body["exit"].clone()).collect()
    }
}

/// A fixture with customers and these lines in `[notify]`.
pub fn scene(rows: &[&str], notify: &str) -> Fixture {
    let scene = Fixture::builder().customers(rows).start();
    scene.configure(|text| format!("{text}\n[notify]\n{notify}\n"));
    scene
}

#[track_caller]
pub fn assert_hidden(ran: &Ran) {
    assert!(!ran.to_string().contains(SECRET), "{ran}");
}

#[track_caller]
pub fn assert_not_stored(scene: &Fixture) {
    for entry in fs::read_dir(scene.path("")).expect("the folder can be read") {
        let path = entry.expect("the file can be read").path();
        if path.is_file() && path.extension().is_none_or(|kind| kind != "toml") {
            let bytes = fs::read(&path).expect("the file can be read");
            let mut windows = bytes.windows(SECRET.len());
            let holds = windows.any(|part| part == SECRET.as_bytes());
            assert!(!holds, "{}", path.display());
        }
    }
}
