// Validates the options of a check before any of them reach the Wasm.

import { DmarcError, InputError } from "../errors.js";

/** Returns the options of a check. Verifies the type of each and reads each once. */
export function settings(domain, options = {}) {
  demand("domain", typeof domain === "string", "The domain to check is a string, such as example.com.");
  demand("options", typeof options === "object" && options !== null, "The options of a check are an object.");
  const { resolver, fetch, signal, selectors, allSelectors, onProgress } = options;
  const isOf = (type, value) => value === undefined || typeof value === type;
  demand("resolver", isOf("string", resolver), "A resolver is a string: a name or a URL.");
  demand("fetch", isOf("function", fetch), "fetch is a function.");
  demand("allSelectors", isOf("boolean", allSelectors), "allSelectors is true or false.");
  demand("onProgress", isOf("function", onProgress), "onProgress is a function.");
  demand("signal", signal === undefined || typeof signal?.throwIfAborted === "function", "signal is an AbortSignal.");
  const names = selectors === undefined ? [] : Array.isArray(selectors) ? [...selectors] : [undefined];
  demand("selectors", names.every((name) => typeof name === "string"), "selectors is an array of strings.");
  return {
    domain,
    resolver,
    selectors: names,
    allSelectors: allSelectors ?? false,
    get: getBy(fetch ?? globalThis.fetch),
    signal,
    onProgress,
  };
}

function demand(argument, isUsable, message) {
  if (!isUsable) throw new InputError(argument, message);
}

/** Wraps `fetch` for the checker: resolves with status, media type and body, or rejects. */
function getBy(fetch) {
  if (typeof fetch !== "function") {
    throw new DmarcError("unsupported", "There is no fetch here. Give one as an option.");
  }
  return async (url, signal) => {
    // Keeps the request free of a preflight, and sends nothing beyond the question.
    const headers = { accept: "application/dns-message" };
    const response = await fetch(url, { headers, credentials: "omit", referrerPolicy: "no-referrer", signal });
    const mediaType = response.headers.get("content-type") ?? "";
    return [response.status, mediaType, new Uint8Array(await response.arrayBuffer())];
  };
}
