//! Declares a section in one place: its keys, their types in the file, their validation, and their JSON schema.
//!
//! A key is one line here and one field of the settings; without either of them the other does not compile. The doc
//! comment of a key is its description in the schema.

/// One line a key, in one of two forms.
///
/// `key: type in the file => rule of the value`, if every key is a value of its own: the settings have a field of that
/// name, and `validated` gives them, where a missing key has the value of their `Default`.
///
/// `key: type of the field => its JSON schema`, if keys depend on each other: `needs` lists those that are required, and
/// the section has its own `validated`.
///
/// The struct has the section as written, each value with its place in the file.
macro_rules! section {
    ($(#[doc = $about:literal])+ $written:ident for $settings:ident {
        $($(#[doc = $doc:literal])+ $key:ident: $kind:ty => $rule:expr;)*
    }) => {
        $crate::config::section::section! {
            $(#[doc = $about])+
            $written needs [] {
                $($(#[doc = $doc])+ $key: $crate::config::page::Setting<$kind> =>
                    $crate::config::values::ValueRule::schema(&$rule);)*
            }
        }

        impl $written {
            /// The settings, with the defaults of missing keys.
            pub fn validated(
                &self,
                page: &$crate::config::page::ConfigText<'_>,
            ) -> $crate::error::Result<$settings> {
                use $crate::config::values::ValueRule as _;
                let usual = $settings::default();
                let settings = $settings {
                    $($key: $rule
                        .setting(page, stringify!($key), self.$key.as_ref())?
                        .unwrap_or(usual.$key),)*
                };
                Ok(settings)
            }
        }
    };
    ($(#[doc = $about:literal])+ $written:ident needs [$($needed:ident),*] {
        $($(#[doc = $doc:literal])+ $key:ident: $field:ty => $schema:expr;)*
    }) => {
        $(#[doc = $about])+
        #[derive(Debug, Default, serde::Deserialize)]
        #[serde(default, expecting = "a section")]
        pub struct $written {
            $($(#[doc = $doc])+ $key: $field,)*
        }

        impl $written {
            /// The JSON schema of the section.
            pub fn schema() -> serde_json::Value {
                use $crate::config::json_schema::{described, table};
                let name = |key: &'static str| key.trim_start_matches("r#");
                let keys = vec![$((name(stringify!($key)), described(&[$($doc),+], $schema)),)*];
                described(&[$($about),+], table(keys, &[$(stringify!($needed)),*]))
            }
        }
    };
}

pub(super) use section;
