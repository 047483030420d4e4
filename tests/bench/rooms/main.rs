//! The speed of each room, measured with divan.
//!
//! `cargo bench --bench rooms -- read` measures those whose name has `read` in it; `VBOT_BENCH_ROWS=100000` is
//! the number of rows, of calls and of records (by default 10,000); `-- --test` runs each once. Only
//! what is public is used. Invariant: the input of a bench is made before its clock starts.

mod folder;
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
