//! The languages in which the program speaks to people, and its sentences in them.
//!
//! A sentence has an id and arguments until it is shown: [`say!`] finds it in the Fluent files of `locales/`, in the
//! language of the process. That is chosen once, before a command begins. Invariant: nothing is decided on a sentence,
//! and what a program reads (keys, codes, JSON) is the same in every language.

mod argument;
mod bundles;

use std::{
    fmt,
    sync::atomic::{AtomicU8, Ordering},
};

pub use self::argument::{Count, Counted, Said, Shown};
#[doc(inline)]
pub use crate::say;

/// A language of the program.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Language {
    /// English, which is also spoken where no other language is asked for.
    #[default]
    English,
    /// Vietnamese.
    Vietnamese,
}

/// The language of the process, as its place in [`Language::ALL`].
static SPOKEN: AtomicU8 = AtomicU8::new(0);

impl Language {
    /// Every language, in the order of the declaration.
    pub const ALL: [Self; 2] = [Self::English, Self::Vietnamese];

    /// Its code of two letters, by ISO 639-1.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Vietnamese => "vi",
        }
    }

    /// The language with this code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|language| language.code() == code)
    }

    /// The language of a POSIX locale such as `vi_VN.UTF-8`; every locale that is not Vietnamese means English.
    #[must_use]
    pub fn of_locale(locale: &str) -> Self {
        let language = locale
            .split(['_', '-', '.', '@'])
            .next()
            .unwrap_or_default();
        Self::of_code(&language.to_ascii_lowercase()).unwrap_or_default()
    }

    /// The mark between thousands, and the one before a fraction.
    #[must_use]
    pub const fn marks(self) -> (char, char) {
        match self {
            Self::English => (',', '.'),
            Self::Vietnamese => ('.', ','),
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

/// Makes this the language of the process. The binary does so once, before it shows anything.
pub fn speak(language: Language) {
    SPOKEN.store(language as u8, Ordering::Relaxed);
}

/// The language of the process.
#[must_use]
pub fn spoken() -> Language {
    #[cfg(test)]
    if let Some(language) = HERE.get() {
        return language;
    }
    Language::ALL[usize::from(SPOKEN.load(Ordering::Relaxed))]
}

#[cfg(test)]
thread_local! {
    /// The language of this thread alone, because tests share their process.
    static HERE: std::cell::Cell<Option<Language>> = const { std::cell::Cell::new(None) };
}

/// Calls a function that speaks this language.
#[cfg(test)]
pub(crate) fn speaking<T>(language: Language, call: impl FnOnce() -> T) -> T {
    let before = HERE.replace(Some(language));
    let result = call();
    HERE.set(before);
    result
}

/// Digits with the mark of the process's language between thousands: `1,047`.
#[must_use]
pub fn grouped(digits: &str) -> String {
    bundles::grouped(digits, spoken().marks().0)
}

/// The sentence with that id, in the language of the process; [`say!`] is the way to call it.
#[must_use]
pub fn sentence(id: &str, arguments: Vec<(&'static str, Said)>) -> String {
    sentence_in(spoken(), id, arguments)
}

/// The sentence with that id in a language.
#[must_use]
pub fn sentence_in(language: Language, id: &str, arguments: Vec<(&'static str, Said)>) -> String {
    bundles::sentence(language, id, arguments)
}

/// The text with that id, or an attribute of it, if the language has one; it has no arguments.
#[must_use]
pub fn text(language: Language, id: &str, attribute: Option<&str>) -> Option<String> {
    bundles::text(language, id, attribute)
}

/// A sentence by its id, in the language of the process: `say!(…, calls, file = path.display())`.
///
/// An argument is a name in scope, or a name and its value. A `usize` or `u64` is a count: it is shown with a mark
/// between its thousands, and may choose between singular and plural. Everything else, among it the numbers of rows and
/// runs, is shown as it displays.
#[macro_export]
macro_rules! say {
    ($id:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        $crate::language::sentence($id, ::std::vec![$({
            #[allow(unused_imports)]
            use $crate::language::{Counted as _, Shown as _};
            (stringify!($name), (&$crate::language::Count(&$crate::say!(@value $name $(= $value)?))).said())
        }),*])
    };
    (@value $name:ident = $value:expr) => { $value };
    (@value $name:ident) => { $name };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_is_vietnamese_by_its_first_part() {
        let locales = ["vi", "vi_VN", "vi_VN.UTF-8", "vi-VN", "VI", "vi.UTF-8"];
        let others = ["C", "POSIX", "C.UTF-8", "en_US.UTF-8", "fr_FR", "", "viet"];
        assert!(
            locales
                .into_iter()
                .all(|locale| Language::of_locale(locale) == Language::Vietnamese)
        );
        assert!(
            others
                .into_iter()
                .all(|locale| Language::of_locale(locale) == Language::English)
        );
    }
}
