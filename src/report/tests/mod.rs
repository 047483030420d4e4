//! The complete text of the reports, so that even a changed blank is noticed.

mod ending;
mod html;
mod json;
mod outcomes;
mod plan;
mod problems;
mod redact;
mod xlsx;

use super::Style;

const PLAIN: Style = Style::plain(80);
