//! Rust source as a list of words and marks, without comments, texts and lifetimes.
//!
//! This is no parser: it handles just enough of the language to separate code from comments and literals.
//! Invariant: no text from a comment or a literal is returned.

/// Words, `::`, and every other mark by itself, in the order of the text.
pub fn tokens(source: &str) -> Vec<&str> {
    let mut rest = source;
    let mut tokens = Vec::new();
    while let Some(first) = rest.chars().next() {
        let (token, length) = step(rest, first);
        tokens.extend(token);
        rest = &rest[length..];
    }
    tokens
}

/// The next token, if there is one, and the number of bytes that were read.
fn step(rest: &str, first: char) -> (Option<&str>, usize) {
    if let Some(length) = skipped(rest, first) {
        return (None, length);
    }
    let length = match first {
        ':' if rest.starts_with("::") => 2,
        _ if is_word(first) => word(rest),
        _ => first.len_utf8(),
    };
    (Some(&rest[..length]), length)
}

/// The length of the next blank, comment, literal or lifetime.
fn skipped(rest: &str, first: char) -> Option<usize> {
    match first {
        _ if first.is_whitespace() => Some(first.len_utf8()),
        '/' if rest.starts_with("//") => Some(rest.find('\n').unwrap_or(rest.len())),
        '/' if rest.starts_with("/*") => Some(block_comment(rest)),
        '"' => Some(quoted(rest, '"')),
        '\'' => Some(character_or_lifetime(rest)),
        'r' | 'b' | 'c' => raw_text(rest),
        _ => None,
    }
}

fn is_word(character: char) -> bool {
    character == '_' || character.is_alphanumeric()
}

fn word(rest: &str) -> usize {
    rest.find(|character| !is_word(character))
        .unwrap_or(rest.len())
}

/// Block comments nest.
fn block_comment(rest: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < rest.len() {
        match rest.as_bytes().get(at..at + 2) {
            Some(b"/*") => (depth, at) = (depth + 1, at + 2),
            Some(b"*/") => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

/// From a quote to the next one that is not escaped.
fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, character) in rest.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if character == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

fn character_or_lifetime(rest: &str) -> usize {
    let mut inside = rest.chars().skip(1);
    let (first, second) = (inside.next(), inside.next());
    if first == Some('\\') || second == Some('\'') {
        quoted(rest, '\'')
    } else {
        1 + word(&rest[1..])
    }
}

/// `r"…"`, `r#"…"#` and similar literals; `None` for a word that only begins like one.
fn raw_text(rest: &str) -> Option<usize> {
    let prefix = word(rest);
    if !matches!(&rest[..prefix], "r" | "br" | "cr") {
        return None;
    }
    let hashes = rest[prefix..]
        .bytes()
        .take_while(|byte| *byte == b'#')
        .count();
    let opened = prefix + hashes;
    rest[opened..].starts_with('"').then_some(())?;
    let end = format!("\"{}", "#".repeat(hashes));
    let closed = rest[opened + 1..].find(&end);
    Some(closed.map_or(rest.len(), |at| opened + 1 + at + end.len()))
}

#[test]
fn only_code_is_returned() {
    let source = r##"
        //! crate::doc
        use crate::model; // crate::comment
        /* crate::block /* crate::nested */ crate::still */
        let texts = ("crate::text \" more", r#"crate::raw " text"#, b"bytes", '\'', 'x');
        fn name<'life>(number: u8) {}
    "##;
    let code = "use crate :: model ; let texts = ( , , b , , ) ; fn name < > ( number : u8 ) { }";
    assert_eq!(tokens(source).join(" "), code);
}
