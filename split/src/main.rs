//! Divides the Wasm of the page and of the widget into three parts: one that a first visit needs, one that is loaded
//! alongside the first check, and one that is loaded on demand.
//!
//! Trunk calls `cargo xtask pack` after each build (`Trunk.toml`), which runs this for a release build.
//!
//! # How it determines the parts
//!
//! The page calls everything that can wait through the functions of a few modules, the *gates* to the parts that come
//! later. The linker is told to keep its relocations (`.cargo/config.toml`), so every reference between functions and
//! constants is known exactly. What only the gates of the last part lead to is cut off first, functions and constants
//! alike. Of the rest, everything reachable from the exports without passing a gate is the first part, and the
//! remainder is the later one. Only the gate modules, and the gates that a program does not use, are listed by hand.
//! Every other gate that the source declares must exist as a function, or the division fails with an error: a missing
//! gate would leave everything behind it in the first part. `cargo run -p split -- app <part of a name>` (or `widget`)
//! tells which part a function is in, and what leads to it.
//!
//! # How the parts work together
//!
//! All parts share one memory and one function table. In the first part, each gate is a jump through a table slot that
//! stays empty until the part behind it is instantiated and fills it. Calling a gate before that is a bug in the page,
//! and traps. The last part calls the later one through such slots as well, so it must be loaded after it.
//!
//! # Why not two programs
//!
//! Each program would bring its own copy of the parsers, the page's framework and the allocator, and they would have to
//! exchange everything as text.
//!
//! # Why not `wasm-split`
//!
//! Dioxus' `wasm-split-cli` (versions 0.7.10 and 0.8.0-alpha.3 were examined) cuts by the same means: relocations, and
//! the names that connect the linker's module to that of wasm-bindgen. It moves constants as well. But it makes one
//! file per function that can wait, a dozen here, instead of one file for all that a module of gates leads to. The file
//! meant for code that several of them share stays empty, so each would contain the parsers and rules again, while the
//! bounds of `cargo xtask size` leave room for a few kilobytes. A function that waits must be async or take exactly one
//! argument, which not every gate does. The program is not told if a file fails to load: it waits forever, whereas the
//! page reports the failure and retries. And its loader script does not check hashes, which the widget promises to do.

mod carve;
mod explain;
mod gates;
mod graph;
mod page;
mod parts;
#[cfg(test)]
mod toy;

use std::process::ExitCode;

/// Errors are sentences.
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
