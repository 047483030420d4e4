//! A configuration of another name has its own file of corrections, which messages name.

use crate::{failures::AN, fixture::Fixture};

#[test]
fn messages_name_the_file_of_corrections_that_the_configuration_has() {
    let scene = Fixture::builder().customers(&[AN]).start();
    let config = std::fs::read(scene.path("vbot-sync.toml")).expect("readable");
    scene.write("north.toml", config);
    let correction = |entity: &str, column: &str| {
        format!(
            "[[correction]]\nentity = \"{entity}\"\ncode = \"KH1\"\ncolumn = \"{column}\"\nseen = \"\"\n\
             value = \"1\"\nlearned = 2026-11-29T20:00:00+07:00\n"
        )
    };
    let corrections = correction("customer", "SĐT") + &correction("status", "Mã");
    scene.write("north.corrections.toml", corrections);
    let ran = scene.run(&["--config", "north.toml", "check"]).exits(0);
    let remedy = "remove the entry from north.corrections.toml";
    let named = ran.stdout.matches(remedy).count();
    assert_eq!(named, 2, "{ran}");
}
