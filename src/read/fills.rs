//! The fill colours of a sheet's rows: people mark rows with them, and no cell has them as its value.
//!
//! Only the first rows of a workbook in Excel's XML format are looked at. Invariant: what can't be read has no colour,
//! since the table itself is read elsewhere, with every error.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    fs::File,
    io::{BufReader, Read},
    mem,
    path::Path,
};

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use zip::ZipArchive;

use crate::model::Colour;

/// Rows that are looked at.
const ROWS: u32 = 1_000;

/// Bytes of one file of the archive that are looked at.
const MOST: u64 = 64 << 20;

/// Excel's older palette, as far as it has other colours than the first eight.
const INDEXED: [u32; 16] = [
    0x00_0000, 0xff_ffff, 0xff_0000, 0x00_ff00, 0x00_00ff, 0xff_ff00, 0xff_00ff, 0x00_ffff,
    0x80_0000, 0x00_8000, 0x00_0080, 0x80_8000, 0x80_0080, 0x00_8080, 0xc0_c0c0, 0x80_8080,
];

/// The colours of Excel's usual theme.
const THEME: [u32; 10] = [
    0xff_ffff, 0x00_0000, 0xe7_e6e6, 0x44_546a, 0x44_72c4, 0xed_7d31, 0xa5_a5a5, 0xff_c000,
    0x5b_9bd5, 0x70_ad47,
];

/// The colours that mark some of the first rows below the header, and how many rows each of them marks. A colour of all
/// rows marks none, nor do two that take turns.
#[must_use]
pub fn row_marks(path: &Path, sheet: Option<&str>, header_row: u32) -> BTreeMap<Colour, usize> {
    marks(path, sheet, header_row).unwrap_or_default()
}

fn marks(path: &Path, sheet: Option<&str>, header: u32) -> Option<BTreeMap<Colour, usize>> {
    let mut archive = ZipArchive::new(BufReader::new(File::open(path).ok()?)).ok()?;
    let part = part_of(&mut archive, sheet)?;
    let fills = fills(&mut archive)?;
    let mut rows = rows(&mut archive, (&part, header), &fills)?;
    let colours: BTreeSet<Colour> = rows.iter().flatten().copied().collect();
    let of_all = |colour: &Colour| rows.iter().all(|row| row.contains(colour));
    let of_all: Vec<Colour> = colours.into_iter().filter(of_all).collect();
    for row in &mut rows {
        row.retain(|colour| !of_all.contains(colour));
    }
    let kinds: BTreeSet<_> = rows.iter().collect();
    let takes_turns = rows.windows(2).all(|two| two[0] != two[1]);
    if takes_turns && kinds.len() == 2 && rows.len() > 3 {
        return None;
    }
    let mut counts = BTreeMap::new();
    for colour in rows.iter().flatten() {
        *counts.entry(*colour).or_default() += 1;
    }
    Some(counts)
}

type Workbook = ZipArchive<BufReader<File>>;

/// The name of the sheet's file.
fn part_of(archive: &mut Workbook, sheet: Option<&str>) -> Option<String> {
    let mut id = None;
    each(archive, "xl/workbook.xml", |tag| {
        let is_meant = || match sheet {
            Some(sheet) => value(tag, "name").is_some_and(|name| name == sheet),
            None => true,
        };
        if tag.local_name().as_ref() == "sheet" && id.is_none() && is_meant() {
            id = value(tag, "r:id").map(Cow::into_owned);
        }
        true
    })?;
    let (id, mut target) = (id?, None);
    each(archive, "xl/_rels/workbook.xml.rels", |tag| {
        if value(tag, "Id").is_some_and(|other| other == id) {
            target = value(tag, "Target").map(Cow::into_owned);
        }
        true
    })?;
    let target = target?;
    Some(match target.strip_prefix('/') {
        Some(whole) => whole.to_owned(),
        None => format!("xl/{target}"),
    })
}

/// The fill colour of each style of cells.
fn fills(archive: &mut Workbook) -> Option<Vec<Option<Colour>>> {
    let (mut fills, mut styles) = (Vec::new(), Vec::new());
    let (mut is_solid, mut is_of_cells) = (false, false);
    each(archive, "xl/styles.xml", |tag| {
        match tag.local_name().as_ref() {
            "fill" => fills.push(None),
            "patternFill" => is_solid = value(tag, "patternType").is_some_and(|it| it == "solid"),
            "fgColor" if is_solid => {
                if let Some(last) = fills.last_mut() {
                    *last = colour(tag);
                }
            }
            "cellXfs" => is_of_cells = true,
            "cellStyles" | "dxfs" => is_of_cells = false,
            "xf" if is_of_cells => styles.push(number(tag, "fillId").unwrap_or_default()),
            _ => {}
        }
        true
    })?;
    let fill = |id: u32| fills.get(usize::try_from(id).ok()?).copied().flatten();
    Some(styles.into_iter().map(fill).collect())
}

fn colour(tag: &BytesStart<'_>) -> Option<Colour> {
    let listed = |list: &[u32], key: &str| {
        let at = usize::try_from(number(tag, key)?).ok()?;
        list.get(at).copied()
    };
    let written = value(tag, "rgb").and_then(|text| {
        let digits = text.get(text.len().checked_sub(6)?..)?;
        u32::from_str_radix(digits, 16).ok()
    });
    let indexed = || {
        listed(&INDEXED, "indexed").or_else(|| {
            let at = usize::try_from(number(tag, "indexed")?).ok()?;
            INDEXED.get(at.checked_sub(8)?).copied()
        })
    };
    let rgb = written
        .or_else(indexed)
        .or_else(|| listed(&THEME, "theme"))?;
    let [_, red, green, blue] = rgb.to_be_bytes();
    Colour::of_rgb([red, green, blue])
}

/// The colours in each row that has a value.
fn rows(
    archive: &mut Workbook,
    (part, header): (&str, u32),
    fills: &[Option<Colour>],
) -> Option<Vec<BTreeSet<Colour>>> {
    let mut rows = Vec::new();
    let mut colours = BTreeSet::new();
    let (mut row, mut is_listed) = (0, false);
    each(archive, part, |tag| {
        match tag.local_name().as_ref() {
            "row" => {
                if is_listed {
                    rows.push(mem::take(&mut colours));
                }
                colours.clear();
                is_listed = false;
                row = number(tag, "r").unwrap_or(row + 1);
            }
            "c" if row > header => {
                let style = number(tag, "s").and_then(|style| usize::try_from(style).ok());
                colours.extend(style.and_then(|style| fills.get(style).copied().flatten()));
            }
            "v" | "is" => is_listed = row > header,
            _ => {}
        }
        row <= header.saturating_add(ROWS)
    })?;
    rows.extend(is_listed.then_some(colours));
    Some(rows)
}

/// Visits the tags of a file until `visit` wants no more; `None` if the archive has no such file.
fn each(
    archive: &mut Workbook,
    name: &str,
    mut visit: impl FnMut(&BytesStart<'_>) -> bool,
) -> Option<()> {
    let file = archive.by_name(name).ok()?;
    let mut reader = Reader::from_reader(BufReader::new(file.take(MOST)));
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        match reader.read_event_into(&mut bytes) {
            Ok(Event::Start(tag) | Event::Empty(tag)) if !visit(&tag) => return Some(()),
            Ok(Event::Eof) | Err(_) => return Some(()),
            Ok(_) => {}
        }
    }
}

fn value<'a>(tag: &'a BytesStart<'_>, name: &str) -> Option<Cow<'a, str>> {
    let mut attributes = tag.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    let found = attributes.find(|attribute| attribute.key.as_ref() == name)?;
    let plain = quick_xml::escape::unescape(&found.value).ok()?;
    Some(Cow::Owned(plain.into_owned()))
}

fn number(tag: &BytesStart<'_>, name: &str) -> Option<u32> {
    value(tag, name)?.parse().ok()
}
