//! The texts that the cells of a binary workbook share.
//!
//! It reads no records. The texts are counted as they come in, so that a file of nothing but texts is refused before
//! it fills the memory. Invariant: the kept texts never exceed the limits, and a text is found by its number.

use super::excess::Excess;

/// Texts that cells share: the parser keeps all of them, and each costs it five times the shortest.
pub(super) const MOST_TEXTS: u64 = 1 << 24;

/// The memory of each text besides its letters.
const EACH: u64 = size_of::<u32>() as u64;

/// The limit of all texts.
const MOST_BYTES: u32 = 512 << 20;

/// The texts, by number from 0.
#[derive(Debug, Default, PartialEq)]
pub(super) struct SharedTexts {
    all: String,
    /// The end of each text.
    ends: Vec<u32>,
    /// Their length in the file.
    passed: u64,
}

impl SharedTexts {
    /// Adds one text, which had this length in its file.
    ///
    /// # Errors
    /// The limit is exceeded.
    pub(super) fn push(&mut self, text: &str, passed: usize) -> Result<(), Excess> {
        if self.ends.len() as u64 >= MOST_TEXTS {
            return Err(Excess::Texts);
        }
        let end = self.all.len() + text.len();
        let end = u32::try_from(end).ok().filter(|end| *end <= MOST_BYTES);
        self.ends.push(end.ok_or(Excess::Kept)?);
        self.all.push_str(text);
        self.passed += passed as u64;
        Ok(())
    }

    /// Appends other texts.
    ///
    /// # Errors
    /// As for one.
    pub(super) fn append(&mut self, more: &Self) -> Result<(), Excess> {
        let mut start = 0;
        for end in &more.ends {
            let end = usize::try_from(*end).unwrap_or_default();
            self.push(&more.all[start..end], 0)?;
            start = end;
        }
        self.passed += more.passed;
        Ok(())
    }

    /// The number of texts.
    pub(super) fn count(&self) -> usize {
        self.ends.len()
    }

    /// Their length in the file.
    pub(super) const fn passed(&self) -> u64 {
        self.passed
    }

    /// The length of the kept bytes.
    pub(super) fn kept(&self) -> u64 {
        self.all.len() as u64 + self.ends.len() as u64 * EACH
    }

    /// The text with a number, if there is one.
    pub(super) fn get(&self, number: u32) -> Option<&str> {
        let number = usize::try_from(number).ok()?;
        let end = *self.ends.get(number)?;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        let [start, end] = [start, end].map(|at| usize::try_from(at).ok());
        self.all.get(start?..end?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_by_its_number() {
        let mut texts = SharedTexts::default();
        for text in ["An", "", "Bình"] {
            texts.push(text, 9).expect("there is room");
        }
        let more = std::mem::take(&mut texts);
        texts.push("Chi", 9).expect("there is room");
        texts.append(&more).expect("there is room");
        let found = [0, 1, 2, 3, 4].map(|number| texts.get(number));
        assert_eq!(
            found,
            [Some("Chi"), Some("An"), Some(""), Some("Bình"), None]
        );
        assert_eq!((texts.count(), texts.kept(), texts.passed()), (4, 26, 36));
    }

    #[test]
    fn no_more_is_kept_than_is_allowed() {
        let mut texts = SharedTexts::default();
        let long = "x".repeat(64 << 20);
        let taken = (0..10).filter(|_| texts.push(&long, 0).is_ok()).count();
        assert_eq!(taken, 8);
        assert_eq!(texts.push("x", 0), Err(Excess::Kept));
        assert_eq!(texts.count(), 8);
    }
}
