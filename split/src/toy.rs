//! Tests the division on a small program, compiled with both mangling schemes.

use std::path::Path;
use std::process::Command;
use std::{env, fs, process};

use crate::carve::carve;
use crate::explain::explain;
use crate::gates::{CRATE, LATER, ON_DEMAND};
use crate::graph::Graph;
use crate::parts::Parts;

/// Compiles the program with these options in addition to those of a release build of the page.
fn compiled(options: &[&str]) -> Vec<u8> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/toy.rs");
    let name = format!("split-toy-{}-{}.wasm", process::id(), options.len());
    let file = env::temp_dir().join(name);
    let mut rustc = Command::new("rustc");
    rustc
        .args(["--edition=2024", "--target=wasm32-unknown-unknown"])
        .args(["--crate-name", CRATE])
        .args(["-Copt-level=z", "-Clto", "-Ccodegen-units=1"])
        .args(["-Cpanic=abort", "-Clink-args=--emit-relocs"])
        .args(options)
        .arg("-o")
        .arg(&file)
        .arg(source);
    let status = rustc.status();
    assert!(
        status.is_ok_and(|status| status.success()),
        "rustc failed; `rustup target add wasm32-unknown-unknown` if that is what it lacks"
    );
    let wasm = fs::read(&file).unwrap_or_default();
    fs::remove_file(&file).ok();
    wasm
}

/// How many times a module contains the text.
fn count(module: &[u8], text: &str) -> usize {
    let windows = module.windows(text.len());
    windows.filter(|bytes| *bytes == text.as_bytes()).count()
}

#[test]
fn a_program_is_divided_however_its_names_are_written() {
    // Without an option, the compiler uses its default scheme.
    for options in [&[][..], &["-Csymbol-mangling-version=v0"]] {
        let wasm = compiled(options);
        let graph = Graph::read(&wasm).unwrap_or_else(|error| unreachable!("{error}"));
        let is_later = |name: &str| LATER.hold(name);
        let is_on_demand = |name: &str| ON_DEMAND.hold(name);
        let cut = || {
            let on_demand = carve(&wasm, &Parts::new(&graph, is_on_demand, |_| false))?;
            let rest = Parts::new(&graph, is_later, is_on_demand);
            let later = carve(&on_demand.first, &rest)?;
            Ok::<_, String>([later.first, later.later, on_demand.later])
        };
        let parts = cut().unwrap_or_else(|error| unreachable!("{error}"));
        let texts = [
            "what the first part says",
            "what the later part says",
            "what is said on demand",
        ];
        for (place, part) in parts.iter().enumerate() {
            assert!(wasmparser::validate(part).is_ok());
            for (of, text) in texts.iter().enumerate() {
                assert_eq!(
                    count(part, text),
                    usize::from(of == place),
                    "{options:?}: {text}"
                );
            }
        }
        for (wanted, part) in [
            ("first", "first"),
            ("behind::later", "later"),
            ("behind::on_demand", "on demand"),
        ] {
            let found = explain(&graph, wanted).map(|explanation| explanation.part);
            assert_eq!(found, Ok(part), "{options:?}: {wanted}");
        }
    }
}
