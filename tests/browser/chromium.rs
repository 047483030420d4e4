//! A headless browser: opens a page from disk and returns the resulting document.
//!
//! Every start has its own profile, so tests do not affect each other. Invariant: a page that does not finish
//! loading fails its test instead of blocking it.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use tempfile::TempDir;

/// How long a page may take altogether: a limit for the wait and no measure of speed.
const TIME_LIMIT: Duration = Duration::from_mins(2);

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

    /// A page with a script that acts as the reader once the page has loaded.
    pub fn with_reader(html: &str, script: &str) -> Self {
        let (_, rest) = html.split_once("script-src 'nonce-").expect("a policy");
        let (nonce, _) = rest.split_once('\'').expect("a nonce");
        let hands = format!("<script nonce=\"{nonce}\">{script}</script></body>");
        Self::of(&html.replace("</body>", &hands))
    }

    /// A page with a policy that allows no script, as some administrators set it.
    pub fn without_script(html: &str) -> Self {
        Self::of(&html.replace("script-src 'nonce-", "script-src 'nonce-other-"))
    }

    /// A page in a frame of that width, since no window can be as narrow as a phone; the script `report`
    /// gets the frame's document as `page`.
    pub fn in_frame(html: &str, width: u32, report: &str) -> Self {
        let html = html.replace('&', "&amp;").replace('"', "&quot;");
        Self::of(&format!(
            "<!DOCTYPE html><title></title><iframe width={width} height=900 frameborder=0 srcdoc=\"{html}\"></iframe>\
             <script>onload = () => {{ const page = document.querySelector('iframe').contentDocument; {report} }};</script>"
        ))
    }

    /// The page itself.
    pub fn html(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("plan.html")).expect("the page can be read")
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
        assert!(
            path.exists(),
            "the browser has written no picture to {}",
            path.display()
        );
    }
}

/// Starts the browser, waits for its end, and returns its output.
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
    while child
        .try_wait()
        .expect("the state of the browser can be read")
        .is_none()
    {
        if since.elapsed() > TIME_LIMIT {
            child.kill().expect("the browser can be killed");
            panic!("the page has not finished loading within {TIME_LIMIT:?}");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    std::fs::read_to_string(output).expect("the output can be read")
}

/// Options that stop the browser from using the network; the page itself must not use it.
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

/// The browser: `CHROMIUM`, or the one on the path.
fn program() -> PathBuf {
    std::env::var_os("CHROMIUM").map_or_else(|| "chromium".into(), PathBuf::from)
}
