// A DNS-over-HTTPS resolver (RFC 8484) in memory.

const TYPES = { 1: "A", 15: "MX", 16: "TXT", 28: "AAAA" };

/** The DNS message that answers the one in `url` from a zone: names to TXT records. */
export function message(url, zone) {
  const query = Buffer.from(new URL(url).searchParams.get("dns"), "base64url");
  const labels = [];
  let at = 12;
  while (query[at] > 0) {
    labels.push(query.toString("latin1", at + 1, at + 1 + query[at]));
    at += 1 + query[at];
  }
  const question = query.subarray(12, at + 5);
  const name = labels.join(".");
  const texts = TYPES[query.readUInt16BE(at + 1)] === "TXT" ? (zone[name] ?? []) : [];
  const exists = Object.keys(zone).some((other) => other === name || other.endsWith(`.${name}`));
  const header = Buffer.from([0, 0, 0x81, exists ? 0x80 : 0x83, 0, 1, 0, texts.length, 0, 0, 0, 0]);
  const answers = texts.map((text) => {
    const data = Buffer.from([0xc0, 12, 0, 16, 0, 1, 0, 0, 1, 44, 0, text.length + 1, text.length]);
    return Buffer.concat([data, Buffer.from(text, "latin1")]);
  });
  return Buffer.concat([header, question, ...answers]);
}

/** A `fetch` that answers from a zone, and keeps what it was called with in `calls`. */
export function resolver(zone) {
  const calls = [];
  const fetch = async (url, init) => {
    calls.push({ url, init });
    return reply(message(url, zone));
  };
  return { calls, fetch };
}

/** A response with a DNS message, or something else, in it. */
export function reply(body, type = "application/dns-message", status = 200) {
  return new Response(body, { status, headers: { "content-type": type } });
}

/** A `fetch` that never answers. `obeys` says whether it heeds its signal. */
export function silence(obeys) {
  const signals = [];
  const fetch = (_, { signal }) =>
    new Promise((_, reject) => {
      signals.push(signal);
      if (obeys) signal.addEventListener("abort", () => reject(signal.reason));
    });
  return { signals, fetch };
}
