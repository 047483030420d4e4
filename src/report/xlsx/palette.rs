//! How cells look: a few kinds, each with one format.
//!
//! It writes no cell. Invariant: no meaning depends on colour alone, because people print workbooks in grey: every
//! row has its operation in words.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

use crate::model::Operation;

/// The kind of a cell, which determines its format.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum CellFormat {
    /// An unchanged value.
    Plain,
    /// A place, which is cut rather than making its row high.
    Place,
    /// A value of a new record.
    Created,
    /// A changed value.
    Updated,
    /// A changed code.
    Moved,
    /// A value of a deleted record.
    Deleted,
    /// The word for a delete, which must not be struck through.
    Deletion,
    /// A held row.
    Error,
    /// A warning.
    Warning,
    /// The refusal of the whole plan.
    Alarm,
    /// The head of a column.
    Header,
    /// The head of a column of numbers.
    FigureHeader,
    /// The head of the workbook.
    Title,
    /// The label of a value in the summary.
    Label,
    /// A sentence.
    Sentence,
    /// A number of this report, not of a spreadsheet.
    Figure,
    /// The number of calls of an operation.
    Calls(Operation),
    /// The total of the numbers above.
    Total,
}

impl CellFormat {
    /// The format of a whole record's operation.
    pub(super) const fn of(operation: Operation) -> Self {
        match operation {
            Operation::Create => Self::Created,
            Operation::Update => Self::Updated,
            Operation::UpdateNo => Self::Moved,
            Operation::Delete => Self::Deletion,
        }
    }

    /// The format of values that do not change, or whose whole record is created or deleted.
    pub(super) const fn of_values(operation: Operation) -> Self {
        match operation {
            Operation::Create => Self::Created,
            Operation::Delete => Self::Deleted,
            Operation::Update | Operation::UpdateNo => Self::Plain,
        }
    }

    /// Whether its text is wrapped within the cell.
    pub(super) const fn wraps(self) -> bool {
        matches!(
            self,
            Self::Plain | Self::Created | Self::Updated | Self::Moved | Self::Deleted
        )
    }

    pub(super) fn format(self) -> Format {
        match self {
            Self::Plain => text(),
            Self::Place => kept_text(),
            Self::Created => filled(text(), GREEN),
            Self::Updated | Self::Warning => filled(text(), YELLOW),
            Self::Moved => filled(text(), BLUE),
            Self::Deleted => filled(text(), RED).set_font_strikethrough(),
            Self::Deletion | Self::Error => filled(text(), RED),
            Self::Alarm => coloured(Format::new(), RED).set_bold(),
            Self::Header => filled(text(), DARK).set_bold(),
            Self::FigureHeader => Self::Header
                .format()
                .set_align(FormatAlign::Right)
                .set_indent(1),
            Self::Title => Format::new().set_bold().set_font_size(16),
            Self::Label => text().set_bold(),
            Self::Sentence => Format::new().set_align(FormatAlign::Top),
            Self::Figure => figure(),
            Self::Calls(operation) => figure().set_font_color(ink(operation)),
            Self::Total => figure().set_bold().set_border_top(FormatBorder::Thin),
        }
    }
}

/// Fill and text colour.
type Colours = (u32, u32);

const GREEN: Colours = (0x00E2_F0D9, 0x0037_5623);
const YELLOW: Colours = (0x00FF_F2CC, 0x007F_6000);
const BLUE: Colours = (0x00DD_EBF7, 0x001F_4E78);
const RED: Colours = (0x00F8_D7DA, 0x009C_0006);
const DARK: Colours = (0x0033_3F50, 0x00FF_FFFF);

const fn ink(operation: Operation) -> u32 {
    match operation {
        Operation::Create => GREEN.1,
        Operation::Update => YELLOW.1,
        Operation::UpdateNo => BLUE.1,
        Operation::Delete => RED.1,
    }
}

/// A number with a comma between thousands and a dot for zero, as on the terminal.
fn figure() -> Format {
    let format = Format::new().set_num_format("#,##0;-#,##0;·");
    format
        .set_align(FormatAlign::Right)
        .set_align(FormatAlign::Top)
        .set_indent(1)
}

fn text() -> Format {
    kept_text().set_text_wrap()
}

/// The number format `@` keeps a cell text even after a person edits it.
fn kept_text() -> Format {
    let format = Format::new().set_num_format("@");
    format.set_align(FormatAlign::Top)
}

fn coloured(format: Format, (ground, ink): Colours) -> Format {
    format.set_background_color(ground).set_font_color(ink)
}

/// Fills hide the grid, so filled cells get borders.
fn filled(format: Format, colours: Colours) -> Format {
    let format = coloured(format, colours);
    format
        .set_border(FormatBorder::Hair)
        .set_border_color(0x00A6_A6A6_u32)
}
