// What the Content-Security-Policy of the host page refused, as the browser tells it.

import { DmarcError, LoadError } from "./errors.js";

// The origins that the policy did not let the page fetch from, and those of them that were to answer questions. What else the
// policy refuses the page is no business of ours.
const refused = new Set();
const resolvers = new Set();

/** Listens from now on, where there is a page; more than once does no harm. */
export function watchPolicy() {
  globalThis.document?.addEventListener("securitypolicyviolation", note);
}

function note({ blockedURI, disposition, effectiveDirective }) {
  const from = origin(blockedURI);
  // A policy that only reports refuses nothing.
  if (!from || disposition !== "enforce" || effectiveDirective !== "connect-src") return;
  refused.add(from);
  if (/[?&]dns=/.test(blockedURI)) resolvers.add(from);
}

/** Why a resolver could not be asked, if the policy of the page is the reason. */
export function refusedResolver() {
  return resolvers.size ? new DmarcError("csp-resolver", remedy("asking the resolver", [...resolvers])) : null;
}

/** Why a file of ours could not be fetched, if the policy of the page is the reason. */
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
