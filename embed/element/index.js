// Defines <dmarc-checker>. Loading this module does nothing else: the checker itself loads when the first element comes
// into view.

import { DmarcCheckerElement } from "./element.js";

const NAME = "dmarc-checker";

// A page may load this module twice, or in two versions; the first one keeps the name. `customElements` does not exist when
// a server renders pages.
if (globalThis.customElements && !customElements.get(NAME)) {
  customElements.define(NAME, DmarcCheckerElement);
}

export { DmarcCheckerElement };
export { DmarcError } from "../errors.js";
