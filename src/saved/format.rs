//! The file's format: a label and the plan's id in lines of text, a head, the calls as they are stored, and a hash of it all.
//!
//! Head and calls are in the postcard format (<https://postcard.jamesmunns.com/wire-format>). Invariant: a plan that
//! was loaded equals the one that was written, bit by bit.

use std::{
    collections::BTreeMap,
    io::{self, Read, Write},
};

use super::{calls::SavedCalls, error::Defect, saved_plan::Saved, seal::Seal};
use crate::{
    codec::{Plan, Proposal},
    model::{
        Entity, Figures, Guard, HeldPlace, Issue, Note, PlannedRows, Renames, Sources, Summary,
    },
};

/// The first bytes of every saved plan, whatever its format.
const BEGINNING: &[u8] = b"vbot-sync plan ";

/// The first line of this format. The number increases with every change of the format.
const LABEL: &[u8] = b"vbot-sync plan 8\n";

/// The labels of earlier formats, which are no longer read.
const EARLIER: [&[u8]; 6] = [
    b"vbot-sync plan 1\n",
    b"vbot-sync plan 2\n",
    b"vbot-sync plan 3\n",
    b"vbot-sync plan 4\n",
    b"vbot-sync plan 5\n",
    b"vbot-sync plan 6\n",
];

/// The head, and the number of calls.
type PlanHead = (
    Seal,
    Option<i64>,
    Summary,
    Summary,
    BTreeMap<Entity, usize>,
    BTreeMap<Entity, Renames>,
    Vec<Guard>,
    Vec<Issue>,
    Vec<HeldPlace>,
    PlannedRows,
    Vec<Note>,
    Sources,
    Figures,
    usize,
);

/// Writes the plan.
pub(super) fn write(out: &mut impl Write, seal: &Seal, proposal: &Proposal) -> io::Result<()> {
    let mut hasher = blake3::Hasher::new();
    let mut put = |bytes: &[u8]| {
        hasher.update(bytes);
        out.write_all(bytes)
    };
    let Proposal {
        plan,
        notes,
        sources,
        figures,
        ..
    } = proposal;
    let Plan {
        id,
        undoes,
        summary,
        left_out,
        follows,
        renames,
        guards,
        issues,
        held_rows,
        rows,
        calls,
        ..
    } = plan;
    put(LABEL)?;
    put(format!("{id}\n").as_bytes())?;
    let count = calls.len();
    let head = (
        seal, undoes, summary, left_out, follows, renames, guards, issues, held_rows, rows, notes,
        sources, figures, count,
    );
    put(&postcard::to_stdvec(&head).map_err(io::Error::other)?)?;
    for batch in calls.batches() {
        put(batch.map_err(io::Error::other)?.bytes())?;
    }
    let hash = hasher.finalize();
    out.write_all(hash.as_bytes())
}

/// Whether it begins like a saved plan.
pub(super) fn is_begun(from: &mut impl Read) -> bool {
    let mut beginning = [0; BEGINNING.len()];
    from.read_exact(&mut beginning).is_ok() && beginning == BEGINNING
}

/// Reads a plan to its end.
pub(super) fn read(from: &mut impl Read) -> Result<Saved, Defect> {
    // Another file, such as a device, may have no end.
    if !is_begun(from) {
        return Err(Defect::Foreign);
    }
    let mut bytes = BEGINNING.to_vec();
    from.read_to_end(&mut bytes).map_err(Defect::Unread)?;
    let format = bytes.get(BEGINNING.len()..LABEL.len());
    if format != Some(&LABEL[BEGINNING.len()..]) {
        return Err(if LABEL.starts_with(&bytes) {
            Defect::Damaged
        } else if EARLIER.iter().any(|label| bytes.starts_with(label)) {
            Defect::Older
        } else {
            Defect::Newer
        });
    }
    let end = bytes
        .len()
        .checked_sub(blake3::OUT_LEN)
        .filter(|end| *end >= LABEL.len())
        .ok_or(Defect::Damaged)?;
    let hash = blake3::hash(&bytes[..end]);
    if bytes[end..] != *hash.as_bytes() {
        return Err(Defect::Damaged);
    }
    bytes.truncate(end);
    saved(bytes).ok_or(Defect::Damaged)
}

fn saved(bytes: Vec<u8>) -> Option<Saved> {
    let rest = &bytes[LABEL.len()..];
    let line = rest.iter().position(|byte| *byte == b'\n')?;
    let id = str::from_utf8(&rest[..line]).ok()?.parse().ok()?;
    let (head, calls) = postcard::take_from_bytes::<PlanHead>(&rest[line + 1..]).ok()?;
    let (
        seal,
        undoes,
        summary,
        left_out,
        follows,
        renames,
        guards,
        issues,
        held_rows,
        rows,
        notes,
        sources,
        figures,
        count,
    ) = head;
    let begin = bytes.len() - calls.len();
    let (calls, touched) = SavedCalls::of(bytes, begin, count)?;
    let plan = Plan {
        id,
        undoes,
        calls,
        summary,
        left_out,
        issues,
        held_rows,
        rows,
        guards,
        follows,
        touched,
        renames,
    };
    let proposal = Proposal {
        plan,
        notes,
        sources,
        figures,
        canary: None,
        dropped: Vec::new(),
    };
    Some(Saved { seal, proposal })
}
