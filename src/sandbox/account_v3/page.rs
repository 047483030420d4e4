//! Pages: which part of a list a request gets, in which order.
//!
//! It knows no record but its number and code. Invariant: with a stable order, pages of one size have every record
//! once.

use crate::{
    model::Code,
    sandbox::{
        answer::{RuleResult, SandboxAnswer},
        dialect::v3::parameters::Parameters,
        rules_v3::{OverSize, PageOrder, RulesV3},
        scramble::scramble,
    },
};

/// The part of the list that the parameters ask for.
pub fn page<T>(list: Vec<T>, rules: &RulesV3, parameters: &Parameters) -> RuleResult<Vec<T>> {
    let refused = |key| SandboxAnswer::wrong_shape(key, "số nguyên hợp lệ");
    let base = i64::from(rules.page_base);
    let page = parameters.integer("page").unwrap_or(base);
    let page = usize::try_from(page).map_err(|_| refused("page"))?;
    let size = parameters.integer("size").unwrap_or(rules.page_size.into());
    let largest = i64::from(rules.largest_page);
    if size < 1 || (size > largest && rules.over_size == OverSize::Refused) {
        return Err(refused("size"));
    }
    let size = usize::try_from(size.min(largest)).map_err(|_| refused("size"))?;
    let before = page.saturating_sub(rules.page_base as usize);
    let skipped = before.saturating_mul(size);
    Ok(list.into_iter().skip(skipped).take(size).collect())
}

/// Puts a list in the order of pages. `key` has a record's number and code, `request` is the request's number.
pub fn arrange<T>(list: &mut [T], rules: &RulesV3, request: u64, key: impl Fn(&T) -> (u64, &Code)) {
    match rules.order {
        PageOrder::Created => list.sort_by_key(|it| key(it).0),
        PageOrder::Newest => list.sort_by_key(|it| std::cmp::Reverse(key(it).0)),
        PageOrder::Code => list.sort_by(|one, other| key(one).1.cmp(key(other).1)),
        PageOrder::Shuffled => {
            let seed = scramble(rules.seed, request);
            list.sort_by_key(|it| scramble(seed, key(it).0));
        }
    }
}
