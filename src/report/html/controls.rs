//! The part of the page in which the script shows the changes, and the controls that filter them.
//!
//! Everything here is hidden until the script runs. Invariant: every control has a label, and its name is its key in
//! the page's address.

use maud::{Markup, html};

use super::tables::{NameTables, label};
use crate::{
    codec::Plan,
    model::{Cause, Entity, Operation},
    report::{RunOutcomes, text::clean},
};

/// The changes.
pub(super) fn changes(plan: &Plan, tables: &NameTables, ran: Option<&RunOutcomes<'_>>) -> Markup {
    html! {
        @if !plan.calls.is_empty() {
            section aria-labelledby="changes" {
                h2 id="changes" { "Changes" }
                noscript { p class="note" {
                    "The single changes are shown by JavaScript, which is switched off here. "
                    "The summary above and the issues below are complete without it."
                } }
                (filter(tables, ran))
                div id="calls" class="calls" role="list" aria-label="Changes" {}
                nav class="pager" id="pages" aria-label="Pages of changes" hidden {}
            }
        }
    }
}

fn filter(tables: &NameTables, ran: Option<&RunOutcomes<'_>>) -> Markup {
    let entities = Entity::ALL.map(|entity| option(entity.as_str(), entity.as_str()));
    let operations = Operation::ALL.map(|operation| option(operation.as_str(), called(operation)));
    let names = tables.attributes.names();
    let attributes = names.map(|name| option(&clean(name), &full_label(name)));
    let causes = super::data::CAUSES
        .map(cause)
        .map(|(key, text)| option(key, text));
    html! {
        form class="filter" id="filter" role="search" aria-label="Changes" hidden {
            @if let Some(ran) = ran {
                (choice("Outcome", "outcome", ran.occurring().map(|(end, _)| option(end.as_str(), end.as_str()))))
            }
            (choice("Records", "entity", entities))
            (choice("Operation", "op", operations))
            (choice("Changed", "attr", attributes))
            (choice("Reason", "cause", causes))
            label class="wide" { span { "Search" }
                input type="search" name="q" placeholder="Name, code, value, file:row" autocomplete="off" spellcheck="false" aria-keyshortcuts="/";
            }
            p class="found" {
                span role="status" id="count" {}
                button type="reset" id="clear" hidden { "Show all" }
            }
        }
    }
}

/// A list of values to choose from; the first option means no filter.
pub(super) fn choice(name: &str, key: &str, options: impl IntoIterator<Item = Markup>) -> Markup {
    html! {
        label { span { (name) } select name=(key) {
            (option("", "all"))
            @for option in options { (option) }
        } }
    }
}

/// One of several values to choose from.
pub(super) fn option(value: &str, text: &str) -> Markup {
    html! { option value=(value) { (text) } }
}

/// An operation in a person's words; `calls.js` has the same words.
const fn called(operation: Operation) -> &'static str {
    match operation {
        Operation::UpdateNo => "new code",
        _ => operation.as_str(),
    }
}

/// The label with its entity, because attributes of several entities have the same name.
fn full_label(name: &str) -> String {
    let (entity, label) = label(name);
    let owner = entity.map_or("field", Entity::as_str);
    format!("{owner}: {}", clean(&label))
}

/// A cause's key, and the cause in a person's words.
const fn cause(cause: Cause) -> (&'static str, &'static str) {
    match cause {
        Cause::Row => ("row", "its row"),
        Cause::Follows => ("follows", "something moved"),
        Cause::Missing => ("missing", "customers name it"),
        Cause::Detour => ("detour", "part of a swap"),
    }
}
