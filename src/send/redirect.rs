//! Redirects: the address of the whole server is wrong, so they are not about any row.
//!
//! The cause is a proxy's login page, or an address that needs `https`. No redirect is ever followed, because a
//! redirected POST becomes a GET that "succeeds". Invariant: a redirect is an acknowledgement only if its body is the
//! API's success with the code of the call's own record.

use serde_json::{Map, Value as Json};

use super::{answer::Answer, dialect::ClientDialect, echo, envelope, secrets::Secrets};
use crate::{
    language::say,
    model::{Action, visible::visible},
};

/// Characters of an address that are shown; a login page's address may be very long.
const SHOWN: usize = 200;

/// Whether an HTTP status is a redirect.
pub(super) const fn is_one(http: u16) -> bool {
    http >= 300 && http < 400
}

/// The meaning of a redirect as the answer to a call.
pub(super) fn read(
    action: &Action,
    dialect: &dyn ClientDialect,
    (http, body): (u16, &[u8]),
    to: &str,
) -> Answer {
    let success = || dialect.read(&Secrets::default(), (200, None), body);
    if fits(action, body) && success() == Answer::Accepted {
        return Answer::Accepted;
    }
    Answer::Redirected(format!("HTTP {http}{to}"))
}

/// Whether a success in the body is about the call's record.
fn fits(action: &Action, body: &[u8]) -> bool {
    let keys = serde_json::from_slice::<Map<String, Json>>(envelope::unmarked(body));
    match keys.ok().as_ref().and_then(|keys| keys.get("data")) {
        Some(Json::String(data)) => echo::names(action, data),
        Some(Json::Bool(true)) => matches!(action, Action::Delete { .. }),
        _ => false,
    }
}

/// The target, as a person sees it.
pub(super) fn target(location: Option<&[u8]>, secrets: &Secrets) -> String {
    let Some(location) = location else {
        return say!("send-to-nowhere");
    };
    let masked = secrets.masked(&String::from_utf8_lossy(location));
    let mut shown = visible(&masked);
    if let Some((end, _)) = shown.char_indices().nth(SHOWN) {
        shown.truncate(end);
        shown.push('…');
    }
    say!("send-to", shown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{Code, Content, Dialect},
        send::dialect,
    };

    fn create() -> Action {
        Action::Create {
            code: Code::from("KH1"),
            content: Content::default(),
        }
    }

    fn delete() -> Action {
        Action::Delete {
            code: Code::from("KH1"),
            content: Content::default(),
        }
    }

    fn means(action: &Action, body: &str) -> Answer {
        read(action, dialect::of(Dialect::V1), (302, body.as_bytes()), "")
    }

    #[test]
    fn a_success_counts_only_with_the_code_of_the_record() {
        let body = |data| format!(r#"{{"status":1,"error":0,"message":"success","data":{data}}}"#);
        assert_eq!(means(&create(), &body(r#""KH1""#)), Answer::Accepted);
        assert_eq!(means(&delete(), &body("true")), Answer::Accepted);
        let refused = r#"{"status":0,"error":409,"message":"KH1","data":"KH1"}"#;
        let others = [
            body(r#""KH2""#),
            body("true"),
            body("null"),
            "<html>".into(),
            refused.into(),
        ];
        for other in others {
            let answer = means(&create(), &other);
            assert_eq!(answer, Answer::Redirected("HTTP 302".into()), "{other}");
        }
    }

    #[test]
    fn an_address_is_shown_escaped_short_and_without_secrets() {
        let secrets = Secrets::default();
        secrets.add("s3cret-token");
        let location = "https://in\u{1b}[31m/?t=s3cret-token&".to_owned() + &"x".repeat(300);
        let shown = target(Some(location.as_bytes()), &secrets);
        assert!(
            shown.starts_with(" to “https://in\\u{001B}[31m/?t="),
            "{shown}"
        );
        assert!(
            !shown.contains("s3cret") && shown.chars().count() < 220,
            "{shown}"
        );
    }
}
