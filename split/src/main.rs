//! Divides the Wasm of the page, and that of the widget, in two: what a first visit needs, and what is loaded beside the
//! first check.
//!
//! Trunk calls `cargo xtask pack` after each build (`Trunk.toml`), which runs this for a release build.
//!
//! # How it knows what is needed when
//!
//! The page calls everything that can wait through the functions of one module, the *gates*. The linker is told to
//! keep its relocations (`.cargo/config.toml`), so that each reference from function to function, from function to
//! constant and from constant to function is known for sure. What is reachable from the exports without passing a
//! gate is the first part, functions and constants alike; what only gates lead to is the later part. Nothing is
//! listed by hand but the module of the gates. `cargo run -p split -- app <part of a name>` (or `widget`) says how the
//! first part comes to a function.
//!
//! # How the parts work together
//!
//! Both share one memory and one function table. In the first part each gate is a jump through a slot of the table
//! that is empty until the later part is instantiated, which fills it. A gate that is called before that is a mistake
//! of the page, and traps.
//!
//! # Why not two programs
//!
//! Two programs would each bring the parsers, the page's framework and the allocator, and would have to pass each
//! other everything as text.

mod carve;
mod graph;
mod page;
mod parts;

use std::process::ExitCode;

/// The module of the gates, as the compiler writes it into names.
const GATES: &str = "_ZN13dmarc_checker3web5gates";

/// What goes wrong, in a sentence.
type Result<T> = std::result::Result<T, String>;

/// Whether a function is a gate, by its name.
fn is_gate(name: &str) -> bool {
    name.starts_with(GATES)
}

fn main() -> ExitCode {
    match page::split() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("split: {error}");
            ExitCode::FAILURE
        }
    }
}
