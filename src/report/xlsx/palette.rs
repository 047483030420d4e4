//! How cells look: few kinds, each with one format.
//!
//! The meaning never hangs on the colour alone, since people print workbooks in grey: the operation stands
//! in words in every row.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

use crate::model::Operation;

/// What a cell is, from which its looks follow.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum CellFormat {
    /// A value that stays as it is.
    Plain,
    /// A place to look, which is cut short rather than making its row high.
    Place,
    /// A value that is new with its record.
    Created,
    /// A value that changes.
    Updated,
    /// A code that changes.
    Moved,
    /// A value that goes with its record.
    Deleted,
    /// The operation that deletes, to be read and not crossed out.
    Deletion,
    /// Something is held back.
    Error,
    /// Somebody may want to look.
    Warning,
    /// The whole plan is refused.
    Alarm,
    /// The head of a column.
    Header,
    /// The head of a column of figures.
    FigureHeader,
    /// The head of the workbook.
    Title,
    /// What stands before a value of the summary.
    Label,
    /// A sentence.
    Sentence,
    /// A number of this report, not of a spreadsheet.
    Figure,
    /// How many calls of an operation there are.
    Calls(Operation),
    /// The sum of what stands above.
    Total,
}

impl CellFormat {
    /// The colour of what an operation does to a whole record.
    pub(super) const fn of(operation: Operation) -> Self {
        match operation {
            Operation::Create => Self::Created,
            Operation::Update => Self::Updated,
            Operation::UpdateNo => Self::Moved,
            Operation::Delete => Self::Deletion,
        }
    }

    /// The look of values that are the same before and after, or whose record comes or goes as a whole.
    pub(super) const fn of_values(operation: Operation) -> Self {
        match operation {
            Operation::Create => Self::Created,
            Operation::Delete => Self::Deleted,
            Operation::Update | Operation::UpdateNo => Self::Plain,
        }
    }

    /// Whether its text goes on in further lines of the same cell.
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

/// Ground and ink.
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

/// A figure with a comma between its thousands, and a dot where it is nothing, as on the terminal.
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

/// The number format `@` keeps a cell text even when somebody edits it.
fn kept_text() -> Format {
    let format = Format::new().set_num_format("@");
    format.set_align(FormatAlign::Top)
}

fn coloured(format: Format, (ground, ink): Colours) -> Format {
    format.set_background_color(ground).set_font_color(ink)
}

/// Fills hide the grid, and without it neighbours run together.
fn filled(format: Format, colours: Colours) -> Format {
    let format = coloured(format, colours);
    format
        .set_border(FormatBorder::Hair)
        .set_border_color(0x00A6_A6A6_u32)
}
