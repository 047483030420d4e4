//! Numbers as plain digits.
//!
//! It knows no formats. Invariant: a number never has an exponent, a whole one never a decimal point, and no digit is
//! shown that Excel would not show.

/// Whole numbers below this have 15 digits at most.
const WHOLE: f64 = 1e15;

/// The shortest digits of a number, of which Excel keeps 15; never an exponent.
pub(super) fn plain(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < WHOLE {
        // Zero has no sign.
        return (number + 0.0).to_string();
    }
    rounded(number)
}

/// The slow path, through all digits, for any number.
pub(super) fn rounded(number: f64) -> String {
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    if rounded == 0.0 {
        return "0".to_owned();
    }
    rounded.to_string()
}
