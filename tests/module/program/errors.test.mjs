// What is refused, and what comes of Wasm that cannot be loaded.

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { register } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";

import { check, DmarcError, explain, InputError, LoadError, parseDmarc, parseSpf } from "dmarc-checker";

const PACKAGE = "node_modules/dmarc-checker";
const WASM = readdirSync(PACKAGE).find((name) => /^module-.*\.wasm$/.test(name));

const REFUSED = [
  [() => check(), "domain", "The domain to check is a string, such as example.com."],
  [() => check({}), "domain", "The domain to check is a string, such as example.com."],
  [() => check(" "), "domain", "Enter a domain, such as example.com."],
  [() => check("192.0.2.1"), "domain", "192.0.2.1 is an IP address. DMARC protects domain names."],
  [() => check("a.example", null), "options", "The options of a check are an object."],
  [() => check("a.example", { resolver: 1 }), "resolver", "A resolver is a string: a name or a URL."],
  [
    () => check("a.example", { resolver: "ftp://dns.example" }),
    "resolver",
    "A resolver's URL must begin with https:// (http:// only for 127.0.0.1 and localhost). These are known by name: " +
      "cloudflare, google, dns-sb.",
  ],
  [() => check("a.example", { fetch: "fetch" }), "fetch", "fetch is a function."],
  [() => check("a.example", { signal: {} }), "signal", "signal is an AbortSignal."],
  [() => check("a.example", { signal: null }), "signal", "signal is an AbortSignal."],
  [() => check("a.example", { selectors: "s1" }), "selectors", "selectors is an array of strings."],
  [() => check("a.example", { selectors: ["s1", 2] }), "selectors", "selectors is an array of strings."],
  [() => check("a.example", { allSelectors: 1 }), "allSelectors", "allSelectors is true or false."],
  [() => check("a.example", { onProgress: {} }), "onProgress", "onProgress is a function."],
  [() => parseDmarc(), "text", "The text of a record is a string."],
  [() => parseSpf(null), "text", "The text of a record is a string."],
  [() => explain(["v=DMARC1"]), "text", "The text of a record is a string."],
];

test("what cannot be used is refused, as a rejection", async () => {
  for (const [call, argument, message] of REFUSED) {
    const error = await call().then(() => assert.fail("accepted"), (error) => error);
    assert(error instanceof InputError && error instanceof DmarcError && error instanceof Error);
    const { name, code } = error;
    assert.deepEqual({ name, code, argument: error.argument, message: error.message }, { name: "InputError", code: "input", argument, message });
  }
});

test("a place without fetch is not supported", async () => {
  const { fetch } = globalThis;
  delete globalThis.fetch;
  try {
    await assert.rejects(check("shop.test"), { name: "DmarcError", code: "unsupported" });
  } finally {
    globalThis.fetch = fetch;
  }
});

/** Imports a copy of the package whose Wasm is replaced, or missing, and calls it; then again with the right Wasm. */
async function loadWith(content) {
  const folder = mkdtempSync(join(tmpdir(), "dmarc-checker-"));
  try {
    cpSync(PACKAGE, folder, { recursive: true });
    rmSync(join(folder, WASM));
    if (content) writeFileSync(join(folder, WASM), content);
    const copy = await import(pathToFileURL(join(folder, "index.js")));
    const error = await copy.parseDmarc("v=DMARC1; p=none").then(() => undefined, (error) => error);
    cpSync(join(PACKAGE, WASM), join(folder, WASM));
    assert.equal((await copy.parseDmarc("v=DMARC1; p=none")).policy, "none");
    assert(error instanceof copy.LoadError && !(error instanceof LoadError));
    return error.code;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("Wasm that is missing or something else is named, and the next call tries again", async () => {
  assert.equal(await loadWith(), "not-found");
  assert.equal(await loadWith("<!doctype html>"), "wasm-mime");
  assert.equal(await loadWith(readFileSync(join(PACKAGE, WASM)).subarray(0, 1000)), "unsupported");
});

test("Wasm that is switched off is named", async () => {
  const { WebAssembly } = globalThis;
  const copy = await import(`${pathToFileURL(PACKAGE)}/index.js?off`);
  delete globalThis.WebAssembly;
  try {
    await assert.rejects(copy.rules(), { name: "LoadError", code: "wasm-disabled" });
  } finally {
    globalThis.WebAssembly = WebAssembly;
  }
  assert((await copy.rules()).length > 100);
});

test("a Content Security Policy that forbids Wasm is named", async () => {
  const { instantiate } = WebAssembly;
  const copy = await import(`${pathToFileURL(PACKAGE)}/index.js?csp`);
  for (const message of [
    "WebAssembly.instantiate(): violates the following Content Security Policy directive because 'unsafe-eval' is not allowed",
    "call to WebAssembly.instantiate() blocked by CSP",
  ]) {
    WebAssembly.instantiate = async () => { throw new WebAssembly.CompileError(message); };
    await assert.rejects(copy.rules(), { name: "LoadError", code: "csp-wasm" });
  }
  WebAssembly.instantiate = instantiate;
});

test("a module that a web host serves finds its Wasm there", async () => {
  // Node imports from disk alone; this lets it import from a host, as a browser does.
  const hooks = `
    export const resolve = (url, context, next) =>
      url.startsWith("http:") ? { url, shortCircuit: true } : next(url, context);
    export const load = async (url, context, next) =>
      url.startsWith("http:")
        ? { format: "module", source: await (await fetch(url)).text(), shortCircuit: true }
        : next(url, context);`;
  register(`data:text/javascript,${encodeURIComponent(hooks)}`);
  let answer;
  const server = createServer(({ url }, response) => {
    const content = readFileSync(join(PACKAGE, url.slice(1)));
    if (!url.endsWith(".wasm")) response.end(content);
    else answer(response, content);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  try {
    const { parseDmarc } = await import(`http://127.0.0.1:${server.address().port}/index.js`);
    for (const [code, how] of [
      ["not-found", (response) => response.writeHead(404).end()],
      ["offline", (response) => response.destroy()],
      ["wasm-mime", (response) => response.end("<!doctype html>")],
    ]) {
      answer = how;
      await assert.rejects(parseDmarc(""), { name: "LoadError", code });
    }
    let times = 0;
    answer = (response, content) => {
      times += 1;
      response.writeHead(200, { "content-type": "text/plain" }).end(content);
    };
    await Promise.all([parseDmarc(""), parseDmarc(""), parseDmarc("")]);
    assert.equal(times, 1);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
