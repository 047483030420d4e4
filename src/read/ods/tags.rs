//! The tags and texts of a file, and the tables in it that are sheets.
//!
//! Invariant: every opened tag is closed, an empty one too.

use std::{
    borrow::Cow,
    io::{self, BufReader, Read},
};

use quick_xml::{
    Reader, XmlVersion,
    escape::resolve_xml_entity,
    events::{BytesEnd, BytesRef, BytesStart, Event},
};

/// A tag or text of a file.
pub(super) enum Tag<'a> {
    Open(BytesStart<'a>),
    Close(BytesEnd<'a>),
    Text(Cow<'a, str>),
    /// Anything without a meaning here, for example a comment.
    Nothing,
}

/// The rest of a file.
pub(super) struct Tags<R> {
    reader: Reader<BufReader<R>>,
    event: Vec<u8>,
}

impl<R: Read> Tags<R> {
    pub(super) fn new(part: R) -> Self {
        let mut reader = Reader::from_reader(BufReader::new(part));
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Self {
            reader,
            event: Vec::new(),
        }
    }

    /// The next tag or text; `None` at the end of the file, where its checksum is verified.
    pub(super) fn next(&mut self) -> io::Result<Option<Tag<'_>>> {
        self.event.clear();
        let event = self.reader.read_event_into(&mut self.event);
        Ok(Some(match event.map_err(malformed)? {
            Event::Start(tag) => Tag::Open(tag),
            Event::End(tag) => Tag::Close(tag),
            Event::Text(text) => Tag::Text(text.xml10_content()),
            Event::CData(text) => Tag::Text(text.xml10_content()),
            Event::GeneralRef(name) => Tag::Text(meant(&name)?.into()),
            Event::Eof => return Ok(None),
            _ => Tag::Nothing,
        }))
    }
}

/// The character of `&amp;` or `&#160;`.
fn meant(name: &BytesRef<'_>) -> io::Result<String> {
    if let Some(text) = resolve_xml_entity(name.as_ref()) {
        return Ok(text.to_owned());
    }
    let letter = name.resolve_char_ref().map_err(malformed)?;
    let letter = letter.ok_or_else(|| malformed("an entity that is not known"))?;
    Ok(letter.to_string())
}

pub(super) fn malformed(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error)
}

/// The value of an attribute, if it is there.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    let found = attributes.find(|attribute| attribute.key.as_ref() == name)?;
    let value = found.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}

/// The repeat count or span of a tag; 1 without one.
pub(super) fn count(tag: &BytesStart<'_>, name: &str) -> u32 {
    attribute(tag, name).map_or(1, |text| repetitions(&text))
}

/// The same from an attribute that is there; at least 1.
pub(super) fn repetitions(value: &str) -> u32 {
    value.trim().parse().map_or(1, |number: u32| number.max(1))
}

/// Distinguishes tables that are sheets from those within cells and those without a name.
#[derive(Default)]
pub(super) struct SheetTables {
    depth: usize,
}

impl SheetTables {
    /// The name and the style of the sheet that begins with this tag, if one does.
    pub(super) fn pass(&mut self, tag: &Tag<'_>) -> Option<(String, String)> {
        match tag {
            Tag::Open(tag) if tag.name().as_ref() == "table:table" => {
                self.depth += 1;
                let name = attribute(tag, "table:name").filter(|_| self.depth == 1)?;
                let style = attribute(tag, "table:style-name");
                Some((name, style.unwrap_or_default()))
            }
            Tag::Close(tag) if tag.name().as_ref() == "table:table" => {
                self.depth = self.depth.saturating_sub(1);
                None
            }
            _ => None,
        }
    }

    /// Whether a table is open.
    pub(super) fn are_within(&self) -> bool {
        self.depth > 0
    }
}
