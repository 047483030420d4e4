//! The Fluent files, and how a sentence is made of them.
//!
//! They are part of the program, and parsed when the first sentence of a language is asked for. Invariant: both
//! languages have the same ids with the same arguments (`tests/architecture/sentences.rs`).

use std::sync::LazyLock;

use fluent_bundle::{
    FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle, types::FluentNumber,
};
use unic_langid::LanguageIdentifier;

use super::{Language, argument::Said};

/// The files of a language, one for each room that speaks.
macro_rules! files {
    ($language:literal) => {
        &[
            include_str!(concat!("../../locales/", $language, "/account.ftl")),
            include_str!(concat!("../../locales/", $language, "/cli.ftl")),
            include_str!(concat!("../../locales/", $language, "/codec.ftl")),
            include_str!(concat!("../../locales/", $language, "/config.ftl")),
            include_str!(concat!("../../locales/", $language, "/infer.ftl")),
            include_str!(concat!("../../locales/", $language, "/notify.ftl")),
            include_str!(concat!("../../locales/", $language, "/plan.ftl")),
            include_str!(concat!("../../locales/", $language, "/problems.ftl")),
            include_str!(concat!("../../locales/", $language, "/read.ftl")),
            include_str!(concat!("../../locales/", $language, "/report.ftl")),
            include_str!(concat!("../../locales/", $language, "/sandbox.ftl")),
            include_str!(concat!("../../locales/", $language, "/saved.ftl")),
            include_str!(concat!("../../locales/", $language, "/send.ftl")),
            include_str!(concat!("../../locales/", $language, "/store.ftl")),
            include_str!(concat!("../../locales/", $language, "/sync.ftl")),
            include_str!(concat!("../../locales/", $language, "/words.ftl")),
        ]
    };
}

type Bundle = FluentBundle<FluentResource>;

static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::English, files!("en")));
static VIETNAMESE: LazyLock<Bundle> = LazyLock::new(|| {
    let mut bundle = bundle(Language::Vietnamese, files!("vi"));
    // The English help is that of the arguments themselves.
    add(&mut bundle, include_str!("../../locales/vi/help.ftl"));
    bundle
});

fn bundle(language: Language, files: &[&str]) -> Bundle {
    let identifier: LanguageIdentifier = language.code().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![identifier]);
    // The marks that isolate an argument's direction of writing are shown as boxes by many terminals.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match language {
        Language::English => |value, _| count(value, Language::English),
        Language::Vietnamese => |value, _| count(value, Language::Vietnamese),
    }));
    for file in files {
        add(&mut bundle, file);
    }
    bundle
}

/// What the parser refuses is left out; the tests parse the same files and refuse that.
fn add(bundle: &mut Bundle, file: &str) {
    let resource = FluentResource::try_new(file.to_owned()).unwrap_or_else(|(some, _)| some);
    bundle.add_resource_overriding(resource);
}

fn of(language: Language) -> &'static Bundle {
    match language {
        Language::English => &ENGLISH,
        Language::Vietnamese => &VIETNAMESE,
    }
}

/// The text with that id, or an attribute of it, without arguments.
pub(super) fn text(language: Language, id: &str, attribute: Option<&str>) -> Option<String> {
    let bundle = of(language);
    let message = bundle.get_message(id)?;
    let pattern = match attribute {
        Some(attribute) => message.get_attribute(attribute)?.value(),
        None => message.value()?,
    };
    let text = bundle.format_pattern(pattern, None, &mut Vec::new());
    Some(text.into_owned())
}

/// A count with the language's mark between its thousands.
fn count(value: &FluentValue<'_>, language: Language) -> Option<String> {
    let FluentValue::Number(FluentNumber { value, .. }) = value else {
        return None;
    };
    Some(grouped(&value.to_string(), language.marks().0))
}

/// Digits with a mark between thousands: `1,047`.
pub(super) fn grouped(digits: &str, mark: char) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(mark);
        }
        text.push(digit);
    }
    text
}

/// The sentence in that language; one that is missing is shown as its id, so that the place can be found.
pub(super) fn sentence(
    language: Language,
    id: &str,
    arguments: Vec<(&'static str, Said)>,
) -> String {
    let bundle = of(language);
    let Some(pattern) = bundle.get_message(id).and_then(|message| message.value()) else {
        debug_assert!(false, "no sentence has the id {id}");
        return id.to_owned();
    };
    let arguments: FluentArgs<'_> = arguments
        .into_iter()
        .map(|(name, value)| (name, FluentValue::from(value)))
        .collect();
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&arguments), &mut errors);
    debug_assert!(errors.is_empty(), "{id}: {errors:?}");
    text.into_owned()
}

impl From<Said> for FluentValue<'_> {
    fn from(said: Said) -> Self {
        match said {
            // A count above 2^53 loses its last digits; no plan has so many calls.
            Said::Count(count) => FluentValue::from(count),
            Said::Text(text) => FluentValue::from(text),
        }
    }
}
