//! Divides the Wasm of the page, and that of the widget, in three: what a first visit needs, what is loaded beside the
//! first check, and what is loaded once somebody asks for it.
//!
//! Trunk calls `cargo xtask pack` after each build (`Trunk.toml`), which runs this for a release build.
//!
//! # How it knows what is needed when
//!
//! The page calls everything that can wait through the functions of two modules, the *gates*: one for each part that comes
//! later. The linker is told to keep its relocations (`.cargo/config.toml`), so that each reference from function to
//! function, from function to constant and from constant to function is known for sure. What only the gates of the last part
//! lead to is cut off first, functions and constants alike; of the rest, what is reachable from the exports without passing a
//! gate is the first part, and the others are the later one. Nothing is listed by hand but the modules of the gates, and which
//! of them a program has no use for. Every other gate that the source declares has to be there as a function, else this ends
//! with an error: what is missing would leave all that it leads to in the first part.
//! `cargo run -p split -- app <part of a name>` (or `widget`) says in which part a function is, and what leads to it.
//!
//! # How the parts work together
//!
//! All share one memory and one function table. In the first part each gate is a jump through a slot of the table
//! that is empty until the part behind it is instantiated, which fills it. A gate that is called before that is a mistake
//! of the page, and traps. The last part calls the later one through such slots as well, so that one comes after the other.
//!
//! # Why not two programs
//!
//! Two programs would each bring the parsers, the page's framework and the allocator, and would have to pass each
//! other everything as text.
//!
//! # Why not `wasm-split`
//!
//! Dioxus' `wasm-split-cli` (0.7.10 and 0.8.0-alpha.3 were read) cuts by the same means, relocations and the names that tie the
//! linker's module to that of wasm-bindgen, and moves constants as well. But it makes a file of each function that is to wait, a
//! dozen here, not one of all that a module of gates leads to. The file that it means for what several of them share stays
//! empty, so that each would bring the parsers and the rules again, while the bounds of `cargo xtask size` leave room for a few
//! kilobytes. A function that waits has to be async or take exactly one argument, and not every gate is like that. Nothing
//! tells the program that a file did not arrive: it waits for ever, where the page says what is wrong and tries again. And the
//! script that loads the files checks no hashes, which the widget promises to.

mod carve;
mod explain;
mod gates;
mod graph;
mod page;
mod parts;
#[cfg(test)]
mod toy;

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
