//! A model of a disk that loses data that was not synced.
//!
//! It applies the system calls of the binary and computes the files after a power cut. Invariant: synced data is
//! kept; of all other data nothing or an arbitrary part is kept.

use fastrand::Rng;

use crate::trace::Syscall;

/// The unit that is written completely or not at all.
const SECTOR: usize = 512;

/// A change of a file since its last sync.
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
    /// Its entry in the folder is durable.
    named: bool,
}

/// The two files that matter: the snapshot and its log.
#[derive(Clone, Debug)]
pub struct Disk([File; 2]);

impl Disk {
    /// A disk with a snapshot and no log.
    pub fn with(snapshot: Vec<u8>) -> Self {
        let snapshot = File {
            kept: snapshot,
            named: true,
            ..File::default()
        };
        Self([snapshot, File::default()])
    }

    /// Applies a system call of the binary.
    pub fn apply(&mut self, syscall: &Syscall) {
        match syscall {
            Syscall::Wrote { file, at, bytes } => {
                self.0[*file].since.push(Change::Bytes(*at, bytes.clone()));
            }
            Syscall::Cut { file, length } => self.0[*file].since.push(Change::Length(*length)),
            Syscall::Synced { file } => {
                let file = &mut self.0[*file];
                for change in std::mem::take(&mut file.since) {
                    change.make(&mut file.kept);
                }
            }
            Syscall::SyncedFolder => {
                for file in &mut self.0 {
                    file.named = true;
                }
            }
            Syscall::Removed { file } => self.0[*file] = File::default(),
            Syscall::Sent { .. } => {}
        }
    }

    /// The files after a power cut; with `chance` they also keep an arbitrary part of what was not synced.
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

    /// Applies some sectors, or none, or all.
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
