// The message protocol between a page and the checker in its iframe.
//
// Every message is an object with this member, so that unrelated messages are ignored.

const MARK = "dmarcChecker";

/** The protocol version. */
export const VERSION = 1;

/** The element's events that the iframe forwards to the page. */
export const EVENTS = ["dmarc-ready", "dmarc-start", "dmarc-progress", "dmarc-result", "dmarc-error"];

export function message(type, more = {}) {
  return { [MARK]: VERSION, type, ...more };
}

export function isMessage(data) {
  return typeof data === "object" && data !== null && data[MARK] === VERSION && typeof data.type === "string";
}
