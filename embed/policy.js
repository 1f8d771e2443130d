// What the Content-Security-Policy of the host page refused, as the browser tells it.

import { DmarcError, LoadError } from "./errors.js";

// The addresses that the policy did not let the page fetch.
const refused = new Set();

/** Listens from now on, where there is a page; more than once does no harm. */
export function watchPolicy() {
  globalThis.document?.addEventListener("securitypolicyviolation", note);
}

function note(event) {
  if (event.effectiveDirective === "connect-src") refused.add(event.blockedURI);
}

/** Why a resolver could not be asked, if the policy of the page is the reason. */
export function refusedResolver() {
  // What else the policy refuses the page is no business of ours.
  const questions = [...refused].filter((uri) => /[?&]dns=/.test(uri));
  const origins = questions.map(origin).filter(Boolean);
  if (!origins.length) return null;
  return new DmarcError("csp-resolver", remedy("asking the resolver", origins));
}

/** Why a file of ours could not be fetched, if the policy of the page is the reason. */
export function refusedFile(url) {
  const isRefused = [...refused].some((uri) => origin(uri) === origin(url));
  return isRefused ? new LoadError("csp-wasm", remedy("loading the checker", [origin(url)])) : null;
}

function remedy(what, origins) {
  return (
    "The security policy of this page forbids " + what + ". Add " + [...new Set(origins)].join(" ") +
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
