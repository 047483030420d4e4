//! How text may look: its width, and whether it has colour.
//!
//! It writes nothing. Invariant: no meaning depends on colour alone, because pipes, files and `NO_COLOR` have none.

use anstyle::AnsiColor;

/// The abilities of the terminal or file that the text is for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Style {
    /// Whether ANSI colours may be written.
    pub colour: bool,
    /// Columns; under 40 is taken as 40.
    pub width: usize,
}

/// The role of a piece of text, which determines its colour.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum TextRole {
    Plain,
    Strong,
    Dim,
    Create,
    Update,
    Move,
    Delete,
    Error,
    Warning,
}

impl Style {
    /// Without colour.
    #[must_use]
    pub const fn plain(width: usize) -> Self {
        Self {
            colour: false,
            width,
        }
    }

    /// The available columns, with a minimum that every layout fits into.
    pub(super) fn columns(self) -> usize {
        self.width.max(40)
    }

    /// The text in its colour.
    pub(super) fn paint(self, ink: TextRole, text: &str) -> String {
        if !self.colour || ink == TextRole::Plain {
            return text.to_owned();
        }
        let style = ink.style();
        format!("{style}{text}{style:#}")
    }
}

impl TextRole {
    const fn style(self) -> anstyle::Style {
        match self {
            Self::Plain => anstyle::Style::new(),
            Self::Strong => anstyle::Style::new().bold(),
            Self::Dim => anstyle::Style::new().dimmed(),
            Self::Create => AnsiColor::Green.on_default(),
            Self::Update => AnsiColor::Cyan.on_default(),
            Self::Move => AnsiColor::Magenta.on_default(),
            Self::Delete => AnsiColor::Red.on_default(),
            Self::Error => AnsiColor::Red.on_default().bold(),
            Self::Warning => AnsiColor::Yellow.on_default().bold(),
        }
    }
}
