//! What the guards refuse about a source's files, and the number that overrides them.

use std::time::Duration;

use super::guards::{figures, file, of_files, refused, source};
use crate::{
    codec::Plan,
    model::{Entity, FileFigure, GuardLimits, Overrides, SourceFigure, VanishedColumn},
    plan::guards,
    report::{override_flag, refusal},
};

fn least(rows: usize) -> Overrides {
    Overrides {
        min_rows: [(Entity::Customer, rows)].into(),
        ..Overrides::default()
    }
}

/// The guards that refuse an empty plan, with their flags.
#[track_caller]
fn assert_refused(source: SourceFigure, overrides: &Overrides, expected: &[(&str, &str)]) {
    let found = guards(
        &Plan::default(),
        &figures(10, source),
        &GuardLimits::default(),
        overrides,
    );
    let found: Vec<_> = found
        .iter()
        .map(|guard| (refusal(guard), override_flag(guard)))
        .collect();
    let found: Vec<_> = found
        .iter()
        .map(|(words, flag)| (words.as_str(), flag.as_str()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_source_is_refused_when_it_is_missing_or_empty() {
    let none = Overrides::default();
    let missing = "there is no file c*.csv, but 10 customer records are in the snapshot";
    let empty = "c*.csv has no row, but 10 customer records are in the snapshot";
    let flag = "--min-rows customer=0";
    assert_refused(of_files(Vec::new()), &none, &[(missing, flag)]);
    assert_refused(source(0, None), &none, &[(empty, flag)]);
    assert_refused(source(0, Some(10)), &none, &[(empty, flag)]);
    let all_empty = vec![file("c1.csv", 0, Some(9)), file("c2.csv", 0, Some(1))];
    assert_refused(of_files(all_empty), &none, &[(empty, flag)]);
    for files in [Vec::new(), vec![file("c.csv", 0, Some(10))]] {
        assert_refused(of_files(files.clone()), &least(0), &[]);
        assert_eq!(
            refused(&Plan::default(), &figures(10, of_files(files)), &least(1)),
            [flag]
        );
    }
    // It was empty last time, too.
    assert_refused(source(0, Some(0)), &none, &[]);
}

#[test]
fn every_file_needs_its_share_of_rows() {
    let none = Overrides::default();
    assert_refused(source(5, Some(10)), &none, &[]);
    assert_refused(source(4, None), &none, &[]);
    let short = (
        "c.csv has 4 rows; at the last successful run it had 10",
        "--min-rows customer=4",
    );
    assert_refused(source(4, Some(10)), &none, &[short]);
    assert_refused(source(4, Some(10)), &least(4), &[]);
    assert_refused(source(4, Some(10)), &least(5), &[short]);
    let follower = FileFigure {
        follows: Some("c_28.csv".into()),
        ..file("c_29.csv", 1, Some(3))
    };
    let files = vec![
        file("c.csv", 1000, Some(1000)),
        follower,
        file("new.csv", 1, None),
    ];
    let short = (
        "c_29.csv has 1 rows; at the last successful run c_28.csv had 3",
        "--min-rows customer=1",
    );
    assert_refused(of_files(files), &none, &[short]);
}

/// A snapshot from before sources were stored file by file.
#[test]
fn without_stored_files_all_files_together_need_the_share() {
    let none = Overrides::default();
    let files = vec![file("c1.csv", 4, None), file("c2.csv", 0, None)];
    let whole = |before| SourceFigure {
        before: Some(before),
        ..of_files(files.clone())
    };
    assert_refused(whole(8), &none, &[]);
    let short = (
        "c*.csv has 4 rows; at the last successful run it had 9",
        "--min-rows customer=4",
    );
    assert_refused(whole(9), &none, &[short]);
}

#[test]
fn a_file_that_is_gone_is_named() {
    let none = Overrides::default();
    let gone = |gone: &[(&str, usize)]| SourceFigure {
        gone: gone
            .iter()
            .map(|(name, rows)| ((*name).to_owned(), *rows))
            .collect(),
        ..source(9, Some(9))
    };
    let one = "c-dn.csv is missing: it was there at the last successful run, with 1 row, and no new file of c*.csv takes its place";
    let flag = "--min-rows customer=0";
    assert_refused(gone(&[("c-dn.csv", 1)]), &none, &[(one, flag)]);
    assert_refused(gone(&[("c-dn.csv", 1)]), &least(1), &[(one, flag)]);
    assert_refused(gone(&[("c-dn.csv", 1)]), &least(0), &[]);
    let two = "2 files of c*.csv are missing that were there at the last successful run: a.csv (1 row), b.csv (2 rows)";
    assert_refused(gone(&[("a.csv", 1), ("b.csv", 2)]), &none, &[(two, flag)]);
    let many = vec![("a.csv", 1); 12];
    let found = guards(
        &Plan::default(),
        &figures(10, gone(&many)),
        &GuardLimits::default(),
        &none,
    );
    let words = refusal(&found[0]);
    assert!(
        words.starts_with("12 files ") && words.ends_with("a.csv (1 row), …"),
        "{words}"
    );
}

#[test]
fn a_column_is_refused_once_whatever_files_have_lost_it() {
    let lost = |name: &str, headers: &[&str]| FileFigure {
        vanished: vec![VanishedColumn {
            name: "customer_email".into(),
            headers: headers.iter().map(|header| (*header).to_owned()).collect(),
        }],
        ..file(name, 10, Some(10))
    };
    let flag = "--drop-column customer.customer_email";
    let one = "c.csv no longer has the column for customer_email (“Email”), which was there at the last successful run";
    let none = Overrides::default();
    assert_refused(
        of_files(vec![lost("c.csv", &["Email"])]),
        &none,
        &[(one, flag)],
    );
    let two = "a.csv and 1 more file no longer have the column for customer_email, which was there at the last successful run";
    let files = vec![lost("a.csv", &[]), lost("b.csv", &[])];
    assert_refused(of_files(files.clone()), &none, &[(two, flag)]);
    let allowed = Overrides {
        drop_column: vec![(Entity::Customer, "customer_email".into())],
        ..none
    };
    assert_refused(of_files(files), &allowed, &[]);
}

#[test]
fn a_file_that_is_too_old_is_refused_up_to_the_age_that_is_allowed() {
    let hours = Duration::from_hours;
    let old = |age| {
        of_files(vec![FileFigure {
            stale: Some((age, hours(36))),
            ..file("c.csv", 10, Some(10))
        }])
    };
    let age = hours(50) + Duration::from_mins(30);
    let words = "c.csv was last changed 2 days 2 h ago, and may be 36 h old (`max_age`)";
    assert_refused(
        old(age),
        &Overrides::default(),
        &[(words, "--stale customer=52h")],
    );
    let allowed = |hours| Overrides {
        stale: [(Entity::Customer, Duration::from_hours(hours))].into(),
        ..Overrides::default()
    };
    assert_refused(old(age), &allowed(52), &[]);
    assert_refused(old(age), &allowed(50), &[(words, "--stale customer=52h")]);
}
