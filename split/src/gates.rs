//! [`Gates`]: identifies gates by their names in a module and by the declarations in the source.
//!
//! Names are compared in demangled form, so both of the compiler's mangling schemes work: `_ZN…E`, the former default,
//! and `_R…` ("v0"), the current one. The source is checked as well. Otherwise, a gate that the compiler did not emit
//! as a function, or a renamed crate or module, would silently leave everything in the first part.

use std::collections::{BTreeMap, BTreeSet};

use crate::Result;

/// The Rust name of the crate that contains the gates.
pub(crate) const CRATE: &str = "dmarc_checker";

/// The gates to the later part.
pub(crate) const LATER: Gates = Gates(&[
    Module {
        name: "later",
        source: include_str!("../../src/later.rs"),
    },
    Module {
        name: "later_views",
        source: include_str!("../../src/later_views.rs"),
    },
]);

/// The gates to the part on demand.
pub(crate) const ON_DEMAND: Gates = Gates(&[
    Module {
        name: "on_demand",
        source: include_str!("../../src/on_demand.rs"),
    },
    Module {
        name: "on_demand_views",
        source: include_str!("../../src/on_demand_views.rs"),
    },
]);

/// The programs that are divided, each with the gates that it does not have because nothing in it calls them.
const PROGRAMS: [(&str, &[&str]); 2] = [
    // The page hands no report to a script and is never embedded.
    ("app", &["later::object", "later::tell_of_hide"]),
    // The widget has no pages besides the report, which it composes itself.
    (
        "widget",
        &[
            "later_views::report",
            "later_views::pasted",
            "later_views::rules",
            "later_views::about",
            "on_demand_views::embed",
        ],
    ),
];

/// The gates to one part, as the modules of the crate that declare them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Gates(&'static [Module]);

/// A module of gates.
#[derive(Debug, Clone, Copy)]
struct Module {
    /// The module's name in the crate.
    name: &'static str,
    /// The module's source text.
    source: &'static str,
}

impl Gates {
    /// Whether the function with this mangled name is such a gate. Functions that the compiler derives from a gate,
    /// such as closures, count as well: if something calls one directly, the path still leads through a gate.
    pub(crate) fn hold(&self, name: &str) -> bool {
        let name = readable(name);
        let parts = in_crate(&name).and_then(|path| path.split_once("::"));
        parts.is_some_and(|(first, _)| self.0.iter().any(|module| module.name == first))
    }

    /// The paths in the crate of the gates that the source declares. A test ensures that the modules declare nothing
    /// else.
    fn declared(&self) -> impl Iterator<Item = String> {
        self.0.iter().flat_map(Module::declared)
    }
}

impl Module {
    /// The paths in the crate of the gates that the source declares.
    fn declared(&self) -> impl Iterator<Item = String> {
        let names = self.source.lines().filter_map(|line| {
            let rest = line.strip_prefix("pub(super) fn ")?;
            rest.split(['(', '<']).next()
        });
        names.map(|name| format!("{}::{name}", self.name))
    }
}

/// Returns the name of a program if it is one that is divided.
pub(crate) fn program(name: &str) -> Result<&'static str> {
    let mut programs = PROGRAMS.iter().map(|(program, _)| *program);
    programs.find(|program| *program == name).ok_or_else(|| {
        let programs = PROGRAMS.map(|(program, _)| program).join(" and ");
        format!("there is no program `{name}` that is divided; those are {programs}")
    })
}

/// A function's demangled name, without the hash that distinguishes instances.
pub(crate) fn readable(name: &str) -> String {
    format!("{:#}", rustc_demangle::demangle(name))
}

/// The path within the crate; `None` if the name is not in the crate.
fn in_crate(name: &str) -> Option<&str> {
    name.strip_prefix(CRATE)?.strip_prefix("::")
}

/// Checks that a program, given the names of its functions, has exactly the gates that it should.
pub(crate) fn check(program: &str, names: &BTreeMap<u32, String>) -> Result<()> {
    let without = PROGRAMS.iter().find(|(name, _)| *name == program);
    let without = without.map_or(&[][..], |(_, gates)| gates);
    let declared: BTreeSet<String> = LATER.declared().chain(ON_DEMAND.declared()).collect();
    let found: BTreeSet<String> = names
        .values()
        .filter_map(|name| {
            let name = readable(name);
            // Newer names end with the gate's type parameters, such as `::<Source>`.
            let path = in_crate(&name)?.split("::<").next()?;
            declared.get(path).cloned()
        })
        .collect();
    let (expected, extra): (BTreeSet<&String>, BTreeSet<&String>) = declared
        .iter()
        .partition(|gate| !without.contains(&gate.as_str()));
    let list = |gates: &[&String]| {
        let gates: Vec<String> = gates.iter().map(|gate| format!("`{gate}`")).collect();
        gates.join(", ")
    };
    let missing: Vec<&String> = expected
        .into_iter()
        .filter(|gate| !found.contains(*gate))
        .collect();
    if found.is_empty() {
        return Err(format!(
            "no function of `{program}` is a gate, so nothing could be loaded later. Their names should begin with \
             `{CRATE}::`: was the crate or a module renamed (split/src/gates.rs says what is looked for), or are the names \
             gone? Missing: {}",
            list(&missing)
        ));
    }
    if !missing.is_empty() {
        return Err(format!(
            "`{program}` lacks gates that the source declares: {}. Each has to be a function of its own: does it have \
             `#[inline(never)]`, and does the program call it? One that it does without is listed in split/src/gates.rs",
            list(&missing)
        ));
    }
    let extra: Vec<&String> = extra
        .into_iter()
        .filter(|gate| found.contains(*gate))
        .collect();
    if !extra.is_empty() {
        return Err(format!(
            "`{program}` has gates that split/src/gates.rs says it does without: {}. Take them out of the list there",
            list(&extra)
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names in the legacy and the v0 scheme, and whether they are gates to the later part.
    const NAMES: [(&str, &str, bool); 6] = [
        (
            "_ZN13dmarc_checker5later6finish17h7dc379d75e52dfc9E",
            "_RNvNtCsdj2eUy0OCjG_13dmarc_checker5later6finish",
            true,
        ),
        // A closure of a gate.
        (
            "_ZN13dmarc_checker5later6finish28_$u7b$$u7b$closure$u7d$$u7d$17h18795d39245e4875E",
            "_RNCNvNtCsdj2eUy0OCjG_13dmarc_checker5later6finish0B5_",
            true,
        ),
        // A gate with a type parameter.
        (
            "_ZN13dmarc_checker5later6report17hfab9bb35d984dfebE",
            "_RINvNtCsdj2eUy0OCjG_13dmarc_checker5later6reportINtNtCsgXGp5Oqx2Ny_4core6option6OptionmEEB4_",
            true,
        ),
        (
            "_ZN13dmarc_checker9on_demand8examples17h829255cd95a8d5bbE",
            "_RNvNtCsdj2eUy0OCjG_13dmarc_checker9on_demand8examples",
            false,
        ),
        (
            "_ZN13dmarc_checker6behind4only17ha557161b2b286834E",
            "_RNvNtCsdj2eUy0OCjG_13dmarc_checker6behind4only",
            false,
        ),
        // Functions of the standard library for a closure of a gate, and for a type of the crate.
        (
            "_ZN4core3ops8function6FnOnce40call_once$u7b$$u7b$vtable.shim$u7d$$u7d$17h0a1b2c3d4e5f6071E",
            "_RNSNvYNCNvNtCsdj2eUy0OCjG_13dmarc_checker5later6finish0INtNtNtCsgXGp5Oqx2Ny_4core3ops8function6FnOnceTmEE9call_once6vtableBa_",
            false,
        ),
    ];

    /// The functions of a program that has the gates at these paths.
    fn functions(gates: impl IntoIterator<Item = String>) -> BTreeMap<u32, String> {
        let others = ["_ZN4core9panicking5panic17h0123456789abcdefE".to_owned()];
        let gates = gates.into_iter().map(|path| {
            let parts = [CRATE].into_iter().chain(path.split("::"));
            let parts: Vec<String> = parts.map(|part| format!("{}{part}", part.len())).collect();
            format!("_ZN{}17h0123456789abcdefE", parts.concat())
        });
        (0..).zip(others.into_iter().chain(gates)).collect()
    }

    /// All gates that the source declares, except some.
    fn all_but(gates: &'static [&'static str]) -> impl Iterator<Item = String> {
        let all = LATER.declared().chain(ON_DEMAND.declared());
        all.filter(move |gate| !gates.contains(&gate.as_str()))
    }

    #[test]
    fn gates_are_known_however_names_are_written() {
        for (legacy, v0, expected) in NAMES {
            assert_eq!(LATER.hold(legacy), expected, "{legacy}");
            assert_eq!(LATER.hold(v0), expected, "{v0}");
        }
        let [.., (legacy, v0, _), _, _] = NAMES;
        assert!(ON_DEMAND.hold(legacy) && ON_DEMAND.hold(v0));
        assert!(!LATER.hold("_ZN13dmarc_checker9latersome3run17h0123456789abcdefE"));
        assert!(!LATER.hold("main"));
    }

    #[test]
    fn the_modules_of_the_gates_have_nothing_but_gates() {
        for module in [LATER, ON_DEMAND].iter().flat_map(|gates| gates.0) {
            let lines: Vec<&str> = module.source.lines().collect();
            // Every item outside of a function starts at the left margin.
            let functions = lines.windows(2).filter_map(|pair| match pair {
                [before, line] if line.contains("fn ") && !line.starts_with([' ', '/']) => {
                    Some((*before, *line))
                }
                _ => None,
            });
            let mut count = 0;
            for (before, line) in functions {
                assert!(line.starts_with("pub(super) fn "), "{line}");
                assert_eq!(before, "#[inline(never)]", "{line}");
                count += 1;
            }
            assert_eq!(module.declared().count(), count);
            assert!(count > 0);
        }
    }

    #[test]
    fn what_a_program_does_without_is_declared() {
        let declared: BTreeSet<String> = LATER.declared().chain(ON_DEMAND.declared()).collect();
        for (program, gates) in PROGRAMS {
            for gate in gates {
                assert!(declared.contains(*gate), "{program}: {gate}");
            }
        }
    }

    #[test]
    fn a_program_has_exactly_the_gates_that_it_should() {
        let (_, without) = PROGRAMS[0];
        assert_eq!(check("app", &functions(all_but(without))), Ok(()));
        let error = |functions| check("app", &functions).err().unwrap_or_default();
        let fewer = all_but(without).filter(|gate| gate != "later_views::rules");
        let text = error(functions(fewer));
        assert!(
            text.contains("lacks gates that the source declares: `later_views::rules`."),
            "{text}"
        );
        let text = error(functions(all_but(&[])));
        let listed: Vec<_> = without.iter().map(|gate| format!("`{gate}`")).collect();
        let listed = format!("does without: {}.", listed.join(", "));
        assert!(text.contains(&listed), "{text}");
        let text = error(functions([]));
        assert!(text.contains("no function of `app` is a gate"), "{text}");
        assert!(text.contains("`later::finish`"), "{text}");
    }

    #[test]
    fn only_a_program_that_is_divided_has_parts() {
        assert_eq!(program("widget"), Ok("widget"));
        let words = "there is no program `module` that is divided; those are app and widget";
        assert_eq!(program("module"), Err(words.to_owned()));
    }
}
