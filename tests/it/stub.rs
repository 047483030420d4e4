//! A server whose answers are given by a test; it has no rules of the API.
//!
//! Only the test reads the requests. Invariant: every request gets an answer, on its own connection.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    thread,
};

/// A request: its method, its path, its `Authorization` and its body.
#[derive(Clone)]
pub struct Request {
    pub method: String,
    pub path: String,
    pub authorization: String,
    pub body: String,
}

/// A status and a body.
pub type Answer = (u16, String);

/// Starts the server and returns its URL; it ends with the process.
pub fn start(answer: impl Fn(&Request) -> Answer + Clone + Send + 'static) -> String {
    start_with("", answer)
}

/// The same, with more header lines in each answer.
pub fn start_with(
    headers: impl Into<String>,
    answer: impl Fn(&Request) -> Answer + Clone + Send + 'static,
) -> String {
    let headers = headers.into();
    let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
    let address = listener.local_addr().expect("the listener is bound");
    thread::spawn(move || {
        for connection in listener.incoming().map_while(Result::ok) {
            let (answer, headers) = (answer.clone(), headers.clone());
            // A client that closed the connection needs no answer.
            thread::spawn(move || serve(&connection, &headers, &answer));
        }
    });
    format!("http://{address}")
}

fn serve(
    mut connection: &TcpStream,
    headers: &str,
    answer: &impl Fn(&Request) -> Answer,
) -> Option<()> {
    let mut reader = BufReader::new(connection);
    let (mut line, mut length) = (String::new(), 0);
    reader.read_line(&mut line).ok()?;
    let mut request = Request {
        method: line.split(' ').next()?.to_owned(),
        path: line.split(' ').nth(1)?.to_owned(),
        authorization: String::new(),
        body: String::new(),
    };
    loop {
        line.clear();
        reader.read_line(&mut line).ok()?;
        match line.trim_end().split_once(": ") {
            None => break,
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.parse().ok()?;
            }
            Some((name, value)) if name.eq_ignore_ascii_case("authorization") => {
                value.clone_into(&mut request.authorization);
            }
            Some(_) => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    request.body = String::from_utf8(body).ok()?;
    let (status, body) = answer(&request);
    let head = format!(
        "HTTP/1.1 {status} X\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n",
        body.len()
    );
    connection.write_all(head.as_bytes()).ok()?;
    connection.write_all(body.as_bytes()).ok()
}
