//! The binary `rapporteur`.

fn main() {}
