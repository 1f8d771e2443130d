// Records what the Content-Security-Policy of the host page blocked, as the browser reports it.

import { DmarcError, LoadError } from "./errors.js";

// Origins that the policy blocked fetches to, and those of them that are resolvers. Other violations on the page are
// ignored.
const refused = new Set();
const resolvers = new Set();

/** Starts listening for violations if there is a document. Calling it again is harmless. */
export function watchPolicy() {
  globalThis.document?.addEventListener("securitypolicyviolation", note);
}

function note({ blockedURI, disposition, effectiveDirective }) {
  const from = origin(blockedURI);
  // A report-only policy blocks nothing.
  if (!from || disposition !== "enforce" || effectiveDirective !== "connect-src") return;
  refused.add(from);
  if (/[?&]dns=/.test(blockedURI)) resolvers.add(from);
}

/** Returns why a resolver could not be queried, if the policy of the page is the reason. */
export function refusedResolver() {
  return resolvers.size ? new DmarcError("csp-resolver", remedy("asking the resolver", [...resolvers])) : null;
}

/** Returns why one of our files could not be fetched, if the policy of the page is the reason. */
export function refusedFile(url) {
  const from = origin(url);
  return refused.has(from) ? new LoadError("csp-wasm", remedy("loading the checker", [from])) : null;
}

function remedy(what, origins) {
  return (
    "The security policy of this page forbids " + what + ". Add " + origins.join(" ") +
    " to connect-src in its Content-Security-Policy."
  );
}

function origin(uri) {
  try {
    return new URL(uri).origin;
  } catch {
    return null;
  }
}
