//! `sandbox`: runs the sandbox server until it is stopped.
//!
//! Invariant: it listens on the loopback address only.

use std::io::Write;

use vbot_sync::sandbox::{Options, Rules, RulesV3, Server};
use vbot_sync::{language::say, model::Dialect};

use crate::cli::{
    args::SandboxArgs, error::CliError, failure::CommandFailure, notice::Notice, output,
};

pub fn run(options: &SandboxArgs) -> Result<u8, CommandFailure> {
    if options.dialect != Dialect::V3 && !options.v3_rules.is_empty() {
        return Err(CliError::RulesOfV3(options.dialect).into());
    }
    let faults = options.server.parsed().map_err(CliError::Faults)?;
    let server = Server::start(Options {
        rules: Rules {
            vbot_id: options.vbot_id.clone(),
            project_code: options.project_code.clone(),
            dialect: options.dialect,
            cascade: options.cascade,
            strict: false,
            fold_case: options.fold_case,
            v3: RulesV3::parse(&options.v3_rules).map_err(CliError::Rules)?,
        },
        port: options.port,
        token: options.token.clone(),
        username: Some("sandbox".to_owned()),
        password: Some("sandbox".to_owned()),
        faults,
        ..Options::default()
    })?;
    let url = server.url();
    output::print(|out| writeln!(out, "{url}"))?;
    Notice::info(say!("cli-sandbox", access = access(options, &url), url)).print();
    server.wait();
    Ok(0)
}

/// What a configuration needs to reach the server.
fn access(options: &SandboxArgs, url: &str) -> String {
    let secret = match options.token.as_str() {
        "sandbox" => "sandbox".to_owned(),
        _ => say!("cli-sandbox-yours"),
    };
    let (dialect, vbot_id, project) = (
        options.dialect.as_str(),
        &options.vbot_id,
        &options.project_code,
    );
    match options.dialect {
        Dialect::V1 | Dialect::V2 => format!(
            "base_url = \"{url}\", dialect = \"{dialect}\", vbot_id = \"{vbot_id}\", project_code = \"{project}\"\n\
             {}",
            say!("cli-sandbox-token", secret)
        ),
        Dialect::V3 => format!(
            "base_url = \"{url}\", dialect = \"{dialect}\"\n{}",
            say!("cli-sandbox-key", secret)
        ),
    }
}
