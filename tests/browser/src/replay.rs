//! Runs the native engine on recordings that the page exported.

use std::env;
use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::environment::root;

/// The report of the example program `replay` for a recording.
pub fn replay(domain: &str, recording: &Value) -> Value {
    respond(&json!({ "id": 1, "check": domain, "recording": recording }))["report"].clone()
}

/// The SPF result in a recording for mail from an IP address with this domain.
pub fn replay_sender(ip: &str, domain: &str, recording: &Value) -> Value {
    let sender = json!({ "ip": ip, "helo": domain, "mailFrom": format!("postmaster@{domain}") });
    respond(&json!({ "id": 1, "spf": sender, "recording": recording }))["result"].clone()
}

/// The program's response to a request.
fn respond(request: &Value) -> Value {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args([
        "run",
        "--quiet",
        "--offline",
        "-p",
        "dmarc-engine",
        "--example",
        "replay",
    ]);
    command
        .current_dir(root())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut replay = command.spawn().expect("cargo starts");
    let mut input = replay.stdin.take().expect("it is piped");
    writeln!(input, "{request}").expect("it reads");
    drop(input);
    let output = replay.wait_with_output().expect("it ends");
    assert!(
        output.status.success(),
        "replay ended with {}",
        output.status
    );
    let response: Value = serde_json::from_slice(&output.stdout).expect("it answers with JSON");
    assert_eq!(response["id"], 1, "{response}");
    response
}
