// How a page and the checker in its iframe speak with each other.
//
// Every message is an object with this member, so that neither hears what is meant for others.

const MARK = "dmarcChecker";

/** The version of what is said. */
export const VERSION = 1;

/** The events of the element, which the page hears from the iframe. */
export const EVENTS = ["dmarc-ready", "dmarc-start", "dmarc-progress", "dmarc-result", "dmarc-error"];

export function message(type, more = {}) {
  return { [MARK]: VERSION, type, ...more };
}

export function isMessage(data) {
  return typeof data === "object" && data !== null && data[MARK] === VERSION && typeof data.type === "string";
}
