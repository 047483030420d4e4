//! The body of a webhook.
//!
//! Invariant: text from outside can neither mention anyone nor make a link in Slack, and Telegram gets plain text.

use serde_json::json;

use crate::model::WebhookForm;

/// The body in that form: the run summary, or the text for people.
pub(super) fn of(form: &WebhookForm, json: &[u8], text: &str) -> Vec<u8> {
    let body = match form {
        WebhookForm::Json => return json.to_owned(),
        WebhookForm::Slack => json!({"text": escaped(text)}),
        WebhookForm::Telegram(chat) => json!({"chat_id": chat, "text": text}),
    };
    body.to_string().into_bytes()
}

/// What begins a mention or a link is written as an entity.
fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;");
    text.replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ChatId;

    fn body(form: &WebhookForm, text: &str) -> String {
        String::from_utf8(of(form, b"{}", text)).expect("UTF-8")
    }

    #[test]
    fn each_form_has_its_keys() {
        assert_eq!(body(&WebhookForm::Json, "x"), "{}");
        assert_eq!(
            body(&WebhookForm::Slack, "<!channel> & co"),
            r#"{"text":"&lt;!channel&gt; &amp; co"}"#
        );
        let chat = WebhookForm::Telegram(ChatId::Number(-100));
        assert_eq!(body(&chat, "<a>"), r#"{"chat_id":-100,"text":"<a>"}"#);
        let chat = WebhookForm::Telegram(ChatId::Name("@kh".to_owned()));
        assert_eq!(body(&chat, "a"), r#"{"chat_id":"@kh","text":"a"}"#);
    }
}
