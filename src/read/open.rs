//! Opens a workbook by its real format, and chooses the sheet.
//!
//! It reads no cells. Invariant: a file that is no workbook, or a protected one, gets another error than a broken
//! one, and a broken one is an error even if the parser of its format would panic.

use std::{
    error,
    fs::File,
    io::{self, Cursor, Read},
    path::Path,
};

use calamine::{Reader, Sheet as Tab, SheetType, SheetVisible, Xlsb, Xlsx};

use super::{
    ReadError,
    archive::{Archive, SharedFindings},
    byte_source::ByteRange,
    compound::{CompoundFile, MARK},
    file_guard::Syntax,
    guard,
    kind::{self, FileKind},
    ods::OpenDocument,
    place::origin,
    protection,
    xls::OldWorkbook,
};
use crate::{
    error::{Error, Result, RoomError},
    language::say,
    model::{Origin, SheetChoice},
};

/// Size limit of a workbook whose format is read as a whole (.xls) or more than once (.ods).
const LARGEST_DENSE: u64 = 64 * 1024 * 1024;

/// An open workbook, by format.
pub(super) enum OpenWorkbook {
    Xlsx(Box<Xlsx<Archive>>),
    Xlsb(Box<Xlsb<Archive>>),
    Xls(Box<OldWorkbook>),
    Ods(Box<OpenDocument>),
}

/// An open workbook, and how to call its parser.
pub(super) struct Opened {
    pub(super) book: OpenWorkbook,
    pub(super) parser: Parser,
}

/// Calls a parser, which may panic, or fail because of what the guard refuses.
pub(super) struct Parser {
    pub(super) origin: Origin,
    pub(super) notes: SharedFindings,
}

/// The names of a workbook's sheets that have cells, hidden ones included, in the order of their tabs.
///
/// # Errors
/// `Kind::Input`: the file is not a workbook that can be read.
pub fn sheet_names(path: &Path) -> Result<Vec<String>> {
    let book = open(path, &origin(path))?.book;
    let tabs = book.tabs().iter();
    let tabs = tabs.filter(|tab| tab.typ == SheetType::WorkSheet);
    Ok(tabs.map(|tab| tab.name.clone()).collect())
}

/// Opens a file by its real format: exports in the new format under an old name are common.
pub(super) fn open(path: &Path, origin: &Origin) -> Result<Opened> {
    let mut file = kind::opened(path, origin)?;
    let kind = kind::of(&mut file, origin)?;
    let parser = Parser {
        origin: origin.clone(),
        notes: SharedFindings::default(),
    };
    let (kind, place) = match kind {
        FileKind::Encrypted => parser.decrypted(&file)?,
        kind => (kind, ByteRange::File(path.to_owned())),
    };
    let book = match kind {
        FileKind::Xlsb => parser.xlsb(place),
        FileKind::Ods => parser.ods(place, &file),
        FileKind::Xlsx => parser.xlsx(place),
        FileKind::Xls => parser.xls(&file),
        FileKind::Encrypted => Err(parser.locked()),
        FileKind::Empty | FileKind::Text => Err(no_workbook(kind, origin)),
    }?;
    parser.notes.borrow_mut().stream();
    Ok(Opened { book, parser })
}

impl Parser {
    fn xlsx(&self, place: ByteRange) -> Result<OpenWorkbook> {
        let archive = self.archive(place, Syntax::Markup)?;
        let book = self.asked(|| Xlsx::new(archive))?;
        Ok(OpenWorkbook::Xlsx(Box::new(book)))
    }

    fn xlsb(&self, place: ByteRange) -> Result<OpenWorkbook> {
        let archive = self.archive(place, Syntax::Records)?;
        let book = self.asked(|| Xlsb::new(archive))?;
        Ok(OpenWorkbook::Xlsb(Box::new(book)))
    }

    fn ods(&self, place: ByteRange, file: &File) -> Result<OpenWorkbook> {
        self.small(file)?;
        let archive = self.archive(place, Syntax::Markup)?;
        let book = self.asked(|| OpenDocument::new(archive))?;
        let book = book.ok_or_else(|| self.locked())?;
        Ok(OpenWorkbook::Ods(Box::new(book)))
    }

    fn xls(&self, file: &File) -> Result<OpenWorkbook> {
        self.small(file)?;
        let stream = self.caused(stream(file))?;
        let book = OldWorkbook::new(stream).map_err(|error| error.at(self.origin.clone()))?;
        Ok(OpenWorkbook::Xls(Box::new(book)))
    }

    /// The archive inside an encrypted workbook, and its kind, if Excel opens it without asking for a password.
    fn decrypted(&self, file: &File) -> Result<(FileKind, ByteRange)> {
        self.small(file)?;
        let mut container = self.caused(CompoundFile::new(file))?;
        let bytes = protection::unpacked(&mut container).ok_or_else(|| self.locked())?;
        let kind = kind::zip(Cursor::new(&bytes));
        let kind = kind
            .map_err(|(what, advice)| ReadError::Foreign(what, advice).at(self.origin.clone()))?;
        Ok((kind, ByteRange::Memory(bytes.into())))
    }

    fn locked(&self) -> Error {
        ReadError::Locked.at(self.origin.clone())
    }

    fn archive(&self, place: ByteRange, syntax: Syntax) -> Result<Archive> {
        let opened = self.guarded(|| Archive::new(place, syntax, &self.notes))?;
        self.caused(opened)
    }

    fn small(&self, file: &File) -> Result<()> {
        if self.caused(file.metadata())?.len() <= LARGEST_DENSE {
            return Ok(());
        }
        Err(ReadError::TooLarge.at(self.origin.clone()))
    }

    /// The parser's result, unless it panics.
    pub(super) fn guarded<T>(&self, parse: impl FnOnce() -> T) -> Result<T> {
        let parsed = guard::guarded(parse);
        parsed.map_err(|_| ReadError::Damaged(None).at(self.origin.clone()))
    }

    /// The parser's error as one of ours.
    pub(super) fn caused<T, E>(&self, result: std::result::Result<T, E>) -> Result<T>
    where
        E: error::Error + Send + Sync + 'static,
    {
        let notes = self.notes.borrow();
        let meant = |error: E| match notes.refusal {
            Some(reason) => ReadError::TooMuch(reason),
            None if notes.is_locked => ReadError::Locked,
            None => ReadError::Damaged(Some(error.into())),
        };
        result.map_err(|error| meant(error).at(self.origin.clone()))
    }

    /// Both: the parser's result or error, unless it panics.
    pub(super) fn asked<T, E>(&self, parse: impl FnOnce() -> std::result::Result<T, E>) -> Result<T>
    where
        E: error::Error + Send + Sync + 'static,
    {
        let result = self.guarded(parse)?;
        self.caused(result)
    }
}

/// The stream of an old workbook: the newer one if there are two, and the whole file if it is no container.
fn stream(mut file: &File) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(MARK.len() as u64).read_to_end(&mut bytes)?;
    if bytes != MARK {
        file.read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    let mut container = CompoundFile::new(file)?;
    let is_new = container.length("Workbook").is_some();
    container.stream(if is_new { "Workbook" } else { "Book" })
}

pub(super) fn no_workbook(kind: FileKind, origin: &Origin) -> Error {
    let is_empty = kind == FileKind::Empty;
    ReadError::NoWorkbook { is_empty }.at(origin.clone())
}

impl OpenWorkbook {
    fn tabs(&self) -> &[Tab] {
        match self {
            Self::Xlsx(book) => book.sheets_metadata(),
            Self::Xlsb(book) => book.sheets_metadata(),
            Self::Xls(book) => book.tabs(),
            Self::Ods(book) => book.tabs(),
        }
    }

    /// The name of the requested sheet, and whether it is hidden; numbers count the visible tabs.
    pub(super) fn sheet(&self, wanted: &SheetChoice, origin: &Origin) -> Result<(String, bool)> {
        let tabs = self.tabs();
        let mut visible = tabs.iter().filter(|tab| is_seen(tab));
        let found = match wanted {
            SheetChoice::First => visible.find(|tab| tab.typ == SheetType::WorkSheet),
            SheetChoice::Number(number) => number.checked_sub(1).and_then(|at| visible.nth(at)),
            SheetChoice::Name(name) => named(tabs, name),
        };
        let found = found.ok_or_else(|| no_sheet(tabs, wanted, origin))?;
        if found.typ == SheetType::WorkSheet {
            return Ok((found.name.clone(), !is_seen(found)));
        }
        let (name, there) = (found.name.clone(), sheets(tabs));
        Err(ReadError::NoCells { name, there }.at(origin.clone()))
    }

    /// The names of the visible sheets with cells.
    pub(super) fn tables(&self) -> Vec<String> {
        let tabs = self.tabs().iter();
        let seen = tabs.filter(|tab| is_seen(tab) && tab.typ == SheetType::WorkSheet);
        seen.map(|tab| tab.name.clone()).collect()
    }
}

fn named<'a>(tabs: &'a [Tab], name: &str) -> Option<&'a Tab> {
    let same = |tab: &&Tab| folded(&tab.name) == folded(name);
    let exact = tabs.iter().find(|tab| tab.name == name);
    exact.or_else(|| tabs.iter().find(same))
}

/// A name for comparison, without case, blanks and differences in Unicode form.
fn folded(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let characters = name.nfc().flat_map(char::to_lowercase);
    characters
        .filter(|character| !character.is_whitespace())
        .collect()
}

fn no_sheet(tabs: &[Tab], wanted: &SheetChoice, origin: &Origin) -> Error {
    let wanted = match wanted {
        SheetChoice::Name(name) => say!("read-sheet-named", name),
        SheetChoice::First => say!("read-first-sheet"),
        SheetChoice::Number(number) => say!("read-sheet-number", number = number.to_string()),
    };
    let there = sheets(tabs);
    ReadError::NoSheet { wanted, there }.at(origin.clone())
}

/// The sheets that have cells.
fn sheets(tabs: &[Tab]) -> String {
    let names = |is_visible: bool| {
        let tabs = tabs.iter().filter(|tab| tab.typ == SheetType::WorkSheet);
        let tabs = tabs.filter(|tab| is_seen(tab) == is_visible);
        let names: Vec<String> = tabs.map(|tab| format!("“{}”", tab.name)).collect();
        names.join(", ")
    };
    match (names(true), names(false)) {
        (seen, hidden) if seen.is_empty() && hidden.is_empty() => say!("read-sheets-none"),
        (seen, hidden) if hidden.is_empty() => say!("read-sheets-seen", seen),
        (seen, hidden) if seen.is_empty() => say!("read-sheets-hidden", hidden),
        (seen, hidden) => say!("read-sheets", seen, hidden),
    }
}

fn is_seen(tab: &Tab) -> bool {
    tab.visible == SheetVisible::Visible
}
