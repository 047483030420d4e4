//! Declares a section of single values in one place: its keys, their types in the file, and their validation.
//!
//! A key is one line here and one field of the settings; without either of them the other does not compile.

/// One line a key: `key: type in the file => function that validates the value`. The settings have a field of that name.
///
/// The struct has the section as written, each value with its place in the file. Its `validated` gives the settings,
/// where a missing key has the value of their `Default`.
macro_rules! section {
    ($(#[$doc:meta])* $written:ident for $settings:ident {
        $($key:ident: $kind:ty => $validate:expr;)*
    }) => {
        $(#[$doc])*
        #[derive(Debug, Default, serde::Deserialize)]
        #[serde(default, expecting = "a section")]
        pub struct $written {
            $($key: $crate::config::page::Setting<$kind>,)*
        }

        impl $written {
            /// The settings, with the defaults of missing keys.
            pub fn validated(
                &self,
                page: &$crate::config::page::ConfigText<'_>,
            ) -> $crate::error::Result<$settings> {
                let usual = $settings::default();
                let settings = $settings {
                    $($key: page
                        .setting(self.$key.as_ref(), |value| ($validate)(stringify!($key), value))?
                        .unwrap_or(usual.$key),)*
                };
                Ok(settings)
            }
        }
    };
}

pub(super) use section;
