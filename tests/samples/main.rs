//! Generates the files in `samples/` and checks the committed ones against them.
//!
//! The generator is seeded: after a change here, `cargo test --test samples -- --ignored regenerate`
//! writes the files again. Invariant: the committed samples, their configuration and their README agree.

mod configuration;
mod customer;
mod facts;
mod files;
mod lookups;
mod nights;
mod phones;
mod places;
mod random;
mod words;

use std::{fs, path::PathBuf};

use facts::Facts;
use lookups::Night;

/// A path below `samples/`.
fn sample(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("samples")
        .join(name)
}

/// Every generated file: its path below `samples/` and its bytes.
fn generated() -> Vec<(String, Vec<u8>)> {
    let customers = nights::both();
    let nights = Night::ALL.into_iter().zip(&customers);
    nights
        .flat_map(|(night, rows)| {
            let path = |name: &str| format!("{}/{name}", night.folder());
            [
                (path("khach-hang.csv"), files::csv(rows)),
                (path("danh-muc.xlsx"), files::workbook(night)),
            ]
        })
        .collect()
}

#[test]
fn the_committed_files_equal_the_generated_ones() {
    for (name, bytes) in generated() {
        let committed = fs::read(sample(&name)).expect("the sample can be read");
        assert!(
            committed == bytes,
            "samples/{name} differs: run `cargo test --test samples -- --ignored regenerate`"
        );
    }
}

#[test]
#[ignore = "it writes the samples; run it after a change to the generator"]
fn regenerate() {
    for (name, bytes) in generated() {
        fs::write(sample(&name), bytes).expect("the sample can be written");
    }
}

#[test]
fn the_numbers_in_the_readme_are_true() {
    let readme = fs::read_to_string(sample("README.md")).expect("the README can be read");
    for line in Facts::of(&nights::both()).lines() {
        assert!(
            readme.lines().any(|written| written == line),
            "samples/README.md should have the line {line}"
        );
    }
}

#[test]
fn the_second_night_stays_within_the_default_guards() {
    let facts = Facts::of(&nights::both());
    assert!(facts.vanished * 20 <= facts.customers[0], "{facts:?}");
    assert!(facts.changed * 2 <= facts.customers[0], "{facts:?}");
    assert!(facts.customers[1] * 2 >= facts.customers[0], "{facts:?}");
}

/// The numbers without their spelling: the nine digits after the zero or the country code.
fn subscribers(cells: &[String]) -> Vec<String> {
    let numbers = cells.iter().flat_map(|cell| cell.split('/'));
    let digits = numbers.map(|number| number.chars().filter(char::is_ascii_digit).collect());
    digits
        .filter(|digits: &String| !digits.is_empty())
        .map(|digits| digits[digits.len() - 9..].to_owned())
        .collect()
}

#[test]
fn every_code_and_phone_is_unique() {
    for rows in nights::both() {
        let mut codes: Vec<_> = rows.iter().map(|row| &row.code).collect();
        codes.sort();
        codes.dedup();
        assert_eq!(codes.len(), rows.len());
        let mut phones: Vec<_> = rows
            .iter()
            .flat_map(|row| subscribers(&row.phones))
            .collect();
        let all = phones.len();
        phones.sort();
        phones.dedup();
        assert_eq!(phones.len(), all);
    }
}
