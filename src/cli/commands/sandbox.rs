//! `sandbox`: runs the sandbox server until it is stopped.
//!
//! Invariant: it listens on the loopback address only.

use std::io::Write;

use vbot_sync::sandbox::{Faults, Options, Rules, RulesV3, Server};

use crate::cli::{
    args::SandboxArgs, error::CliError, failure::CommandFailure, notice::Notice, output,
};

pub fn run(options: &SandboxArgs) -> Result<u8, CommandFailure> {
    let faults = Faults::parse(&options.faults).map_err(CliError::Faults)?;
    let server = Server::start(Options {
        rules: Rules {
            vbot_id: options.vbot_id.clone(),
            project_code: options.project_code.clone(),
            dialect: options.dialect,
            cascade: options.cascade,
            strict: false,
            fold_case: options.fold_case,
            v3: RulesV3::default(),
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
    Notice::info(format!(
        "a VBot server that forgets everything when it ends (Ctrl-C)\n\
         base_url = \"{url}\", dialect = \"{}\", vbot_id = \"{}\", project_code = \"{}\"\n\
         token: VBOT_TOKEN={}, or VBOT_USERNAME=sandbox VBOT_PASSWORD=sandbox\n\
         its account: GET {url}/sandbox/state, its requests: GET {url}/sandbox/log",
        options.dialect.as_str(),
        options.vbot_id,
        options.project_code,
        if options.token == "sandbox" {
            "sandbox"
        } else {
            "(yours)"
        },
    ))
    .print();
    server.wait();
    Ok(0)
}
