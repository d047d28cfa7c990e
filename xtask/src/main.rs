//! `cargo xtask`: sets up, builds, serves, tests and measures Shisaku.

fn main() {}
