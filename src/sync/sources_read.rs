//! The files that a plan was made from, as the history has them, with their hashes.
//!
//! Invariant: the hashes are made beside the run, which does not wait for them until its end.

use std::{
    path::Path,
    thread::{self, JoinHandle},
};

use crate::{
    model::{Figures, SourceRead},
    read,
};

/// The files, without their hashes.
pub(super) fn sources_read(figures: &Figures) -> Vec<SourceRead> {
    let files = figures.sources.iter().flat_map(|source| {
        let files = source.files.iter();
        files.map(|file| SourceRead {
            entity: Some(source.entity),
            file: file.place.file.to_string(),
            sheet: file.place.sheet.as_deref().map(str::to_owned),
            rows: file.rows,
            hash: None,
        })
    });
    files.collect()
}

/// Makes the hashes of the files, in their order; `None` if there can be no thread for it.
pub(super) fn hashes(sources: &[SourceRead]) -> Option<JoinHandle<Vec<Option<String>>>> {
    let sources = sources.iter();
    let paths: Vec<String> = sources.map(|source| source.file.clone()).collect();
    let hash = move || {
        let paths = paths.iter();
        paths
            .map(|path| read::sha256(Path::new(path)).ok())
            .collect()
    };
    thread::Builder::new().spawn(hash).ok()
}
