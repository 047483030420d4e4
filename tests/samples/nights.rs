//! The customers of both nights: the first from nothing, the second from the first.
//!
//! Invariant: on the second night every customer has at most one kind of change, so that the kinds can be counted.

use super::{
    customer::Customer,
    lookups::{NEW_STATUS, Night, RENAMED, group_name, statuses},
    phones, places,
    random::Random,
    words,
};

/// Another seed gives other samples, and every number in `samples/README.md` has to be changed.
const SEED: u64 = 20_260_301;

const CUSTOMERS: usize = 1_000;
const ADDED: usize = 25;
const VANISHED: usize = 12;
const CHANGED: [(usize, Edit); 4] = [
    (13, new_phone),
    (10, new_address),
    (12, next_status),
    (5, new_note),
];

type Edit = fn(&mut Customer, &mut Random);

/// A status that is not in the catalogue, as a typing error.
pub const UNKNOWN_STATUS: &str = "Chờ duyệt";

/// The rows of both nights.
pub fn both() -> [Vec<Customer>; 2] {
    let mut random = Random::new(SEED);
    let first: Vec<_> = (1..=CUSTOMERS)
        .map(|number| Customer::random(&mut random, number))
        .collect();
    let second = second(first.clone(), &mut random);
    [first, second]
}

fn second(mut rows: Vec<Customer>, random: &mut Random) -> Vec<Customer> {
    let mut free: Vec<usize> = (0..rows.len())
        .filter(|row| rows[*row].group != RENAMED.0)
        .collect();
    for (count, edit) in CHANGED {
        for row in random.take(&mut free, count) {
            edit(&mut rows[row], random);
        }
    }
    make_faulty(&mut rows, &random.take(&mut free, 2));
    move_codes(&mut rows, &random.take(&mut free, 3));
    let gone = random.take(&mut free, VANISHED);
    for row in &mut rows {
        row.group = group_name(row.group, Night::Two);
    }
    let mut kept: Vec<_> = (0..)
        .zip(rows)
        .filter(|(row, _)| !gone.contains(row))
        .map(|(_, customer)| customer)
        .collect();
    kept.extend(added(random));
    kept
}

/// One row gets an unknown status and one loses its phones: both must be held, not deleted.
fn make_faulty(rows: &mut [Customer], chosen: &[usize]) {
    rows[chosen[0]].status = UNKNOWN_STATUS;
    rows[chosen[1]].phones = [String::new(), String::new()];
}

/// One customer gets a new code, and two others swap their codes.
fn move_codes(rows: &mut [Customer], chosen: &[usize]) {
    let old = |row: usize| rows[chosen[row]].code.clone();
    let codes = [old(0).replace("KH0", "KH9"), old(2), old(1)];
    for (row, code) in chosen.iter().zip(codes) {
        let customer = &mut rows[*row];
        customer.previous = std::mem::replace(&mut customer.code, code);
    }
}

/// New customers, some of them with the new status, all in the groups of the second night.
fn added(random: &mut Random) -> Vec<Customer> {
    (0..ADDED)
        .map(|index| {
            let mut customer = Customer::random(random, CUSTOMERS + 1 + index);
            customer.group = group_name(customer.group, Night::Two);
            customer.status = if index % 3 == 0 {
                NEW_STATUS
            } else {
                "Khách mới"
            };
            customer
        })
        .collect()
}

fn new_phone(customer: &mut Customer, random: &mut Random) {
    customer.phones[0] = phones::written(random);
}

fn new_address(customer: &mut Customer, random: &mut Random) {
    customer.address = places::city(random).address(random);
}

fn next_status(customer: &mut Customer, _random: &mut Random) {
    let known = statuses(Night::One);
    let now = known.iter().position(|(_, name)| *name == customer.status);
    let next = now.map_or(0, |row| (row + 1) % known.len());
    customer.status = known[next].1;
}

fn new_note(customer: &mut Customer, random: &mut Random) {
    let others: Vec<&str> = words::NOTES
        .iter()
        .copied()
        .filter(|note| *note != customer.note)
        .collect();
    customer.note = random.pick(&others);
}
