//! Ctrl-C: calls in flight are finished, the rest can be resumed.

use vbot_sync::sandbox::{Fault, Faults};

use crate::{
    expected, fixture::Fixture, nights::assert_account, program::eventually, traffic::unanswered,
};

#[test]
fn an_interrupted_run_can_be_resumed() {
    let scene = Fixture::samples().set("rate", "\"20/s\"").start();
    // So slow that there always is something in flight.
    let slow = Faults::parse("slow=1,slow_ms=600").expect("they are faults");
    scene.server.set_faults(slow);
    let running = scene.start(&["sync", "--yes"]);
    scene.arrived(3);
    running.interrupt();
    let ran = running.end().exits(5);
    scene.server.set_faults(Faults::none());
    let ran = ran.tells(&[
        "Stopped early: Ctrl-C or a stop signal",
        "calls were not sent",
        "vbot-sync resume",
    ]);
    let ran = ran.complains(&["stopping"]);
    assert!(!ran.stderr.contains("panicked"), "{ran}");
    // What was in flight has been answered, so nothing is in doubt.
    let status = scene
        .run(&["status"])
        .exits(0)
        .tells(&["is unfinished", "calls not sent yet"]);
    assert!(!status.stdout.contains("may or may not"), "{status}");
    assert!(
        scene
            .server
            .log()
            .iter()
            .all(|arrival| arrival.answered.is_some())
    );

    scene.set("rate", "\"1000/s\"");
    scene.run(&["resume"]).exits(0);
    assert_account(&scene, &expected::night(1).state);
    scene
        .run(&["status"])
        .exits(0)
        .tells(&["Nothing is unfinished"]);
}

#[test]
fn the_last_event_tells_of_the_interruption() {
    let scene = Fixture::samples().set("rate", "\"20/s\"").start();
    let running = scene.start(&["sync", "--yes", "--json"]);
    scene.arrived(3);
    running.interrupt();
    let finished = running.end().exits(5).last_line();
    assert_eq!(
        (&finished["event"], &finished["exit"]),
        (&"finished".into(), &5.into())
    );
    let remaining = finished["remaining"].as_u64().expect("a number");
    assert!(remaining > 0, "{finished}");
}

#[test]
fn a_second_interrupt_ends_it_at_once_and_leaves_nothing_undone() {
    let scene = Fixture::samples().start();
    scene
        .server
        .set_faults(unanswered(5, [Fault::Slow, Fault::ApplyLate]));
    let running = scene.start(&["sync", "--yes"]);
    scene.arrived(6);
    running.interrupt();
    eventually("the first signal is told of", || running.says("stopping"));
    running.interrupt();
    running.end().exits(130);
    scene.server.set_faults(Faults::none());
    scene
        .run(&["status"])
        .exits(0)
        .tells(&["may or may not have been applied"]);
    scene.sync().exits(0);
    assert_account(&scene, &expected::night(1).state);
}

#[test]
fn a_run_that_is_out_of_time_can_be_resumed() {
    let scene = Fixture::samples().set("rate", "\"20/s\"").start();
    let ran = scene
        .run(&["sync", "--yes", "--max-duration", "1s"])
        .exits(5);
    ran.tells(&["Stopped early: the allowed time is over"]);
    scene.set("rate", "\"1000/s\"");
    scene.run(&["resume"]).exits(0);
    assert_account(&scene, &expected::night(1).state);
}
