//! A disk that forgets what nobody asked it to keep.
//!
//! It is told what the binary has done, and says what is left when the power goes. Invariant: what was
//! synced is left; of everything else, nothing or an arbitrary part.

use fastrand::Rng;

use crate::trace::Act;

/// What is written at once or not at all.
const SECTOR: usize = 512;

/// What happened to a file since it was last synced.
#[derive(Clone, Debug)]
enum Change {
    Bytes(usize, Vec<u8>),
    Length(usize),
}

/// One file.
#[derive(Clone, Debug, Default)]
struct File {
    kept: Vec<u8>,
    since: Vec<Change>,
    /// Its name is in the folder for good.
    named: bool,
}

/// The two files that matter: the snapshot and its log.
#[derive(Clone, Debug)]
pub struct Disk([File; 2]);

impl Disk {
    /// With a snapshot on it, and no log.
    pub fn with(snapshot: Vec<u8>) -> Self {
        let snapshot = File {
            kept: snapshot,
            named: true,
            ..File::default()
        };
        Self([snapshot, File::default()])
    }

    /// The binary has done this.
    pub fn follow(&mut self, act: &Act) {
        match act {
            Act::Wrote { file, at, bytes } => {
                self.0[*file].since.push(Change::Bytes(*at, bytes.clone()));
            }
            Act::Cut { file, length } => self.0[*file].since.push(Change::Length(*length)),
            Act::Synced { file } => {
                let file = &mut self.0[*file];
                for change in std::mem::take(&mut file.since) {
                    change.make(&mut file.kept);
                }
            }
            Act::SyncedFolder => {
                for file in &mut self.0 {
                    file.named = true;
                }
            }
            Act::Removed { file } => self.0[*file] = File::default(),
            Act::Sent { .. } => {}
        }
    }

    /// What is there after the power has gone; a chance of an arbitrary part of what was not synced.
    pub fn left(&self, mut chance: Option<Rng>) -> [Option<Vec<u8>>; 3] {
        let [snapshot, log] = self.0.each_ref().map(|file| {
            let mut bytes = file.kept.clone();
            for change in &file.since {
                if let Some(rng) = &mut chance {
                    change.make_in_part(&mut bytes, rng);
                }
            }
            file.named.then_some(bytes)
        });
        [snapshot, log, None]
    }
}

impl Change {
    fn make(&self, file: &mut Vec<u8>) {
        match self {
            Self::Bytes(at, bytes) => {
                let end = at + bytes.len();
                file.resize(file.len().max(end), 0);
                file[*at..end].copy_from_slice(bytes);
            }
            Self::Length(length) => file.resize(*length, 0),
        }
    }

    /// Some sectors, or none, or all.
    fn make_in_part(&self, file: &mut Vec<u8>, rng: &mut Rng) {
        match self {
            Self::Bytes(at, bytes) => {
                let mut from = *at;
                while from < at + bytes.len() {
                    let until = (from / SECTOR + 1) * SECTOR;
                    let until = until.min(at + bytes.len());
                    if rng.bool() {
                        let bytes = bytes[from - at..until - at].to_vec();
                        Self::Bytes(from, bytes).make(file);
                    }
                    from = until;
                }
            }
            Self::Length(_) if rng.bool() => self.make(file),
            Self::Length(_) => {}
        }
    }
}
