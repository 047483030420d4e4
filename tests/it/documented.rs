//! Shell commands of the documents, as the pages show them.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use crate::fixture::Fixture;

/// The blocks of a page that begin with this fence.
pub fn blocks(page: &str, fence: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("docs")
        .join(page);
    let page = fs::read_to_string(path).expect("the page can be read");
    let begin = format!("```{fence}\n");
    let parts = page.split(&begin).skip(1);
    let blocks = parts.filter_map(|part| part.split("```").next());
    blocks.map(str::to_owned).collect()
}

/// Runs a block as a person would, with the program in the path and a token.
pub fn run(scene: &Fixture, block: &str) -> Output {
    run_in(&scene.path("."), ("VBOT_TOKEN", "sandbox"), block)
}

/// Runs a block in a folder, with that variable.
pub fn run_in(folder: &Path, (variable, value): (&str, &str), block: &str) -> Output {
    let binary = Path::new(env!("CARGO_BIN_EXE_vbot-sync"));
    let programs = binary.parent().expect("a folder").display();
    let path = format!("{programs}:{}", std::env::var("PATH").unwrap_or_default());
    let ran = Command::new("sh")
        .args(["-euc", block])
        .current_dir(folder)
        .env("PATH", &path)
        .env(variable, value)
        .output()
        .expect("a shell");
    let (stdout, stderr) = (
        String::from_utf8_lossy(&ran.stdout),
        String::from_utf8_lossy(&ran.stderr),
    );
    assert!(ran.status.success(), "{block}\n{stdout}\n{stderr}");
    ran
}
