//! Divides the page's Wasm in two: what a first visit needs, and what is loaded beside the first check.
//!
//! Trunk runs this as a hook after each build, see `Trunk.toml`. It does nothing to a debug build.
//!
//! # How it knows what is needed when
//!
//! The page calls everything that can wait through the functions of one module, the *gates*. The linker is told to
//! keep its relocations (`.cargo/config.toml`), so that each reference from function to function, from function to
//! constant and from constant to function is known for sure. What is reachable from the exports without passing a
//! gate is the first part, functions and constants alike; what only gates lead to is the later part. Nothing is
//! listed by hand but the module of the gates.
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

/// What goes wrong, in a sentence.
type Result<T> = std::result::Result<T, String>;

fn main() -> ExitCode {
    match page::split() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("split: {error}");
            ExitCode::FAILURE
        }
    }
}
