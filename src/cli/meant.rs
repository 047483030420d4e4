//! What was probably meant by a command or an option that other programs have.
//!
//! The parser suggests what is spelt alike, which misleads where the word is right elsewhere: `--dry-run` is no
//! misspelling of `--drop-column`. Invariant: a word that is a command or an option here is never looked up.

use clap::{
    Error,
    error::{ContextKind, ContextValue, ErrorKind},
};
use vbot_sync::language::say;

/// The error with what is meant in place of what is spelt alike.
pub fn with_advice(mut error: Error) -> Error {
    if let Some(advice) = advice(&error) {
        for kind in [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand] {
            error.remove(kind);
        }
        let advice = ContextValue::StyledStrs(vec![advice.into()]);
        error.insert(ContextKind::Suggested, advice);
        error.remove(ContextKind::Usage);
    }
    error
}

/// What is meant by a word of other programs.
pub fn advice(error: &Error) -> Option<String> {
    let kind = match error.kind() {
        ErrorKind::InvalidSubcommand => ContextKind::InvalidSubcommand,
        ErrorKind::UnknownArgument => ContextKind::InvalidArg,
        _ => return None,
    };
    match error.get(kind)? {
        ContextValue::String(word) => meant(word.split('=').next().unwrap_or(word)),
        _ => None,
    }
}

fn meant(word: &str) -> Option<String> {
    Some(match word {
        "--dry-run" | "--dryrun" | "-n" | "--preview" | "--what-if" | "--diff" | "--noop"
        | "dry-run" | "preview" | "diff" | "compare" | "show" => say!("cli-meant-plan"),
        "doctor" | "validate" | "verify" | "lint" | "test" | "--validate" | "--check" => {
            say!("cli-meant-check")
        }
        "import" | "push" | "send" | "upload" | "run" | "start" | "deploy" | "migrate" | "load" => {
            say!("cli-meant-sync")
        }
        "rollback" | "revert" | "restore" | "--rollback" => say!("cli-meant-undo"),
        "log" | "logs" | "runs" | "list" => say!("cli-meant-history"),
        "continue" | "retry" | "--resume" | "--continue" => say!("cli-meant-resume"),
        "new" | "create" | "setup" | "configure" | "config" => say!("cli-meant-init"),
        "serve" | "server" | "mock" | "simulate" => say!("cli-meant-sandbox"),
        "login" | "auth" | "--token" | "--key" | "--api-key" | "--password" | "--username" => {
            say!("cli-meant-key")
        }
        "-y" | "--force" | "-f" | "--auto-approve" | "--no-confirm" => say!("cli-meant-yes"),
        "--rate" | "--rate-limit" | "--concurrency" => say!("cli-meant-rate"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::help;

    fn refused(typed: &[&str]) -> String {
        let typed = [&["vbot-sync"], typed].concat();
        let error = help::command().try_get_matches_from(typed);
        let error = error.expect_err("the parser refuses it");
        with_advice(error).render().to_string()
    }

    #[test]
    fn the_words_of_other_programs_lead_to_the_command_that_is_meant() {
        for (typed, meant) in [
            (&["sync", "--dry-run"][..], "`vbot-sync plan`"),
            (&["doctor"], "`vbot-sync check`"),
            (&["sync", "--token=abc"], "VBOT_TOKEN"),
            (&["rollback"], "`vbot-sync undo`"),
        ] {
            let text = refused(typed);
            assert!(text.contains(meant), "{text}");
            assert!(!text.contains("similar"), "{text}");
        }
    }

    #[test]
    fn what_is_misspelt_leads_to_what_is_spelt_alike() {
        assert!(refused(&["sync", "--max-delet", "x"]).contains("--max-delete"));
        assert!(refused(&["plann"]).contains("'plan'"));
    }
}
