//! When the run waits, when probes leave, and which notices are given.

use super::*;

const PATIENCE: Duration = Duration::from_mins(15);

fn refused() -> Answer {
    Answer::NotSent("no connection".into())
}

fn throttled(seconds: u64) -> Answer {
    let wait = Some(Duration::from_secs(seconds));
    Answer::Throttled { wait }
}

const fn at(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// An outage that began at the start.
fn waiting() -> Outage {
    let mut outage = Outage::new(PATIENCE);
    let news: Vec<_> = (0..AWAY)
        .filter_map(|_| outage.record(&refused(), false, at(0)))
        .collect();
    assert!(
        matches!(&news[..], [OutageNotice::Waiting { .. }]),
        "{news:?}"
    );
    outage
}

#[test]
fn it_waits_after_some_in_a_row_and_gives_one_notice() {
    let mut outage = Outage::new(PATIENCE);
    for _ in 0..10 {
        for _ in 1..AWAY {
            assert_eq!(outage.record(&refused(), false, at(1)), None);
        }
        assert_eq!(outage.record(&Answer::Accepted, false, at(1)), None);
    }
    let mut outage = waiting();
    for _ in 0..40 {
        // A late answer to a request that left before the wait changes nothing.
        assert_eq!(outage.record(&refused(), false, at(1)), None);
        assert_eq!(outage.record(&Answer::Accepted, false, at(1)), None);
    }
    assert_eq!(outage.decision(), SendDecision::Probe(at(1)));
    let back = outage.record(&Answer::Exists(String::new()), true, at(7));
    assert_eq!(back, Some(OutageNotice::Back { after: at(7) }));
    assert_eq!(outage.decision(), SendDecision::Open);
}

#[test]
fn what_may_have_arrived_counts_too_but_not_so_soon() {
    let mut outage = Outage::new(PATIENCE);
    let lost = Answer::unknown("lost");
    assert!((1..FAILED).all(|_| outage.record(&lost, false, at(0)).is_none()));
    assert!(outage.record(&lost, false, at(0)).is_some());
}

#[test]
fn probes_are_one_to_sixty_seconds_apart_and_the_last_leaves_when_time_is_over() {
    let (mut outage, mut left) = (waiting(), Vec::new());
    while let SendDecision::Probe(next) = outage.decision() {
        left.push(next.as_secs());
        assert_eq!(outage.record(&refused(), true, next), None);
    }
    assert_eq!(left[..8], [1, 3, 7, 15, 31, 63, 123, 183]);
    assert_eq!(left.last(), Some(&900));
    let SendDecision::InVain(reason) = outage.decision() else {
        panic!("{:?}", outage.decision());
    };
    assert!(
        reason.contains("in vain, for 15 min") && reason.contains("no connection"),
        "{reason}"
    );
}

#[test]
fn what_the_server_asks_for_is_kept() {
    let mut outage = waiting();
    outage.record(&throttled(90), true, at(1));
    assert_eq!(outage.decision(), SendDecision::Probe(at(91)));
    outage.record(&throttled(100), false, at(2));
    assert_eq!(outage.decision(), SendDecision::Probe(at(102)));
    // A pause beyond the end of the wait: the run need not wait for its end.
    outage.record(&throttled(3600), true, at(102));
    assert!(
        matches!(outage.decision(), SendDecision::InVain(reason) if reason.contains("wait_for_server"))
    );
    // A long pause begins a wait at once.
    let mut outage = Outage::new(PATIENCE);
    assert_eq!(outage.record(&throttled(5), false, at(0)), None);
    assert!(outage.record(&throttled(6), false, at(0)).is_some());
    assert_eq!(outage.decision(), SendDecision::Probe(at(6)));
}

#[test]
fn without_patience_nothing_is_waited_for() {
    let mut outage = Outage::new(Duration::ZERO);
    assert!((0..AWAY).all(|_| outage.record(&refused(), false, at(3)).is_none()));
    assert!(matches!(outage.decision(), SendDecision::InVain(_)));
}
