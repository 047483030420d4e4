//! `certify`: writes the certificate of a run, or checks one.
//!
//! It sends nothing and leaves the snapshot as it is. Invariant: a certificate whose rows don't add up is not written.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use vbot_sync::{
    config::Config,
    file as files,
    language::say,
    model::{Certificate, RunSummary},
    read, report,
    store::Store,
    sync,
};

use super::{
    common,
    file::{self, ProtectedPaths},
};
use crate::cli::{
    Arguments,
    args::CertifyArgs,
    certificates::{self, CERTIFICATE, PAGE},
    error::CliError,
    failure::CommandFailure,
    notice::Notice,
    output, run_folder,
};

/// The exit code of a certificate that differs.
const DIFFERS: u8 = 3;

pub fn run(arguments: &Arguments, options: &CertifyArgs) -> Result<u8, CommandFailure> {
    let config = common::config(arguments)?;
    let store = common::open_read_only(&config)?;
    if let Some(path) = &options.verify {
        return verify((&config, store.as_ref()), path);
    }
    let unknown = || CliError::UnknownRun(options.run.unwrap_or(1));
    let store = store.ok_or_else(unknown)?;
    let run = match options.run {
        Some(run) => run,
        None => sync::newest_to_certify(&store)?,
    };
    let mut certificate = sync::certify(&store, run)?;
    let runs = store.history(None)?.into_iter();
    let runs: Vec<RunSummary> = runs.filter(|entry| entry.run == run).collect();
    let folder = folder((&config, options), run, &runs)?;
    let root = config.run.dir.as_deref();
    let known: Vec<&Path> = root.into_iter().chain(options.out.as_deref()).collect();
    certificate.previous = certificates::before(run, &known, None).hashes.pop();
    write(arguments, (&config, &certificate, &runs), &folder)?;
    Ok(0)
}

/// Where the certificate goes.
fn folder(
    (config, options): (&Config, &CertifyArgs),
    run: i64,
    runs: &[RunSummary],
) -> Result<PathBuf, CliError> {
    let unwritable = |path: &Path| {
        let path = path.to_owned();
        move |error| CliError::Unwritable(path, error)
    };
    if let Some(out) = &options.out {
        if !out.is_dir() {
            files::make_private_folder(out, true).map_err(unwritable(out))?;
        }
        return Ok(out.clone());
    }
    let root = config.run.dir.as_deref();
    let root = root.ok_or(CliError::NoFolder(run))?;
    let found = run_folder::find(root, runs).map_err(unwritable(root))?;
    found.ok_or(CliError::NoFolder(run))
}

fn write(
    arguments: &Arguments,
    (config, certificate, runs): (&Config, &Certificate, &[RunSummary]),
    folder: &Path,
) -> Result<(), CommandFailure> {
    let protected = ProtectedPaths::of(config, &arguments.config);
    let (data, page) = (folder.join(CERTIFICATE), folder.join(PAGE));
    file::write(&data, &protected, |out| {
        serde_json::to_writer_pretty(&mut *out, certificate)?;
        writeln!(out)
    })?;
    let hash = read::sha256(&data).map_err(|error| CliError::Unwritable(data.clone(), error))?;
    let account = config.tenant.to_string();
    file::write(&page, &protected, |out| {
        report::html::certificate::write(out, certificate, &account, &hash, runs)
    })?;
    for path in [&data, &page] {
        Notice::info(say!("cli-written", name = output::name(path))).print();
    }
    Ok(())
}

fn verify((config, store): (&Config, Option<&Store>), path: &Path) -> Result<u8, CommandFailure> {
    let no_certificate = |error| CliError::NoCertificate(path.to_owned(), error);
    let certificate = certificates::open(path).map_err(no_certificate)?;
    let own = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let own = own.unwrap_or(Path::new("."));
    let root = config.run.dir.as_deref();
    let known: Vec<&Path> = root.into_iter().chain([own]).collect();
    let written = fs::metadata(path).and_then(|file| file.modified()).ok();
    let earlier = certificates::before(certificate.run, &known, written);
    let check = sync::check_certificate(store, &certificate, &earlier)?;
    output::print(|out| report::certificate::check(out, &certificate, &check))?;
    Ok(if check.faults.is_empty() { 0 } else { DIFFERS })
}
