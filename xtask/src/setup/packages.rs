//! Installs the browsers and name servers for the browser tests as Debian packages.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{Failure, Result, answer, run_logged};

/// A package, and the files that prove its presence on systems without dpkg.
struct Package {
    /// The name in Debian.
    name: &'static str,
    /// Programs or absolute paths, one of which must exist.
    proofs: &'static [&'static str],
}

/// The packages that the browser tests use.
const PACKAGES: &[Package] = &[
    Package {
        name: "chromium",
        proofs: &["chromium", "chromium-browser", "google-chrome"],
    },
    Package {
        name: "chromium-driver",
        proofs: &["chromedriver"],
    },
    Package {
        name: "firefox-esr",
        proofs: &["firefox-esr", "firefox"],
    },
    Package {
        name: "webkit2gtk-driver",
        proofs: &["WebKitWebDriver"],
    },
    // WebKit can't run without a display.
    Package {
        name: "xvfb",
        proofs: &["Xvfb"],
    },
    Package {
        name: "dnsdist",
        proofs: &["dnsdist"],
    },
    Package {
        name: "bind9",
        proofs: &["named"],
    },
    // Creates the certificate of the simulated provider.
    Package {
        name: "openssl",
        proofs: &["openssl"],
    },
    // Without a font, pages are laid out but screenshots have no text.
    Package {
        name: "fonts-dejavu-core",
        proofs: &["/usr/share/fonts"],
    },
];

/// Installs the packages named as arguments, and keeps all of them from starting services.
///
/// This is a shell script because its trap also runs on Ctrl-C. An existing guard belongs to the machine's owner and is
/// kept; one that a killed run left behind is recognized by its mark.
const SCRIPT: &str = r#"
set -eu
export DEBIAN_FRONTEND=noninteractive
guard=/usr/sbin/policy-rc.d
mark='# From the dmarc-checker set-up: services stay off while packages are installed.'
if ! [ -e "$guard" ] || grep -qF "$mark" "$guard"; then
    trap 'rm -f "$guard"' EXIT
    trap 'exit 130' INT TERM HUP
    printf '#!/bin/sh\n%s\nexit 101\n' "$mark" > "$guard"
    chmod 755 "$guard"
fi
# Finishes what an interrupted installation began.
dpkg --configure -a
apt-get update || echo 'The package lists could not all be renewed; going on with what is there.'
apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=120 -- "$@"
# Nor do the servers start with the machine from now on, if it was this script that brought them.
if command -v systemctl > /dev/null; then
    for package in "$@"; do
        case "$package" in
            bind9) systemctl disable named.service || true ;;
            dnsdist) systemctl disable dnsdist.service || true ;;
        esac
    done
fi
"#;

/// The names of the missing packages.
pub(super) fn missing() -> Vec<&'static str> {
    let names = PACKAGES.iter().map(|package| package.name);
    let mut query = Command::new("dpkg-query");
    query.args([
        "--showformat",
        "${db:Status-Abbrev}${Package}\n",
        "--show",
        "*",
    ]);
    match answer(&mut query) {
        Some(listing) => missing_of(names, &listing),
        None => PACKAGES
            .iter()
            .filter(|package| {
                package
                    .proofs
                    .iter()
                    .all(|proof| find_program(proof).is_none())
            })
            .map(|package| package.name)
            .collect(),
    }
}

/// Those of `names` that dpkg's listing does not show as fully installed.
fn missing_of<'a>(names: impl Iterator<Item = &'a str>, listing: &str) -> Vec<&'a str> {
    let installed = |name: &str| {
        listing.lines().any(|line| {
            let mut words = line.split_whitespace();
            // `ii` means installed, `hi` held at its version. Any other state is incomplete.
            matches!(words.next(), Some("ii" | "hi")) && words.next() == Some(name)
        })
    };
    names.filter(|name| !installed(name)).collect()
}

/// Installs the missing packages, or explains how to install them.
pub(super) fn install(log: &Path) -> Result<()> {
    let missing = missing();
    let names = missing.join(" ");
    if find_program("apt-get").is_none() {
        return Err(Failure::new(format!(
            "this is not Debian (there is no apt-get). Missing, by Debian's names: {names}.\n\
             Install the same programs the way this system does it, or run the checks in Debian 12."
        )));
    }
    if answer(Command::new("id").arg("-u")).as_deref() != Some("0") {
        return Err(Failure::new(format!(
            "only root may install packages. Missing: {names}.\nTo get them: \
             sudo apt-get update && sudo apt-get install --no-install-recommends {names}"
        )));
    }
    let mut command = Command::new("sh");
    command
        .args(["-c", SCRIPT, "install-packages"])
        .args(&missing);
    run_logged(&mut command, log).map_err(|failure| {
        // The script is long and does not explain the failure.
        let text = failure.to_string();
        let cause = text.find("ended with:").and_then(|start| text.get(start..));
        Failure::new(format!(
            "command:    apt-get install --no-install-recommends {names}\n{}",
            cause.unwrap_or(&text)
        ))
    })
}

/// The path of a program on `PATH` or in the servers' folder, or of a file given by its path.
pub(super) fn find_program(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let servers = ["/usr/local/sbin", "/usr/sbin", "/sbin"].map(PathBuf::from);
    let folders = env::split_paths(&path).chain(servers);
    folders
        .map(|folder| folder.join(name))
        .find(|file| file.exists())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_counts_when_it_is_fully_installed() {
        let listing = "ii  chromium\nrc  dnsdist\nhi  bind9\niU  xvfb\nii  bind9-libs\n";
        let names = ["chromium", "dnsdist", "bind9", "xvfb", "bind9-utils"];
        let missing = missing_of(names.into_iter(), listing);
        assert_eq!(missing, ["dnsdist", "xvfb", "bind9-utils"]);
    }

    #[test]
    fn programs_and_files_are_found() {
        assert!(find_program("sh").is_some());
        assert!(find_program("/").is_some());
        assert!(find_program("no-such-program-here").is_none());
    }
}
