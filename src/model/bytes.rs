//! Texts and numbers in a run of bytes: the letters that everything packed is written in.
//!
//! What is written is what is read; bytes that were not written here are refused and never a panic.

/// Writes a text behind its length.
pub fn put(bytes: &mut Vec<u8>, text: &str) {
    put_number(bytes, text.len());
    bytes.extend_from_slice(text.as_bytes());
}

/// Writes a number in base 128, the lowest digits first.
pub fn put_number(bytes: &mut Vec<u8>, mut number: usize) {
    while number >= 128 {
        #[expect(clippy::cast_possible_truncation, reason = "seven bits of it")]
        bytes.push((number & 127) as u8 | 128);
        number >>= 7;
    }
    #[expect(clippy::cast_possible_truncation, reason = "it is below 128")]
    bytes.push(number as u8);
}

/// Reads a number and moves on.
#[inline]
pub fn number(bytes: &mut &[u8]) -> Option<usize> {
    match *bytes {
        [byte @ ..128, rest @ ..] => {
            *bytes = rest;
            Some(usize::from(*byte))
        }
        _ => long_number(bytes),
    }
}

fn long_number(bytes: &mut &[u8]) -> Option<usize> {
    let (mut number, mut shift) = (0_usize, 0_u32);
    loop {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= usize::from(byte & 127).checked_shl(shift)?;
        if *byte < 128 {
            return Some(number);
        }
        shift += 7;
    }
}

/// Reads a text and moves on.
pub fn text<'a>(bytes: &mut &'a [u8]) -> Option<&'a str> {
    std::str::from_utf8(run(bytes)?).ok()
}

/// Writes bytes behind their length.
pub fn put_run(bytes: &mut Vec<u8>, run: &[u8]) {
    put_number(bytes, run.len());
    bytes.extend_from_slice(run);
}

/// Reads what [`put_run`] has written and moves on.
pub fn run<'a>(bytes: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = number(bytes)?;
    let (run, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    Some(run)
}
