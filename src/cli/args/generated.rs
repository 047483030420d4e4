//! What the commands take that print what is made of the program's own types; they read no configuration.

use std::path::PathBuf;

use clap::{Args, ValueHint};
use clap_complete::Shell;

#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell; its own manual says from where it loads them.
    ///
    /// bash: ~/.local/share/bash-completion/completions/vbot-sync; zsh: a file `_vbot-sync` in a folder of $fpath; fish:
    /// ~/.config/fish/completions/vbot-sync.fish.
    #[arg(value_name = "SHELL")]
    pub shell: Shell,
}

#[derive(Debug, Args)]
pub struct ManArgs {
    /// Write `vbot-sync.1`, `vbot-sync-sync.1` and so on to this folder, which is made if it does not exist.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
}
