//! Requests side by side, so that the rate is their only bound and not the time that each takes to be answered.
//!
//! The rate is kept elsewhere: each request passes the gate. Invariant: results come in the order in which the requests
//! were begun.

use std::{
    collections::VecDeque,
    future::{Future, poll_fn},
    pin::{Pin, pin},
    task::{Context, Poll},
};

/// Results that may wait for an earlier one, as a multiple of what is under way at once.
const WAITING: usize = 4;

/// Requests that have begun, in their order.
pub struct SideBySide<'f, T> {
    begun: VecDeque<Request<'f, T>>,
    at_once: usize,
}

enum Request<'f, T> {
    UnderWay(Pin<Box<dyn Future<Output = T> + 'f>>),
    Ended(T),
}

impl<'f, T> SideBySide<'f, T> {
    /// At most so many are under way at once.
    #[must_use]
    pub fn new(at_once: usize) -> Self {
        Self {
            begun: VecDeque::new(),
            at_once: at_once.max(1),
        }
    }

    /// Whether another one may begin.
    #[must_use]
    pub fn has_room(&self) -> bool {
        self.under_way() < self.at_once && self.begun.len() < self.at_once * WAITING
    }

    /// Whether none has begun whose result was not taken.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.begun.is_empty()
    }

    /// Begins one; it makes progress while [`Self::wait`] or [`Self::beside`] is waited for.
    pub fn begin(&mut self, request: impl Future<Output = T> + 'f) {
        self.begun.push_back(Request::UnderWay(Box::pin(request)));
    }

    /// Forgets all of them; those that are under way end here.
    pub fn clear(&mut self) {
        self.begun.clear();
    }

    /// The result of the first one, if it has ended.
    pub fn take(&mut self) -> Option<T> {
        match self.begun.pop_front()? {
            Request::Ended(result) => Some(result),
            under_way @ Request::UnderWay(_) => {
                self.begun.push_front(under_way);
                None
            }
        }
    }

    /// Waits until another one has ended.
    pub async fn wait(&mut self) {
        poll_fn(|context| match (self.under_way(), self.advance(context)) {
            (0, _) | (_, true) => Poll::Ready(()),
            _ => Poll::Pending,
        })
        .await;
    }

    /// Does other work while they go on: one that stands still could hold what the work waits for, its turn to send.
    pub async fn beside<W: Future>(&mut self, work: W) -> W::Output {
        let mut work = pin!(work);
        poll_fn(|context| {
            self.advance(context);
            work.as_mut().poll(context)
        })
        .await
    }

    fn under_way(&self) -> usize {
        let under_way = |it: &&Request<'f, T>| matches!(it, Request::UnderWay(_));
        self.begun.iter().filter(under_way).count()
    }

    /// Lets all of them go on; returns whether one has ended.
    fn advance(&mut self, context: &mut Context<'_>) -> bool {
        let mut has_ended = false;
        for request in &mut self.begun {
            if let Request::UnderWay(future) = request
                && let Poll::Ready(result) = future.as_mut().poll(context)
            {
                *request = Request::Ended(result);
                has_ended = true;
            }
        }
        has_ended
    }
}

/// The results of all requests, in their order.
///
/// # Errors
/// That of the first one that failed: no further one begins then, and those under way are dropped.
pub async fn all<'f, F, T, E>(
    requests: impl IntoIterator<Item = F>,
    at_once: usize,
) -> Result<Vec<T>, E>
where
    F: Future<Output = Result<T, E>> + 'f,
    T: 'f,
    E: 'f,
{
    let mut requests = requests.into_iter();
    let mut begun = SideBySide::new(at_once);
    let mut results = Vec::new();
    loop {
        while begun.has_room()
            && let Some(request) = requests.next()
        {
            begun.begin(request);
        }
        match begun.take() {
            Some(result) => results.push(result?),
            None if begun.is_empty() => return Ok(results),
            None => begun.wait().await,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{
        sync::atomic::{AtomicUsize, Ordering},
        time::Duration,
    };

    use super::*;

    /// Ten requests, the later the faster; the results, how many were under way at most, and how many had begun.
    async fn run(at_once: usize, fails: Option<u64>) -> (Result<Vec<u64>, u64>, usize, usize) {
        let [now, most, begun] = [const { AtomicUsize::new(0) }; 3];
        let (now, most, begun) = (&now, &most, &begun);
        let requests = (0..10).map(|number| async move {
            begun.fetch_add(1, Ordering::Relaxed);
            most.fetch_max(now.fetch_add(1, Ordering::Relaxed) + 1, Ordering::Relaxed);
            tokio::time::sleep(Duration::from_millis(100 - number)).await;
            now.fetch_sub(1, Ordering::Relaxed);
            match fails {
                Some(wrong) if wrong == number => Err(number),
                _ => Ok(number),
            }
        });
        let results = all(requests, at_once).await;
        let count = |counter: &AtomicUsize| counter.load(Ordering::Relaxed);
        (results, count(most), count(begun))
    }

    #[tokio::test(start_paused = true)]
    async fn results_are_in_the_order_of_the_requests() {
        for (at_once, expected) in [(0, 1), (1, 1), (3, 3), (10, 10), (50, 10)] {
            let (results, most, _) = run(at_once, None).await;
            assert_eq!(results, Ok((0..10).collect()));
            assert_eq!(most, expected);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn none_is_forgotten_if_all_under_way_end_together() {
        for at_once in [1, 3, 4, 7] {
            let requests = (0..30_u64).map(|number| async move {
                tokio::time::sleep(Duration::from_millis(10 * (number % 2))).await;
                Ok::<_, ()>(number)
            });
            assert_eq!(all(requests, at_once).await, Ok((0..30).collect()));
        }
    }

    #[tokio::test(start_paused = true)]
    async fn nothing_begins_after_a_failure() {
        let (results, _, begun) = run(2, Some(1)).await;
        assert_eq!(results, Err(1));
        assert!(begun <= 4, "{begun}");
    }

    #[tokio::test(start_paused = true)]
    async fn they_go_on_beside_other_work() {
        let mut begun = SideBySide::new(2);
        begun.begin(tokio::time::sleep(Duration::from_millis(10)));
        begun
            .beside(tokio::time::sleep(Duration::from_millis(20)))
            .await;
        assert!(begun.take().is_some());
    }
}
