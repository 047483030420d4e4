//! What the guards refuse, and the number that overrides them.

use super::{an, planned, shelf_with};
use crate::{
    codec::{Plan, Snapshot, fixture::FixtureSnapshot},
    model::{
        Content, Entity, Figures, FileFigure, GuardLimits, Origin, Overrides, SourceFigure,
        fixture::{customer, moved, named, row},
    },
    plan::guards,
    report::{override_flag, refusal},
};

pub(super) fn figures(known: usize, source: SourceFigure) -> Figures {
    Figures {
        known: [(Entity::Customer, known)].into(),
        sources: vec![source],
    }
}

pub(super) fn source(rows: usize, before: Option<usize>) -> SourceFigure {
    of_files(vec![file("c.csv", rows, before)])
}

pub(super) fn file(name: &str, rows: usize, before: Option<usize>) -> FileFigure {
    let file = name.into();
    FileFigure {
        place: Origin {
            file,
            ..Origin::default()
        },
        rows,
        before,
        ..FileFigure::default()
    }
}

pub(super) fn of_files(files: Vec<FileFigure>) -> SourceFigure {
    SourceFigure {
        entity: Entity::Customer,
        name: "c*.csv".into(),
        files,
        gone: Vec::new(),
        before: None,
    }
}

pub(super) fn refused(plan: &Plan, figures: &Figures, overrides: &Overrides) -> Vec<String> {
    guards(plan, figures, &GuardLimits::default(), overrides)
        .into_iter()
        .map(|guard| override_flag(&guard))
        .collect()
}

#[test]
fn deletes_are_refused_above_the_share_and_when_they_empty_an_entity() {
    let customers: Vec<(String, Content)> = (0..100)
        .map(|number| {
            (
                format!("K{number:02}"),
                customer("An", &format!("09000000{number:02}"), "S"),
            )
        })
        .collect();
    let mut snapshot = FixtureSnapshot::default();
    for (code, content) in &customers {
        snapshot = snapshot.with(Entity::Customer, code, content.clone());
    }
    let first = |count: usize| {
        let rows = customers[..count]
            .iter()
            .map(|(code, content)| row(Entity::Customer, code, content.clone()));
        planned(&[(Entity::Customer, rows.collect())], &snapshot)
    };
    let figures = figures(100, source(90, Some(100)));
    let none = Overrides::default();
    assert_eq!(refused(&first(90), &figures, &none), Vec::<String>::new());
    assert_eq!(
        refused(&first(89), &figures, &none),
        ["--max-delete customer=11"]
    );
    assert_eq!(
        refused(&first(0), &figures, &none),
        ["--max-delete customer=100"]
    );
    let allowed = Overrides {
        max_delete: [(Entity::Customer, 11)].into(),
        ..Overrides::default()
    };
    assert_eq!(
        refused(&first(89), &figures, &allowed),
        Vec::<String>::new()
    );
    assert_eq!(
        refused(&first(88), &figures, &allowed),
        ["--max-delete customer=12"]
    );
    assert_eq!(
        snapshot.known(Entity::Customer).expect("readable").len(),
        100
    );
}

#[test]
fn emptying_even_a_small_entity_is_refused() {
    let snapshot = shelf_with(&[], &[("A", an("S"))]);
    let plan = planned(&[(Entity::Customer, Vec::new())], &snapshot);
    assert_eq!(
        refused(&plan, &figures(1, source(1, None)), &Overrides::default()),
        ["--max-delete customer=1"]
    );
}

/// `count` of 100 customers get their code from `new`.
fn renamed(count: usize, new: impl Fn(usize) -> String) -> Plan {
    let (mut snapshot, mut rows) = (FixtureSnapshot::default(), Vec::new());
    for number in 0..100 {
        let (code, phone) = (format!("{number:05}"), format!("09000000{number:02}"));
        let content = customer("An", &phone, "S");
        snapshot = snapshot.with(Entity::Customer, &code, content.clone());
        rows.push(if number < count {
            moved(Entity::Customer, &new(number), &code, content)
        } else {
            row(Entity::Customer, &code, content)
        });
    }
    planned(&[(Entity::Customer, rows)], &snapshot)
}

#[test]
fn many_changes_of_code_are_refused_with_what_they_have_in_common() {
    let check = |plan: &Plan, overrides: &Overrides| {
        let figures = figures(100, source(100, Some(100)));
        let found = guards(plan, &figures, &GuardLimits::default(), overrides);
        found
            .iter()
            .map(|guard| (refusal(guard), override_flag(guard)))
            .collect::<Vec<_>>()
    };
    let none = Overrides::default();
    let short = |number: usize| number.to_string();
    assert_eq!(check(&renamed(10, short), &none), []);
    let words = "customer: 11 of 100 codes lost their leading zeros (00000 → 0, 00001 → 1, 00002 → 2, …); at most 10 may change (10%)";
    let flag = "--max-rename customer=11".to_owned();
    assert_eq!(
        check(&renamed(11, short), &none),
        [(words.to_owned(), flag)]
    );
    let allowed = |count| Overrides {
        max_rename: [(Entity::Customer, count)].into(),
        ..Overrides::default()
    };
    assert_eq!(check(&renamed(11, short), &allowed(11)), []);
    assert_eq!(check(&renamed(11, short), &allowed(10)).len(), 1);
    let look_alike = |number: usize| format!("{number:05}\u{200b}");
    let (words, _) = &check(&renamed(11, look_alike), &none)[0];
    assert!(words.contains("00000 → 00000\\u{200B}"), "{words}");
}

/// A temporary rename is not counted as a change of code of its own.
#[test]
fn records_that_swap_their_codes_are_counted_once_each() {
    let (mut snapshot, mut rows) = (FixtureSnapshot::default(), Vec::new());
    for number in 0..20 {
        let code = format!("K{number:02}");
        let content = customer("An", &format!("09000000{number:02}"), "S");
        snapshot = snapshot.with(Entity::Customer, &code, content.clone());
        let other = if number < 6 { number ^ 1 } else { number };
        let other = format!("K{other:02}");
        rows.push(if other == code {
            row(Entity::Customer, &code, content)
        } else {
            moved(Entity::Customer, &other, &code, content)
        });
    }
    let plan = planned(&[(Entity::Customer, rows)], &snapshot);
    assert_eq!(plan.renames[&Entity::Customer].count, 6);
    assert!(
        plan.summary[&Entity::Customer].update_no > 6,
        "{:?}",
        plan.summary
    );
    let figures = figures(20, source(20, Some(20)));
    assert_eq!(
        refused(&plan, &figures, &Overrides::default()),
        ["--max-rename customer=6"]
    );
}

#[test]
fn many_updates_are_refused_naming_the_column_and_followers_do_not_count() {
    let mut snapshot = FixtureSnapshot::default();
    let mut changed = Vec::new();
    for number in 0..30 {
        let (code, phone) = (format!("K{number:02}"), format!("09000000{number:02}"));
        snapshot = snapshot.with(Entity::Customer, &code, customer("An", &phone, "S"));
        changed.push(row(Entity::Customer, &code, customer("An", &phone, "T")));
    }
    let plan = planned(&[(Entity::Customer, changed.clone())], &snapshot);
    let found = guards(
        &plan,
        &figures(30, source(30, Some(30))),
        &GuardLimits::default(),
        &Overrides::default(),
    );
    let message = refusal(&found[0]);
    assert!(
        message.ends_with("customer_status_code changes in 30 of them"),
        "{message}"
    );
    assert_eq!(override_flag(&found[0]), "--max-update customer=30");
    let snapshot = snapshot.with(Entity::Status, "S", named(Entity::Status, "s"));
    let statuses = vec![moved(Entity::Status, "T", "S", named(Entity::Status, "s"))];
    let plan = planned(
        &[(Entity::Status, statuses), (Entity::Customer, changed)],
        &snapshot,
    );
    assert_eq!(plan.follows[&Entity::Customer], 30);
    assert_eq!(
        refused(
            &plan,
            &figures(30, source(30, Some(30))),
            &Overrides::default()
        ),
        Vec::<String>::new()
    );
}
