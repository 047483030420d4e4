//! The rules of v3 as written on the command line: `page_base=0,order=shuffled,lag_ms=300`.
//!
//! It applies no rule. Invariant: text that it does not understand is refused in one sentence, never guessed at.

use std::str::FromStr;

use super::rules_v3::{
    BroughtFields, ClearedBy, OverSize, PageOrder, RulesV3, UnknownCustomer, UnsetValue,
};

/// The names of all rules.
const NAMES: [&str; 24] = [
    "page_base",
    "page_size",
    "largest_page",
    "over_size",
    "order",
    "seed",
    "cleared_by",
    "brought",
    "text_in_pages",
    "national_phones",
    "unique_phones",
    "six_decimals",
    "unset",
    "unknown_customer",
    "unknown_is_404",
    "lag_requests",
    "lag_ms",
    "http_errors",
    "http_401",
    "delete_used",
    "key_member",
    "loses",
    "others_insert",
    "others_delete",
];

impl RulesV3 {
    /// Parses a list of `name=value` separated by commas; a later entry wins, and what is absent has its default.
    ///
    /// # Errors
    /// One sentence for a person: an unknown name (with a suggestion), or an invalid value.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut rules = Self::default();
        let parts = text.split(',').map(str::trim);
        for part in parts.filter(|part| !part.is_empty()) {
            let pair = part.split_once('=');
            let (name, value) = pair.ok_or_else(|| format!("“{part}” is not name=value"))?;
            rules.set(WrittenRule {
                name: name.trim(),
                value: value.trim(),
            })?;
        }
        Ok(rules)
    }

    fn set(&mut self, rule: WrittenRule<'_>) -> Result<(), String> {
        match rule.name {
            "page_base" => self.page_base = rule.word(&[("0", 0), ("1", 1)])?,
            "page_size" => self.page_size = rule.number()?,
            "largest_page" => self.largest_page = rule.number()?,
            "over_size" => self.over_size = rule.word(&OVER_SIZE)?,
            "order" => self.order = rule.word(&ORDER)?,
            "seed" => self.seed = rule.number()?,
            "cleared_by" => self.cleared_by = rule.word(&CLEARED_BY)?,
            "brought" => self.brought = rule.word(&BROUGHT)?,
            "unset" => self.unset = rule.word(&UNSET)?,
            "unknown_customer" => self.unknown_customer = rule.word(&UNKNOWN_CUSTOMER)?,
            "lag_requests" => self.lag_requests = rule.number()?,
            "lag_ms" => self.lag_ms = rule.number::<u32>()?.into(),
            "key_member" => self.key_member = Some(rule.value.to_owned()),
            "loses" => self.loses = Some(rule.value.to_owned()),
            "others_insert" => self.others_insert = rule.number()?,
            "others_delete" => self.others_delete = rule.number()?,
            name => {
                let flag = self.flag_mut(name)?;
                *flag = rule.word(&[("true", true), ("false", false)])?;
            }
        }
        Ok(())
    }

    fn flag_mut(&mut self, name: &str) -> Result<&mut bool, String> {
        Ok(match name {
            "text_in_pages" => &mut self.text_in_pages,
            "national_phones" => &mut self.national_phones,
            "unique_phones" => &mut self.unique_phones,
            "six_decimals" => &mut self.six_decimals,
            "unknown_is_404" => &mut self.unknown_is_404,
            "http_errors" => &mut self.http_errors,
            "http_401" => &mut self.http_401,
            "delete_used" => &mut self.delete_used,
            _ => return Err(unknown(name)),
        })
    }
}

const OVER_SIZE: [(&str, OverSize); 2] =
    [("capped", OverSize::Capped), ("refused", OverSize::Refused)];

const ORDER: [(&str, PageOrder); 4] = [
    ("created", PageOrder::Created),
    ("newest", PageOrder::Newest),
    ("code", PageOrder::Code),
    ("shuffled", PageOrder::Shuffled),
];

const CLEARED_BY: [(&str, ClearedBy); 3] = [
    ("blank", ClearedBy::Blank),
    ("null", ClearedBy::Null),
    ("silent_null", ClearedBy::SilentNull),
];

const BROUGHT: [(&str, BroughtFields); 3] = [
    ("all", BroughtFields::All),
    ("default", BroughtFields::Default),
    ("asked", BroughtFields::Asked),
];

const UNSET: [(&str, UnsetValue); 3] = [
    ("documented", UnsetValue::Documented),
    ("null", UnsetValue::Null),
    ("blank", UnsetValue::Blank),
];

const UNKNOWN_CUSTOMER: [(&str, UnknownCustomer); 3] = [
    ("404", UnknownCustomer::NotFound),
    ("form", UnknownCustomer::Form),
    ("null", UnknownCustomer::NullData),
];

/// One entry of the list.
#[derive(Clone, Copy)]
struct WrittenRule<'a> {
    name: &'a str,
    value: &'a str,
}

impl WrittenRule<'_> {
    fn number<T: FromStr>(self) -> Result<T, String> {
        self.value
            .parse()
            .map_err(|_| self.refused("a whole number"))
    }

    fn word<T: Copy>(self, words: &[(&str, T)]) -> Result<T, String> {
        let found = words.iter().find(|(word, _)| *word == self.value);
        let allowed = || words.iter().map(|(word, _)| *word).collect::<Vec<_>>();
        found
            .map(|(_, value)| *value)
            .ok_or_else(|| self.refused(&allowed().join(" or ")))
    }

    fn refused(self, wanted: &str) -> String {
        format!("{} wants {wanted}, not “{}”", self.name, self.value)
    }
}

fn unknown(name: &str) -> String {
    let nearest = NAMES
        .iter()
        .map(|known| (strsim::damerau_levenshtein(known, name), known))
        .filter(|(distance, _)| *distance <= 3)
        .min();
    match nearest {
        Some((_, known)) => format!("there is no rule “{name}”; did you mean “{known}”?"),
        None => format!("there is no rule “{name}”; there are {}", NAMES.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_read() {
        let text = "page_base=0, order=shuffled,largest_page=50,over_size=refused,lag_ms=300";
        let rules = RulesV3::parse(text).expect("it is well written");
        let wanted = RulesV3 {
            page_base: 0,
            order: PageOrder::Shuffled,
            largest_page: 50,
            over_size: OverSize::Refused,
            lag_ms: 300,
            ..RulesV3::default()
        };
        assert_eq!(rules, wanted);
        assert_eq!(RulesV3::parse(" , "), Ok(RulesV3::default()));
    }

    #[test]
    fn what_cannot_be_understood_is_refused() {
        for (text, wanted) in [
            ("page_bas=0", "did you mean “page_base”?"),
            ("earthquake=1", "there are page_base, "),
            ("order", "is not name=value"),
            ("order=random", "created or newest or code or shuffled"),
            ("page_base=2", "0 or 1"),
            ("six_decimals=yes", "true or false"),
            ("lag_ms=-1", "a whole number"),
        ] {
            let message = RulesV3::parse(text).expect_err(text);
            assert!(message.contains(wanted), "{text}: {message}");
        }
    }

    #[test]
    fn every_rule_has_its_name() {
        for name in NAMES {
            let message = RulesV3::parse(&format!("{name}=?"));
            assert!(
                message.is_ok() || message.is_err_and(|it| it.contains("wants")),
                "{name}"
            );
        }
    }
}
