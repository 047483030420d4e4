//! One of the facts at the top of a page: a name, and below it what it is.

use maud::{Markup, html};

/// A fact under its name.
pub(super) fn fact(name: &str, what: &Markup) -> Markup {
    html! {
        div class="fact" { span { (name) } strong { (what) } }
    }
}
