//! A server that accepts every request as cheaply as possible, and counts them.
//!
//! Invariant: it only searches a request for its end.

use std::{
    collections::VecDeque,
    io::{ErrorKind, Read, Write},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use tokio::net::{TcpListener, TcpStream};

const YES: &[u8] =
    b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 51\r\n\r\n\
                     {\"status\":1,\"error\":0,\"message\":\"\",\"data\":null    }";

/// The counts of a server.
#[derive(Debug, Default)]
pub struct Counted {
    pub requests: u32,
    /// The most requests in any interval of a second.
    pub fullest: usize,
    /// From the first request to the last.
    pub seconds: f64,
}

#[derive(Default)]
struct Counts {
    counted: Counted,
    first: Option<Instant>,
    recent: VecDeque<Instant>,
}

impl Counts {
    fn count(&mut self) {
        let now = Instant::now();
        let first = *self.first.get_or_insert(now);
        self.counted.requests += 1;
        self.counted.seconds = (now - first).as_secs_f64();
        let past = |at: &Instant| now - *at >= Duration::from_secs(1);
        while self.recent.front().is_some_and(past) {
            self.recent.pop_front();
        }
        self.recent.push_back(now);
        self.counted.fullest = self.counted.fullest.max(self.recent.len());
    }
}

/// Prints the address, then serves until the process is ended.
pub fn serve() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        println!("http://{}", listener.local_addr().expect("an address"));
        let counts = Arc::new(Mutex::new(Counts::default()));
        while let Ok((stream, _)) = listener.accept().await {
            stream.set_nodelay(true).ok();
            tokio::spawn(talk(stream, Arc::clone(&counts)));
        }
    });
}

async fn talk(stream: TcpStream, counts: Arc<Mutex<Counts>>) -> Option<()> {
    let mut bytes = Vec::with_capacity(4096);
    loop {
        stream.readable().await.ok()?;
        match stream.try_read_buf(&mut bytes) {
            Ok(0) => return None,
            Err(error) if error.kind() != ErrorKind::WouldBlock => return None,
            _ => {}
        }
        let Some(end) = end(&bytes) else { continue };
        let is_question = bytes.starts_with(b"GET ");
        bytes.drain(..end);
        let mut counts = counts.lock().expect("the lock is not poisoned");
        if is_question {
            let Counted {
                requests,
                fullest,
                seconds,
            } = &counts.counted;
            let text = format!("{requests} {fullest} {seconds}");
            drop(counts);
            stream.try_write(text.as_bytes()).ok()?;
            return None;
        }
        counts.count();
        drop(counts);
        stream.try_write(YES).ok()?;
    }
}

/// The end of the first request, if it is complete.
fn end(bytes: &[u8]) -> Option<usize> {
    let head = bytes.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let length = length(&bytes[..head]).unwrap_or(0);
    (bytes.len() >= head + length).then_some(head + length)
}

/// The content length in the head.
fn length(head: &[u8]) -> Option<usize> {
    let text = std::str::from_utf8(head).ok()?;
    let lines = text.lines().filter_map(|line| line.split_once(':'));
    let mut lengths = lines.filter(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    lengths.next()?.1.trim().parse().ok()
}

/// Asks a server for its counts.
pub fn counted(url: &str) -> Option<Counted> {
    let mut stream = std::net::TcpStream::connect(url.strip_prefix("http://")?).ok()?;
    stream.write_all(b"GET / HTTP/1.1\r\n\r\n").ok()?;
    let mut text = String::new();
    stream.read_to_string(&mut text).ok()?;
    let mut words = text.split(' ');
    Some(Counted {
        requests: words.next()?.parse().ok()?,
        fullest: words.next()?.parse().ok()?,
        seconds: words.next()?.parse().ok()?,
    })
}
