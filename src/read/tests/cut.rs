//! Text files that were cut off in transfer.
//!
//! Invariant: a row in which a file is cut off is held, whatever its content.

use super::{CollectedTable, Folder, csv, is_known, source};
use crate::{
    model::{Damage, Ending, TableFacts},
    read::read_after,
};

const WHOLE: &str = "Mã KH,Tên,SĐT\nKH1,An,0912\nKH2,Bình,\"0913\"\n";

fn after(before: Option<Ending>, content: impl AsRef<[u8]>) -> (CollectedTable, TableFacts) {
    let folder = Folder::new();
    let source = source(&folder.file("a.csv", content));
    let mut seen = CollectedTable::default();
    let read = read_after(before, &source.path, &source, &is_known, &mut seen);
    (seen, read.expect("a readable file"))
}

/// Whether the last row is held, and how the file ends.
fn ends(before: Option<Ending>, content: impl AsRef<[u8]>) -> (bool, Option<Ending>) {
    let (seen, facts) = after(before, content);
    let last = seen.faults().pop().flatten();
    let ending = facts.ending.expect("text files end somehow");
    let is_cut = last == Some(Damage::CutOff(ending));
    assert_eq!(is_cut, last.is_some());
    (is_cut, Some(ending))
}

#[test]
fn a_file_that_always_had_a_line_end_is_cut_off_without_one() {
    for end in ["\n", "\r\n", "\r", "\n\n", "\n,,\n", "\n  "] {
        let text = format!("{}{end}", WHOLE.trim_end());
        assert_eq!(
            ends(Some(Ending::LineEnd), text),
            (false, Some(Ending::LineEnd)),
            "{end:?}"
        );
    }
    let bare = WHOLE.trim_end();
    assert_eq!(
        ends(Some(Ending::LineEnd), bare),
        (true, Some(Ending::WholeRow))
    );
    assert_eq!(
        ends(Some(Ending::WholeRow), bare),
        (false, Some(Ending::WholeRow))
    );
    assert_eq!(ends(None, bare), (false, Some(Ending::WholeRow)));
    assert_eq!(
        ends(Some(Ending::WholeRow), WHOLE),
        (false, Some(Ending::LineEnd))
    );
}

#[test]
fn every_cut_in_the_last_row_is_seen_where_a_line_end_was_usual() {
    let text = WHOLE.as_bytes();
    let last = WHOLE.trim_end().rfind('\n').expect("several rows") + 1;
    for length in last + 1..text.len() {
        let (is_cut, ending) = ends(Some(Ending::LineEnd), &text[..length]);
        assert!(is_cut, "{length}: {ending:?}");
    }
}

#[test]
fn a_short_last_row_is_cut_off_unless_that_is_usual() {
    for cut in ["KH3", "KH3,", "KH3,Ch", "KH3,\"Chi\""] {
        let text = format!("{WHOLE}{cut}");
        let short = Some(Ending::ShortRow);
        assert_eq!(ends(None, &text), (true, short), "{cut}");
        assert_eq!(ends(Some(Ending::WholeRow), &text), (true, short), "{cut}");
        assert_eq!(ends(short, &text), (false, short), "{cut}");
    }
    let usual = format!("{WHOLE}KH3\nKH4,Dũng\nKH5");
    assert_eq!(
        ends(None, usual),
        (false, Some(Ending::WholeRow)),
        "another is as short"
    );
    assert_eq!(
        ends(None, "Mã KH,Tên\nKH1,An\nKH2"),
        (false, Some(Ending::WholeRow)),
        "two rows show nothing"
    );
    assert_eq!(
        ends(None, "Tên\nAn\nBình"),
        (false, Some(Ending::WholeRow)),
        "one column"
    );
}

#[test]
fn a_cut_within_quotes_or_a_letter_is_always_seen() {
    let letter = format!("{WHOLE}KH3,Tuệ,0914,Huệ");
    for cut in [
        format!("{WHOLE}KH3,\"Chi").as_bytes(),
        format!("{WHOLE}KH3,Chi,\"09\n").as_bytes(),
        format!("{WHOLE}KH3,\"12 Lê Lợi\nQuận").as_bytes(),
        &letter.as_bytes()[..letter.len() - 1],
    ] {
        for before in [None, Some(Ending::LineEnd), Some(Ending::ShortRow)] {
            assert_eq!(ends(before, cut), (true, Some(Ending::InCell)));
        }
    }
}

#[test]
fn what_is_left_of_a_letter_is_no_text() {
    let text = format!("{WHOLE}KH3,Tuệ").into_bytes();
    let seen = csv(&text[..text.len() - 1]);
    assert_eq!(seen.texts()[2], ["KH3", "Tu"]);
}

#[test]
fn a_header_alone_is_not_cut_off() {
    let (seen, facts) = after(Some(Ending::LineEnd), "Mã KH,Tên");
    assert_eq!((seen.rows.len(), facts.ending), (0, Some(Ending::WholeRow)));
}
