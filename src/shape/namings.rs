//! Numbers for what rows name, so that whoever plans a million creates need not read them again for that.
//!
//! It knows no lookup records, only what contents call them. Invariant: contents of the same number name the same.

use hashbrown::HashMap;

use crate::model::{Naming, Pack};

/// Numbers, at most: where hardly any row is like another, nothing is to be had from telling them apart.
const MOST: u16 = 10_000;

/// What was named so far.
#[derive(Debug, Default)]
pub struct Namings {
    numbers: HashMap<Vec<u8>, Naming>,
    /// What the content at hand names.
    told: Vec<u8>,
}

impl Namings {
    /// The number of what a content names; `None` where there are too many.
    pub fn of(&mut self, content: Pack<'_>) -> Option<Naming> {
        self.told.clear();
        content.tell_references(&mut self.told);
        if let Some(number) = self.numbers.get(&self.told) {
            return Some(*number);
        }
        let next = u16::try_from(self.numbers.len() + 1).ok()?;
        let next = Naming::new(next).filter(|_| next <= MOST)?;
        self.numbers.insert(self.told.clone(), next);
        Some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        AtHand, Batch, Cell, Entity, Forgotten, Header, Listing, Mapping, Packed, Policy, Row,
        RowSink, fixture::customer,
    };
    use crate::shape::{References, Shaper, TableSink};

    const HEADERS: [&str; 4] = [
        "customer_no",
        "customer_name",
        "customer_phones",
        "customer_status_code",
    ];

    fn feed(mut sink: TableSink<'_>, rows: &[(&str, &str)]) {
        let names = HEADERS.map(str::to_owned).into();
        let header = Header {
            names,
            ..Header::default()
        };
        sink.header(&header).expect("a first header");
        let mut batch = Batch::default();
        for (number, (code, status)) in (2..).zip(rows) {
            let cells = [code, "An", "0912345678", status].map(|text| Cell::Text(text.to_owned()));
            batch.push(Row {
                number,
                cells: cells.into(),
                ..Row::default()
            });
        }
        sink.rows(&mut batch).expect("a header came before");
    }

    /// They are numbered apart from the others, so that the same number would mean something else.
    #[test]
    fn corrected_rows_have_none() {
        let (policy, references, mapping) =
            (Policy::default(), References::new(), Mapping::default());
        let known = (&Forgotten as _, &AtHand as _);
        let mut shaper = Shaper::new(Entity::Customer, &policy, &references, known);
        feed(
            shaper.table(&mapping),
            &[("A", "S1"), ("B", "S2"), ("C", "S1")],
        );
        feed(shaper.corrections(&mapping), &[("D", "S3")]);
        let rows = shaper.finish().expect("at hand").rows;
        let numbers = rows.iter().map(|row| match row {
            Listing::Other(record) => record.naming.map(Naming::get),
            Listing::Same { .. } => Some(0),
        });
        let numbers: Vec<_> = numbers.collect();
        assert_eq!(numbers, [Some(1), Some(2), Some(1), None]);
    }

    #[test]
    fn who_names_the_same_has_the_same_number() {
        let mut namings = Namings::default();
        let mut of = |name, status| {
            let content = customer(name, "0912345678", status);
            namings.of(Packed::of(&content).pack())
        };
        assert_eq!(of("An", "NEW"), of("Bình", "NEW"));
        assert_ne!(of("An", "NEW"), of("An", "OLD"));
    }

    #[test]
    fn where_nobody_is_like_another_most_have_none() {
        let mut namings = Namings::default();
        let mut of = |at: u16| {
            let content = customer("An", "0912345678", &format!("S{at}"));
            namings.of(Packed::of(&content).pack())
        };
        let numbers = (0..MOST + 5).filter_map(&mut of).count();
        assert_eq!(numbers, usize::from(MOST));
        assert!(of(7).is_some() && of(MOST + 7).is_none());
    }
}
