// What bundlers look for in the module.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import test from "node:test";

const PACKAGE = "node_modules/dmarc-checker";
const script = readFileSync(`${PACKAGE}/index.js`, "utf8");

test("they find the Wasm by an address that they know, and nothing else", () => {
  const addresses = [...script.matchAll(/new URL\(([^,]*), import\.meta\.url\)/g)].map(([, file]) => file);
  assert.equal(addresses.length, 1);
  assert(existsSync(`${PACKAGE}/${JSON.parse(addresses[0])}`));
});

test("they leave what only Node has alone", () => {
  const imports = [...script.matchAll(/\bimport\(([^)]*)\)/g)].map(([, inside]) => inside.replace(/\s+/g, " ").trim());
  assert.deepEqual(imports, [`/* webpackIgnore: true */ /* @vite-ignore */ "node:fs/promises"`]);
  assert(!/^\s*import\b[^(]/m.test(script), "nothing is imported otherwise");
});
