//! What only a person can know, as questions with the answers that the sheets suggest.
//!
//! It asks nothing itself. Invariant: every answer can be given on the command line as well.

use super::{
    columns::{Chooser, Confidence},
    fields, missing,
    profile::ColumnProfile,
    text::examples,
};
use crate::model::{Entity, Target};

/// Columns that are offered for one attribute.
const OFFERED: usize = 12;

/// A column that may be meant.
#[derive(Clone, Debug)]
pub struct OfferedColumn {
    /// Its header.
    pub header: String,
    /// A few of its values.
    pub examples: String,
}

/// One question about customers.
#[derive(Clone, Debug)]
pub enum Question {
    /// Which column an attribute is in.
    Column {
        /// The attribute.
        target: Target,
        /// Those whose header or values would do, the most likely first.
        columns: Vec<OfferedColumn>,
        /// Whether one value for all records would do.
        has_default: bool,
    },
    /// Which of the columns are custom fields: each with a code that is made up.
    Fields(Vec<(OfferedColumn, String)>),
}

/// The questions about one table.
pub(super) fn questions(chooser: &Chooser<'_>, has_fields: bool) -> Vec<Question> {
    if chooser.entity != Entity::Customer {
        return Vec::new();
    }
    let mut questions = Vec::new();
    for target in missing::targets(chooser) {
        let has_default = missing::has_default(target);
        let mut columns: Vec<_> = chooser.candidates(target).map(offered).collect();
        if columns.is_empty() && !has_default {
            columns = chooser.others().map(offered).take(OFFERED).collect();
        }
        if has_default || !columns.is_empty() {
            questions.push(Question::Column {
                target,
                columns,
                has_default,
            });
        }
    }
    for choice in &chooser.choices {
        if matches!(choice.confidence, Confidence::Check(_)) {
            let meant = choice.columns.iter();
            let meant = meant.map(|number| &chooser.table.columns[*number]);
            let rivals = chooser.candidates(choice.target);
            questions.push(Question::Column {
                target: choice.target,
                columns: meant.chain(rivals).map(offered).collect(),
                has_default: missing::has_default(choice.target),
            });
        }
    }
    let made_up = if has_fields {
        Vec::new()
    } else {
        fields::made_up_codes(chooser)
    };
    if !made_up.is_empty() {
        let columns = made_up.into_iter();
        let columns = columns.map(|(column, code)| (offered(column), code));
        questions.push(Question::Fields(columns.collect()));
    }
    questions
}

fn offered(column: &ColumnProfile) -> OfferedColumn {
    OfferedColumn {
        header: column.header.clone(),
        examples: examples(column),
    }
}
