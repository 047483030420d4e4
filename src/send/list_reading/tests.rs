//! Every combination of what a server may do with its pages, and changes while they are read.

use super::*;

/// A server with a list.
#[derive(Clone, Debug)]
struct ListServer {
    list: Vec<String>,
    base: u32,
    cap: usize,
    is_refusing: bool,
    /// 0: as made; 1: the newest first; 2: another order for every request.
    order: u32,
    /// Changes after so many pages: one is deleted, one is made.
    change: Option<(u32, ListChange)>,
    pages: u32,
    random: fastrand::Rng,
    /// What the list was before each change.
    past: Vec<Vec<String>>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum ListChange {
    Made,
    Deleted,
    Both,
    Always,
}

impl ListServer {
    fn page(&mut self, page: u32, size: u32) -> Option<Vec<String>> {
        let size = size as usize;
        if size > self.cap && self.is_refusing {
            return None;
        }
        let size = size.min(self.cap);
        let mut list = self.list.clone();
        match self.order {
            1 => list.reverse(),
            2 => self.random.shuffle(&mut list),
            _ => {}
        }
        let skipped = page.saturating_sub(self.base) as usize * size;
        let page = list.into_iter().skip(skipped).take(size).collect();
        self.pages += 1;
        if let Some((at, change)) = self.change
            && (self.pages == at || (change == ListChange::Always && self.pages.is_multiple_of(at)))
        {
            self.past.push(self.list.clone());
            if change != ListChange::Made && !self.list.is_empty() {
                self.list.remove(0);
            }
            if change != ListChange::Deleted {
                self.list.push(format!("new{}", self.pages));
            }
        }
        Some(page)
    }
}

/// Reads the list; what was read, and whether it was confirmed.
fn read(server: &mut ListServer, size: u32) -> (Vec<String>, bool, u32) {
    let mut reading = ListReading::new(size);
    let (mut kept, mut tries, mut requests) = (std::collections::BTreeSet::new(), 1, 0);
    loop {
        requests += 1;
        assert!(requests < 20_000, "it ends");
        match reading.next() {
            ListStep::Count => reading.counted(server.list.len() as u64),
            ListStep::Page { page, size, again } => match server.page(page, size) {
                None => assert!(reading.refused(), "a size of one is taken"),
                Some(codes) => {
                    reading.page(codes.iter().map(String::as_str));
                    if !again && tries == reading.tries() {
                        kept.extend(codes);
                    }
                }
            },
            ListStep::Ended { confirmed } => {
                return (kept.into_iter().collect(), confirmed, requests);
            }
        }
        if tries != reading.tries() {
            tries = reading.tries();
            kept.clear();
        }
    }
}

/// In the order in which a reading keeps them.
fn sorted(list: &[String]) -> Vec<String> {
    let mut list = list.to_vec();
    list.sort();
    list
}

fn server(count: usize) -> ListServer {
    ListServer {
        list: (0..count).map(|at| format!("K{at}")).collect(),
        base: 1,
        cap: usize::MAX,
        is_refusing: false,
        order: 0,
        change: None,
        pages: 0,
        random: fastrand::Rng::with_seed(7),
        past: Vec::new(),
    }
}

#[test]
fn every_combination_is_complete_and_exact_or_not_confirmed() {
    let changes = [
        ListChange::Made,
        ListChange::Deleted,
        ListChange::Both,
        ListChange::Always,
    ];
    let mut disturbances: Vec<Option<(u32, ListChange)>> = vec![None];
    for change in changes {
        disturbances.extend((1..=9).map(|at| Some((at, change))));
    }
    let mut confirmed_changed = 0;
    for count in [0, 1, 2, 5, 10, 23] {
        for base in [0, 1] {
            for cap in [1, 3, 5, 1000] {
                for (order, is_refusing) in
                    [(0, false), (1, false), (2, false), (0, true), (2, true)]
                {
                    for change in &disturbances {
                        let mut server = ListServer {
                            base,
                            cap,
                            is_refusing,
                            order,
                            change: *change,
                            ..server(count)
                        };
                        let start = server.clone();
                        let (read, confirmed, _) = read(&mut server, 5);
                        if confirmed {
                            let moments = server.past.iter().chain([&server.list]);
                            let mut moments = moments.map(|list| sorted(list));
                            assert!(moments.any(|list| list == read), "{start:?}");
                            confirmed_changed += u32::from(change.is_some());
                        } else {
                            let is_quiet = change.is_none() && order != 2;
                            assert!(!is_quiet, "nothing changed: {start:?}");
                        }
                    }
                }
            }
        }
    }
    assert!(
        confirmed_changed > 1000,
        "one change is survived: {confirmed_changed}"
    );
}

#[test]
fn one_page_needs_few_requests() {
    let (read, confirmed, requests) = read(&mut server(7), 100);
    assert_eq!((read.len(), confirmed), (7, true));
    assert_eq!(
        requests, 6,
        "count, page 1, page 0, the empty page 2, count, the end"
    );
}

#[test]
fn an_unstable_order_is_read_in_the_end() {
    let (read, confirmed, _) = read(
        &mut ListServer {
            order: 2,
            ..server(200)
        },
        20,
    );
    assert_eq!((read.len(), confirmed), (200, true));
}

#[test]
fn a_server_that_repeats_one_page_is_not_believed_and_soon_left() {
    let mut reading = ListReading::new(10);
    let page: Vec<String> = (0..10).map(|at| format!("K{at}")).collect();
    for requests in 0.. {
        assert!(requests < 100, "it ends");
        match reading.next() {
            ListStep::Count => reading.counted(1_000_000),
            ListStep::Page { .. } => reading.page(page.iter().map(String::as_str)),
            ListStep::Ended { confirmed } => {
                assert!(!confirmed);
                break;
            }
        }
    }
}

#[test]
fn a_page_0_may_be_refused_or_blank() {
    for is_blank in [true, false] {
        let mut server = server(12);
        let mut reading = ListReading::new(5);
        loop {
            match reading.next() {
                ListStep::Count => reading.counted(12),
                ListStep::Page { page: 0, .. } if is_blank => reading.page([]),
                ListStep::Page { page: 0, .. } => assert!(reading.refused()),
                ListStep::Page { page, size, .. } => {
                    assert_eq!(size, 5);
                    let codes = server.page(page, size).expect("no size is refused");
                    reading.page(codes.iter().map(String::as_str));
                }
                ListStep::Ended { confirmed } => break assert!(confirmed),
            }
        }
    }
}
