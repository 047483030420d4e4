//! OpenDocument workbooks (.ods), read tag by tag.
//!
//! calamine reads them too, but it makes a grid of every sheet and reports neither number formats, nor the shown
//! texts, nor hidden rows and merged cells. Invariant: its files are read only through the guard of the archive, and
//! a sheet is read to its end or refused.

mod cells;
mod code;
mod failure;
mod shown;
mod styles;
mod tags;
mod text;

use std::io;

use calamine::{Sheet as Tab, SheetType, SheetVisible};
use zip::{ZipArchive, read::ZipFile, result::ZipError};

pub(super) use self::failure::OdsFailure;
use self::{
    styles::OdsStyles,
    tags::{Tag, Tags},
};
use super::{archive::Archive, rows::RowGatherer};

const CONTENT: &str = "content.xml";
const STYLES: &str = "styles.xml";
const MANIFEST: &str = "META-INF/manifest.xml";

/// A file of the archive while it is read.
type ArchiveFile<'a> = ZipFile<'a, Archive>;

/// An OpenDocument workbook whose cells can be read.
pub(super) struct OpenDocument {
    archive: ZipArchive<Archive>,
    styles: OdsStyles,
    tabs: Vec<Tab>,
}

impl OpenDocument {
    /// Reads the styles and the names of the sheets; `None` if the content is encrypted.
    pub(super) fn new(archive: Archive) -> io::Result<Option<Self>> {
        let mut archive = ZipArchive::new(archive)?;
        if is_encrypted(&mut archive)? {
            return Ok(None);
        }
        let mut styles = OdsStyles::default();
        if let Some(part) = part(&mut archive, STYLES)? {
            look_through(part, &mut styles)?;
        }
        let content = part(&mut archive, CONTENT)?.ok_or(io::ErrorKind::NotFound)?;
        let tables = look_through(content, &mut styles)?;
        let tab = |(name, style): (String, String)| Tab {
            name,
            typ: SheetType::WorkSheet,
            visible: if styles.is_displayed(&style) {
                SheetVisible::Visible
            } else {
                SheetVisible::Hidden
            },
        };
        let tabs = tables.into_iter().map(tab).collect();
        Ok(Some(Self {
            archive,
            styles,
            tabs,
        }))
    }

    /// The sheets, in the order of their tabs.
    pub(super) fn tabs(&self) -> &[Tab] {
        &self.tabs
    }

    /// Reads the cells of a sheet, by the index of its tab.
    pub(super) fn read(
        &mut self,
        tab: usize,
        rows: &mut RowGatherer<'_>,
    ) -> Result<(), OdsFailure> {
        let content =
            part(&mut self.archive, CONTENT)?.ok_or(io::Error::from(io::ErrorKind::NotFound))?;
        cells::read(Tags::new(content), tab, &self.styles, rows)
    }
}

fn part<'a>(
    archive: &'a mut ZipArchive<Archive>,
    name: &str,
) -> io::Result<Option<ArchiveFile<'a>>> {
    match archive.by_name(name) {
        Ok(part) => Ok(Some(part)),
        Err(ZipError::FileNotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Whether a file is encrypted by the manifest.
fn is_encrypted(archive: &mut ZipArchive<Archive>) -> io::Result<bool> {
    let Some(manifest) = part(archive, MANIFEST)? else {
        return Ok(false);
    };
    let (mut tags, mut is_encrypted) = (Tags::new(manifest), false);
    while let Some(tag) = tags.next()? {
        is_encrypted |=
            matches!(&tag, Tag::Open(tag) if tag.local_name().as_ref() == "encryption-data");
    }
    Ok(is_encrypted)
}

/// Reads a file to its end for its styles; returns the name and the style of every table.
fn look_through(
    part: ArchiveFile<'_>,
    styles: &mut OdsStyles,
) -> io::Result<Vec<(String, String)>> {
    let (mut tags, mut tables) = (Tags::new(part), tags::SheetTables::default());
    let mut found = Vec::new();
    while let Some(tag) = tags.next()? {
        if let Some(table) = tables.pass(&tag) {
            styles.keep(table.0.len() + table.1.len())?;
            found.push(table);
        }
        if !tables.are_within() {
            styles.pass(&tag)?;
        }
    }
    Ok(found)
}
