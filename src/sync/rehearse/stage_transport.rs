//! Carries requests to a stage instead of a server.
//!
//! It interprets no answer. Invariant: a request that gets no answer in time is lost, as on a socket.

use std::{collections::BTreeMap, time::Duration};

use serde_json::{Map, Value as Json};

use crate::{
    language::say,
    sandbox::{DeliveredAnswer, DeliveredContent, Delivery, RetryAfter, Stage},
    send::{Exchange, NoReply, OutgoingRequest, Reply, RequestContent, Transport},
};

/// The way to a stage, and how long an answer may take.
pub(super) struct StageTransport {
    pub stage: Stage,
    pub timeout: Duration,
}

impl Transport for StageTransport {
    fn exchange<'a>(&'a self, request: OutgoingRequest<'a>) -> Exchange<'a> {
        let path = request.path;
        let credential = ["authorization", "x-api-key"].map(|name| {
            let value = request.header(name).map(str::to_owned);
            (name, value)
        });
        let parameters = match request.content {
            RequestContent::Form(form) => {
                let reply = self.token(form);
                return Box::pin(async move { Ok(reply) });
            }
            RequestContent::Json(body) => body,
            RequestContent::Query(parameters) => in_query(parameters),
        };
        let delivery = self.stage.request(path, parameters, &|name| {
            let found = credential.iter().find(|(known, _)| *known == name);
            found.and_then(|(_, value)| value.as_deref())
        });
        let timeout = self.timeout;
        Box::pin(async move {
            match tokio::time::timeout(timeout, delivery).await {
                Ok(delivery) => received(delivery),
                Err(_) => Err(NoReply::TimedOut),
            }
        })
    }
}

impl StageTransport {
    fn token(&self, form: &[(&str, &str)]) -> Reply {
        let form = form.iter();
        let form = form.map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
        let (status, body) = match self.stage.token(&form.collect::<BTreeMap<_, _>>()) {
            Ok(granted) => (200, granted),
            Err(error) => (400, serde_json::json!({ "error": error })),
        };
        Reply {
            status,
            wait: None,
            location: None,
            body: body.to_string().into_bytes(),
        }
    }
}

/// Parameters of a URL, all of them texts.
fn in_query(parameters: &[(&'static str, String)]) -> Json {
    let parameters = parameters.iter();
    let parameters = parameters.map(|(key, value)| ((*key).to_owned(), value.as_str().into()));
    Json::Object(parameters.collect::<Map<_, _>>())
}

fn received(delivery: Delivery) -> Result<Reply, NoReply> {
    match delivery {
        Delivery::Whole(answer) => Ok(reply(&answer)),
        Delivery::Cut(_) => Err(NoReply::Lost(say!("sync-breaks-off"))),
        Delivery::Nothing => Err(NoReply::Lost(say!("sync-closed"))),
    }
}

fn reply(answer: &DeliveredAnswer) -> Reply {
    Reply {
        status: answer.status,
        wait: answer.retry_after.map(wait),
        location: None,
        body: match &answer.content {
            DeliveredContent::Json(body) => body.to_string().into_bytes(),
            DeliveredContent::Page(heading) => format!("<html>{heading}</html>").into_bytes(),
        },
    }
}

/// A date has no fractions of a second, so the server adds one.
fn wait(RetryAfter { wait, dated }: RetryAfter) -> Duration {
    wait + Duration::from_secs(dated.into())
}
