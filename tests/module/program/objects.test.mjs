// The objects are those of the engine, field by field.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { check, explain, parseDmarc, parseSpf, rules, SCHEMA, version } from "dmarc-checker";

const expected = JSON.parse(readFileSync("expected.json", "utf8"));
const installed = JSON.parse(readFileSync("node_modules/dmarc-checker/package.json", "utf8"));

test("reports are the engine's", async () => {
  assert(expected.reports.length > 20);
  for (const report of expected.reports) {
    assert.deepStrictEqual(await check(report.domain), report);
    assert.equal(report.schema, SCHEMA);
  }
});

for (const [name, read] of Object.entries({ records: parseDmarc, spfRecords: parseSpf, explanations: explain })) {
  test(`${name} are the engine's`, async () => {
    assert(expected[name].length > 10);
    for (const object of expected[name]) assert.deepStrictEqual(await read(object.text), object);
  });
}

test("the catalogue is the engine's", async () => {
  assert.deepStrictEqual(await rules(), expected.rules);
});

test("the version is that of the package", () => {
  assert.equal(version, installed.version);
});

test("any text is read, and places in it are JavaScript's", async () => {
  const text = "v=DMARC1; p=none; \u{1d533}=1; rua=mailto:a@b.example!9007199254740993";
  const { tags, rua } = await parseDmarc(text);
  assert.equal(text.slice(...tags[3].span), "rua=mailto:a@b.example!9007199254740993");
  assert.equal(rua[0].sizeLimit, null);
  for (const odd of ["", "\0", "\ud800", "v=DMARC1;".repeat(10_000)]) {
    assert.equal((await parseDmarc(odd)).kind, "dmarc");
    assert.equal((await parseSpf(odd)).kind, "spf");
    assert.equal((await explain(odd)).kind, "dmarc");
  }
});
