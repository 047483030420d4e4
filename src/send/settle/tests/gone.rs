//! Changes of code that meet no record at the old code, and checks of temporary codes.

use super::*;
use crate::model::{Code, Content};

#[test]
fn a_change_of_code_without_a_record_checks_the_new_code_as_a_create_would() {
    let with = |on_exists, on_missing| {
        let policy = policy(on_exists, on_missing);
        move |course, answer| describe(next(&update_no(), course, answer, &policy))
    };
    let adopt = with(OnExists::Adopt, OnMissing::Create);
    let looking = CallProgress {
        step: SettleStep::ProbeNew,
        adopting: true,
        ..FIRST
    };
    assert_eq!(adopt(FIRST, missing()), "ProbeNew");
    assert_eq!(adopt(looking, Answer::Accepted), "adopted");
    assert_eq!(adopt(looking, missing()), "Recreate");
    let recreating = at(SettleStep::Recreate, looking);
    assert_eq!(adopt(recreating, Answer::Accepted), "created");
    assert_eq!(
        adopt(recreating, exists()),
        "Confirm",
        "the 404 was of a reference"
    );
    let confirming = at(SettleStep::Confirm, looking);
    assert_eq!(adopt(confirming, Answer::Accepted), "adopted");
    assert_eq!(adopt(confirming, missing()), "failed");
    let bare = Answer::Missing {
        explicit: false,
        message: "HTTP 404".into(),
    };
    assert_eq!(
        adopt(FIRST, bare),
        "failed",
        "a bare 404 may be a wrong path"
    );
    let keep = with(OnExists::Adopt, OnMissing::Fail);
    assert_eq!(keep(looking, missing()), "failed");
    for on_exists in [OnExists::Fail, OnExists::Skip] {
        let careful = with(on_exists, OnMissing::Create);
        assert_eq!(careful(FIRST, missing()), "Recreate");
        assert_eq!(careful(at(SettleStep::Recreate, FIRST), exists()), "failed");
        let away = Action::UpdateNo {
            from: Code::from("a"),
            to: Code::from("TMP-0123456789ab"),
            content: Content::default(),
        };
        let policy = policy(on_exists, OnMissing::Create);
        let ours = describe(next(&away, FIRST, missing(), &policy));
        assert_eq!(ours, "ProbeNew", "no other record has a temporary code");
        let neither = with(on_exists, OnMissing::Fail);
        assert_eq!(neither(FIRST, missing()), "failed");
    }
}

#[test]
fn a_record_that_has_its_temporary_code_is_found_there_whatever_became_of_its_old_code() {
    let away = Action::UpdateNo {
        from: Code::from("a"),
        to: Code::from("TMP-0123456789ab"),
        content: Content::default(),
    };
    for answer in [missing(), exists()] {
        assert_eq!(then(&away, AGAIN, answer), "ProbeNew");
    }
    assert_eq!(then(&away, FIRST, exists()), "failed");
    let asked = at(SettleStep::ProbeNew, AGAIN);
    let request = crate::send::request(&away, SettleStep::ProbeNew).expect("it has such a step");
    assert!(request.is_look(), "{request:?} writes nothing over anybody");
    for answer in [Answer::Accepted, exists()] {
        assert_eq!(then(&away, asked, answer), "applied");
    }
    let refused = Answer::Refused {
        code: -1,
        message: "the codes are equal".into(),
    };
    assert_eq!(then(&away, asked, refused), "Confirm");
    let confirming = at(SettleStep::Confirm, AGAIN);
    assert_eq!(then(&away, confirming, Answer::Accepted), "applied");
}

#[test]
fn a_probe_finds_a_record_gone_only_if_the_answer_is_explicit() {
    let look = Action::UpdateNo {
        from: Code::from("TMP-1"),
        to: Code::from("TMP-1"),
        content: Content::default(),
    };
    for course in [FIRST, AGAIN] {
        assert_eq!(then(&look, course, missing()), "applied");
        let refused = Answer::Refused {
            code: -1,
            message: "the codes are equal".into(),
        };
        let bare = Answer::Missing {
            explicit: false,
            message: "HTTP 404".into(),
        };
        for answer in [Answer::Accepted, exists(), refused, bare] {
            assert_eq!(then(&look, course, answer), "skipped");
        }
    }
}
