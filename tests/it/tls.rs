//! Messages about TLS connections that fail.
//!
//! The server is a real one with a self-signed certificate. It answers every request with 503, so that a run
//! which connects waits for it.

use std::{
    io::{Read, Write},
    net::TcpListener,
    path::Path,
    sync::Arc,
    thread,
};

use rustls::{
    ServerConfig, ServerConnection, StreamOwned,
    crypto::ring,
    pki_types::{CertificateDer, PrivatePkcs8KeyDer},
};

use crate::fixture::Fixture;

const CERTIFICATE: &[u8] = include_bytes!("localhost.cert.der");
const KEY: &[u8] = include_bytes!("localhost.key.der");

/// Starts the server, which runs until the tests end, and returns its port.
fn serve() -> u16 {
    let certificate = CertificateDer::from(CERTIFICATE);
    let key = PrivatePkcs8KeyDer::from(KEY).into();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("the TLS versions are supported")
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .expect("the key is the certificate's");
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
    let port = listener.local_addr().expect("it is bound").port();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let session =
                ServerConnection::new(Arc::clone(&config)).expect("a TLS session can be created");
            let mut stream = StreamOwned::new(session, stream);
            let mut request = [0; 4096];
            // A client that closes the connection is no error of the server.
            if stream.read(&mut request).is_ok() {
                let answer = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
                let _gone = stream.write_all(answer.as_bytes());
            }
        }
    });
    port
}

fn scene(url: &str) -> Fixture {
    let scene = Fixture::builder()
        .customers(&["KH1,An,0912345671,MOI,LE,Hà Nội"])
        .set("wait_for_server", "\"0s\"")
        .start();
    scene.set("base_url", &format!("{url:?}"));
    scene
}

#[test]
fn an_unknown_issuer_is_reported_with_advice() {
    let mut scene = scene(&format!("https://localhost:{}", serve()));
    let words = ["does not know who has issued", "SSL_CERT_FILE"];
    scene.sync().fails_with(1, &words);
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/localhost.cert.pem");
    let file = file.to_str().expect("the path is UTF-8").to_owned();
    scene.environment.push(("SSL_CERT_FILE", file));
    let ran = scene.sync().exits(5).stderr_has(&["HTTP 503"]);
    assert!(!ran.stderr.contains("issued"), "{ran}");
}

#[test]
fn a_server_without_tls_is_reported_as_such() {
    let scene = scene("https://127.0.0.1");
    let url = scene.server.url().replace("http://", "https://");
    scene.set("base_url", &format!("{url:?}"));
    scene
        .sync()
        .fails_with(1, &["does not speak TLS", "http://"]);
}
