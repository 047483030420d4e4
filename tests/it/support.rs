//! A sandbox with records, and a plain HTTP client.

use serde_json::{Value, json};
use tokio::runtime::Runtime;
use vbot_sync::{
    model::{self, Code, Content, Dialect, Entity},
    sandbox::{Options, Server},
};

/// A content from a JSON object: attributes by their names, and `fields` by their codes.
pub fn content(written: Value) -> Content {
    let Value::Object(written) = written else {
        panic!("content must be a JSON object, not {written}")
    };
    let text = |value: &Value| value.as_str().expect("the value is a text").to_owned();
    let mut content = Content::default();
    for (name, value) in written {
        let mut attributes = Entity::ALL.into_iter().flat_map(Entity::attributes);
        let attribute = attributes.find(|attribute| attribute.as_str() == name);
        match (attribute, value) {
            (Some(attribute), Value::Array(list)) => {
                let list = model::Value::List(list.iter().map(text).collect());
                content.attributes.insert(*attribute, list);
            }
            (Some(attribute), Value::String(text)) => {
                let text = model::Value::Text(text);
                content.attributes.insert(*attribute, text);
            }
            (None, Value::Object(fields)) => {
                let fields = fields.iter();
                let fields = fields.map(|(code, value)| (Code::from(&**code), text(value)));
                content.fields.extend(fields);
            }
            (_, value) => panic!("attribute {name} can't have the value {value}"),
        }
    }
    content
}

/// A sandbox that is not started yet.
#[must_use]
#[derive(Default)]
pub struct SandboxBuilder {
    options: Options,
}

impl SandboxBuilder {
    /// Calls must satisfy both readings of the page.
    pub fn strict(mut self) -> Self {
        self.options.rules.strict = true;
        self
    }

    pub fn dialect(mut self, dialect: Dialect) -> Self {
        self.options.rules.dialect = dialect;
        self
    }

    pub fn start(self) -> Sandbox {
        // Fails if another test of the process has installed the provider already, which is fine.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder().no_proxy().build();
        let dialect = self.options.rules.dialect;
        Sandbox {
            server: Server::start(self.options).expect("the sandbox starts"),
            client: client.expect("the client is built"),
            runtime: Runtime::new().expect("the runtime starts"),
            dialect,
        }
    }
}

/// A running sandbox and a client for it.
pub struct Sandbox {
    pub server: Server,
    pub dialect: Dialect,
    client: reqwest::Client,
    runtime: Runtime,
}

/// An HTTP response.
#[derive(Debug)]
pub struct Reply {
    pub http: u16,
    pub text: String,
    /// Null if the text is no JSON.
    pub json: Value,
}

impl Reply {
    pub fn error(&self) -> i64 {
        self.json["error"]
            .as_i64()
            .expect("an answer has an error code")
    }

    pub fn message(&self) -> &str {
        self.json["message"]
            .as_str()
            .expect("an answer has a message")
    }
}

impl Sandbox {
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder::default()
    }

    /// Posts a body with the sandbox's own token.
    pub fn post(&self, path: &str, body: &Value) -> Reply {
        self.post_as(Some("sandbox"), path, body)
    }

    pub fn post_as(&self, token: Option<&str>, path: &str, body: &Value) -> Reply {
        let request = self.client.post(self.server.url() + path).json(body);
        let request = match token {
            Some(token) => request.bearer_auth(token),
            None => request,
        };
        self.runtime.block_on(async {
            let response = request.send().await.expect("the sandbox answers");
            let http = response.status().as_u16();
            let text = response
                .text()
                .await
                .expect("the body of the answer can be read");
            let json = serde_json::from_str(&text).unwrap_or_default();
            Reply { http, text, json }
        })
    }
}

/// The body with the keys of the sandbox's tenant.
pub fn with_tenant(mut body: Value) -> Value {
    body["vbot_id"] = json!("45681");
    body["project_code"] = json!("PR20210223152");
    body
}
