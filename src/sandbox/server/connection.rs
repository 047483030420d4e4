//! Connections that can be broken off in the middle of an answer.
//!
//! HTTP libraries prevent half-sent answers, so connections are broken below them, on the level of bytes. Invariant:
//! an unbroken connection passes everything on unchanged.

use std::{
    io,
    net::SocketAddr,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU8, Ordering},
    },
    task::{Context, Poll, ready},
    time::Duration,
};

use axum::{
    extract::connect_info::Connected,
    serve::{IncomingStream, Listener},
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
};

const WHOLE: u8 = 0;
const CUT: u8 = 1;
const SILENT: u8 = 2;

/// Bytes of a body that pass a cut connection; fewer than any body has.
const BODY_BYTES: usize = 12;

/// A handle on one connection.
#[derive(Clone, Debug, Default)]
pub(super) struct ConnectionHandle(Arc<AtomicU8>);

impl ConnectionHandle {
    /// Sends no byte from now on.
    pub fn silence(&self) {
        self.0.store(SILENT, Ordering::Release);
    }

    /// Ends the next answer after the first bytes of its body.
    pub fn cut(&self) {
        self.0.store(CUT, Ordering::Release);
    }
}

impl Connected<IncomingStream<'_, SandboxListener>> for ConnectionHandle {
    fn connect_info(stream: IncomingStream<'_, SandboxListener>) -> Self {
        stream.io().line.clone()
    }
}

/// Accepts connections and creates a handle for each.
pub(super) struct SandboxListener(pub TcpListener);

impl Listener for SandboxListener {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        loop {
            match self.0.accept().await {
                Ok((stream, address)) => return (Connection::new(stream), address),
                // Most likely out of file descriptors: some connection will end soon.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// A connection that may be broken.
pub(super) struct Connection {
    stream: TcpStream,
    line: ConnectionHandle,
    /// Bytes that a cut connection still passes; known once the answer begins.
    left: Option<usize>,
}

impl Connection {
    fn new(stream: TcpStream) -> Self {
        // Nagle's algorithm would delay small answers; if this fails, they are only slower.
        let _ = stream.set_nodelay(true);
        Self {
            stream,
            line: ConnectionHandle::default(),
            left: None,
        }
    }

    fn write_cut(&mut self, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let left = *self
            .left
            .get_or_insert_with(|| head_length(bytes) + BODY_BYTES);
        if left == 0 {
            return Poll::Ready(Err(broken()));
        }
        let passed = &bytes[..left.min(bytes.len())];
        let written = ready!(Pin::new(&mut self.stream).poll_write(context, passed))?;
        self.left = Some(left - written);
        Poll::Ready(Ok(written))
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match self.line.0.load(Ordering::Acquire) {
            WHOLE => Pin::new(&mut self.stream).poll_write(context, bytes),
            CUT => self.write_cut(context, bytes),
            _ => Poll::Ready(Err(broken())),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// The length of an answer's head, which always comes first and in one piece.
fn head_length(bytes: &[u8]) -> usize {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n");
    end.map_or(bytes.len(), |position| position + 4)
}

fn broken() -> io::Error {
    io::Error::new(io::ErrorKind::ConnectionAborted, "the line is broken")
}
