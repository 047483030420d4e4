//! The styles of an OpenDocument workbook: number formats of cells, and hidden sheets.
//!
//! A cell's style may inherit its format from its parent style. Invariant: an endless chain of styles gives no
//! format.

use std::{
    collections::{HashMap, HashSet},
    io,
    rc::Rc,
};

use super::{
    code::DataStyle,
    tags::{Tag, attribute, malformed},
};
use crate::read::format::Format;

/// Size limit of the names of styles and sheets and of formats: the file may expand to a thousand times its size.
const MOST_BYTES: usize = 32 << 20;

/// The longest chain of parent styles.
const LONGEST_CHAIN: usize = 32;

/// The styles so far.
#[derive(Debug, Default)]
pub(super) struct OdsStyles {
    codes: HashMap<String, DataStyle>,
    cells: HashMap<String, CellStyle>,
    hidden: HashSet<String>,
    /// The style that is being read.
    code: Option<(String, DataStyle)>,
    table: Option<String>,
    /// The length of all kept texts.
    kept: usize,
}

#[derive(Debug, Default)]
struct CellStyle {
    data: Option<String>,
    parent: Option<String>,
}

impl OdsStyles {
    /// Counts kept bytes.
    pub(super) fn keep(&mut self, bytes: usize) -> io::Result<()> {
        self.kept = self.kept.saturating_add(bytes);
        if self.kept > MOST_BYTES {
            return Err(malformed("its styles have more than 32 MiB"));
        }
        Ok(())
    }

    /// Handles a tag or a text.
    pub(super) fn pass(&mut self, tag: &Tag<'_>) -> io::Result<()> {
        match tag {
            Tag::Text(text) => {
                if let Some((_, code)) = &mut self.code {
                    code.text(text);
                    return self.keep(text.len());
                }
            }
            Tag::Close(tag) => self.closed(tag.name().as_ref()),
            Tag::Nothing => {}
            Tag::Open(tag) => {
                if let Some((_, code)) = &mut self.code {
                    code.opened(tag);
                    return self.keep(tag.len());
                }
                let named = |name: &str| attribute(tag, name);
                match tag.name().as_ref() {
                    "style:style" => {
                        self.style(named);
                        return self.keep(tag.len());
                    }
                    "style:table-properties" => {
                        let is_hidden = named("table:display").as_deref() == Some("false");
                        self.hidden.extend(self.table.take().filter(|_| is_hidden));
                    }
                    _ => {
                        self.code = named("style:name").zip(DataStyle::begun(tag));
                        return match self.code {
                            Some(_) => self.keep(tag.len()),
                            None => Ok(()),
                        };
                    }
                }
            }
        }
        Ok(())
    }

    fn style(&mut self, named: impl Fn(&str) -> Option<String>) {
        let (Some(name), Some(family)) = (named("style:name"), named("style:family")) else {
            return;
        };
        match family.as_str() {
            "table" => self.table = Some(name),
            "table-cell" => {
                let style = CellStyle {
                    data: named("style:data-style-name"),
                    parent: named("style:parent-style-name"),
                };
                self.cells.insert(name, style);
            }
            _ => {}
        }
    }

    fn closed(&mut self, name: &str) {
        if let Some((_, code)) = &mut self.code {
            code.closed(name);
            if name.starts_with("number:") && name.ends_with("-style") {
                self.codes.extend(self.code.take());
            }
        }
        if name == "style:style" {
            self.table = None;
        }
    }

    /// Whether the tab of a table with this style is visible.
    pub(super) fn is_displayed(&self, table: &str) -> bool {
        !self.hidden.contains(table)
    }

    /// Whether this cell style exists.
    pub(super) fn has(&self, cell: &str) -> bool {
        self.cells.contains_key(cell)
    }

    /// The number format of a cell's style; `None` if it has none.
    pub(super) fn format(&self, cell: &str) -> Option<Rc<Format>> {
        let mut style = self.cells.get(cell)?;
        for _ in 0..LONGEST_CHAIN {
            if let Some(data) = &style.data {
                let code = self.codes.get(data)?;
                let positive = code.positive().and_then(|name| self.codes.get(name));
                return positive.unwrap_or(code).format().map(Rc::new);
            }
            style = self.cells.get(style.parent.as_ref()?)?;
        }
        None
    }
}
