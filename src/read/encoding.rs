//! Turns the bytes of a text file into UTF-8 on the way.
//!
//! Which encoding that is was settled before (`charset`). Invariant: bytes of any other encoding come out as
//! valid UTF-8, and those that have no meaning in it are an error.

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};

/// Bytes read and decoded at a time.
const CHUNK: usize = 64 * 1024;

/// Bytes that do not belong to the encoding, named by its label.
#[derive(Debug, thiserror::Error)]
#[error("not {0}")]
pub(super) struct Malformed(pub &'static str);

/// The bytes of a text file as UTF-8. What should be UTF-8 already comes out as it is: whoever makes a text of
/// it finds out whether it is.
pub(super) fn decoded(bytes: impl Read + 'static, encoding: &'static Encoding) -> Box<dyn Read> {
    if encoding == UTF_8 {
        return Box::new(bytes);
    }
    Box::new(Decoded::new(bytes, encoding))
}

/// A reader of UTF-8 over a reader of bytes; a byte-order mark is left out.
struct Decoded<R> {
    bytes: R,
    decoder: Decoder,
    input: Vec<u8>,
    output: Vec<u8>,
    taken: usize,
    state: State,
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum State {
    Reading,
    Malformed,
    Ended,
}

impl<R: Read> Decoded<R> {
    /// A reader that leaves out the encoding's own mark.
    fn new(bytes: R, encoding: &'static Encoding) -> Self {
        Self {
            bytes,
            decoder: encoding.new_decoder_with_bom_removal(),
            input: Vec::with_capacity(CHUNK),
            output: Vec::new(),
            taken: 0,
            state: State::Reading,
        }
    }

    /// Decodes another chunk; afterwards there is output, or the state is no longer `Reading`.
    fn fill(&mut self) -> io::Result<()> {
        self.output.clear();
        self.taken = 0;
        while self.output.is_empty() && self.state == State::Reading {
            let wanted = CHUNK - self.input.len();
            let limit = u64::try_from(wanted).unwrap_or(0);
            let read = (&mut self.bytes).take(limit).read_to_end(&mut self.input)?;
            self.decode(read < wanted);
        }
        Ok(())
    }

    fn decode(&mut self, last: bool) {
        let room = self
            .decoder
            .max_utf8_buffer_length_without_replacement(self.input.len());
        self.output.resize(room.unwrap_or(4 * CHUNK), 0);
        let (result, read, written) =
            self.decoder
                .decode_to_utf8_without_replacement(&self.input, &mut self.output, last);
        self.output.truncate(written);
        self.input.drain(..read);
        self.state = match result {
            DecoderResult::Malformed(..) => State::Malformed,
            DecoderResult::InputEmpty if last => State::Ended,
            DecoderResult::InputEmpty | DecoderResult::OutputFull => State::Reading,
        };
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.taken == self.output.len() {
            self.fill()?;
        }
        let rest = &self.output[self.taken..];
        if rest.is_empty() && self.state == State::Malformed {
            let name = self.decoder.encoding().name();
            return Err(io::Error::new(io::ErrorKind::InvalidData, Malformed(name)));
        }
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.taken += count;
        Ok(count)
    }
}
