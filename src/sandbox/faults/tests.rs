//! Which faults strike, and how they are written.

use super::*;

fn parsed(text: &str) -> Faults {
    Faults::parse(text).expect("it is well written")
}

fn count(faults: &Faults, requests: u64, wanted: &str) -> usize {
    let hits = (0..requests).filter_map(|request| faults.decide(request));
    hits.filter(|fault| fault.as_str() == wanted).count()
}

#[test]
fn the_same_seed_gives_the_same_faults() {
    let faults = parsed("all=0.05,seed=7");
    let first: Vec<_> = (0..1000).map(|request| faults.decide(request)).collect();
    let again: Vec<_> = (0..1000)
        .rev()
        .map(|request| faults.decide(request))
        .collect();
    assert!(first.iter().eq(again.iter().rev()));
    let other = parsed("all=0.05,seed=8");
    assert!(!(0..1000).map(|request| other.decide(request)).eq(first));
}

#[test]
fn every_fault_strikes_about_as_often_as_its_chance() {
    let faults = parsed("all=0.05,seed=1");
    for (name, _) in KINDS {
        let hits = count(&faults, 20_000, name);
        assert!((800..1200).contains(&hits), "{name} struck {hits} times");
    }
}

#[test]
fn a_fault_with_two_faces_shows_both() {
    let faults = parsed("html_200=1");
    let applied = |request: &u64| faults.decide(*request) == Some(Fault::Html200 { applied: true });
    let hits = (0..10_000).filter(applied).count();
    assert!((4700..5300).contains(&hits), "applied {hits} times");
    assert_eq!(count(&faults, 10_000, "html_200"), 10_000);
}

#[test]
fn without_chances_nothing_happens() {
    for text in ["", " , ", "seed=3,slow_ms=10", "all=0.05,all=0"] {
        let faults = parsed(text);
        assert!(
            (0..1000).all(|request| faults.decide(request).is_none()),
            "{text}"
        );
    }
}

#[test]
fn a_fixed_fault_comes_first() {
    let faults = parsed("all=0").at(2, Fault::CutBody);
    let decisions: Vec<_> = (0..4).map(|request| faults.decide(request)).collect();
    assert_eq!(decisions, [None, None, Some(Fault::CutBody), None]);
    assert_eq!(parsed("slow=1").at(0, None).decide(0), None);
}

#[test]
fn the_settings_are_read() {
    let faults = parsed("late_ms=300, hold_ms=0, slow_ms=50, retry_after=2, drop_before=0.5");
    assert_eq!(faults.late, Duration::from_millis(300));
    assert_eq!(faults.hold, Duration::ZERO);
    assert_eq!(faults.slow, Duration::from_millis(50));
    assert_eq!(faults.retry_after, Duration::from_secs(2));
}

#[test]
fn what_cannot_be_understood_is_refused() {
    for (text, wanted) in [
        ("aply_drop=0.1", "did you mean “apply_drop”?"),
        ("sed=1", "did you mean “seed”?"),
        ("earthquake=1", "there are drop_before, "),
        ("slow", "is not name=value"),
        ("slow=2", "a chance from 0 to 1"),
        ("only=some", "`reads` or `writes`"),
        ("slow=NaN", "a chance from 0 to 1"),
        ("slow=-0.1", "a chance from 0 to 1"),
        ("slow_ms=fast", "a whole number"),
        ("all=0.1", "more than 1"),
    ] {
        let message = Faults::parse(text).expect_err(text);
        assert!(message.contains(wanted), "{text}: {message}");
    }
}

#[test]
fn every_fault_has_its_name() {
    for (name, of) in KINDS {
        assert_eq!([false, true].map(|coin| of(coin).as_str()), [name; 2]);
    }
}
