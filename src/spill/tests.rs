//! Reads return what was written, from memory and from the disk, in any order.

use super::*;
use crate::{
    codec::Packed,
    model::{Attribute, Content, Value},
};

fn content(number: usize) -> Packed {
    let mut content = Content::default();
    let name = format!("{number} {}", "x".repeat(number % 3_000));
    content
        .attributes
        .insert(Attribute::CustomerName, Value::Text(name));
    Packed::of(&content)
}

fn filled(count: usize) -> Vec<StoredContent> {
    let spill = Spill::new(Path::new("/there/is/no/such/folder"));
    let put = |number| spill.put(content(number).pack());
    (0..count)
        .map(|number| put(number).expect("there is a disk"))
        .collect()
}

#[test]
fn in_order_and_in_any_other() {
    let bodies = filled(9_000);
    let numbers = 0..bodies.len();
    let shuffled = numbers.clone().map(|number| number * 7_919 % bodies.len());
    for number in numbers.clone().chain(shuffled).chain(numbers.rev()) {
        let taken = bodies[number].packed().expect("it was put there");
        assert_eq!(taken, content(number), "{number}");
    }
}

#[test]
fn stored_contents_do_not_move_while_more_are_stored() {
    let spill = Spill::new(Path::new("."));
    let first = spill.put(content(1).pack()).expect("there is a disk");
    for number in 0..4_000 {
        let body = spill.put(content(number).pack()).expect("there is a disk");
        assert_eq!(body.packed().expect("it was put there"), content(number));
    }
    assert_eq!(first.packed().expect("it was put there"), content(1));
}

#[test]
fn what_is_not_there_is_an_error() {
    let [StoredContent::Spilled(spill, _)] = &filled(1)[..] else {
        panic!("it was put away");
    };
    let error = spill
        .show(1_000_000, &mut |_| ())
        .expect_err("there is one content");
    assert!(error.hint_text().is_some());
}
