//! Executes calls on accounts and in the snapshot, in the plan's order or in another that it allows.

use fastrand::Rng;
use vbot_sync::{
    model::{AccountId, Action, Call, CallId, CallState, Code, Content, Dialect, Entity},
    sandbox::{Account, Rules, SandboxAnswer},
    send::{self, CallGraph},
};

use crate::snapshot::TestSnapshot;

/// The snapshot, and the possible accounts: one, or, if it is unknown whether the server cascades renames, one of
/// either kind.
#[derive(Clone)]
pub struct ReplayState {
    pub snapshot: TestSnapshot,
    pub accounts: Vec<Account>,
}

impl ReplayState {
    pub fn new(renames_cascade: bool) -> Self {
        let account = |cascade| {
            Account::new(Rules {
                cascade,
                ..Rules::default()
            })
        };
        let kinds: &[bool] = if renames_cascade {
            &[true]
        } else {
            &[false, true]
        };
        Self {
            snapshot: TestSnapshot::default(),
            accounts: kinds.iter().copied().map(account).collect(),
        }
    }

    /// Applies a call, which every account has to accept.
    pub fn execute(&mut self, call: &Call) {
        for account in &mut self.accounts {
            let answer = ask(account, call.entity, &call.action);
            let cascade = account.rules().cascade;
            assert!(
                answer.is_success(),
                "call {} (cascade: {cascade}) must be accepted, but: {}\n{call:?}",
                call.id,
                answer.message
            );
        }
        self.snapshot
            .calls
            .insert(call.id, (call.clone(), CallState::Planned));
        self.snapshot.settle(call.id, CallState::Applied);
    }

    /// Executes calls in an order in which the pool may send them; stops after that many.
    pub fn execute_in_random_order(&mut self, calls: &[Call], rng: &mut Rng, most: usize) {
        let mut graph = CallGraph::of(calls.iter());
        let mut under_way: Vec<CallId> = Vec::new();
        let call = |id: CallId| &calls[id as usize - 1];
        for _ in 0..most {
            while let Some(id) = graph.take() {
                for other in &under_way {
                    assert_no_shared_code(call(id), call(*other));
                }
                under_way.push(id);
            }
            if under_way.is_empty() {
                return;
            }
            let id = under_way.swap_remove(rng.usize(..under_way.len()));
            self.execute(call(id));
            graph.acknowledged(id);
        }
    }

    /// Removes values of fields that do not exist: they are invisible and no call can refer to them. A customer
    /// that has to be sent again keeps them, since a field may get that code before.
    pub fn drop_orphaned_fields(&mut self) {
        for account in &mut self.accounts {
            let customers: Vec<_> = account.records(Entity::Customer).map(owned).collect();
            for (code, mut content) in customers {
                let known = |field: &str| account.content(Entity::Field, field).is_some();
                let unsettled = self.snapshot.is_unsettled(Entity::Customer, &code);
                content.fields.retain(|field, _| known(field) || unsettled);
                account.put(Entity::Customer, code, content);
            }
        }
    }
}

fn owned((code, content): (&Code, Content)) -> (Code, Content) {
    (code.clone(), content)
}

/// Two calls with a common code must never be in flight at the same time.
fn assert_no_shared_code(one: &Call, other: &Call) {
    let shared = one.entity == other.entity
        && one
            .action
            .codes()
            .any(|code| other.action.codes().any(|own| own == code));
    assert!(
        !shared,
        "{one:?} and {other:?} share a code and may be in flight together"
    );
}

/// Sends one call with its real path and body.
pub fn ask(account: &mut Account, entity: Entity, action: &Action) -> SandboxAnswer {
    let rules = account.rules();
    let tenant = AccountId {
        base_url: String::new(),
        dialect: Dialect::V1,
        vbot_id: rules.vbot_id.clone(),
        project_code: rules.project_code.clone(),
        fields: vbot_sync::model::CustomerFields::default(),
    };
    let path = send::path(tenant.dialect, entity, action.operation());
    account.call(&path, &send::sealed(&tenant, entity, action))
}
