//! The sentences about problems, and how much of a customer is left in them after masking.

use std::io::{Cursor, Read};

use jiff::Timestamp;
use proptest::prelude::*;
use zip::ZipArchive;

use crate::{
    codec::Plan,
    language::{Language, speaking},
    model::{CellText, Entity, ExcelError, Guard, Issue, LookupName, Privacy, Problem, RecordRef},
    report::{
        ReportHead, Style, check, html, json, mask::LONGEST, message, redact, refusal, summary,
        xlsx,
    },
};

/// A plan with one of every problem, masked.
fn masked(text: &CellText) -> Plan {
    let problems = Problem::samples(text).into_iter();
    let mut plan = Plan {
        issues: problems.map(|one| Issue::new(one, None)).collect(),
        ..Plan::default()
    };
    redact(&mut plan);
    plan
}

/// The sentence about a problem after masking.
fn said(mut problem: Problem) -> String {
    problem.mask(&crate::report::mask::masked);
    message(&problem)
}

#[test]
fn what_problems_quote_is_masked() {
    let [phone, email, words] = [
        ("0121 234 5678", Privacy::Phone),
        ("an@nam", Privacy::Email),
        ("HIV “dương` tính", Privacy::Words),
    ]
    .map(|(text, privacy)| CellText::new(text, privacy));
    let said: Vec<_> = [phone, email, words]
        .iter()
        .flat_map(|text| masked(text).issues)
        .map(|issue| message(&issue.problem))
        .collect();
    for wanted in [
        "“•••• ••• •678” is not a Vietnamese phone number; it is sent as •••• ••• •678",
        "“a•@•••” does not look like an e-mail address",
        "`H•• ••••••• t•••` in 3 rows (the first is row 12) has no entry under [source.values.BENH]; nearest is `H•• ••••••• t•••`",
        "`KH1` keeps its code, but name and all phones changed, from “H•• ••••••• t•••” to “H•• ••••••• t•••”: is this another person? Then give each a code of its own, or map an `identity`",
    ] {
        assert!(said.iter().any(|one| one == wanted), "{wanted}\n{said:#?}");
    }
}

#[test]
fn every_problem_and_guard_is_said_in_vietnamese() {
    let text = CellText::new("A1", Privacy::Words);
    let said = |language| {
        speaking(language, || {
            let problems = Problem::samples(&text).into_iter();
            let problems = problems.map(|one| (one.rule(), message(&one)));
            let guards = Guard::samples(&text).into_iter();
            let guards = guards.map(|one| (one.rule(), refusal(&one)));
            problems.chain(guards).collect::<Vec<_>>()
        })
    };
    let pairs = said(Language::English)
        .into_iter()
        .zip(said(Language::Vietnamese));
    for ((rule, english), (_, vietnamese)) in pairs {
        assert_ne!(english, vietnamese, "{rule}");
        assert!(!vietnamese.is_ascii(), "{rule}: {vietnamese}");
        assert!(!vietnamese.contains(" the "), "{rule}: {vietnamese}");
    }
}

#[test]
fn what_problems_say_of_codes_and_lookups_is_kept() {
    let record = RecordRef::new(Entity::Customer, "KH0001");
    assert_eq!(
        said(Problem::CodeOfHeld { record }),
        "customer code “KH0001” still belongs to a record that is held"
    );
    let error = ExcelError::new("#DIV/0!");
    assert_eq!(
        said(Problem::CodeCellError { error }),
        "the code can't be read, its cell says #DIV/0!"
    );
    let missing = Problem::ReferenceMissing {
        entity: Entity::Status,
        name: LookupName::new("Chờ duyệt"),
        near: Some(LookupName::new("CHO_DUYET")),
    };
    assert_eq!(
        said(missing),
        "there is no status `Chờ duyệt`; did you mean `CHO_DUYET`? Then paste \
         `\"Chờ duyệt\" = \"CHO_DUYET\"` under [source.values.customer_status_code]"
    );
}

#[test]
fn everything_has_a_sentence_of_its_own() {
    let text = CellText::words("Lê Lợi");
    let (problems, guards) = (Problem::samples(&text), Guard::samples(&text));
    let mut said: Vec<_> = problems.iter().map(message).collect();
    said.extend(guards.iter().map(refusal));
    for sentence in &said {
        assert!(
            !sentence.ends_with('.') && sentence.len() > 10,
            "{sentence}"
        );
    }
    said.sort();
    said.dedup();
    assert_eq!(said.len(), problems.len() + guards.len());
}

/// The plan in every output format.
fn outputs(plan: &Plan) -> Vec<String> {
    let style = Style::plain(80);
    let (mut text, mut rules, mut data) = (Vec::new(), Vec::new(), Vec::new());
    let (mut page, mut book) = (Vec::new(), Vec::new());
    let cover = ReportHead {
        account: "https://crm.example.com".to_owned(),
        made_at: Timestamp::UNIX_EPOCH,
        rate: 10.0,
        redacted: true,
        brief: false,
    };
    summary::plan(&mut text, plan, 10.0, style).expect("memory takes it");
    check::issues(&mut rules, &plan.issues, style).expect("memory takes it");
    json::plan(&mut data, plan, &|_| serde_json::Value::Null).expect("memory takes it");
    html::plan(&mut page, plan, &cover).expect("memory takes it");
    xlsx::plan(&mut book, plan, &cover).expect("memory takes it");
    let mut book = ZipArchive::new(Cursor::new(book)).expect("it is an archive");
    let mut outputs = vec![text, rules, data, page];
    for index in 0..book.len() {
        let mut part = Vec::new();
        let mut file = book.by_index(index).expect("it is there");
        file.read_to_end(&mut part).expect("it is whole");
        outputs.push(part);
    }
    let texts = outputs.into_iter();
    texts
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .collect()
}

#[test]
fn no_output_of_a_masked_plan_quotes_a_cell() {
    for (text, privacy, parts) in [
        ("Phạm Quỳnh Trâm", Privacy::Words, ["Phạm", "Quỳnh", "Trâm"]),
        (
            "0912 345 678 / 0987654321",
            Privacy::Phone,
            ["0912", "09876", "54321"],
        ),
        (
            "hong.hanh@gmail.com.vn",
            Privacy::Email,
            ["hong", "hanh", "gmail"],
        ),
    ] {
        let outputs = outputs(&masked(&CellText::new(text, privacy)));
        for part in parts {
            let leak = outputs.iter().position(|output| output.contains(part));
            assert!(leak.is_none(), "{part} in output {leak:?}");
        }
        assert!(outputs.iter().filter(|one| one.contains('•')).count() >= 5);
    }
}

proptest! {
    #[test]
    fn no_sentence_keeps_a_run_of_a_cell(
        text in "[ắệỗữỵ0-9“”`@. ]{0,24}",
        privacy in prop_oneof![
            Just(Privacy::Words),
            Just(Privacy::Phone),
            Just(Privacy::Email),
        ],
    ) {
        let letters: Vec<char> = text.chars().collect();
        let runs = letters.windows(LONGEST + 1);
        let runs = runs.filter(|run| run.iter().all(|letter| letter.is_alphanumeric()));
        let runs: Vec<String> = runs.map(|run| run.iter().collect()).collect();
        for issue in masked(&CellText::new(&text, privacy)).issues {
            let said = message(&issue.problem);
            prop_assert!(runs.iter().all(|run| !said.contains(run)), "{said}");
        }
    }
}
