//! The targets that inference treats specially, by name.
//!
//! Constants only. Invariant: all of them are attributes of customers.

use crate::model::{Attribute, Target};

pub(super) const NAME: Target = Target::Attribute(Attribute::CustomerName);
pub(super) const PHONES: Target = Target::Attribute(Attribute::CustomerPhones);
pub(super) const GROUP_NAME: Target = Target::Attribute(Attribute::CustomerGroupName);
