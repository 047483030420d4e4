//! Tags of XML: which are open, and what one of them claims.
//!
//! Invariant: a name that is kept is at most as long as the watch lets it be, and there are few of them.

/// Tags within tags: a workbook has about ten.
const DEEPEST: usize = 1_000;
/// Shared texts for which the parser makes room at once, whatever the size of the file.
const MOST_AT_ONCE: u64 = 4_000_000;
/// The bytes of the shortest shared text.
const SHORTEST_TEXT: u64 = 5;

/// The names of the tags that are open: a parser that looks for the end of one looks forever, if it is
/// missing.
#[derive(Debug, Default)]
pub(super) struct Within {
    names: Vec<u8>,
    starts: Vec<usize>,
}

impl Within {
    /// A tag begins; false if it is too deep.
    pub(super) fn open(&mut self, name: &[u8]) -> bool {
        self.starts.push(self.names.len());
        self.names.extend(name);
        self.starts.len() <= DEEPEST
    }

    /// A tag ends; false if it is not the one that is open.
    pub(super) fn close(&mut self, name: &[u8]) -> bool {
        let Some(start) = self.starts.pop() else {
            return false;
        };
        let is_same = self.names[start..] == *name;
        self.names.truncate(start);
        is_same
    }

    /// Whether so many more tags may be open.
    pub(super) fn has_room(&self, count: usize) -> bool {
        self.starts.len() + count <= DEEPEST
    }

    /// Whether every tag is closed.
    pub(super) fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }
}

/// A name without its prefix, which says nothing of what the tag is.
pub(super) fn local(name: &[u8]) -> &[u8] {
    let colon = name.iter().rposition(|byte| *byte == b':');
    colon.map_or(name, |at| &name[at + 1..])
}

/// Whether a file of so many bytes can have the shared texts that its tag claims: the parser makes room
/// for all of them at once.
pub(super) fn is_honest(tag: &str, size: u64) -> bool {
    let most = MOST_AT_ONCE.max(size / SHORTEST_TEXT);
    tag.split("uniqueCount").skip(1).all(|rest| {
        let rest = rest.trim_start_matches(|c: char| " =\"'\t\r\n".contains(c));
        let digits = rest.split(|c: char| !c.is_ascii_digit()).next();
        let count = digits.unwrap_or_default().parse::<u64>();
        count.map_or(true, |count| count <= most)
    })
}

/// Where the watch is in the text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum State {
    Text,
    Name,
    /// In a tag that opens, within this quote or none.
    Opening(Option<u8>),
    Closing,
    /// Behind `<!`.
    Special,
    /// In what ends with two of these and `>`, or with one: a comment, verbatim text, an instruction.
    Until(u8, usize),
}

/// A name that ends in this buffer, as nearly all do, before what ends it.
pub(super) fn short_name(bytes: &[u8]) -> Option<&[u8]> {
    let (first, rest) = bytes.split_first()?;
    let ends = |byte: &u8| matches!(byte, b'>' | b' ' | b'\t' | b'\r' | b'\n' | b'/');
    let is_name = !matches!(first, b'!' | b'?' | b'>' | b' ' | b'\t' | b'\r' | b'\n');
    let end = rest.iter().take(63).position(ends)?;
    is_name.then_some(&bytes[..=end])
}
