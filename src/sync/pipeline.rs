//! The pipeline from the reader to the shapers, on as many cores as there are.
//!
//! One thread reads, several shape, and the calling one collects. It looks at no row itself. Invariant: rows are
//! collected in the order of the file, and the reader's final error comes after them.

use std::{
    fs, io,
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{self, Receiver, Sender, SyncSender},
    },
    thread::{self, Builder, Scope, ScopedJoinHandle},
};

use super::error::SyncError;
use crate::{
    codec::{Batch, RowSink},
    error::{Error, Result},
    model::{Ending, Header, Source, TableFacts},
    observe::Observer,
    read,
    shape::{ShapedBatch, Shaper, TableShaper, TableSink, shape_rows},
};

/// A smaller file is read by the calling thread alone: starting the others takes longer than they save.
const WORTH_IT: u64 = 64 * 1024;

/// Batches in the pipeline at once: about 40 MB of rows, so that the other threads need not wait while the calling
/// thread reads the snapshot's records.
const ON_THE_WAY: usize = 256;

/// More workers would only wait for the reader.
const MOST_WORKERS: usize = 6;

/// What the calling thread receives, in the order of the file.
enum InOrder<'t> {
    Header(Header, Sender<Arc<TableShaper<'t>>>),
    Rows(Receiver<ShapedBatch>),
}

/// Rows to shape.
struct Job<'t> {
    batch: Batch,
    shaper: Arc<TableShaper<'t>>,
    done: Sender<ShapedBatch>,
}

/// A file to read, and how it ended at the last successful run.
pub type FileToRead<'a> = (&'a Path, Option<Ending>);

/// Reads a file into a sink, with several threads if it is large enough.
///
/// # Errors
/// As for [`read::read`], or the observer ends the work.
pub fn read_file(
    (path, before): FileToRead<'_>,
    source: &Source,
    sink: &mut TableSink<'_>,
    observer: &dyn Observer,
) -> Result<TableFacts> {
    let size = fs::metadata(path).map_or(0, |file| file.len());
    if size < WORTH_IT {
        return read((path, before), source, sink);
    }
    let (steps, order) = mpsc::sync_channel(ON_THE_WAY);
    let (jobs, waiting) = mpsc::channel();
    let waiting = Mutex::new(waiting);
    let (empty, empties) = mpsc::channel();
    let mut pipeline = PipelineSink {
        steps,
        jobs,
        empties,
        shaper: None,
    };
    thread::scope(|scope| {
        let reader = move || read((path, before), source, &mut pipeline);
        let Ok(threads) = start(scope, (&waiting, &empty), reader) else {
            return read((path, before), source, sink);
        };
        let collected = collect(order, sink, observer);
        let (reader, workers) = threads;
        let facts = reader.join().unwrap_or_else(|_| Err(broken()));
        for worker in workers {
            // If the worker panicked, its batch is missing among the steps, and that is reported.
            drop(worker.join());
        }
        collected.and(facts)
    })
}

fn read(
    (path, before): FileToRead<'_>,
    source: &Source,
    sink: &mut dyn RowSink,
) -> Result<TableFacts> {
    let is_header = |text: &str| Shaper::is_header(source.entity, &source.mapping, text);
    read::read_after(before, path, source, &is_header, sink)
}

type Threads<'s> = (
    ScopedJoinHandle<'s, Result<TableFacts>>,
    Vec<ScopedJoinHandle<'s, ()>>,
);

/// Starts the threads; an error if the system can't.
fn start<'s, 'e, 't: 'e>(
    scope: &'s Scope<'s, 'e>,
    (waiting, empty): (&'e Mutex<Receiver<Job<'t>>>, &'e Sender<Batch>),
    read: impl FnOnce() -> Result<TableFacts> + Send + 's,
) -> io::Result<Threads<'s>> {
    let count = thread::available_parallelism().map_or(1, usize::from);
    let named = |name: &str| Builder::new().name(name.to_owned());
    let worker = || named("shape").spawn_scoped(scope, || shape(waiting, empty));
    let first = worker()?;
    let more = (1..count.min(MOST_WORKERS)).map_while(|_| worker().ok());
    let workers = [first].into_iter().chain(more).collect();
    Ok((named("read").spawn_scoped(scope, read)?, workers))
}

fn shape(waiting: &Mutex<Receiver<Job<'_>>>, empty: &Sender<Batch>) {
    loop {
        let next = waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .recv();
        let Ok(job) = next else {
            return;
        };
        let Job {
            mut batch,
            shaper,
            done,
        } = job;
        let shaped = shape_rows(&shaper, &batch);
        // The batch is reused: freeing memory of another thread costs more than keeping it. Sending fails once the
        // reader has read everything.
        batch.clear();
        drop(empty.send(batch));
        // Sending fails if the calling thread has given up.
        drop(done.send(shaped));
    }
}

fn collect<'t>(
    order: Receiver<InOrder<'t>>,
    sink: &mut TableSink<'t>,
    observer: &dyn Observer,
) -> Result<()> {
    for step in order {
        // An error here also ends the reader, because its channel closes.
        observer.check_cancelled()?;
        match step {
            InOrder::Header(header, reply) => {
                sink.header(&header)?;
                let shaper = sink.shaper().ok_or_else(broken)?;
                drop(reply.send(shaper));
            }
            InOrder::Rows(rows) => sink.take(rows.recv().map_err(|_| broken())?)?,
        }
    }
    Ok(())
}

fn broken() -> Error {
    SyncError::Reading.into()
}

/// The sink that the reader writes rows to.
struct PipelineSink<'t> {
    steps: SyncSender<InOrder<'t>>,
    jobs: Sender<Job<'t>>,
    /// Used batches, to be filled again.
    empties: Receiver<Batch>,
    shaper: Option<Arc<TableShaper<'t>>>,
}

impl RowSink for PipelineSink<'_> {
    fn header(&mut self, header: &Header) -> Result<()> {
        let (reply, answer) = mpsc::channel();
        let step = InOrder::Header(header.clone(), reply);
        self.steps.send(step).map_err(|_| broken())?;
        self.shaper = Some(answer.recv().map_err(|_| broken())?);
        Ok(())
    }

    fn rows(&mut self, batch: &mut Batch) -> Result<()> {
        let shaper = self.shaper.clone().ok_or_else(broken)?;
        let (done, result) = mpsc::channel();
        let step = InOrder::Rows(result);
        self.steps.send(step).map_err(|_| broken())?;
        let next = self.empties.try_recv().unwrap_or_default();
        let batch = std::mem::replace(batch, next);
        let job = Job {
            batch,
            shaper,
            done,
        };
        self.jobs.send(job).map_err(|_| broken())
    }
}
