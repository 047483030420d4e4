//! A mark at the end of a workbook that shows whether it was saved since.
//!
//! It is the comment that every ZIP archive may have; Excel and other programs ignore it, and drop it when they save.
//! It is no signature: anyone can forge one. Invariant: a file that counts as untouched is, byte for byte, one that
//! was written here.

use std::io::{self, Read, Write};

use blake3::Hasher;

/// Comes before the digest, so that a person who finds it knows where it is from.
const NAME: &[u8] = b"vbot-sync ";

/// Hexadecimal digits of the digest.
const DIGITS: usize = 64;

/// The bytes of the comment's length, which comes before it.
const LENGTH: usize = 2;

/// The bytes after the last one that the digest covers.
const MARK: usize = LENGTH + NAME.len() + DIGITS;

/// Passes on an archive without a comment, and appends the mark.
pub(super) struct Marked<W> {
    out: W,
    digest: Hasher,
    /// The last bytes so far, which may be the comment's length.
    last: Vec<u8>,
}

impl<W: Write> Marked<W> {
    pub(super) fn new(out: W) -> Self {
        Self {
            out,
            digest: Hasher::new(),
            last: Vec::new(),
        }
    }

    /// The archive is complete; output that does not end like an archive without a comment gets no mark.
    pub(super) fn end(mut self) -> io::Result<W> {
        if self.last == [0; LENGTH] {
            self.last = mark(&self.digest);
        }
        self.out.write_all(&self.last)?;
        Ok(self.out)
    }
}

impl<W: Write> Write for Marked<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.last.extend_from_slice(bytes);
        let ready = self.last.len().saturating_sub(LENGTH);
        self.digest.update(&self.last[..ready]);
        self.out.write_all(&self.last[..ready])?;
        self.last.drain(..ready);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Whether a file is a workbook exactly as it was written here.
///
/// # Errors
/// It can't be read.
pub fn is_untouched(mut file: impl Read) -> io::Result<bool> {
    let mut digest = Hasher::new();
    let mut last = Vec::new();
    let mut block = vec![0; 1 << 16];
    loop {
        let length = match file.read(&mut block) {
            Ok(0) => break,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            length => length?,
        };
        last.extend_from_slice(&block[..length]);
        let ready = last.len().saturating_sub(MARK);
        digest.update(&last[..ready]);
        last.drain(..ready);
    }
    Ok(last == mark(&digest))
}

/// The length of the comment, and the comment.
fn mark(digest: &Hasher) -> Vec<u8> {
    let length = u16::try_from(MARK - LENGTH).unwrap_or_default();
    let digest = digest.finalize().to_hex();
    [&length.to_le_bytes(), NAME, digest.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(pieces: &[&[u8]]) -> Vec<u8> {
        let mut marked = Marked::new(Vec::new());
        for piece in pieces {
            marked.write_all(piece).expect("memory takes it");
        }
        marked.end().expect("memory takes it")
    }

    #[test]
    fn what_was_written_here_is_untouched_until_a_byte_differs() {
        let bytes = marked(&[b"an archive", b"\0", b"\0"]);
        assert_eq!(bytes, marked(&[b"an archive\0\0"]));
        assert!(is_untouched(&*bytes).expect("memory can be read"));
        for at in 0..bytes.len() {
            let mut other = bytes.clone();
            other[at] ^= 1;
            assert!(!is_untouched(&*other).expect("memory can be read"), "{at}");
        }
        for other in [
            &bytes[1..],
            &bytes[..bytes.len() - 1],
            b"",
            b"an archive\0\0",
        ] {
            assert!(!is_untouched(other).expect("memory can be read"));
        }
    }

    #[test]
    fn what_ends_otherwise_gets_no_mark() {
        assert_eq!(marked(&[b"no archive"]), b"no archive");
        assert_eq!(marked(&[]), b"");
    }
}
