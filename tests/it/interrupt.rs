//! Ctrl-C: calls in flight are finished, and the rest can be resumed.

use vbot_sync::sandbox::{Fault, Faults};

use crate::{
    expected, fixture::Fixture, nights::assert_account, program::eventually, traffic::unanswered,
};

#[test]
fn an_interrupted_run_can_be_resumed() {
    let scene = Fixture::samples().set("rate", "\"20/s\"").start();
    // The server is so slow that a call is in flight at any moment.
    let slow = Faults::parse("slow=1,slow_ms=600").expect("the faults can be parsed");
    scene.server.set_faults(slow);
    let running = scene.start(&["sync", "--yes"]);
    scene.wait_for_requests(3);
    running.interrupt();
    let ran = running.end().exits(5);
    scene.server.set_faults(Faults::none());
    let ran = ran.prints(&[
        "Stopped early: Ctrl-C or a stop signal",
        "calls were not sent",
        "vbot-sync resume",
    ]);
    let ran = ran.stderr_has(&["stopping"]);
    assert!(!ran.stderr.contains("panicked"), "{ran}");
    // The calls in flight were answered, so no call is in doubt.
    let status = scene
        .run(&["status"])
        .exits(0)
        .prints(&["is unfinished", "calls not sent yet"]);
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
        .prints(&["Nothing is unfinished"]);
}

#[test]
fn the_last_event_shows_the_interruption() {
    let scene = Fixture::samples().set("rate", "\"20/s\"").start();
    let running = scene.start(&["sync", "--yes", "--json"]);
    scene.wait_for_requests(3);
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
fn a_second_interrupt_ends_the_run_at_once_and_the_next_run_finishes_it() {
    let scene = Fixture::samples().start();
    scene
        .server
        .set_faults(unanswered(5, [Fault::Slow, Fault::ApplyLate]));
    let running = scene.start(&["sync", "--yes"]);
    scene.wait_for_requests(6);
    running.interrupt();
    eventually("stderr shows the first signal", || {
        running.stderr_has("stopping")
    });
    running.interrupt();
    running.end().exits(130);
    scene.server.set_faults(Faults::none());
    scene
        .run(&["status"])
        .exits(0)
        .prints(&["may or may not have been applied"]);
    scene.sync().exits(0);
    assert_account(&scene, &expected::night(1).state);
}

#[test]
fn a_run_out_of_time_can_be_resumed() {
    let scene = Fixture::samples().set("rate", "\"20/s\"").start();
    let ran = scene
        .run(&["sync", "--yes", "--max-duration", "1s"])
        .exits(5);
    ran.prints(&["Stopped early: the allowed time is over"]);
    scene.set("rate", "\"1000/s\"");
    scene.run(&["resume"]).exits(0);
    assert_account(&scene, &expected::night(1).state);
}
