//! The program: parses its arguments, calls a command, sets the exit status.
fn main() {}
