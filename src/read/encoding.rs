//! Decodes the bytes of a text file into UTF-8 while they are read.
//!
//! `charset_search` has decided which encoding it is. Invariant: bytes of any other encoding become valid UTF-8, and invalid
//! bytes are an error.

use crate::language::say;
use std::io::{self, BufRead, BufReader, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};

/// Bytes read and decoded at a time.
const CHUNK: usize = 64 * 1024;

/// Bytes that are invalid in the encoding with this label.
#[derive(Debug, thiserror::Error)]
#[error("{}", say!("read-malformed", encoding = .0))]
pub(super) struct Malformed(pub &'static str);

/// The bytes of a text file as UTF-8. A file in UTF-8 is passed through; it is validated where cells become text.
pub(super) fn decoded(bytes: impl Read + 'static, encoding: &'static Encoding) -> Box<dyn Read> {
    if encoding == UTF_8 {
        return Box::new(bytes);
    }
    Box::new(Decoded::new(bytes, encoding))
}

/// A reader of UTF-8 over a reader of bytes; it drops a byte-order mark.
struct Decoded<R> {
    bytes: BufReader<R>,
    decoder: Decoder,
    output: Vec<u8>,
    taken: usize,
    is_malformed: bool,
    is_over: bool,
}

impl<R: Read> Decoded<R> {
    /// A reader that drops the encoding's own byte-order mark.
    fn new(bytes: R, encoding: &'static Encoding) -> Self {
        Self {
            bytes: BufReader::with_capacity(CHUNK, bytes),
            decoder: encoding.new_decoder_with_bom_removal(),
            output: Vec::new(),
            taken: 0,
            is_malformed: false,
            is_over: false,
        }
    }

    /// Decodes another chunk; at the end, the bytes left in the decoder.
    fn decode(&mut self) -> io::Result<()> {
        let input = self.bytes.fill_buf()?;
        self.is_over = input.is_empty();
        let room = self
            .decoder
            .max_utf8_buffer_length_without_replacement(input.len());
        self.output.resize(room.unwrap_or(4 * CHUNK), 0);
        let (result, read, written) =
            self.decoder
                .decode_to_utf8_without_replacement(input, &mut self.output, self.is_over);
        self.bytes.consume(read);
        self.output.truncate(written);
        self.taken = 0;
        self.is_malformed = matches!(result, DecoderResult::Malformed(..));
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.output.len() && !self.is_malformed && !self.is_over {
            self.decode()?;
        }
        let mut rest = &self.output[self.taken..];
        if rest.is_empty() && self.is_malformed {
            let name = self.decoder.encoding().name();
            return Err(io::Error::new(io::ErrorKind::InvalidData, Malformed(name)));
        }
        let count = rest.read(buffer)?;
        self.taken += count;
        Ok(count)
    }
}
