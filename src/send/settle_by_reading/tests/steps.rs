//! Values that are cleared, codes of this program, and the first request of a call.

use super::*;
use crate::model::{Entity, TEMPORARY, TEMPORARY_DIGITS};

fn clearing() -> Action {
    Action::Update {
        code: Code::from("k"),
        content: content(""),
        before: Some(content("old")),
    }
}

#[test]
fn a_code_of_this_program_is_never_created() {
    let code = format!("{TEMPORARY}{}", "a".repeat(TEMPORARY_DIGITS));
    let absent = || read(Seen::Absent);
    let to_temporary = Action::UpdateNo {
        from: Code::from("a"),
        to: Code::new(code.clone()),
        content: Content::default(),
    };
    let gone = explains(
        at(FIRST, LookAt::Old { taken: false }),
        UnexplainedRefusal::Missing,
    );
    assert_eq!(then(&to_temporary, gone, absent()), "failed 404");
    let update = Action::Update {
        code: Code::new(code),
        content: content("new"),
        before: None,
    };
    let record = at(AGAIN, LookAt::Record);
    assert_eq!(then(&update, record, absent()), "failed 404");
}

#[test]
fn a_value_is_cleared_by_a_blank_text_or_else_by_null() {
    let refused = || Answer::Refused {
        code: -1,
        message: "wrong".into(),
    };
    let nulls = CallProgress {
        by_null: true,
        ..FIRST
    };
    assert_eq!(
        then(&clearing(), FIRST, Answer::Accepted),
        "later Cleared { confirms: false }, in doubt"
    );
    assert_eq!(then(&clearing(), FIRST, refused()), "Own");
    assert_eq!(then(&clearing(), nulls, refused()), "failed -1");
    assert_eq!(then(&update(), FIRST, refused()), "failed -1");
    let read_back = at(FIRST, LookAt::Cleared { confirms: false });
    assert_eq!(then(&clearing(), read_back, read(Seen::New)), "applied");
    assert_eq!(then(&clearing(), read_back, read(other())), "Own");
    let read_back = at(nulls, LookAt::Cleared { confirms: false });
    assert_eq!(then(&clearing(), read_back, read(other())), "failed -1");
    let known = |clears| {
        next(
            &clearing(),
            FIRST,
            Answer::Accepted,
            (&Policy::default(), clears),
        )
    };
    assert_eq!(describe(known(ClearsBy::Blank)), "applied");
}

#[test]
fn only_a_value_that_was_there_shows_how_the_account_clears() {
    let applied = Settled::Applied {
        provenance: None,
        finding: None,
    };
    let read_back = at(FIRST, LookAt::Cleared { confirms: false });
    let learned = |action: &Action, progress| super::super::learned(action, progress, &applied);
    assert_eq!(learned(&clearing(), read_back), Some(ClearsBy::Blank));
    let nulls = CallProgress {
        by_null: true,
        ..read_back
    };
    assert_eq!(learned(&clearing(), nulls), Some(ClearsBy::Null));
    assert_eq!(learned(&clearing(), FIRST), None);
    let was_blank = Action::Update {
        code: Code::from("k"),
        content: content(""),
        before: Some(content("")),
    };
    assert_eq!(learned(&was_blank, read_back), None);
}

#[test]
fn the_first_request() {
    let begin = |entity, action: &Action, doubt| {
        let progress = CallProgress::begin_reading(entity, action, doubt, None);
        describe(NextAction::Go(progress))
    };
    assert_eq!(begin(Entity::Customer, &update(), false), "Own");
    assert_eq!(begin(Entity::Status, &update(), false), "Before");
    assert_eq!(begin(Entity::Field, &create(), false), "Own");
    assert_eq!(begin(Entity::Customer, &create(), true), "Record, in doubt");
    assert_eq!(begin(Entity::Customer, &update_no(), true), "New, in doubt");
}
