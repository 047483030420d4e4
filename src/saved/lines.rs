//! The file's format: a head, then each call, issue and note on a line of its own, then a hash of it all.
//!
//! Lines, so that a plan of a million calls is never in memory as JSON, and so that `grep` finds a code.
//! Invariant: whatever has been read back is, to the last bit, what was written.

use std::{
    collections::BTreeMap,
    io::{self, BufRead, Read, Write},
};

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{Saved, Seal, calls::Loaded, error::Defect};
use crate::model::{Entity, Figures, Guard, Plan, Proposal, Sources, Summary};

/// What the head says the file is.
const KIND: &str = "vbot-sync/plan";

/// Counted up when an older program could no longer read the file.
const FORMAT: u32 = 1;

/// The first bytes of every saved plan.
const BEGINNING: &str = r#"{"kind":"vbot-sync/plan","#;

/// So many digits of the hash name a plan.
const ID: usize = 12;

#[derive(Deserialize, Serialize)]
struct Head {
    kind: String,
    format: u32,
    #[serde(flatten)]
    seal: Seal,
    summary: Summary,
    follows: BTreeMap<Entity, usize>,
    guards: Vec<Guard>,
    sources: Sources,
    figures: Figures,
    calls: usize,
    issues: usize,
    notes: usize,
}

/// The kind and format alone, which every version can read.
#[derive(Deserialize)]
struct Label {
    kind: String,
    format: u32,
}

#[derive(Deserialize, Serialize)]
struct End {
    end: String,
}

/// Writes the plan and tells its id.
pub(super) fn write(out: &mut impl Write, seal: &Seal, proposal: &Proposal) -> io::Result<String> {
    let mut hashed = Hashed {
        inner: out,
        hasher: blake3::Hasher::new(),
    };
    line(&mut hashed, &head(seal, proposal))?;
    let Plan { calls, issues, .. } = &proposal.plan;
    for call in calls.iter() {
        line(&mut hashed, &call.map_err(io::Error::other)?)?;
    }
    issues
        .iter()
        .try_for_each(|issue| line(&mut hashed, issue))?;
    let notes = proposal.notes.iter();
    notes
        .into_iter()
        .try_for_each(|note| line(&mut hashed, note))?;
    let end = hashed.hasher.finalize().to_hex().to_string();
    let id = end[..ID].to_owned();
    line(out, &End { end })?;
    Ok(id)
}

fn head(seal: &Seal, proposal: &Proposal) -> Head {
    let Plan {
        calls,
        summary,
        issues,
        guards,
        follows,
        ..
    } = &proposal.plan;
    Head {
        kind: KIND.to_owned(),
        format: FORMAT,
        seal: seal.clone(),
        summary: summary.clone(),
        follows: follows.clone(),
        guards: guards.clone(),
        sources: proposal.sources.clone(),
        figures: proposal.figures.clone(),
        calls: calls.len(),
        issues: issues.len(),
        notes: proposal.notes.len(),
    }
}

fn line(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}

/// Passes bytes on and remembers what has passed.
struct Hashed<'a, W> {
    inner: &'a mut W,
    hasher: blake3::Hasher,
}

impl<W: Write> Write for Hashed<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Whether it begins like a saved plan.
pub(super) fn is_begun(from: &mut impl Read) -> bool {
    let mut beginning = vec![0; BEGINNING.len()];
    from.read_exact(&mut beginning).is_ok() && beginning == BEGINNING.as_bytes()
}

/// Reads a plan to its end.
pub(super) fn read(from: &mut impl BufRead) -> Result<Saved, Defect> {
    let mut lines = Lines {
        from,
        hasher: blake3::Hasher::new(),
        text: Vec::new(),
    };
    let head = lines.head()?;
    let mut calls = Loaded::default();
    for _ in 0..head.calls {
        lines.next()?;
        calls.push(&lines.hashed()?);
    }
    let (calls, touched) = calls.finish();
    let proposal = Proposal {
        plan: Plan {
            calls,
            touched,
            issues: lines.all(head.issues)?,
            summary: head.summary,
            guards: head.guards,
            follows: head.follows,
        },
        notes: lines.all(head.notes)?,
        sources: head.sources,
        figures: head.figures,
    };
    Ok(Saved {
        id: lines.end()?,
        seal: head.seal,
        proposal,
    })
}

struct Lines<'a, R> {
    from: &'a mut R,
    hasher: blake3::Hasher,
    text: Vec<u8>,
}

impl<R: BufRead> Lines<'_, R> {
    fn head(&mut self) -> Result<Head, Defect> {
        // Whatever else somebody names may have lines without end, so it is told by its first bytes.
        let begun = self.from.fill_buf().map_err(Defect::Unread)?;
        if !begun.starts_with(BEGINNING.as_bytes()) {
            return Err(Defect::Foreign);
        }
        self.next()?;
        let label: Label = self.parsed().map_err(|_| Defect::Damaged)?;
        match label {
            Label { kind, .. } if kind != KIND => Err(Defect::Foreign),
            Label { format, .. } if format > FORMAT => Err(Defect::Newer),
            _ => self.hashed(),
        }
    }

    fn all<T: DeserializeOwned>(&mut self, count: usize) -> Result<Vec<T>, Defect> {
        let one = |_| {
            self.next()?;
            self.hashed()
        };
        (0..count).map(one).collect()
    }

    /// The hash has to be that of all lines before, and nothing may come after it.
    fn end(mut self) -> Result<String, Defect> {
        let hash = self.hasher.finalize().to_hex();
        self.next()?;
        let End { end } = self.parsed()?;
        let over = self.from.fill_buf().map_err(Defect::Unread)?.is_empty();
        if end == hash.as_str() && over {
            return Ok(end[..ID].to_owned());
        }
        Err(Defect::Damaged)
    }

    fn next(&mut self) -> Result<(), Defect> {
        self.text.clear();
        let read = self.from.read_until(b'\n', &mut self.text);
        match read.map_err(Defect::Unread)? {
            0 => Err(Defect::Damaged),
            _ => Ok(()),
        }
    }

    fn hashed<T: DeserializeOwned>(&mut self) -> Result<T, Defect> {
        self.hasher.update(&self.text);
        self.parsed()
    }

    fn parsed<T: DeserializeOwned>(&self) -> Result<T, Defect> {
        serde_json::from_slice(&self.text).map_err(|_| Defect::Damaged)
    }
}
