//! The display form of counts.

/// A count with a comma between its thousands: `1,047`.
#[must_use]
pub fn number(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
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
