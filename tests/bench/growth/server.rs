//! A server that refuses every request.
//!
//! A run stops at its first answer, with its journal written. Invariant: it listens on 127.0.0.1 only.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    thread,
};

const NO: &str = r#"{"status":0,"error":403,"message":"no","data":null}"#;

/// Starts the server, which ends with the process, and returns its URL.
pub fn start() -> io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || answer(&stream));
        }
    });
    Ok(url)
}

/// Answers requests until the client closes the connection.
fn answer(stream: &TcpStream) -> io::Result<()> {
    let mut lines = BufReader::new(stream);
    let mut line = String::new();
    let mut length = 0;
    let reply = format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{NO}",
        NO.len()
    );
    loop {
        line.clear();
        if lines.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let header = line.trim().to_ascii_lowercase();
        if let Some(value) = header.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
        if header.is_empty() {
            io::copy(&mut lines.by_ref().take(length), &mut io::sink())?;
            (&mut &*stream).write_all(reply.as_bytes())?;
        }
    }
}
