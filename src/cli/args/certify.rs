//! The options of `certify`.
//!
//! They are only parsed here. Invariant: each doc comment is the option's help text.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
pub struct CertifyArgs {
    /// The run to certify; without it, the newest finished one that has sent a call.
    #[arg(value_name = "RUN")]
    pub run: Option<i64>,

    /// Write certificate.json and certificate.html to this folder, instead of the folder that the run has left.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// Compute a certificate again and compare: exit code 3 if a figure, a sheet or the snapshot differs.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["run", "out"])]
    pub verify: Option<PathBuf>,
}
