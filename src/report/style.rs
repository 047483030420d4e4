//! How a summary may look: its width, and whether there is colour.
//!
//! The meaning never hangs on the colour alone, since pipes, files and `NO_COLOR` have none.

use anstyle::AnsiColor;

/// What the place where a summary is read can show.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Style {
    /// Whether ANSI colours may be written.
    pub colour: bool,
    /// Columns; under 40 is taken as 40.
    pub width: usize,
}

/// What a piece of text is, from which its colour follows.
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

    /// The columns there are, never so few that nothing can be laid out.
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
