//! Decodes a header that may be typed with another font than the rows below it.
//!
//! Invariant: a header that is known in Unicode is not changed by the font of the rows.

use super::{font::Font, font_signs::has_unicode};

/// Whether a header is known, in Unicode or decoded from an old font.
pub(super) fn is_header_in_any(text: &str, is_header: &dyn Fn(&str) -> bool) -> bool {
    let shown = |font: Font| font.shown(text).is_some_and(|shown| is_header(&shown));
    is_header(text) || !text.is_ascii() && [Font::Tcvn3, Font::Vni].into_iter().any(shown)
}

/// Decodes the names of a header with the font, unless they are known in Unicode.
pub(super) fn show_names(names: &mut [String], font: Font, is_header: &dyn Fn(&str) -> bool) {
    let shown = |name: &String| font.shown(name).filter(|_| !has_unicode(name));
    let known = |name: &String| usize::from(!name.is_ascii() && is_header(name));
    let as_they_stand: usize = names.iter().map(known).sum();
    let in_font = names
        .iter()
        .filter_map(shown)
        .filter(|name| known(name) > 0);
    let is_unicode = names.iter().any(|name| has_unicode(name));
    let is_old = in_font.count() > as_they_stand || !is_unicode && as_they_stand == 0;
    for name in names.iter_mut().filter(|_| is_old) {
        if let Some(shown) = shown(name) {
            *name = shown;
        }
    }
}
