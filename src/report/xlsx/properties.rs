//! The properties of a workbook: its title, its author and its date.
//!
//! Invariant: they depend on nothing but the arguments.

use jiff::Timestamp;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, XlsxError};

/// Without an explicit date the library would use the clock, and the bytes would differ.
pub(super) fn properties(title: &str, made_at: Timestamp) -> Result<DocProperties, XlsxError> {
    let made_at = ExcelDateTime::from_timestamp(made_at.as_second())?;
    let properties = DocProperties::new().set_title(title);
    let properties = properties.set_author("vbot-sync");
    Ok(properties.set_creation_datetime(&made_at))
}
