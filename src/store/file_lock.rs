//! The lock on the snapshot file itself, whatever path it is opened by.
//!
//! The lock file beside the snapshot belongs to a path: a hard link has another one, and a lock file that was removed
//! is created anew. On Linux `flock` locks the file, independently of the `fcntl` locks that SQLite takes. On other
//! systems and on network file systems the two are one lock, and SQLite would be locked out, so only the lock file is
//! used there. Invariant: no descriptor of the snapshot is closed here, because closing any of them would release the
//! locks that SQLite holds on the file in this process.

use std::path::Path;

/// The lock, held until it is dropped.
#[derive(Debug)]
pub(super) struct FileLock {
    #[cfg(target_os = "linux")]
    file: &'static std::fs::File,
}

/// Another process holds the lock.
#[derive(Debug)]
pub(super) struct Taken;

#[cfg(target_os = "linux")]
impl FileLock {
    /// Takes the lock of the file; `None` if there is no file yet, or if it can't be locked in this way.
    pub(super) fn take(path: &Path) -> Result<Option<Self>, Taken> {
        use std::fs::{File, TryLockError};
        // Opening a pipe would block until another process opens its other end.
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
            // This file system has no such lock, so the lock file alone has to do.
            Err(TryLockError::Error(_)) => Ok(None),
        }
    }
}

#[cfg(target_os = "linux")]
impl Drop for FileLock {
    fn drop(&mut self) {
        // An error does no harm: the system releases the lock when the process ends.
        self.file.unlock().ok();
    }
}

/// Whether the file system keeps the two kinds of locks apart.
#[cfg(target_os = "linux")]
fn is_apart(file: &std::fs::File) -> bool {
    /// NFS, SMB (three of its drivers) and 9P map both kinds to one lock.
    const NETWORKS: [u64; 5] = [0x6969, 0x517B, 0xFF53_4D42, 0xFE53_4D42, 0x0102_1997];
    rustix::fs::fstatfs(file).is_ok_and(|found| {
        let kind = u64::try_from(found.f_type).unwrap_or_default();
        !NETWORKS.contains(&(kind & 0xFFFF_FFFF))
    })
}

#[cfg(not(target_os = "linux"))]
impl FileLock {
    /// Other systems have no lock that SQLite does not share.
    #[expect(clippy::unnecessary_wraps, reason = "as where there is one")]
    pub(super) fn take(_: &Path) -> Result<Option<Self>, Taken> {
        Ok(None)
    }
}
