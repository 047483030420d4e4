//! The lock on the snapshot file itself, under whatever name it is opened.
//!
//! The lock file beside the snapshot belongs to a name: a hard link has another one, and a lock file that is removed
//! is made anew. On Linux `flock` is a lock on the file, and another one than those that SQLite takes (`fcntl`), so
//! neither minds the other. Elsewhere, and on file systems of a network, the two are one, and SQLite would be locked
//! out: there the lock file has to do. Invariant: no descriptor of the snapshot is closed here, since closing any would
//! take the locks away that SQLite has on the file in this process.

use std::path::Path;

/// Held for as long as it lives.
#[derive(Debug)]
pub(super) struct FileLock {
    #[cfg(target_os = "linux")]
    file: &'static std::fs::File,
}

/// Another process works on the file.
#[derive(Debug)]
pub(super) struct Taken;

#[cfg(target_os = "linux")]
impl FileLock {
    /// Takes the lock of the file; `None` where there is no file yet, or it can't be locked so.
    pub(super) fn take(path: &Path) -> Result<Option<Self>, Taken> {
        use std::fs::{File, TryLockError};
        // A pipe would keep whoever opens it waiting.
        if !std::fs::metadata(path).is_ok_and(|found| found.is_file()) {
            return Ok(None);
        }
        let Ok(file) = File::open(path) else {
            return Ok(None);
        };
        let file: &'static File = Box::leak(Box::new(file));
        if !is_apart(file) {
            return Ok(None);
        }
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { file })),
            Err(TryLockError::WouldBlock) => Err(Taken),
            // The lock file is the lock where the file system knows no other.
            Err(TryLockError::Error(_)) => Ok(None),
        }
    }
}

#[cfg(target_os = "linux")]
impl Drop for FileLock {
    fn drop(&mut self) {
        // It goes with the process at the latest.
        self.file.unlock().ok();
    }
}

/// Whether the file system keeps the two kinds of locks apart.
#[cfg(target_os = "linux")]
fn is_apart(file: &std::fs::File) -> bool {
    /// NFS, SMB (three of its drivers) and 9P make one kind of the two.
    const NETWORKS: [u64; 5] = [0x6969, 0x517B, 0xFF53_4D42, 0xFE53_4D42, 0x0102_1997];
    rustix::fs::fstatfs(file).is_ok_and(|found| {
        let kind = u64::try_from(found.f_type).unwrap_or_default();
        !NETWORKS.contains(&(kind & 0xFFFF_FFFF))
    })
}

#[cfg(not(target_os = "linux"))]
impl FileLock {
    /// There is none.
    #[expect(clippy::unnecessary_wraps, reason = "as where there is one")]
    pub(super) fn take(_: &Path) -> Result<Option<Self>, Taken> {
        Ok(None)
    }
}
