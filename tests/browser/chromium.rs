//! A browser without a screen: opens a page from disk and says what has become of it.
//!
//! Every start has a profile of its own, so no test sees what another has left. Invariant: a page that
//! does not come to rest fails its test instead of hanging it.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use tempfile::TempDir;

/// How long a page may take altogether; no promise about speed, only an end to waiting.
const PATIENCE: Duration = Duration::from_mins(2);

/// A page on disk.
pub struct Page {
    folder: TempDir,
}

impl Page {
    pub fn of(html: &str) -> Self {
        let folder = TempDir::new().expect("a folder can be made");
        std::fs::write(folder.path().join("plan.html"), html).expect("the page can be written");
        Self { folder }
    }

    /// With somebody at it, who does what the script says once the page has loaded.
    pub fn with_hands(html: &str, script: &str) -> Self {
        let (_, rest) = html.split_once("script-src 'nonce-").expect("a policy");
        let (nonce, _) = rest.split_once('\'').expect("a nonce");
        let hands = format!("<script nonce=\"{nonce}\">{script}</script></body>");
        Self::of(&html.replace("</body>", &hands))
    }

    /// With a policy that lets no script run at all, as a careful administrator would have it.
    pub fn without_script(html: &str) -> Self {
        Self::of(&html.replace("script-src 'nonce-", "script-src 'nonce-other-"))
    }

    /// In a frame of that width, since no window can be as narrow as a phone; `report` is a script that
    /// sees the frame's document as `page`.
    pub fn in_frame(html: &str, width: u32, report: &str) -> Self {
        let html = html.replace('&', "&amp;").replace('"', "&quot;");
        Self::of(&format!(
            "<!DOCTYPE html><title></title><iframe width={width} height=900 frameborder=0 srcdoc=\"{html}\"></iframe>\
             <script>onload = () => {{ const page = document.querySelector('iframe').contentDocument; {report} }};</script>"
        ))
    }

    fn url(&self, fragment: &str) -> String {
        format!(
            "file://{}#{fragment}",
            self.folder.path().join("plan.html").display()
        )
    }

    /// The document once the page has loaded, as HTML.
    #[track_caller]
    pub fn dump(&self, fragment: &str) -> String {
        run(&["--dump-dom", &self.url(fragment)])
    }

    /// A picture of the page.
    #[track_caller]
    pub fn picture(&self, path: &Path) {
        let picture = format!("--screenshot={}", path.display());
        let size = "--window-size=1280,1600";
        run(&[&*picture, size, "--hide-scrollbars", &self.url("")]);
        assert!(path.exists(), "there is no picture at {}", path.display());
    }
}

/// Starts the browser and waits for its end; what it has printed.
#[track_caller]
fn run(arguments: &[&str]) -> String {
    let profile = TempDir::new().expect("a profile can be made");
    let output = profile.path().join("output.html");
    let file = std::fs::File::create(&output).expect("the output can be kept");
    let mut child = Command::new(program())
        .args(SWITCHES)
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(file)
        .stderr(Stdio::null())
        .spawn()
        .expect("chromium starts");
    let since = Instant::now();
    while child.try_wait().expect("it can be waited for").is_none() {
        if since.elapsed() > PATIENCE {
            child.kill().expect("it can be ended");
            panic!("the page has not come to rest in {PATIENCE:?}");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    std::fs::read_to_string(output).expect("the output can be read")
}

/// Nothing that reaches out: the page itself must not, and the browser shall not either.
const SWITCHES: [&str; 8] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// `CHROMIUM` says where it is, if not on the path.
fn program() -> PathBuf {
    std::env::var_os("CHROMIUM").map_or_else(|| "chromium".into(), PathBuf::from)
}
