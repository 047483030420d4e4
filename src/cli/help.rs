//! The help in the language of the process: English as the arguments' own texts have it, Vietnamese from its Fluent
//! file.
//!
//! Arguments, commands and their names are the same. Invariant: a text that the Fluent file lacks stays English
//! (the test below finds none).

use clap::{Arg, ArgAction, Command, CommandFactory, builder::PossibleValue};
use vbot_sync::language::{self, Language, Said, spoken};

use super::args::Arguments;

/// The command line, with its help in the language of the process.
pub fn command() -> Command {
    match spoken() {
        Language::English => Arguments::command(),
        Language::Vietnamese => vietnamese(),
    }
}

fn vietnamese() -> Command {
    let version = Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version);
    let mut command = translated(Arguments::command(), None)
        .disable_version_flag(true)
        .arg(of_argument(version, None));
    // clap adds the command `help` only now.
    command.build();
    command.mut_subcommand("help", |help| {
        let about = text("help-help", None).unwrap_or_default();
        help.about(about.clone()).long_about(about)
    })
}

/// A command with its commands and arguments; the program itself has no name.
fn translated(command: Command, name: Option<&str>) -> Command {
    let id = name.map_or_else(|| "help".to_owned(), |name| format!("help-{name}"));
    let usage = text("help-heading-usage", None).unwrap_or_default();
    let mut command = command
        .help_template(format!(
            "{{about-with-newline}}\n{usage} {{usage}}\n\n{{all-args}}{{after-help}}"
        ))
        .disable_help_flag(true)
        .mut_args(|argument| of_argument(argument, name))
        .mut_subcommands(|command| {
            let name = command.get_name().to_owned();
            translated(command, Some(&name))
        });
    if let Some(heading) = text("help-heading-commands", None) {
        command = command.subcommand_help_heading(heading);
    }
    if let Some(about) = text(&id, None) {
        let long = text(&id, Some("long")).map(|long| joined(&about, &long));
        command = command
            .about(about.clone())
            .long_about(long.unwrap_or(about));
    }
    if let Some(after) = text(&id, Some("after")) {
        command = command.after_help(after);
    }
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help);
    command.arg(of_argument(help, name))
}

/// The text of the Vietnamese file.
fn text(id: &str, attribute: Option<&str>) -> Option<String> {
    language::text(Language::Vietnamese, id, attribute)
}

fn joined(first: &str, rest: &str) -> String {
    format!("{first}.\n\n{rest}")
}

/// The ids that the text of an argument may have, the best first.
fn ids(argument: &Arg, command: Option<&str>) -> Vec<String> {
    let of = |owner: &str| match (argument.get_long(), argument.get_value_names()) {
        (Some(long), _) => format!("help-{owner}option-{long}"),
        (None, Some([name, ..])) => format!("help-{owner}argument-{}", name.to_lowercase()),
        (None, _) => format!("help-{owner}argument-{}", argument.get_id()),
    };
    let own = command.map(|command| of(&format!("{command}-")));
    own.into_iter().chain([of("")]).collect()
}

fn of_argument(argument: Arg, command: Option<&str>) -> Arg {
    let found = ids(&argument, command).into_iter().find_map(|id| {
        let help = text(&id, None)?;
        Some((help, text(&id, Some("long"))))
    });
    let heading = match argument.get_help_heading() {
        Some(heading) => format!("help-heading-{}", heading.to_lowercase().replace(' ', "-")),
        None if argument.is_positional() => "help-heading-arguments".to_owned(),
        None => "help-heading-options".to_owned(),
    };
    let mut argument = argument;
    if let Some(heading) = text(&heading, None) {
        argument = argument.help_heading(heading);
    }
    let Some((help, long)) = found else {
        return argument;
    };
    let notes = notes(&argument);
    let long = long.map_or_else(|| help.clone(), |long| joined(&help, &long));
    let argument = argument
        .help(format!("{help}{}", notes.short))
        .long_help(format!("{long}{}", notes.long))
        .hide_env(true);
    if !argument.get_action().takes_values() {
        return argument;
    }
    argument.hide_default_value(true).hide_possible_values(true)
}

/// What follows a help text: the default, the values that are possible, and the variable.
struct HelpNotes {
    short: String,
    long: String,
}

fn notes(argument: &Arg) -> HelpNotes {
    let mut notes = Vec::new();
    let mut described = String::new();
    if let Some(variable) = argument.get_env().filter(|_| !argument.is_hide_env_set()) {
        notes.push(named(
            "help-environment",
            "variable",
            &variable.to_string_lossy(),
        ));
    }
    let takes_values = argument.get_action().takes_values();
    if takes_values && !argument.is_hide_default_value_set() {
        let defaults = argument.get_default_values().iter();
        let defaults: Vec<_> = defaults.map(|value| value.to_string_lossy()).collect();
        if !defaults.is_empty() {
            notes.push(named("help-default", "value", &defaults.join(" ")));
        }
    }
    if takes_values && !argument.is_hide_possible_values_set() {
        let values = argument.get_possible_values();
        let names: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
        described = names
            .iter()
            .filter_map(|value| {
                let help = text(&format!("help-value-{}-{value}", argument.get_id()), None)?;
                Some(format!("\n- {value}: {help}"))
            })
            .collect();
        if !names.is_empty() {
            notes.push(named("help-possible", "values", &names.join(", ")));
        }
    }
    let brackets = |note: &String| format!("[{note}]");
    let brackets: Vec<String> = notes.iter().map(brackets).collect();
    let lines = |mark: &str| {
        if brackets.is_empty() {
            return String::new();
        }
        format!("{mark}{}", brackets.join(" "))
    };
    HelpNotes {
        short: lines(" "),
        long: format!("{}{described}", lines("\n\n")),
    }
}

/// A note with its value in place.
fn named(id: &str, name: &'static str, value: &str) -> String {
    let value = Said::Text(value.to_owned());
    language::sentence_in(Language::Vietnamese, id, vec![(name, value)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_translated_command_line_is_sound() {
        vietnamese().debug_assert();
    }

    #[test]
    fn every_command_and_argument_has_a_vietnamese_text() {
        let program = Arguments::command();
        let mut missing: Vec<String> = Vec::new();
        let own = |command: &Command, name: Option<&str>| -> Vec<String> {
            let arguments = command.get_arguments().map(|argument| ids(argument, name));
            let without = arguments.filter(|ids| ids.iter().all(|id| text(id, None).is_none()));
            without.map(|ids| ids.join(" or ")).collect()
        };
        missing.extend(own(&program, None));
        for command in program.get_subcommands() {
            let name = command.get_name();
            missing.extend(own(command, Some(name)));
            if text(&format!("help-{name}"), None).is_none() {
                missing.push(format!("help-{name}"));
            }
        }
        assert!(missing.is_empty(), "{missing:#?}");
        assert!(
            program.get_subcommands().count() > 10,
            "no command was looked at"
        );
    }
}
