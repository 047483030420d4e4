//! Login, renewal, and tokens that are no longer valid.

use super::*;

fn with_login(lifetime: Duration) -> Server {
    start(Options {
        username: Some("an".to_owned()),
        password: Some("mật khẩu&1".to_owned()),
        token_lifetime: lifetime,
        ..Options::default()
    })
}

fn grant(server: &Server, form: &str) -> Json {
    let head = "POST /token HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded";
    json_of(&exchange(server, head, form))
}

const LOGIN: &str = "grant_type=password&username=an&password=m%E1%BA%ADt+kh%E1%BA%A9u%261";

#[test]
fn tokens_are_issued_renewed_once_and_expire() {
    let server = with_login(Duration::from_mins(1));
    let first = grant(&server, LOGIN);
    assert_eq!(
        (&first["token_type"], &first["expires_in"]),
        (&json!("bearer"), &json!(60))
    );
    let access = first["access_token"].as_str().expect("a token");
    assert!(post_as(&server, access, STATUS, &status("MOI")).contains("success"));
    let refresh = first["refresh_token"].as_str().expect("a token");
    let renewal = format!("grant_type=refresh_token&refresh_token={refresh}");
    assert!(grant(&server, &renewal)["access_token"].is_string());
    assert_eq!(grant(&server, &renewal), json!({"error": "invalid_grant"}));

    let brief = with_login(Duration::ZERO);
    let token = grant(&brief, LOGIN);
    let token = token["access_token"].as_str().expect("a token");
    assert!(post_as(&brief, token, STATUS, &status("MOI")).starts_with("HTTP/1.1 401 "));
}

#[test]
fn a_wrong_login_is_refused_and_no_password_is_logged() {
    let server = with_login(Duration::from_mins(1));
    for (form, error) in [
        (
            "grant_type=password&username=an&password=x",
            "invalid_grant",
        ),
        ("grant_type=refresh_token&refresh_token=x", "invalid_grant"),
        ("grant_type=magic", "unsupported_grant_type"),
        ("{\"grant_type\": \"password\"}", "unsupported_grant_type"),
    ] {
        assert_eq!(grant(&server, form), json!({"error": error}), "{form}");
    }
    let answer = exchange(&server, "POST /token HTTP/1.1", LOGIN);
    assert!(answer.starts_with("HTTP/1.1 200 "));
    let log = server.log();
    assert_eq!(*log[4].body, json!({"grant_type": "password"}));
    assert_eq!((log[0].code, log[4].code), (Some(400), Some(0)));
}

#[test]
fn an_expired_token_stays_expired_and_is_renewed_by_a_login() {
    let server = with_login(Duration::from_mins(1));
    server.set_faults(Faults::none().at(0, Fault::TokenExpiry));
    for _ in 0..2 {
        assert!(create(&server, "MOI").starts_with("HTTP/1.1 401 "));
    }
    let token = grant(&server, LOGIN);
    let token = token["access_token"].as_str().expect("a token");
    assert!(post_as(&server, token, STATUS, &status("MOI")).contains("success"));
}
