//! Opens a workbook, whatever its name says it is, and chooses the sheet.
//!
//! It reads no cells. Invariant: a file that is no workbook, or a protected one, is told apart from a
//! broken one, and a broken one is an error, also where the parser of its format would panic.

use std::{
    error,
    fs::File,
    io::BufReader,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

use calamine::{
    Ods, OdsError, Reader, Sheet as Tab, SheetType, SheetVisible, Xls, XlsError, Xlsb, XlsbError,
    Xlsx, XlsxError,
};

use super::{
    kind::{self, Kind},
    origin, unusable,
};
use crate::{
    error::{Error, Result},
    model::{Origin, Sheet},
};

/// Bytes that a workbook may have whose format can only be read as a whole (.xls and .ods).
const LARGEST_DENSE: u64 = 64 * 1024 * 1024;

pub(super) type Bytes = BufReader<File>;

/// An open workbook by its format.
pub(super) enum Book {
    Xlsx(Box<Xlsx<Bytes>>),
    Xlsb(Box<Xlsb<Bytes>>),
    Xls(Box<Xls<Bytes>>),
    Ods(Box<Ods<Bytes>>),
}

/// The names of a workbook's sheets, hidden ones included, in the order of their tabs.
///
/// # Errors
/// `Kind::Input`: the file is not a workbook that can be read.
pub fn sheet_names(path: &Path) -> Result<Vec<String>> {
    let book = open(path, &origin(path))?;
    Ok(book.tabs().iter().map(|tab| tab.name.clone()).collect())
}

/// Opens a file as what it is: exports in the new format under an old name are common.
pub(super) fn open(path: &Path, origin: &Origin) -> Result<Book> {
    let mut file = kind::opened(path, origin)?;
    let kind = kind::of(&mut file, origin)?;
    let size = caused(origin, file.metadata())?.len();
    let bytes = BufReader::new(file);
    match kind {
        Kind::Xlsb => xlsb(bytes, origin),
        Kind::Ods => small(size, origin).and_then(|()| ods(bytes, origin)),
        Kind::Xlsx | Kind::UnknownZip => xlsx(bytes, origin),
        Kind::Xls | Kind::UnknownOle => small(size, origin).and_then(|()| ole(path, bytes, origin)),
        Kind::Locked => Err(locked(origin)),
        Kind::Empty | Kind::Text => Err(no_workbook(kind, origin)),
    }
}

fn xlsx(bytes: Bytes, origin: &Origin) -> Result<Book> {
    match guarded(origin, || Xlsx::new(bytes))? {
        Err(XlsxError::Password) => Err(locked(origin)),
        opened => caused(origin, opened).map(|book| Book::Xlsx(Box::new(book))),
    }
}

fn xlsb(bytes: Bytes, origin: &Origin) -> Result<Book> {
    match guarded(origin, || Xlsb::new(bytes))? {
        Err(XlsbError::Password) => Err(locked(origin)),
        opened => caused(origin, opened).map(|book| Book::Xlsb(Box::new(book))),
    }
}

fn ods(bytes: Bytes, origin: &Origin) -> Result<Book> {
    match guarded(origin, || Ods::new(bytes))? {
        Err(OdsError::Password) => Err(locked(origin)),
        opened => caused(origin, opened).map(|book| Book::Ods(Box::new(book))),
    }
}

/// An OLE container is a workbook of the old format, or one of the new format behind a password.
fn ole(path: &Path, bytes: Bytes, origin: &Origin) -> Result<Book> {
    if let Err(XlsxError::Password) = guarded(origin, || Xlsx::new(bytes))? {
        return Err(locked(origin));
    }
    let file = caused(origin, File::open(path))?;
    match guarded(origin, || Xls::new(BufReader::new(file)))? {
        Err(XlsError::Password) => Err(locked(origin)),
        opened => caused(origin, opened).map(|book| Book::Xls(Box::new(book))),
    }
}

fn small(size: u64, origin: &Origin) -> Result<()> {
    if size <= LARGEST_DENSE {
        return Ok(());
    }
    Err(unusable(
        origin,
        None,
        "the workbook is too large for its format (over 64 MiB)",
    )
    .hint("save it as .xlsx, which is read row by row"))
}

pub(super) fn no_workbook(kind: Kind, origin: &Origin) -> Error {
    let hint = match kind {
        Kind::Empty => "the file has no content: export it again",
        _ => "open it in Excel and save it as .xlsx; if it is text, give it the extension .csv",
    };
    let message = "the file is not a workbook, though its name says so";
    unusable(origin, None, message).hint(hint)
}

fn locked(origin: &Origin) -> Error {
    unusable(origin, None, "the workbook is protected by a password")
        .hint("save a copy without the password to open it")
}

pub(super) fn unreadable(origin: &Origin) -> Error {
    unusable(origin, None, "the workbook can't be read to its end")
        .hint("open it in Excel; if Excel can, save it again as .xlsx")
}

/// The parsers of the binary formats index into records without asking how long they are.
pub(super) fn guarded<T>(origin: &Origin, parse: impl FnOnce() -> T) -> Result<T> {
    catch_unwind(AssertUnwindSafe(parse)).map_err(|_| unreadable(origin))
}

/// What the parser says, as an error of ours.
pub(super) fn caused<T, E>(origin: &Origin, result: std::result::Result<T, E>) -> Result<T>
where
    E: error::Error + Send + Sync + 'static,
{
    result.map_err(|error| unreadable(origin).caused_by(error))
}

impl Book {
    fn tabs(&self) -> &[Tab] {
        match self {
            Self::Xlsx(book) => book.sheets_metadata(),
            Self::Xlsb(book) => book.sheets_metadata(),
            Self::Xls(book) => book.sheets_metadata(),
            Self::Ods(book) => book.sheets_metadata(),
        }
    }

    /// The name of the sheet that is wanted; numbers count the tabs that a person sees.
    pub(super) fn sheet(&self, wanted: &Sheet, origin: &Origin) -> Result<String> {
        let tabs = self.tabs();
        let mut visible = tabs
            .iter()
            .filter(|tab| tab.visible == SheetVisible::Visible);
        let found = match wanted {
            Sheet::First => visible.find(|tab| tab.typ == SheetType::WorkSheet),
            Sheet::Number(number) => number.checked_sub(1).and_then(|at| visible.nth(at)),
            Sheet::Name(name) => named(tabs, name),
        };
        let found = found.map(|tab| tab.name.clone());
        found.ok_or_else(|| no_sheet(tabs, wanted, origin))
    }
}

fn named<'a>(tabs: &'a [Tab], name: &str) -> Option<&'a Tab> {
    let same = |tab: &&Tab| folded(&tab.name) == folded(name);
    let exact = tabs.iter().find(|tab| tab.name == name);
    exact.or_else(|| tabs.iter().find(same))
}

/// A name without what people get wrong: case, blanks, and the Unicode form of its accents.
fn folded(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let characters = name.nfc().flat_map(char::to_lowercase);
    characters
        .filter(|character| !character.is_whitespace())
        .collect()
}

fn no_sheet(tabs: &[Tab], wanted: &Sheet, origin: &Origin) -> Error {
    let names: Vec<String> = tabs.iter().map(|tab| format!("“{}”", tab.name)).collect();
    let message = match wanted {
        Sheet::Name(name) => format!("the workbook has no sheet “{name}”"),
        wanted => format!("the workbook has no {wanted}"),
    };
    unusable(origin, None, message).hint(format!("its sheets are {}", names.join(", ")))
}
