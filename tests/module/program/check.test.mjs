// Checks over a network that the test stands for: who is asked, how a check is stopped, what fails.

import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { createServer } from "node:http";
import test from "node:test";

import { check } from "dmarc-checker";
import { message, reply, resolver, silence } from "./resolver.mjs";

const ZONE = {
  "shop.co.uk": ["v=spf1 ip4:192.0.2.1 -all"],
  "_dmarc.shop.co.uk": ["v=DMARC1; p=reject; rua=mailto:reports@shop.co.uk"],
  "news.shop.co.uk": ["hello"],
  "key1._domainkey.shop.co.uk": ["v=DKIM1; p="],
};

test("questions go to the first resolver on offer, and say nothing else", async () => {
  const { calls, fetch } = resolver(ZONE);
  const report = await check(" https://Shop.co.uk/about ", { fetch });
  assert.equal(report.domain, "shop.co.uk");
  assert.equal(report.stage, "reject");
  assert.equal(report.dmarc.text, ZONE["_dmarc.shop.co.uk"][0]);
  assert.equal(report.complete, true);
  assert.equal(calls.length, report.questions.asked);
  for (const { url, init } of calls) {
    assert.match(url, /^https:\/\/cloudflare-dns\.com\/dns-query\?dns=[\w-]+$/);
    const { signal, ...rest } = init;
    assert(signal instanceof AbortSignal && !signal.aborted);
    assert.deepEqual(rest, {
      headers: { accept: "application/dns-message" },
      credentials: "omit",
      referrerPolicy: "no-referrer",
    });
  }
  for (const { resolver, elapsed } of report.evidence) {
    assert.equal(resolver, "Cloudflare");
    assert(Number.isInteger(elapsed) && elapsed >= 0);
  }
});

test("the Public Suffix List is part of the module", async () => {
  const { effective } = await check("news.shop.co.uk", resolver(ZONE));
  assert.deepEqual(effective.map(({ rfc9989, rfc7489 }) => [rfc9989, rfc7489]), Array(3).fill(["reject", "reject"]));
});

test("made-up names differ from check to check, but for the example zone", async () => {
  const invented = async (domain) => {
    const { effective } = await check(domain, resolver(ZONE));
    return effective.find(({ kind }) => kind === "invented").name;
  };
  assert.match(await invented("shop.co.uk"), /^made-up-[a-z0-9]{5}\.shop\.co\.uk$/);
  assert.notEqual(await invented("shop.co.uk"), await invented("shop.co.uk"));
  assert.equal(await invented("reject.example"), "made-up-7x3k.reject.example");
});

test("nothing is sent for examples", async () => {
  const { calls, fetch } = resolver(ZONE);
  await check("monitoring.example", { fetch });
  assert.deepEqual(calls, []);
});

test("a resolver by its name has stand-ins", async () => {
  const { fetch } = resolver(ZONE);
  const failing = (url, init) => {
    if (url.startsWith("https://dns.google/")) throw new TypeError("blocked");
    return fetch(url, init);
  };
  const { stage, evidence } = await check("shop.co.uk", { fetch: failing, resolver: "google" });
  assert.equal(stage, "reject");
  assert(evidence.every(({ resolver }) => resolver === "Cloudflare"));
  assert.match(evidence[0].notes.join(), /^Google failed first: no connection/);
});

test("a resolver of one's own has none, and the global fetch reaches it", async () => {
  const paths = new Set();
  const server = createServer((request, response) => {
    paths.add(request.url.split("?")[0]);
    assert.equal(request.headers.accept, "application/dns-message");
    response.setHeader("content-type", "application/dns-message");
    response.end(message(`http://127.0.0.1${request.url}`, ZONE));
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  try {
    const own = `http://127.0.0.1:${server.address().port}/own`;
    const report = await check("shop.co.uk", { resolver: own });
    assert.equal(report.stage, "reject");
    assert(report.evidence.every(({ resolver }) => resolver === "127.0.0.1"));
    assert.deepEqual([...paths], ["/own"]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test("selectors that are given are tried, and all that are known on request", async () => {
  const { dkim } = await check("shop.co.uk", { ...resolver(ZONE), selectors: ["key1", "no selector"] });
  const [first] = dkim.selectors;
  assert.deepEqual([first.selector, first.tried, first.key.record.outcome], ["key1", "visitor", "revoked"]);
  assert.deepEqual(dkim.unusable, ["no selector"]);
  const all = await check("shop.co.uk", { ...resolver(ZONE), allSelectors: true });
  assert(all.dkim.selectors.length > dkim.selectors.length);
  assert(all.dkim.selectors.some(({ tried }) => tried === "known"));
});

test("progress is told up to the end", async () => {
  const told = [];
  const { questions } = await check("shop.co.uk", { ...resolver(ZONE), onProgress: (progress) => told.push(progress) });
  told.reduce((before, now) => {
    assert(now.asked >= before.asked && now.answered >= before.answered && now.answered <= now.asked);
    return now;
  });
  assert.deepEqual(told.at(-1), { answered: questions.asked, asked: questions.asked });
});

test("what onProgress throws stops the check", async () => {
  const error = new Error("enough");
  const { signals, fetch } = silence(true);
  const onProgress = () => {
    throw error;
  };
  await assert.rejects(check("shop.co.uk", { fetch, onProgress }), (reason) => reason === error);
  assert(signals.every(({ aborted }) => aborted));
  await assert.rejects(check("reject.example", { onProgress }), (reason) => reason === error);
});

test("a signal that has aborted keeps a check from beginning", async () => {
  const { calls, fetch } = resolver(ZONE);
  const reason = { because: "late" };
  await assert.rejects(check("shop.co.uk", { fetch, signal: AbortSignal.abort(reason) }), (given) => given === reason);
  await assert.rejects(check("reject.example", { signal: AbortSignal.abort() }), { name: "AbortError" });
  assert.deepEqual(calls, []);
});

for (const obeys of [true, false]) {
  test(`a signal ends a check whose fetch ${obeys ? "heeds" : "ignores"} it, requests and all`, async () => {
    const { signals, fetch } = silence(obeys);
    const controller = new AbortController();
    const { signal } = controller;
    const onProgress = ({ asked }) => asked > 5 && setTimeout(() => controller.abort("enough"), 5);
    await assert.rejects(check("shop.co.uk", { fetch, signal, onProgress }), (reason) => reason === "enough");
    assert(signals.length > 5 && signals.every(({ aborted }) => aborted));
    assert.deepEqual(getEventListeners(signal, "abort"), []);
    assert(!process.getActiveResourcesInfo().includes("Timeout"), "no timer is left");
  });
}

test("a time limit is a signal", async () => {
  const { fetch } = silence(true);
  await assert.rejects(check("shop.co.uk", { fetch, signal: AbortSignal.timeout(20) }), { name: "TimeoutError" });
});

test("a signal may outlive many checks", async () => {
  const { signal } = new AbortController();
  await Promise.all([..."abcdef"].map(() => check("shop.co.uk", { ...resolver(ZONE), signal })));
  assert.deepEqual(getEventListeners(signal, "abort"), []);
});

test("checks side by side keep apart", async () => {
  const policies = ["none", "quarantine", "reject"];
  const checks = policies.map((policy) => check("shop.co.uk", resolver({ "_dmarc.shop.co.uk": [`v=DMARC1; p=${policy}`] })));
  assert.deepEqual((await Promise.all(checks)).map(({ dmarc }) => dmarc.policy), policies);
});

/** What can go wrong with a fetch, and what the evidence says. */
const NO_CONNECTION = "no connection; the resolver is down, blocked on this network, or refuses requests from web pages";
const FAILURES = {
  "throws": [() => { throw new Error("no"); }, NO_CONNECTION],
  "rejects": [async () => { throw undefined; }, NO_CONNECTION],
  "gives nothing": [() => undefined, NO_CONNECTION],
  "gives a promise that is odd": [() => ({ then: (done) => { done({}); done({}); } }), NO_CONNECTION],
  "gives a body that breaks": [async () => ({ ...reply(""), status: 200, arrayBuffer: () => { throw new Error("no"); } }), NO_CONNECTION],
  "gives a status that is none": [
    async () => ({ status: Symbol("200"), headers: new Headers(), arrayBuffer: async () => new ArrayBuffer(0) }),
    "status 0",
  ],
  "gives a web page": [async () => reply("<html>", "text/html"), "a web page instead of an answer"],
  "gives an error": [async () => reply("", "text/plain", 503), "status 503"],
  "gives no DNS": [async () => reply("x"), "shorter than a header"],
};

for (const [what, [fetch, outcome]] of Object.entries(FAILURES)) {
  test(`a fetch that ${what} is a resolver that could not be asked`, async () => {
    const { stage, effective, evidence } = await check("shop.co.uk", { fetch });
    assert.equal(stage, "could-not-tell");
    assert.equal(effective[0].rfc9989, null);
    assert.match(evidence[0].outcome, new RegExp(outcome));
  });
}
