//! Compares a certificate with the journal, the sheets and the snapshot as they are now.
//!
//! It decides on no exit code. Invariant: a certificate without a fault is the one that would be made now.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use serde_json::Value;

use super::{certify::certify, certify_error::CertifyError};
use crate::{
    error::Result,
    model::{Certificate, CertificateCheck, CertificateFault, EarlierCertificates},
    read,
    store::Store,
};

/// Checks a certificate; `earlier` are those that were found beside it.
///
/// # Errors
/// The snapshot can't be read.
pub fn check_certificate(
    store: Option<&Store>,
    certificate: &Certificate,
    earlier: &EarlierCertificates,
) -> Result<CertificateCheck> {
    let mut check = CertificateCheck {
        lacks_previous: certificate.previous.is_some() && earlier.hashes.is_empty(),
        ..CertificateCheck::default()
    };
    let is_other = match &certificate.previous {
        Some(previous) => !earlier.hashes.is_empty() && !earlier.hashes.contains(previous),
        None => earlier.are_older,
    };
    if is_other {
        check.faults.push(CertificateFault::PreviousChanged);
    }
    compare_sheets(certificate, &mut check);
    let computed = store.map_or_else(
        || Err(CertifyError::NoRun(certificate.run).into()),
        |store| certify(store, certificate.run),
    );
    let computed = match computed {
        Ok(computed) => computed,
        Err(error) if error.downcast_ref::<CertifyError>().is_some() => {
            let reason = CertificateFault::NotInHistory(error.message());
            check.faults.push(reason);
            return Ok(check);
        }
        Err(error) => return Err(error),
    };
    let computed = Certificate {
        calls: computed.calls.filter(|_| certificate.calls.is_some()),
        ..computed
    };
    compare_figures(certificate, &computed, &mut check);
    if let Some(store) = store {
        compare_snapshot(store, &computed, &mut check)?;
    }
    Ok(check)
}

fn compare_sheets(certificate: &Certificate, check: &mut CertificateCheck) {
    let sources = certificate.sources.iter();
    let files: BTreeSet<_> = sources.map(|source| (&source.file, &source.hash)).collect();
    for (file, hash) in files {
        let Some(hash) = hash else {
            check.unhashed.push(file.clone());
            continue;
        };
        match read::sha256(Path::new(file)) {
            Ok(found) if found == *hash => {}
            Ok(_) => {
                let fault = CertificateFault::SheetChanged(file.clone());
                check.faults.push(fault);
            }
            Err(error) => {
                let fault = CertificateFault::SheetUnread(file.clone(), error.to_string());
                check.faults.push(fault);
            }
        }
    }
}

/// Compares the snapshot after the run with the one before the next change, or with the present one.
fn compare_snapshot(
    store: &Store,
    computed: &Certificate,
    check: &mut CertificateCheck,
) -> Result<()> {
    let next = store.next_change(computed.run)?;
    check.moved_on = next.as_ref().map(|(run, _)| *run);
    let now = match next {
        Some((_, before)) => before,
        None => store.state()?.fingerprint,
    };
    if now != computed.snapshot.after {
        check.faults.push(CertificateFault::SnapshotChanged);
    }
    Ok(())
}

fn compare_figures(
    certificate: &Certificate,
    computed: &Certificate,
    check: &mut CertificateCheck,
) {
    let (certified, found) = (figures(certificate), figures(computed));
    let names: BTreeSet<&String> = certified.keys().chain(found.keys()).collect();
    for name in names {
        let of = |figures: &BTreeMap<String, String>| {
            let figure = figures.get(name);
            figure.cloned().unwrap_or_else(|| "nothing".to_owned())
        };
        let (certified, found) = (of(&certified), of(&found));
        if certified != found {
            let fault = CertificateFault::Figure(name.clone(), certified, found);
            check.faults.push(fault);
        }
    }
}

/// Every figure by its name, but for the hash of the certificate before.
fn figures(certificate: &Certificate) -> BTreeMap<String, String> {
    let mut figures = BTreeMap::new();
    for source in &certificate.sources {
        let sheet = source.sheet.as_ref().map(|sheet| format!(" [{sheet}]"));
        let name = format!(
            "{}{} ({})",
            source.file,
            sheet.unwrap_or_default(),
            source.entity
        );
        add(
            &mut figures,
            &name,
            &serde_json::to_value(source).unwrap_or_default(),
        );
    }
    let rest = Certificate {
        sources: Vec::new(),
        previous: None,
        ..certificate.clone()
    };
    add(
        &mut figures,
        "",
        &serde_json::to_value(rest).unwrap_or_default(),
    );
    figures
}

fn add(figures: &mut BTreeMap<String, String>, name: &str, value: &Value) {
    match value {
        Value::Object(values) => {
            for (key, value) in values {
                let name = format!("{name} {key}");
                add(figures, name.trim(), value);
            }
        }
        Value::String(text) => drop(figures.insert(name.to_owned(), text.clone())),
        other => drop(figures.insert(name.to_owned(), other.to_string())),
    }
}
