//! A client that only sends: reqwest on tokio, as many tasks as connections, without a journal.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use vbot_sync::{
    model::{Action, Dialect, Entity},
    send,
};

use crate::{Amount, body, usage::Usage};

pub fn run(url: &str, amount: Amount) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let usage = Usage::begin();
    runtime.block_on(send_all(url, amount));
    println!("{}", usage.summary(amount.calls));
}

async fn send_all(url: &str, amount: Amount) {
    // The client requires a provider although nothing is encrypted; installing it twice fails, which is fine.
    let _installed = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().no_proxy();
    let client = client.build().expect("a client");
    let url: Arc<str> = format!("{url}/api/crm/customer/create").into();
    let next = Arc::new(AtomicU32::new(1));
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..amount.connections {
        let (client, url, next) = (client.clone(), Arc::clone(&url), Arc::clone(&next));
        tasks.spawn(async move {
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number > amount.calls {
                    return;
                }
                let action = Action::Create {
                    code: body::code(number),
                    content: body::content(number),
                };
                let body = send::body(
                    &vbot_sync::model::AccountId::unnamed(Dialect::V1),
                    Entity::Customer,
                    &action,
                );
                let request = client.post(&*url).bearer_auth("token").json(&body);
                let reply = request.send().await.expect("an answer");
                reply.bytes().await.expect("its body");
            }
        });
    }
    tasks.join_all().await;
}
