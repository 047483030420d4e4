//! Signs that a text has lost its letters on the way into the sheet.
//!
//! It checks one text at a time and repairs nothing, since lost letters can't be derived from the rest. Invariant: a
//! text of Vietnamese, its punctuation included, has no such sign.

use super::TextFault;

/// How a text has lost its letters, if it shows signs of it.
#[must_use]
pub fn lost_letters(text: &str) -> Option<TextFault> {
    if text.contains('?') && text.split_whitespace().any(has_question_mark) {
        return Some(TextFault::QuestionMarks);
    }
    (!text.is_ascii() && is_double_encoded(text)).then_some(TextFault::DoubleEncoded)
}

/// Whether question marks replace letters within a word; in a web address they separate its parts.
fn has_question_mark(word: &str) -> bool {
    if word.contains(['/', '=', '@']) {
        return false;
    }
    let ends_in_letter = |text: &str| text.ends_with(char::is_alphabetic);
    let begins_with_letter = |text: &str| text.starts_with(char::is_alphabetic);
    word.match_indices('?').any(|(at, _)| {
        let (before, behind) = (&word[..at], word[at..].trim_start_matches('?'));
        ends_in_letter(before) && begins_with_letter(behind)
    })
}

/// Whether the characters, as bytes of windows-1252 or Latin-1, are Vietnamese letters in UTF-8.
fn is_double_encoded(text: &str) -> bool {
    let mut characters = text.chars().peekable();
    while let Some(first) = characters.next() {
        let length = match byte(first) {
            Some(0xc3..=0xc6) => 2,
            Some(0xe1) => 3,
            _ => continue,
        };
        let mut bytes = [byte(first).unwrap_or_default(), 0, 0];
        let mut is_quoted = false;
        let mut found = 1;
        while found < length
            && let Some(next) = characters.peek().copied()
            && let Some(continued @ 0x80..=0xbf) = byte(next)
        {
            is_quoted |= matches!(next, '‘' | '’' | '“' | '”');
            bytes[found] = continued;
            found += 1;
            characters.next();
        }
        // A capital letter may be followed by a quotation mark: “LÃ”.
        let is_complete = found == length && !(is_quoted && length == 2);
        let letter = std::str::from_utf8(&bytes[..length])
            .ok()
            .filter(|_| is_complete);
        if letter.is_some_and(is_vietnamese) {
            return true;
        }
    }
    false
}

fn is_vietnamese(letter: &str) -> bool {
    let is_one = |letter: char| {
        "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư".contains(letter)
            || ('\u{1ea0}'..='\u{1ef9}').contains(&letter)
    };
    letter.chars().all(is_one)
}

/// The byte of a character beyond ASCII in windows-1252 or Latin-1.
fn byte(character: char) -> Option<u8> {
    /// The characters of windows-1252 from 0x80 on; a blank where it equals Latin-1.
    const UPPER: &str = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";
    match u32::from(character) {
        code @ 0x80..=0xff => u8::try_from(code).ok(),
        0..0x80 => None,
        _ => {
            let at = UPPER.chars().position(|upper| upper == character)?;
            u8::try_from(0x80 + at).ok()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn question_marks_within_words_replace_letters() {
        for text in ["Nguy?n", "Tr??ng Th? H?ng", "12 L? L?i, Qu?n 1"] {
            assert_eq!(lost_letters(text), Some(TextFault::QuestionMarks), "{text}");
        }
        for text in [
            "Gọi lại?",
            "? Nguyễn",
            "có mua không? chưa",
            "https://vbot.vn/a?b=c",
            "1?2",
        ] {
            assert_eq!(lost_letters(text), None, "{text}");
        }
    }

    #[test]
    fn letters_that_were_encoded_twice_are_found() {
        for text in ["Nguyễn", "Trần Thị Hồng", "Đà Nẵng", "Lý Tú", "Ưng"] {
            let latin: String = text.bytes().map(char::from).collect();
            let windows: String = text.bytes().map(of_windows).collect();
            for twice in [latin, windows] {
                assert_eq!(
                    lost_letters(&twice),
                    Some(TextFault::DoubleEncoded),
                    "{twice}"
                );
            }
        }
    }

    #[test]
    fn vietnamese_with_its_punctuation_is_whole() {
        let texts = [
            "Nguyễn Thị Ánh – “CÀ PHÊ” … ‘XÃ’ «Đá»",
            "LÃ” “BÃ’",
            "Áo dài • 50 € · 20 °C ± 1 ½",
            "Ðà Nẵng",
            "phở, bún bò Huế: 35.000 ₫",
        ];
        for text in texts {
            assert_eq!(lost_letters(text), None, "{text}");
        }
    }

    fn of_windows(byte: u8) -> char {
        let upper: Vec<char> = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ"
            .chars()
            .collect();
        match byte {
            0x80..=0x9f => upper[usize::from(byte - 0x80)],
            _ => char::from(byte),
        }
    }
}
