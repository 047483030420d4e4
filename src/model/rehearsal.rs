//! The result of a rehearsal: what the sandbox, filled from the snapshot, made of a plan.
//!
//! Plain data. Invariant: a rule of the server is either known to the rehearsal or not, never both.

use serde::{Serialize, Serializer};

use super::{Moment, PlanId, RecordRef, StopReason, UnsentCall};

/// What a plan would do, as far as the sandbox can tell; its form as JSON is that of `rehearse --json`.
#[derive(Clone, Debug, Serialize)]
pub struct Rehearsal {
    /// The plan's id.
    pub plan: PlanId,
    /// The calls of the plan.
    pub calls: usize,
    /// Those that were accepted.
    pub accepted: usize,
    /// Those that were refused.
    pub rejected: usize,
    /// Whether the account ended as the sheets want it.
    pub equal: bool,
    /// The requests of calls, retries included.
    pub requests: u64,
    /// How long the run takes, in seconds of its own time.
    pub seconds: f64,
    /// When it would end if it began now.
    pub ends: Moment,
    /// The rules that were tried.
    pub rules: StageRules,
    /// The first calls that were not accepted, with the reasons.
    #[serde(skip)]
    pub failures: Vec<UnsentCall>,
    /// The first records that did not end as the sheets want them.
    #[serde(skip)]
    pub differing: Vec<RecordRef>,
    /// Why the run ended early, if it did.
    #[serde(skip)]
    pub stop: Option<StopReason>,
}

impl Rehearsal {
    /// The exit code of the command.
    #[must_use]
    pub const fn exit(&self) -> u8 {
        if self.accepted == self.calls && self.equal {
            0
        } else {
            3
        }
    }
}

/// The rules of the server, apart by whether the rehearsal knows them.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize)]
pub struct StageRules {
    /// Those that the sandbox applies.
    pub known: Vec<StageRule>,
    /// Those that only the real server knows.
    pub unknown: Vec<StageRule>,
}

/// A rule of the server that can decide about a call, or about how long a run takes.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum StageRule {
    /// A call has the keys that the documentation requires.
    Keys,
    /// A code that exists is not created again.
    Exists,
    /// A record that is missing is not changed.
    Missing,
    /// What a customer refers to exists.
    References,
    /// What is in use is not deleted.
    InUse,
    /// Two groups don't have the same name.
    GroupNames,
    /// Whether customers follow a lookup that gets another code or name.
    Cascade,
    /// Whether codes that differ only in case are one.
    Folding,
    /// Which values are accepted: lengths, characters, phones.
    Values,
    /// What others have changed in the account since.
    Others,
    /// What the token's user may do.
    Permissions,
    /// How many requests the server takes.
    RateLimit,
    /// How long an answer takes.
    AnswerTime,
}

impl StageRule {
    /// All of them; first those that the sandbox always has, last those that it never has.
    pub const ALL: [Self; 13] = [
        Self::Keys,
        Self::Exists,
        Self::Missing,
        Self::References,
        Self::InUse,
        Self::GroupNames,
        Self::Cascade,
        Self::Folding,
        Self::Values,
        Self::Others,
        Self::Permissions,
        Self::RateLimit,
        Self::AnswerTime,
    ];

    /// Its name in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Keys => "keys",
            Self::Exists => "exists",
            Self::Missing => "missing",
            Self::References => "references",
            Self::InUse => "in_use",
            Self::GroupNames => "group_names",
            Self::Cascade => "cascade",
            Self::Folding => "folding",
            Self::Values => "values",
            Self::Others => "others",
            Self::Permissions => "permissions",
            Self::RateLimit => "rate_limit",
            Self::AnswerTime => "answer_time",
        }
    }
}

impl Serialize for StageRule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl StageRules {
    /// Those of an account; `cascade` if the configuration says that customers follow.
    #[must_use]
    pub fn of(cascade: bool) -> Self {
        let is_known = |rule: &StageRule| match rule {
            StageRule::Cascade => cascade,
            rule => *rule < StageRule::Cascade,
        };
        let (known, unknown) = StageRule::ALL.into_iter().partition(is_known);
        Self { known, unknown }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_known_or_not() {
        for cascade in [false, true] {
            let StageRules { known, unknown } = StageRules::of(cascade);
            assert_eq!(known.contains(&StageRule::Cascade), cascade);
            assert_eq!(known.len() + unknown.len(), StageRule::ALL.len());
            assert!(known.contains(&StageRule::GroupNames));
            assert!(unknown.contains(&StageRule::Folding));
        }
    }
}
