//! The visible texts of a dumped page.
//!
//! This is no HTML parser: the page is the program's own, and texts from cells are escaped in it.

/// One change of the list.
pub struct Item {
    html: String,
}

impl Item {
    /// Its text, with single blanks.
    pub fn text(&self) -> String {
        text(&self.html)
    }

    /// The text of each element of that tag.
    pub fn all(&self, tag: &str) -> Vec<String> {
        let found = items(&self.html, &format!("<{tag}"), &format!("</{tag}>"));
        found.iter().map(Item::text).collect()
    }
}

/// The changes that are shown.
pub fn changes(dump: &str) -> Vec<Item> {
    items(dump, "<article class=\"call", "</article>")
}

/// The issues that are shown.
pub fn issues(dump: &str) -> Vec<Item> {
    let list = dump.split("id=\"issue-list\"").nth(1).unwrap_or_default();
    let list = list.split("</ol>").next().unwrap_or_default();
    items(list, "<li class=", "</li>")
}

fn items(dump: &str, start: &str, end: &str) -> Vec<Item> {
    let parts = dump.split(start).skip(1);
    let inner = parts.filter_map(|part| part.split(end).next()?.split_once('>'));
    inner
        .map(|(_, html)| Item {
            html: html.to_owned(),
        })
        .collect()
}

/// The text of an element that has nothing but text in it.
pub fn by_id(dump: &str, id: &str) -> String {
    let after = dump
        .split(&format!("id=\"{id}\""))
        .nth(1)
        .unwrap_or_default();
    let inner = after.split_once('>').map_or("", |(_, inner)| inner);
    text(inner.split('<').next().unwrap_or_default())
}

/// The page's title, into which scripts of the tests write their results.
pub fn title(dump: &str) -> String {
    let (_, rest) = dump
        .split_once("<title>")
        .unwrap_or_else(|| panic!("the page has no title: {dump}"));
    text(rest.split("</title>").next().unwrap_or_default())
}

/// The text without tags, unescaped.
fn text(html: &str) -> String {
    let pieces = html
        .split('<')
        .enumerate()
        .map(|(number, piece)| match number {
            0 => piece,
            _ => piece.split_once('>').map_or("", |(_, text)| text),
        });
    let text: String = pieces.collect();
    let text = text
        .replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">");
    let text = text.replace("&quot;", "\"").replace("&amp;", "&");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
