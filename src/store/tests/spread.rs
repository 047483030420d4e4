//! A lookup's change of code on all customers that name it.

use super::{Folder, create, done, move_to};
use crate::model::{Acknowledged, Content, Entity, Ripple};

#[test]
fn a_status_is_renamed_on_more_customers_than_are_looked_at_at_once() {
    let folder = Folder::new();
    let mut store = folder.open();
    let mut status = create(1, "NEW");
    status.entity = Entity::Status;
    let customers = (2..2_503).map(|id| create(id, &format!("c{id}")));
    let calls: Vec<_> = std::iter::once(status).chain(customers).collect();
    done(&mut store, &calls);
    let mut rename = move_to(1, "NEW", "N2", None);
    rename.entity = Entity::Status;
    rename.ripple = Some(Ripple {
        from: "NEW".to_owned(),
        to: "N2".to_owned(),
        certain: true,
    });
    done(&mut store, &[rename]);
    let mut named = 0;
    let mut count = |_, content: Content| {
        named += usize::from(content.names(Entity::Status, "N2"));
    };
    store.customers(&mut count).expect("readable");
    assert_eq!(named, 2_501);
}
