//! Asks on the terminal: for a text, for one of several, for some of several.
//!
//! It knows no question. Invariant: questions go to stderr, and an end of input or Ctrl-C is an error, never an answer.

use std::io::{self, IsTerminal};

use dialoguer::{
    Input, MultiSelect, Select, console::Term, theme::ColorfulTheme, theme::SimpleTheme,
    theme::Theme,
};
use vbot_sync::{language::say, model::visible::visible};

use super::{error::CliError, notice};

/// A terminal with a person.
pub struct Prompts {
    term: Term,
    theme: Box<dyn Theme>,
}

impl Prompts {
    /// The terminal, if stdin and stderr are one and the messages are for people.
    pub fn on_terminal(is_plain: bool) -> Option<Self> {
        let is_terminal = io::stdin().is_terminal() && io::stderr().is_terminal();
        let theme: Box<dyn Theme> = if is_plain {
            Box::new(SimpleTheme)
        } else {
            Box::new(ColorfulTheme::default())
        };
        (is_terminal && !notice::is_json()).then(|| Self {
            term: Term::stderr(),
            theme,
        })
    }

    /// Writes a line above the questions.
    pub fn say(&self, text: &str) -> Result<(), CliError> {
        self.term.write_line(text).map_err(CliError::Unanswered)
    }

    /// A text; `None` if it is left blank. `check` says what is wrong with an answer.
    pub fn text(
        &self,
        question: &str,
        proposed: Option<&str>,
        check: impl Fn(&str) -> Option<String>,
    ) -> Result<Option<String>, CliError> {
        let check = |text: &String| match check(text.trim()) {
            Some(wrong) if !text.trim().is_empty() => Err(wrong),
            _ => Ok(()),
        };
        let mut input = Input::<String>::with_theme(&*self.theme)
            .with_prompt(visible(question))
            .allow_empty(true)
            .validate_with(check);
        if let Some(proposed) = proposed {
            input = input.with_initial_text(proposed);
        }
        let answer = self.answered(input.interact_text_on(&self.term))?;
        let answer = answer.trim();
        Ok((!answer.is_empty()).then(|| answer.to_owned()))
    }

    /// The index of one of several.
    pub fn choose(&self, question: &str, items: &[String]) -> Result<usize, CliError> {
        let select = Select::with_theme(&*self.theme)
            .with_prompt(visible(question))
            .items(items)
            .default(0);
        self.answered(select.interact_on(&self.term))
    }

    /// The indices of some of several.
    pub fn some(&self, question: &str, items: &[String]) -> Result<Vec<usize>, CliError> {
        let select = MultiSelect::with_theme(&*self.theme)
            .with_prompt(format!("{} {}", visible(question), say!("init-ask-some")))
            .items(items);
        self.answered(select.interact_on(&self.term))
    }

    /// An answer; without one the cursor is shown again, which a list of choices hides.
    fn answered<T>(&self, answer: dialoguer::Result<T>) -> Result<T, CliError> {
        answer.map_err(|dialoguer::Error::IO(error)| {
            // The terminal may be gone.
            let _gone = self.term.show_cursor();
            CliError::Unanswered(error)
        })
    }
}
