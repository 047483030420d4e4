//! The summary of a plan.

use std::collections::BTreeMap;

use insta::assert_snapshot;

use super::PLAIN;
use crate::{
    codec::Plan,
    model::{Action, CellText, Code, Counts, Entity, Issue, Problem},
    report::{
        Style,
        fixture::{self, customers},
        summary,
        text::width,
    },
};

fn shown(plan: &Plan, style: Style) -> String {
    let mut out = Vec::new();
    summary::plan(&mut out, plan, 10.0, style).expect("memory takes it");
    String::from_utf8(out).expect("it is UTF-8")
}

fn quiet() -> Plan {
    let counts = Counts {
        unchanged: 1_000,
        ..Counts::default()
    };
    Plan {
        summary: BTreeMap::from([(Entity::Customer, counts)]),
        ..Plan::default()
    }
}

#[test]
fn a_plan_at_80_columns() {
    assert_snapshot!(shown(&fixture::plan(), PLAIN), @r#"
    1 status to create
        HEN_GOI  Hẹn gọi lại
    1 type to create
        SI  SI (customers name it)
    1 group to update
        005  group_name  Cần Thơ → Miền Tây
    1 customer to create
        KH1001  Mai Thị Huyền
    14 customers to update
        KH0042  customer_email       (blank) → phong@example.com
                customer_phones      0912000001 → 0987000002, 0243000003
        KH0043  customer_address     Số 318, ngõ 94 Lê Lợi, P. 2, Q. Tân… → (blank)
        KH0500  customer_group_name  Cần Thơ → Miền Tây
        KH0501  customer_group_name  Cần Thơ → Miền Tây
        KH0502  customer_group_name  Cần Thơ → Miền Tây
        KH0503  customer_group_name  Cần Thơ → Miền Tây
        … and 8 more
    4 customers to give a new code (updateNo)
        KH0001 → KH0900  Hồ Minh Nghĩa
        KH0377 → TMP-1   Trần Đức Quân (part of a swap)
        KH0415 → KH0377  Công ty TNHH Nội thất Hoàng Phát
        TMP-1 → KH0415   Trần Đức Quân (part of a swap)
    1 customer to delete
        KH0126  Lý Gia Lâm

      12 customer updates only follow a changed code or group name (`renames_cascade
      = true` leaves them to the server).
      1 create only because customers refer to records that no sheet has.
      2 calls to swap codes or names.
      Held: 2 customers whose rows have errors; nothing is sent or deleted for them.

    1 error and 2 warnings in the sheets
      1 × row.reference
        error: there is no status `Chờ duyệt`
          exports/khach-hang.csv row 356, column “Trạng thái”
      1 × phone.invalid
        warning: “091234” is not a Vietnamese phone number; it is sent all the same
          exports/khach-hang.csv row 18, column “ĐT 2”
      1 × run.unfinished
        warning: run 12 is unfinished: `sync` first settles what is in doubt of it,
        so its plan may differ from this one

                 create   update   updateNo   delete   unchanged   held
      status          1        ·          ·        ·           ·      ·
      type            1        ·          ·        ·           ·      ·
      group           ·        1          ·        ·           ·      ·
      customer        1       14          4        1       1,234      2
      ─────────────────────────────────────────────────────────────────
      total           3       15          4        1       1,234      2

    23 calls: about 2 s at 10/s. Plan 8f367ed63adb.
    "#);
}

#[test]
fn a_plan_never_runs_over_its_width() {
    for columns in [60, 80, 120] {
        let text = shown(&fixture::plan(), Style::plain(columns));
        let longest = text.lines().map(width).max();
        assert!(
            longest <= Some(columns.max(70)),
            "{longest:?} of {columns}:\n{text}"
        );
    }
}

#[test]
fn colour_changes_nothing_but_colour() {
    let colour = Style {
        colour: true,
        width: 80,
    };
    let coloured = shown(&fixture::plan(), colour);
    assert!(coloured.contains('\u{1b}'));
    let plain = anstream::adapter::strip_str(&coloured).to_string();
    assert_eq!(plain, shown(&fixture::plan(), PLAIN));
}

#[test]
fn a_guard_shows_its_override() {
    let plan = Plan {
        guards: vec![fixture::guard()],
        ..Plan::default()
    };
    assert_snapshot!(shown(&plan, PLAIN), @r#"
    Refused: please look twice before this is sent
      120 of 1,000 customer records would be deleted; at most 100 may be (10%)
        if that is right: --max-delete customer=120

    Nothing to send, and a guard refuses the plan.
    "#);
}

#[test]
fn issues_are_counted_by_rule_and_cut() {
    let issue = |row| Issue::new(Problem::NoPhone {}, customers(row));
    let plan = Plan {
        issues: (2..53).map(issue).collect(),
        ..quiet()
    };
    assert_snapshot!(shown(&plan, PLAIN), @r#"
    51 errors in the sheets
      51 × row.required
        error: `customer_phones` is required but holds no phone number
          exports/khach-hang.csv row 2
        error: `customer_phones` is required but holds no phone number
          exports/khach-hang.csv row 3
        error: `customer_phones` is required but holds no phone number
          exports/khach-hang.csv row 4
        … and 48 more

    Nothing to do: 1,000 records are in the account as the sheets have them.
    "#);
}

#[test]
fn many_issues_of_many_rules_take_few_lines() {
    let samples = Problem::samples(&CellText::words("Lê Lợi"));
    let issues = samples.iter().take(16).cycle().take(805);
    let issues = issues
        .zip(2..)
        .map(|(problem, row)| Issue::new(problem.clone(), customers(row)));
    let issues: Vec<_> = issues.collect();
    let mut rules: Vec<_> = issues.iter().map(Issue::rule).collect();
    rules.sort_unstable();
    rules.dedup();
    assert!(rules.len() >= 8, "{rules:?}");
    let plan = Plan {
        issues,
        ..fixture::plan()
    };
    let text = shown(&plan, Style::plain(100));
    let mut check = Vec::new();
    super::super::check::issues(&mut check, &plan.issues, Style::plain(100))
        .expect("memory takes it");
    let check = String::from_utf8(check).expect("it is UTF-8");
    for text in [&text, &check] {
        assert!(
            text.lines().count() < 80,
            "{} lines:\n{text}",
            text.lines().count()
        );
        assert!(rules.iter().all(|rule| text.contains(rule)), "{text}");
    }
}

#[test]
fn the_total_is_directly_above_the_end() {
    for columns in [60, 80, 120] {
        let text = shown(&fixture::plan(), Style::plain(columns));
        let below = text
            .lines()
            .rev()
            .position(|line| line.trim_start().starts_with("total"));
        assert_eq!(below, Some(2), "a blank line and the verdict:\n{text}");
    }
}

#[test]
fn a_quiet_night_is_one_sentence() {
    assert_snapshot!(shown(&quiet(), PLAIN), @"Nothing to do: 1,000 records are in the account as the sheets have them.");
    assert_snapshot!(shown(&Plan::default(), PLAIN), @"Nothing to do.");
}

#[test]
fn a_cell_cannot_steer_the_terminal() {
    let mut plan = fixture::plan();
    plan.calls.edit(|calls| {
        for call in calls {
            if let Action::Delete { code, .. } = &mut call.action {
                *code = Code::from("KH\u{1b}[2J\nforged");
            }
        }
    });
    plan.issues = vec![Issue::new(
        Problem::EmailDoubtful {
            text: CellText::words("bad \u{1b}]0;title\u{7}"),
        },
        None,
    )];
    let text = shown(&plan, PLAIN);
    assert!(
        !text.contains('\u{1b}') && !text.contains('\u{7}'),
        "{text}"
    );
    assert!(text.contains(r"KH\u{001B}[2J\nforged"), "{text}");
}

#[test]
fn a_night_with_nothing_but_held_rows_is_explained() {
    let mut plan = quiet();
    plan.summary.entry(Entity::Customer).or_default().held = 1;
    plan.issues = vec![Issue::new(Problem::NoPhone {}, customers(9))];
    assert_snapshot!(shown(&plan, PLAIN), @r#"
    1 error in the sheets
      1 × row.required
        error: `customer_phones` is required but holds no phone number
          exports/khach-hang.csv row 9

    Nothing to send: 1,000 records are unchanged, 1 row is held.
    "#);
}
