// The element where there are no elements, such as on a server that renders pages.

import assert from "node:assert/strict";
import test from "node:test";

test("it is imported without a page", async () => {
  const { DmarcCheckerElement, DmarcError } = await import("dmarc-checker/element");
  assert.equal(DmarcCheckerElement.observedAttributes[0], "domain");
  assert(new DmarcError("internal", "") instanceof Error);
});
