//! The display form of counts.

use crate::language;

/// A count with the language's mark between its thousands: `1,047`.
#[must_use]
pub fn number(count: usize) -> String {
    language::grouped(&count.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_have_a_comma() {
        let shown = [0, 7, 999, 1_000, 1_047, 123_456, 1_000_000].map(number);
        let expected = ["0", "7", "999", "1,000", "1,047", "123,456", "1,000,000"];
        assert_eq!(shown, expected);
    }
}
