//! Saved plans on real files: they read back equal, and are refused when damaged or stale.

use std::{fs, path::PathBuf, time::Duration};

use jiff::Timestamp;
use tempfile::TempDir;

use super::{Seal, Stale, load, save};
use crate::{
    codec::{Plan, Proposal},
    error::{Error, ErrorKind},
    model::{
        AccountId, Action, Call, Cause, Changes, Code, Dialect, Effect, Entity, Issue, Key, Note,
        Origin, Problem,
        fixture::{customer, named},
    },
};

fn seal() -> Seal {
    Seal {
        program: "1.2.3".into(),
        made_at: "2026-11-24T08:00:00Z".parse().expect("a time"),
        tenant: AccountId {
            base_url: "https://crm.example.vn".into(),
            dialect: Dialect::V1,
            vbot_id: "1".into(),
            project_code: "P".into(),
            fields: crate::model::CustomerFields::default(),
        },
        snapshot: Some("abc-7".into()),
        configuration: [("[sync]".to_owned(), "f00".to_owned())].into(),
        rate: 12.5,
    }
}

fn call(id: u32, entity: Entity, action: Action) -> Call {
    Call {
        id,
        entity,
        effect: Effect::Remove {
            code: action.code().clone(),
        },
        action,
        after: (1..id).collect(),
        waits: Vec::new(),
        changes: Changes::from([(Key::Field("x".into()), [None, Some("y\u{2028}\n".into())])]),
        origin: Some(Origin::default()),
        cause: Cause::Row,
        cycle: Some(1),
        last: false,
        cascade: None,
    }
}

fn proposal() -> Proposal {
    let (code, to) = (Code::from("K\"1"), Code::from("K2"));
    let content = customer("An", "0912345678", "S");
    let plan = Plan {
        calls: vec![
            call(
                1,
                Entity::Group,
                Action::Create {
                    code: code.clone(),
                    content: named(Entity::Group, "Hà Nội"),
                },
            ),
            call(
                2,
                Entity::Customer,
                Action::UpdateNo {
                    from: code.clone(),
                    to,
                    content,
                },
            ),
        ]
        .into(),
        id: "8f367ed63adb".parse().expect("an id"),
        issues: vec![Issue::new(Problem::NoPhone {}, None)],
        follows: [(Entity::Customer, 3)].into(),
        ..Plan::default()
    };
    Proposal {
        plan,
        notes: vec![Note {
            entity: Entity::Customer,
            code,
            identity: Some("7".into()),
            previous_no: None,
        }],
        ..Proposal::default()
    }
}

/// A saved plan in a folder of its own.
struct PlanFolder {
    _folder: TempDir,
    path: PathBuf,
}

fn folder() -> PlanFolder {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("night.plan");
    save(&path, &seal(), &proposal()).expect("it is saved");
    PlanFolder {
        _folder: folder,
        path,
    }
}

fn refused(folder: &PlanFolder, bytes: &[u8]) -> Error {
    fs::write(&folder.path, bytes).expect("it can be written");
    load(&folder.path).expect_err("it is no plan")
}

#[test]
fn what_is_read_back_is_what_was_written() {
    let folder = folder();
    let saved = load(&folder.path).expect("it is a plan");
    assert_eq!(saved.seal, seal());
    assert_eq!(saved.proposal, proposal());
}

#[test]
fn the_id_is_text_in_the_file_and_the_same_at_another_time() {
    let folder = folder();
    let later = Seal {
        made_at: Timestamp::UNIX_EPOCH,
        ..seal()
    };
    save(&folder.path, &later, &proposal()).expect("a saved plan is replaced");
    let bytes = fs::read(&folder.path).expect("it can be read");
    let id = proposal().plan.id.to_string();
    assert!(bytes.starts_with(format!("vbot-sync plan 8\n{id}\n").as_bytes()));
}

#[test]
fn an_id_follows_the_account_the_calls_and_what_was_before_only() {
    let id = |tenant: &AccountId, change: fn(&mut Call)| {
        let calls = proposal().plan.calls.changed(change);
        calls.id(tenant).expect("the calls are in memory")
    };
    let tenant = seal().tenant;
    let own = id(&tenant, |_| {});
    assert_eq!(id(&tenant, |call| call.origin = None), own);
    let other = AccountId {
        vbot_id: "2".into(),
        ..tenant.clone()
    };
    assert_ne!(id(&other, |_| {}), own);
    assert_ne!(id(&tenant, |call| call.changes.clear()), own);
    assert_ne!(id(&tenant, |call| call.after.clear()), own);
}

#[cfg(unix)]
#[test]
fn only_its_owner_may_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(folder().path)
        .expect("it is there")
        .permissions();
    assert_eq!(mode.mode() & 0o777, 0o600);
}

#[test]
fn nothing_but_a_saved_plan_is_replaced() {
    let folder = folder();
    fs::write(&folder.path, "Mã KH;Tên\n").expect("it can be written");
    let error = save(&folder.path, &seal(), &proposal()).expect_err("it is a sheet");
    assert_eq!(error.kind(), ErrorKind::File);
    let kept = fs::read_to_string(&folder.path).expect("it is there");
    assert_eq!(kept, "Mã KH;Tên\n");
}

#[test]
fn a_file_that_is_cut_off_edited_or_foreign_is_refused() {
    let folder = folder();
    let whole = fs::read(&folder.path).expect("it can be read");
    for cut in 0..whole.len() {
        refused(&folder, &whole[..cut]);
    }
    for at in (0..whole.len()).step_by(7) {
        let mut edited = whole.clone();
        edited[at] ^= 1;
        refused(&folder, &edited);
    }
    refused(&folder, &[&whole[..], b"\n"].concat());
    let rest = whole
        .strip_prefix(b"vbot-sync plan 8\n")
        .expect("its label");
    let newer = refused(&folder, &[b"vbot-sync plan 9\n", rest].concat());
    assert!(newer.message().contains("newer version"), "{newer}");
    for label in [b"vbot-sync plan 1\n", b"vbot-sync plan 4\n"] {
        let older = refused(&folder, &[label, rest].concat());
        assert!(older.message().contains("older version"), "{older}");
    }
    let foreign = refused(&folder, &[b'x'; 10_000]);
    assert!(foreign.message().contains("no saved plan"), "{foreign}");
}

#[test]
fn a_seal_holds_while_nothing_has_changed() {
    let now = |change: fn(&mut Seal)| {
        let mut now = seal();
        change(&mut now);
        seal().stale(&now, Duration::from_hours(24))
    };
    assert_eq!(now(|_| {}), None);
    assert_eq!(now(|now| now.made_at += Duration::from_hours(23)), None);
    let reason = |stale: Option<Stale>| stale.expect("it is stale").to_string();
    let other = reason(now(|now| now.tenant.project_code = "Q".into()));
    assert!(other.contains("project_code P"), "{other}");
    let older = reason(now(|now| now.program = "2.0.0".into()));
    assert!(older.contains("1.2.3"), "{older}");
    let sections = reason(now(|now| {
        now.configuration = [("[limits]".to_owned(), "1".to_owned())].into();
    }));
    assert!(sections.ends_with(": [limits], [sync]"), "{sections}");
    assert_eq!(now(|now| now.snapshot = None), Some(Stale::Snapshot));
    let age = now(|now| now.made_at += Duration::from_hours(26));
    let age = Error::from(age.expect("it is stale"));
    assert!(age.message().contains("26 h ago"), "{age}");
    assert_eq!(
        age.hint_text().map(|hint| hint.contains("--max-age 27h")),
        Some(true)
    );
}
