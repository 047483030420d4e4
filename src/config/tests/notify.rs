//! `[notify]`: what is accepted, what is refused, and that no URL is ever quoted.

use std::path::Path;

use super::{refused::issue_of_section, with};
use crate::model::{ChatId, HiddenUrl, NotifyOn, NotifySettings, UrlPlace, Webhook, WebhookForm};

fn here(url: &str) -> UrlPlace {
    UrlPlace::Here(HiddenUrl::from(url))
}

#[test]
fn every_key_is_understood() {
    let config = with(
        "[notify]\non = \"change\"\nping = \"env:PING\"\nwebhook = \" https://hooks.example/geheim \"\n\
         form = \"telegram\"\nchat_id = \"@kh\"\ncommand = [\"./notify.sh\", \"\"]",
        "",
    );
    let expected = NotifySettings {
        on: NotifyOn::Change,
        ping: Some(UrlPlace::Variable("PING".to_owned())),
        webhook: Some(Webhook {
            url: here("https://hooks.example/geheim"),
            form: WebhookForm::Telegram(ChatId::Name("@kh".to_owned())),
        }),
        command: vec!["./notify.sh".to_owned(), String::new()],
        folder: Path::new("conf").to_owned(),
    };
    assert_eq!(config.notify, expected);
    assert!(!format!("{config:?}").contains("geheim"));
}

#[test]
fn defaults_notify_of_failures_with_the_summary() {
    let none = with("", "").notify;
    let folder = Path::new("conf").to_owned();
    let usual = NotifySettings {
        folder,
        ..NotifySettings::default()
    };
    assert_eq!((&none, none.on), (&usual, NotifyOn::Failure));
    let webhook = |more: &str| {
        let text = format!("[notify]\nwebhook = \"file:hook.url\"\n{more}");
        with(&text, "").notify.webhook.expect("a webhook")
    };
    assert_eq!(webhook("").form, WebhookForm::Json);
    assert_eq!(
        webhook("").url,
        UrlPlace::File(Path::new("conf").join("hook.url"))
    );
    assert_eq!(webhook("form = \"slack\"").form, WebhookForm::Slack);
    let telegram = webhook("form = \"telegram\"\nchat_id = -100").form;
    assert_eq!(telegram, WebhookForm::Telegram(ChatId::Number(-100)));
}

#[test]
fn what_can_not_be_used_is_refused_at_its_line() {
    let no_url = |key: &str| {
        format!(
            "2: `{key}` is no URL with https:// or http://, and no `env:NAME` or `file:PATH` that has one (for example `env:NOTIFY_URL`, with the URL in that variable of the environment)"
        )
    };
    for (key, value) in [
        ("ping", "hc.example/geheim"),
        ("ping", "ftp://hc.example/geheim"),
        ("webhook", "https://"),
        ("webhook", "https:hc.example/geheim"),
        ("webhook", "https://hc.example/ge heim"),
        ("webhook", "env:"),
        ("ping", "env:A=B"),
        ("webhook", "file: "),
        ("ping", ""),
    ] {
        let section = format!("[notify]\n{key} = \"{value}\"");
        assert_eq!(issue_of_section(&section), no_url(key), "{value}");
    }
    let no_program = "2: `command` names no program (it is a list: the program, then each argument, such as `command = [\"./notify.sh\", \"night\"]`)";
    for (section, expected) in [
        ("command = []", no_program),
        ("command = [\" \"]", no_program),
        (
            "form = \"slack\"",
            "2: `form` means nothing without `webhook`",
        ),
        (
            "webhook = \"env:A\"\nform = \"telegram\"",
            "3: `form = \"telegram\"` needs a `chat_id` (it is the chat's number, or the name of a channel, such as `\"@name\"`)",
        ),
        (
            "webhook = \"env:A\"\nchat_id = 7",
            "3: `chat_id` means nothing without `form = \"telegram\"`",
        ),
        (
            "webhook = \"env:A\"\nform = \"telegram\"\nchat_id = \"\"",
            "4: `chat_id` is blank",
        ),
        (
            "on = \"allways\"",
            "2: `on` is `allways`, not one of failure, change, always (did you mean `always`?)",
        ),
        (
            "pings = \"env:A\"",
            "2: unknown key `pings` in [notify] (did you mean `ping`?)",
        ),
    ] {
        assert_eq!(issue_of_section(&format!("[notify]\n{section}")), expected);
    }
}

#[test]
fn a_saved_plan_does_not_depend_on_it() {
    let sections = |text: &str| with(text, "").sections();
    assert_eq!(sections("[notify]\nping = \"env:PING\""), sections(""));
}
