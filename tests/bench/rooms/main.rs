//! The rooms one by one, with divan: how long each takes for so many rows or calls.
//!
//! `cargo bench --bench rooms -- read` measures those whose name has `read` in it; `VBOT_BENCH_ROWS=100000` is
//! the number of rows, of calls and of records (10,000 where nothing is said); `-- --test` runs each once. Only
//! what is public is used. Invariant: whatever a bench needs is made before its clock starts.

mod desk;
mod plan;
mod read;
mod report;
mod send;
mod shape;
#[path = "../sheets/mod.rs"]
#[expect(dead_code, reason = "the growth checks use the other nights")]
mod sheets;
mod store;

fn main() {
    divan::main();
}
