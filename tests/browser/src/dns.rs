//! [`Dns`]: BIND with the example zone, and dnsdist in front of it for DNS over HTTPS.
//!
//! BIND serves its own root zone, so that no question ever leaves this machine. The example zone is served below `example` and
//! below `test`: the page answers `.example` itself, so a domain below `.test` exercises the network.

use std::fmt::Write as _;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use crate::environment::{folder, program, root};
use crate::message::{Question, query};
use crate::process::{Process, free_ports};
use crate::wait::run;

/// A root zone with the firms and the services that they use, so that all other names do not exist.
const ROOT_ZONE: &str = concat!(
    "$TTL 3600\n. SOA ns. hostmaster. 1 7200 3600 1209600 300\n. NS ns.\nns. A 127.0.0.1\n",
    include_str!("../zones/firms.zone")
);

/// The media type of DNS messages.
pub(crate) const MEDIA_TYPE: &str = "application/dns-message";

/// Running name servers.
#[derive(Debug)]
pub struct Dns {
    /// The authoritative server.
    _named: Process,
    /// The DNS-over-HTTPS front end.
    dnsdist: Process,
    /// dnsdist's port for HTTP without TLS.
    plain_port: u16,
    /// dnsdist's port for HTTP/2 over TLS, which public resolvers use.
    tls_port: u16,
    /// The same with half of the questions left unanswered, a port for each half.
    half_ports: [u16; 2],
    /// The backend of those questions: a server that accepts connections and never responds.
    _silence: TcpListener,
}

/// The half of all questions that a resolver leaves unanswered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// Names whose first character is k or later in the alphabet.
    Late,
    /// All others, which include every name that starts with an underscore.
    Early,
}

impl Half {
    /// Whether questions about this name belong to this half.
    pub fn holds(self, name: &str) -> bool {
        let is_late = name.starts_with(|c: char| matches!(c, 'k'..='z'));
        is_late == (self == Self::Late)
    }
}

impl Dns {
    /// The name servers that all tests share. The first call starts them, and must not be made from a future.
    pub fn shared() -> &'static Self {
        // If the start fails, the first call fails after the limit, and later calls fail immediately.
        static SHARED: LazyLock<Dns> = LazyLock::new(|| run(Dns::start()));
        &SHARED
    }

    /// Starts BIND and dnsdist and waits until they respond.
    async fn start() -> Self {
        let folder = folder("dns");
        let [port, plain_port, tls_port, late_port, early_port] = free_ports();
        let half_ports = [late_port, early_port];
        let silence = TcpListener::bind(("127.0.0.1", 0)).expect("there is a free port");
        let silent_port = silence
            .local_addr()
            .expect("a listener has an address")
            .port();

        fs::write(folder.join("root.zone"), ROOT_ZONE).expect("the folder is ours");
        fs::write(folder.join("hostile.zone"), hostile_zone()).expect("the folder is ours");
        fs::write(folder.join("named.conf"), named_conf(&folder, port))
            .expect("the folder is ours");
        let named = program(&["named"]);
        let named = Process::start(
            "named",
            &named,
            &["-g", "-n", "1", "-c", "named.conf"],
            &[],
            &folder,
        );
        named.listens(port).await;

        make_certificate(&folder);
        fs::write(
            folder.join("dnsdist.conf"),
            [
                dnsdist_conf(port, plain_port, tls_port),
                half_conf(silent_port, half_ports),
            ]
            .concat(),
        )
        .expect("the folder is ours");
        let dnsdist = program(&["dnsdist"]);
        let arguments = [
            "--supervised",
            "--disable-syslog",
            "--config",
            "dnsdist.conf",
        ];
        let dnsdist = Process::start("dnsdist", &dnsdist, &arguments, &[], &folder);
        dnsdist.listens(plain_port).await;

        let dns = Self {
            _named: named,
            dnsdist,
            plain_port,
            tls_port,
            half_ports,
            _silence: silence,
        };
        let question = Question::new("_dmarc.reject.test", "TXT");
        dns.dnsdist
            .until("answers", async || dns.ask(&question).await)
            .await;
        dns
    }

    /// The URL of the resolver, without faults.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/dns-query", self.plain_port)
    }

    /// dnsdist's port for HTTP/2 over TLS; the path is `/dns-query` as well.
    pub const fn tls_port(&self) -> u16 {
        self.tls_port
    }

    /// The origin of a resolver that never answers half of the questions. It uses HTTP/2, so that browsers send all of them at
    /// once: over HTTP/1, unanswered questions would block others from being sent.
    pub fn half_origin(&self, unanswered: Half) -> String {
        let [late, early] = self.half_ports;
        let port = match unanswered {
            Half::Late => late,
            Half::Early => early,
        };
        format!("https://127.0.0.1:{port}")
    }

    /// Resolves a question; `None` if no DNS message comes back.
    pub async fn ask(&self, question: &Question) -> Option<Vec<u8>> {
        self.forward(&query(question)).await
    }

    /// Forwards a DNS message and returns the response.
    pub(crate) async fn forward(&self, message: &[u8]) -> Option<Vec<u8>> {
        // One shared client, so that questions reuse open connections.
        static CLIENT: LazyLock<reqwest::Client> = LazyLock::new(|| {
            let client = reqwest::Client::builder().no_proxy().build();
            client.expect("a client without TLS")
        });
        let url = format!("{}?dns={}", self.url(), crate::message::encode(message));
        let reply = CLIENT
            .get(url)
            .header("accept", MEDIA_TYPE)
            .send()
            .await
            .ok()?;
        let is_message =
            reply.status().is_success() && reply.headers().get("content-type")? == MEDIA_TYPE;
        let body = reply.bytes().await.ok()?;
        is_message.then(|| body.to_vec())
    }
}

/// BIND's configuration: primary for everything, with no control channel and no files but these.
fn named_conf(folder: &Path, port: u16) -> String {
    let example_zone = root().join("engine/src/dns/example.zone");
    let zone = |name: &str, file: &Path| {
        let file = file.display();
        format!("zone \"{name}\" {{ type primary; file \"{file}\"; }};\n")
    };
    let zones: String = [
        (".", folder.join("root.zone")),
        ("example", example_zone.clone()),
        ("test", example_zone),
        ("hostile.test", folder.join("hostile.zone")),
    ]
    .map(|(name, file): (&str, PathBuf)| zone(name, &file))
    .concat();
    let folder = folder.display();
    format!(
        "options {{
    directory \"{folder}\";
    listen-on port {port} {{ 127.0.0.1; }};
    listen-on-v6 {{ none; }};
    pid-file none;
    session-keyfile none;
    recursion no;
    notify no;
    dnssec-validation no;
    empty-zones-enable no;
    allow-query {{ 127.0.0.1; }};
    allow-transfer {{ none; }};
    max-records-per-type 0;
}};
controls {{ }};
{zones}"
    )
}

/// dnsdist's configuration: HTTP with and without TLS, with CORS for web pages. It queries BIND over TCP, so that long answers
/// are not truncated.
fn dnsdist_conf(port: u16, plain_port: u16, tls_port: u16) -> String {
    format!(
        "setSecurityPollSuffix(\"\")
newServer({{address=\"127.0.0.1:{port}\", tcpOnly=true}}):setUp()
options = {{customResponseHeaders={{[\"access-control-allow-origin\"]=\"*\"}}}}
addDOHLocal(\"127.0.0.1:{plain_port}\", nil, nil, \"/dns-query\", options)
addDOHLocal(\"127.0.0.1:{tls_port}\", \"certificate.pem\", \"key.pem\", \"/dns-query\", options)
"
    )
}

/// Additional dnsdist configuration: each of two ports forwards half of the questions to the silent server.
fn half_conf(silent_port: u16, [late, early]: [u16; 2]) -> String {
    format!(
        "newServer({{address=\"127.0.0.1:{silent_port}\", tcpOnly=true, pool=\"silence\"}}):setUp()
addDOHLocal(\"127.0.0.1:{late}\", \"certificate.pem\", \"key.pem\", \"/dns-query\", options)
addDOHLocal(\"127.0.0.1:{early}\", \"certificate.pem\", \"key.pem\", \"/dns-query\", options)
isLate = RegexRule(\"^[k-z]\")
addAction(AndRule({{DSTPortRule({late}), isLate}}), PoolAction(\"silence\"))
addAction(AndRule({{DSTPortRule({early}), NotRule(isLate)}}), PoolAction(\"silence\"))
"
    )
}

/// Creates an untrusted certificate; the one browser that needs it is configured to accept it.
fn make_certificate(folder: &Path) {
    let mut command = Command::new(program(&["openssl"]));
    command.args([
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
    ]);
    command.args([
        "-keyout",
        "key.pem",
        "-out",
        "certificate.pem",
        "-days",
        "2",
        "-subj",
        "/CN=resolver.test",
    ]);
    let output = command
        .current_dir(folder)
        .output()
        .expect("openssl starts");
    assert!(
        output.status.success(),
        "openssl: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// The zone of hostile texts, including generated ones too long to write by hand: a DMARC record of four kilobytes, and records
/// with one word, and with as many tags, of the maximum length of an answer; and names with 500 records.
fn hostile_zone() -> String {
    let records = [
        ("_dmarc.long", "v=DMARC1; p=none; x-long=", "long ", 16),
        ("_dmarc.tags", "v=DMARC1; p=none; ", "a=b; ", 235),
        ("tags", "v=spf1 ", "a:b.c ", 235),
        ("word", "v=spf1 include:", "word", 235),
        ("_dmarc.word", "v=DMARC1; p=none; rua=mailto:", "word", 235),
        ("default._domainkey.word", "v=DKIM1; k=rsa; p=", "word", 235),
        ("default._bimi.word", "v=BIMI1; l=https://", "word", 235),
        ("_mta-sts.word", "v=STSv1; id=", "word", 235),
        ("_smtp._tls.word", "v=TLSRPTv1; rua=mailto:", "word", 235),
    ];
    let mut zone = include_str!("../zones/hostile.zone").to_owned();
    for (name, start, words, strings) in records {
        // Parentheses continue a record on the next line, because BIND limits the line length.
        let strings = character_strings(start, words, strings);
        zone.extend(["\n", name, " TXT ( ", &strings, " )\n"]);
    }
    for number in 0..500 {
        let _ = writeln!(zone, "_dmarc.records TXT \"v=DMARC1; p=none; n={number}\"");
        let _ = writeln!(zone, "records TXT \"v=spf1 a:h{number}.example -all\"");
    }
    zone
}

/// Returns `count` character-strings of 255 octets; the first starts with `start`.
fn character_strings(start: &str, words: &str, count: usize) -> String {
    let text: Vec<char> = start
        .chars()
        .chain(words.chars().cycle())
        .take(255 * count)
        .collect();
    let strings = text
        .chunks(255)
        .map(|string| format!("\"{}\"", string.iter().collect::<String>()));
    strings.collect::<Vec<_>>().join("\n")
}
