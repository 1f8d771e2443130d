// Defines <dmarc-checker>. This is all that loading the module does: the checker itself is loaded when the first element is
// seen.

import { DmarcCheckerElement } from "./element.js";

const NAME = "dmarc-checker";

// The module may be on a page twice, or in two versions; who comes first keeps the name. A server that renders pages has no
// such names.
if (globalThis.customElements && !customElements.get(NAME)) {
  customElements.define(NAME, DmarcCheckerElement);
}

export { DmarcCheckerElement };
export { DmarcError } from "../errors.js";
