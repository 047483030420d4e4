//! What the reports look like, whole, so that a change of a single blank is seen.

mod ending;
mod html;
mod json;
mod plan;
mod problems;
mod redact;
mod xlsx;

use super::Style;

const PLAIN: Style = Style::plain(80);
