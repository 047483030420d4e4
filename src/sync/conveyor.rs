//! A file's rows on their way from the reader to the shaper, on as many cores as there are.
//!
//! One thread reads, some shape what can be shaped without knowing other rows, and the calling one takes
//! everything in. It looks at no row itself. Invariant: rows come out in the order of the file, and so
//! does whatever ends the reading.

use std::{
    fs, io,
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{self, Receiver, Sender, SyncSender},
    },
    thread::{self, Builder, Scope, ScopedJoinHandle},
};

use crate::{
    error::{Error, Kind, Result},
    model::{Batch, Header, RowSink, Source, TableFacts},
    read,
    shape::{Made, Shaper, Swift, TableSink},
};

/// A file with fewer bytes is read by the calling thread alone: to have others costs more than they do.
const WORTH_IT: u64 = 64 * 1024;

/// Batches that are on their way at once: about 40 MB of rows, so that the others need not wait while the
/// calling thread reads what the snapshot remembers.
const ON_THE_WAY: usize = 256;

/// More would wait for the reader.
const MOST_WORKERS: usize = 6;

/// A table's quick way, where it has one.
type Way<'t> = Option<Arc<Swift<'t>>>;

/// What comes to the calling thread, in order.
enum Ticket<'t> {
    Header(Header, Sender<Way<'t>>),
    Rows(Receiver<(Batch, Option<Made>)>),
}

/// Rows that are to be shaped.
struct Job<'t> {
    batch: Batch,
    way: Arc<Swift<'t>>,
    done: Sender<(Batch, Option<Made>)>,
}

/// Reads a file into a sink, several rows at a time where it is worth it.
///
/// # Errors
/// As for [`read::read`].
pub fn carry(path: &Path, source: &Source, sink: &mut TableSink<'_>) -> Result<TableFacts> {
    let size = fs::metadata(path).map_or(0, |file| file.len());
    if size < WORTH_IT {
        return alone(path, source, sink);
    }
    let (tickets, order) = mpsc::sync_channel(ON_THE_WAY);
    let (jobs, waiting) = mpsc::channel();
    let waiting = Mutex::new(waiting);
    let (empty, empties) = mpsc::channel();
    let belt = Belt {
        tickets,
        jobs,
        empties,
        way: None,
    };
    thread::scope(|scope| {
        let read = move || with(belt, path, source);
        let Ok(hands) = hands(scope, (&waiting, &empty), read) else {
            return alone(path, source, sink);
        };
        let collected = collect(order, &empty, sink);
        let (reader, workers) = hands;
        let facts = reader.join().unwrap_or_else(|_| Err(broken()));
        for worker in workers {
            // What it held is missing among the tickets, which says so.
            drop(worker.join());
        }
        collected.and(facts)
    })
}

fn alone(path: &Path, source: &Source, sink: &mut dyn RowSink) -> Result<TableFacts> {
    let is_header = |text: &str| Shaper::is_header(source.entity, &source.mapping, text);
    read::read(path, source, &is_header, sink)
}

fn with(mut belt: Belt<'_>, path: &Path, source: &Source) -> Result<TableFacts> {
    alone(path, source, &mut belt)
}

type Hands<'s> = (
    ScopedJoinHandle<'s, Result<TableFacts>>,
    Vec<ScopedJoinHandle<'s, ()>>,
);

/// The threads; an error where the system has none to give.
fn hands<'s, 'e, 't: 'e>(
    scope: &'s Scope<'s, 'e>,
    (waiting, empty): (&'e Mutex<Receiver<Job<'t>>>, &'e Sender<Batch>),
    read: impl FnOnce() -> Result<TableFacts> + Send + 's,
) -> io::Result<Hands<'s>> {
    let count = thread::available_parallelism().map_or(1, usize::from);
    let named = |name: &str| Builder::new().name(name.to_owned());
    let worker = || named("shape").spawn_scoped(scope, || work(waiting, empty));
    let first = worker()?;
    let more = (1..count.min(MOST_WORKERS)).map_while(|_| worker().ok());
    let workers = [first].into_iter().chain(more).collect();
    Ok((named("read").spawn_scoped(scope, read)?, workers))
}

/// Hands a batch back to be filled again: other threads' memory costs more to free than to keep.
fn again(mut batch: Batch, empty: &Sender<Batch>) {
    if batch.size() > 0 {
        batch.clear();
        // The reader may have read everything.
        drop(empty.send(batch));
    }
}

fn work(waiting: &Mutex<Receiver<Job<'_>>>, empty: &Sender<Batch>) {
    loop {
        let next = waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .recv();
        let Ok(Job { batch, way, done }) = next else {
            return;
        };
        let made = way.make(&batch);
        let batch = if made.is_whole() {
            let numbers = batch.emptied();
            again(batch, empty);
            numbers
        } else {
            batch
        };
        // Whoever waits for it may have given up.
        drop(done.send((batch, Some(made))));
    }
}

fn collect<'t>(
    order: Receiver<Ticket<'t>>,
    empty: &Sender<Batch>,
    sink: &mut TableSink<'t>,
) -> Result<()> {
    for ticket in order {
        match ticket {
            Ticket::Header(header, reply) => {
                sink.header(&header)?;
                drop(reply.send(sink.swift()));
            }
            Ticket::Rows(rows) => {
                let (batch, made) = rows.recv().map_err(|_| broken())?;
                sink.take(&batch, made.as_ref())?;
                again(batch, empty);
            }
        }
    }
    Ok(())
}

fn broken() -> Error {
    Error::by_panic(Kind::Input, "the sheets could not be read")
}

/// Where the reader puts its rows.
struct Belt<'t> {
    tickets: SyncSender<Ticket<'t>>,
    jobs: Sender<Job<'t>>,
    /// What was taken in, to be filled again.
    empties: Receiver<Batch>,
    way: Way<'t>,
}

impl RowSink for Belt<'_> {
    fn header(&mut self, header: &Header) -> Result<()> {
        let (reply, answer) = mpsc::channel();
        let ticket = Ticket::Header(header.clone(), reply);
        self.tickets.send(ticket).map_err(|_| broken())?;
        self.way = answer.recv().map_err(|_| broken())?;
        Ok(())
    }

    fn rows(&mut self, batch: &mut Batch) -> Result<()> {
        let (done, result) = mpsc::channel();
        let ticket = Ticket::Rows(result);
        self.tickets.send(ticket).map_err(|_| broken())?;
        let next = self.empties.try_recv().unwrap_or_default();
        let batch = std::mem::replace(batch, next);
        let given = match &self.way {
            Some(way) => {
                let way = way.clone();
                self.jobs.send(Job { batch, way, done }).is_ok()
            }
            None => done.send((batch, None)).is_ok(),
        };
        if given { Ok(()) } else { Err(broken()) }
    }
}
