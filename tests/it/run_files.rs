//! The files in the folders that runs leave, as the tests read them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};

use crate::fixture::Fixture;

/// The names in `runs/`, in order.
pub fn names(scene: &Fixture) -> Vec<String> {
    listed(&scene.path("runs"))
}

/// The names in a folder, in order.
pub fn listed(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut names: Vec<_> = entries
        .map(|entry| entry.expect("the entry can be read").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// The only folder of the run with this number.
#[track_caller]
pub fn folder(scene: &Fixture, run: i64) -> PathBuf {
    let end = format!("-{run:04}");
    let found: Vec<_> = names(scene)
        .into_iter()
        .filter(|name| name.ends_with(&end))
        .collect();
    assert_eq!(found.len(), 1, "{:?}", names(scene));
    scene.path("runs").join(&found[0])
}

pub fn text(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).expect("the file can be read")
}

pub fn summary(folder: &Path) -> Value {
    serde_json::from_str(&text(folder, "summary.json")).expect("it is JSON")
}

/// The lines of the list of requests.
pub fn audit(folder: &Path) -> Vec<Value> {
    let lines = text(folder, "audit.ndjson");
    let lines = lines.lines().map(serde_json::from_str);
    lines.map(|line| line.expect("a line is JSON")).collect()
}

/// The call of each row of the page's data, with its outcome.
pub fn outcomes(page: &str) -> Vec<(String, Value)> {
    let (_, rest) = page.split_once("id=\"data\">").expect("there is data");
    let (data, _) = rest.split_once("</script>").expect("the data ends");
    let data: Value = serde_json::from_str(data).expect("it is JSON");
    let ended = |row: &Value| {
        let outcome = &row[8];
        let number = outcome.as_u64().or(outcome[0].as_u64());
        let number = usize::try_from(number.expect("an outcome")).expect("a small number");
        let answer = outcome.as_array().map(|parts| parts[1..].to_vec());
        let code = row[1].as_str().expect("a code").to_owned();
        (code, json!([data["outcomes"][number], answer]))
    };
    let rows = data["calls"].as_array().expect("a list");
    rows.iter().map(ended).collect()
}
