//! Tokens: where they come from, how they are renewed, and that they are never printed or stored.

use std::{fs, time::Duration};

use vbot_sync::sandbox::{Fault, Faults};

use crate::fixture::{Fixture, FixtureBuilder};

const ROWS: [&str; 2] = [
    "KH1,An,0912345671,MOI,LE,Hà Nội",
    "KH2,Bình,0912345672,MOI,LE,Hà Nội",
];

fn scene() -> Fixture {
    Fixture::builder().customers(&ROWS).start()
}

/// A sandbox that lets `van-phong` log in.
fn with_login(builder: FixtureBuilder) -> Fixture {
    let mut scene = builder
        .sandbox(|options| {
            options.username = Some("van-phong".to_owned());
            options.password = Some("mật khẩu & 100%".to_owned());
            options.token_lifetime = Duration::from_mins(15);
        })
        .start();
    scene.token = None;
    scene.environment = vec![
        ("VBOT_USERNAME", "van-phong".to_owned()),
        ("VBOT_PASSWORD", "mật khẩu & 100%".to_owned()),
    ];
    scene
}

/// How often a token was asked for, and by which grant.
fn grants(scene: &Fixture) -> Vec<String> {
    let log = scene.server.log();
    let asked = log.iter().filter(|arrival| arrival.path == "/token");
    asked
        .map(|arrival| {
            arrival.body["grant_type"]
                .as_str()
                .unwrap_or_default()
                .to_owned()
        })
        .collect()
}

#[test]
fn a_token_is_fetched_with_a_password() {
    let scene = with_login(Fixture::builder().customers(&ROWS));
    scene.sync().exits(0);
    assert_eq!(grants(&scene), ["password"]);
    assert_eq!(scene.customer("KH2")["customer_name"], "Bình");
}

#[test]
fn a_token_that_expires_in_mid_run_is_renewed_once() {
    let scene = with_login(Fixture::samples());
    scene
        .server
        .set_faults(Faults::none().at(300, Fault::TokenExpiry));
    scene.sync().exits(0);
    assert_eq!(grants(&scene), ["password", "refresh_token"]);
    crate::nights::assert_account(&scene, &crate::expected::night(1).state);
}

#[test]
fn a_wrong_password_stops_the_run() {
    let mut scene = with_login(Fixture::builder().customers(&ROWS));
    scene.environment[1].1 = "falsch-4711".to_owned();
    let ran = scene
        .sync()
        .exits(5)
        .prints(&["the token is not accepted", "user name and password"]);
    assert!(!ran.to_string().contains("falsch"), "{ran}");
    assert!(scene.customer("KH1").is_null());
}

#[test]
fn a_user_name_without_a_password_is_refused() {
    let mut scene = scene();
    scene.token = None;
    scene.environment = vec![("VBOT_USERNAME", "van-phong".to_owned())];
    scene
        .sync()
        .fails_with(1, &["VBOT_USERNAME is set, but VBOT_PASSWORD is not"]);
}

#[test]
fn a_token_can_be_read_from_a_file() {
    let mut scene = scene();
    scene.token = None;
    scene.write("token.txt", "sandbox\n");
    scene.environment = vec![("VBOT_TOKEN_FILE", "token.txt".to_owned())];
    scene.sync().exits(0);
    assert_eq!(scene.customer("KH1")["customer_name"], "An");
    scene.remove("token.txt");
    scene.customers(&ROWS[..1]);
    scene
        .sync()
        .fails_with(1, &["VBOT_TOKEN_FILE names token.txt, which can't be read"]);
}

#[test]
fn byte_order_marks_and_blanks_around_a_secret_are_removed() {
    let mut scene = scene();
    scene.token = None;
    scene.environment = vec![("VBOT_TOKEN_FILE", "token.txt".to_owned())];
    for text in [
        "\u{feff}sandbox",
        "\u{feff}\r\n sandbox\t\r\n\r\n",
        "sandbox\r",
    ] {
        scene.write("token.txt", text);
        scene.customers(&[&ROWS[0].replace("An", &format!("An {}", text.len()))]);
        scene.sync().exits(0);
    }
    let mut scene = with_login(Fixture::builder().customers(&ROWS));
    scene.write("user.txt", "\u{feff}van-phong\r\n");
    scene.write("word.txt", "\u{feff}mật khẩu & 100%\n\n");
    scene.environment = vec![
        ("VBOT_USERNAME_FILE", "user.txt".to_owned()),
        ("VBOT_PASSWORD_FILE", "word.txt".to_owned()),
    ];
    scene.sync().exits(0);
    assert_eq!(scene.customer("KH2")["customer_name"], "Bình");
}

#[test]
fn an_empty_file_is_no_secret() {
    let mut scene = scene();
    scene.token = None;
    for text in ["", "\r\n", "\u{feff} \n"] {
        scene.write("token.txt", text);
        for variable in [
            "VBOT_TOKEN_FILE",
            "VBOT_USERNAME_FILE",
            "VBOT_PASSWORD_FILE",
        ] {
            scene.environment = vec![(variable, "token.txt".to_owned())];
            let words = format!("{variable} names token.txt, which holds nothing");
            scene.sync().fails_with(1, &[&words]);
        }
    }
    assert_eq!(scene.sent(), [""; 0]);
}

#[cfg(unix)]
#[test]
fn a_secret_file_that_others_can_read_is_warned_of() {
    use std::os::unix::fs::PermissionsExt;
    let mut scene = scene();
    scene.token = None;
    scene.write("token.txt", "sandbox");
    scene.environment = vec![("VBOT_TOKEN_FILE", "token.txt".to_owned())];
    let words = "VBOT_TOKEN_FILE names token.txt, which every user of this machine can read";
    for (mode, name, warned) in [(0o644, "An", true), (0o640, "Ân", false)] {
        let mode = fs::Permissions::from_mode(mode);
        fs::set_permissions(scene.path("token.txt"), mode).expect("the mode can be set");
        scene.customers(&[&ROWS[0].replace("An", name)]);
        let ran = scene.sync().exits(0);
        assert_eq!(ran.stderr.contains(words), warned, "{ran}");
        assert!(!ran.stderr.contains("http://"), "{ran}");
    }
}

/// This address reaches the local machine, but is no loopback address.
#[cfg(target_os = "linux")]
#[test]
fn an_address_without_encryption_is_warned_of() {
    let scene = scene();
    scene.configure(|text| text.replace("http://127.0.0.1:", "http://0.0.0.0:"));
    let ran = scene.sync().exits(0);
    ran.stderr_has(&["`base_url` is http://", "use https://"]);
}

#[test]
fn no_secret_is_printed_or_stored() {
    let mut scene = scene();
    scene.token = Some("hochgeheim-4711".to_owned());
    let ran = scene.run(&["-vv", "sync", "--yes"]).exits(5);
    let more = [
        scene.run(&["status"]),
        scene.run(&["plan"]),
        scene.run(&["resume", "-vv"]),
    ];
    for ran in [ran].iter().chain(&more) {
        assert!(!ran.to_string().contains("hochgeheim"), "{ran}");
    }
    for entry in fs::read_dir(scene.path("")).expect("the folder can be read") {
        let path = entry.expect("the file can be read").path();
        if path.is_file() {
            let bytes = fs::read(&path).expect("the file can be read");
            let holds = bytes.windows(10).any(|window| window == b"hochgeheim");
            assert!(!holds, "{}", path.display());
        }
    }
}
