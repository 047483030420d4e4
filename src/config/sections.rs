//! A fingerprint of each section, which shows a saved plan what has changed since.
//!
//! It covers the validated values: comments, the order of keys and the folder's place make no difference.

use std::{collections::BTreeMap, fmt::Debug, path::PathBuf};

use super::Config;
use crate::model::Source;

impl Config {
    /// A hash of everything that a plan depends on: 16 hex digits.
    #[must_use]
    pub fn hash(&self) -> String {
        let sections = serde_json::to_vec(&self.sections()).unwrap_or_default();
        blake3::hash(&sections).to_hex()[..16].to_owned()
    }

    /// Fingerprints by section, for the sections that a plan depends on, and of the corrections; the snapshot's path and
    /// the notices are not among them. They are comparable within one version of the program.
    #[must_use]
    pub fn sections(&self) -> BTreeMap<String, String> {
        let nowhere = |source: &Source| Source {
            path: PathBuf::new(),
            folder: PathBuf::new(),
            ..source.clone()
        };
        let sources: Vec<Source> = self.sources.iter().map(nowhere).collect();
        // Without corrections it is the same configuration as before there were any.
        let corrections = (!self.corrections.is_empty())
            .then(|| ("corrections.toml", fingerprint(&self.corrections)));
        let sections = [
            ("[api]", fingerprint(&self.tenant)),
            ("[limits]", fingerprint(&self.limits)),
            ("[sync]", fingerprint(&self.policy)),
            ("[safety]", fingerprint(&self.safety)),
            ("[[source]]", fingerprint(&sources)),
        ];
        let sections = sections.into_iter().chain(corrections);
        sections
            .map(|(name, print)| (name.to_owned(), print))
            .collect()
    }
}

fn fingerprint(section: &impl Debug) -> String {
    blake3::hash(format!("{section:?}").as_bytes()).to_hex()[..16].to_owned()
}
