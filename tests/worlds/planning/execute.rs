//! Carries calls out on accounts and in the snapshot, in the plan's order or in another that it allows.

use fastrand::Rng;
use vbot_sync::{
    model::{AccountId, Action, Call, CallId, CallState, Code, Content, Dialect, Entity},
    sandbox::{Account, Rules, SandboxAnswer},
    send::{self, CallGraph},
};

use crate::memory::TestSnapshot;

/// What is claimed, and the accounts that may be meant: one, or where it is not known whether the server
/// rewrites its customers, one of either kind.
#[derive(Clone)]
pub struct Stage {
    pub memory: TestSnapshot,
    pub accounts: Vec<Account>,
}

impl Stage {
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
            memory: TestSnapshot::default(),
            accounts: kinds.iter().copied().map(account).collect(),
        }
    }

    /// Every account has to accept the call.
    pub fn carry_out(&mut self, call: &Call) {
        for account in &mut self.accounts {
            let answer = ask(account, call.entity, &call.action);
            let cascade = account.rules().cascade;
            assert!(
                answer.is_success(),
                "call {} (cascade: {cascade}) is refused: {}\n{call:?}",
                call.id,
                answer.message
            );
        }
        self.memory
            .calls
            .insert(call.id, (call.clone(), CallState::Planned));
        self.memory.settle(call.id, CallState::Applied);
    }

    /// As the pool may send them; stops after so many calls.
    pub fn carry_out_somehow(&mut self, calls: &[Call], rng: &mut Rng, most: usize) {
        let mut graph = CallGraph::of(calls.iter());
        let mut under_way: Vec<CallId> = Vec::new();
        let call = |id: CallId| &calls[id as usize - 1];
        for _ in 0..most {
            while let Some(id) = graph.take() {
                for other in &under_way {
                    apart(call(id), call(*other));
                }
                under_way.push(id);
            }
            if under_way.is_empty() {
                return;
            }
            let id = under_way.swap_remove(rng.usize(..under_way.len()));
            self.carry_out(call(id));
            graph.acknowledged(id);
        }
    }

    /// Forgets values under codes that no field has: nobody can see them, and nobody can name them. A customer
    /// that has to be sent again keeps them, since a field may get that code before.
    pub fn sweep(&mut self) {
        for account in &mut self.accounts {
            let customers: Vec<_> = account.records(Entity::Customer).map(owned).collect();
            for (code, mut content) in customers {
                let known = |field: &str| account.content(Entity::Field, field).is_some();
                let unsettled = self.memory.is_unsettled(Entity::Customer, &code);
                content.fields.retain(|field, _| known(field) || unsettled);
                account.put(Entity::Customer, code, content);
            }
        }
    }
}

fn owned((code, content): (&Code, &Content)) -> (Code, Content) {
    (code.clone(), content.clone())
}

/// Two calls that name one code are never under way at once.
fn apart(one: &Call, other: &Call) {
    let shared = one.entity == other.entity
        && one
            .action
            .codes()
            .any(|code| other.action.codes().any(|own| own == code));
    assert!(!shared, "{one:?} and {other:?} may be under way at once");
}

/// One call by its real path and body.
pub fn ask(account: &mut Account, entity: Entity, action: &Action) -> SandboxAnswer {
    let rules = account.rules();
    let tenant = AccountId {
        base_url: String::new(),
        dialect: Dialect::V1,
        vbot_id: rules.vbot_id.clone(),
        project_code: rules.project_code.clone(),
    };
    let path = send::path(tenant.dialect, entity, action.operation());
    account.call(&path, &send::sealed(&tenant, entity, action))
}
