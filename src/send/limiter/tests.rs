//! What a server sees of a limited client, whose connections take their time to open.

use std::cell::{Cell, RefCell};

use super::*;
use crate::send::side_by_side;

const RATE: usize = 50;

/// When requests arrive, sent by that many workers; connections open slowly, and some are lost with their answer.
async fn arrivals(workers: usize, count: usize, seed: u64) -> Vec<Instant> {
    let limiter = Limiter::new(50.0);
    let (idle, arrived) = (Cell::new(0_usize), RefCell::new(Vec::new()));
    let random = RefCell::new(fastrand::Rng::with_seed(seed));
    let pause = |least: u64, most: u64| {
        let pause = random.borrow_mut().u64(least..most);
        tokio::time::sleep(Duration::from_millis(pause))
    };
    let requests = (0..count).map(async |number| {
        let departure = limiter.ready().await;
        if idle.get() == 0 {
            pause(50, 1500).await;
        } else {
            idle.set(idle.get() - 1);
        }
        arrived.borrow_mut().push(Instant::now());
        // The server becomes slower and faster again, so that more connections are needed now and then.
        let slow = if number / 60 % 2 == 0 { 10 } else { 400 };
        pause(1, slow).await;
        let keeps = random.borrow_mut().u8(..) > 5;
        idle.set(idle.get() + usize::from(keeps));
        departure.answered(keeps);
        Ok::<_, ()>(())
    });
    let sent = side_by_side::all(requests, workers).await;
    assert_eq!(sent.map(|all| all.len()), Ok(count));
    arrived.into_inner()
}

#[tokio::test(start_paused = true)]
async fn no_second_at_the_server_has_more_requests_than_the_rate() {
    for seed in 0..20 {
        let mut arrived = arrivals(16, 400, seed).await;
        arrived.sort_unstable();
        let spans = arrived.windows(RATE + 1);
        let least = spans.map(|some| some[RATE] - some[0]).min();
        assert!(
            least.is_some_and(|span| span >= Duration::from_secs(1)),
            "seed {seed}: {least:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn open_connections_are_used_at_the_whole_rate() {
    let limiter = Limiter::new(50.0);
    let begin = Instant::now();
    for _ in 0..500 {
        let departure = limiter.ready().await;
        tokio::time::sleep(Duration::from_millis(5)).await;
        departure.answered(true);
    }
    let rate = 500.0 / begin.elapsed().as_secs_f64();
    assert!((49.0..=50.2).contains(&rate), "{rate}");
}

#[tokio::test(start_paused = true)]
async fn a_request_that_is_given_up_blocks_no_other() {
    let limiter = Limiter::new(1.0);
    for _ in 0..3 {
        drop(limiter.ready().await);
    }
}
