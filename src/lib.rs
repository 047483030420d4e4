//! Keeps a VBot account in sync with a set of spreadsheets.
//!
//! VBot's API takes one record a call and returns no list of records, so the library compares the sheets with a
//! *snapshot*: its own memory of what the server acknowledged. One run goes through these rooms, in this order:
//!
//! 1. [`config`] reads `vbot-sync.toml`: which sheet holds what.
//! 2. [`read`] turns files into rows, [`shape`] turns rows into records or holds them with an [issue](model::Issue).
//! 3. [`diff`] compares the records with the snapshot.
//! 4. [`plan`] turns the differences into calls, in dependency order, with guards against accidents.
//! 5. [`send`] sends the calls within a rate limit; [`store`] journals every step and updates the snapshot.
//! 6. [`report`] shows the plan and the outcome.
//!
//! What the rooms pass on is plain data ([`model`]) or its packed form ([`codec`]), since there may be millions of
//! records. [`sync`] connects the rooms: start with [`sync::propose`], which makes a plan and sends nothing, and
//! [`sync::execute`], which sends one. Every problem of a row is an [`model::Issue`] with its place; every error is an
//! [`error::Error`] with an exit code and a hint.
//!
//! # Example
//!
//! The plan for one sheet, before anything was ever sent:
//!
//! ```
//! use std::fs;
//! use vbot_sync::{config, model::{Entity, Overrides}, observe::Silent, sync};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let folder = tempfile::tempdir()?;
//! fs::write(folder.path().join("statuses.csv"), "Code,Name\nNEW,New customer\nOLD,Regular\n")?;
//! let text = r#"
//!     [api]
//!     base_url = "https://crm.example.vn"
//!     vbot_id = "45681"
//!     project_code = "PR20210223152"
//!
//!     [[source]]
//!     entity = "status"
//!     path = "statuses.csv"
//!     [source.columns]
//!     status_no = "Code"
//!     status_name = "Name"
//! "#;
//! let config = config::parse(text, &folder.path().join("vbot-sync.toml"))?;
//! let proposal = sync::propose(&config, None, &Overrides::default(), &Silent)?;
//! assert_eq!(proposal.plan.summary[&Entity::Status].create, 2);
//! # Ok(())
//! # }
//! ```

pub mod codec;
pub mod config;
pub mod diff;
pub mod error;
pub mod file;
mod http;
pub mod infer;
pub mod language;
pub mod model;
pub mod notify;
pub mod observe;
mod origin;
pub mod plan;
pub mod read;
pub mod report;
pub mod sandbox;
pub mod saved;
pub mod send;
pub mod shape;
pub mod spill;
pub mod store;
pub mod sync;
