// Explains failures that happen before the checker runs: the cause and the remedy.

import { DmarcError, LoadError } from "./errors.js";

/** Converts an error into one that says what to do about it. */
export function explained(error) {
  if (error instanceof DmarcError) return error;
  const detail = String(error);
  if (/content.security.policy|\bCSP\b|unsafe-eval/i.test(detail)) {
    return new LoadError(
      "csp-wasm",
      "The security policy of this page forbids WebAssembly. Add 'wasm-unsafe-eval' to script-src in its " +
        "Content-Security-Policy, or embed the checker as an iframe.",
      { cause: error },
    );
  }
  if (error instanceof WebAssembly.CompileError || error instanceof WebAssembly.LinkError) {
    return new LoadError(
      "unsupported",
      "The checker cannot be used here: either this browser is too old for it, or its file is damaged. (" + detail + ")",
      { cause: error },
    );
  }
  return new DmarcError(
    "internal",
    "The checker stopped by a mistake of its own. Try again, and please report: " + detail,
    { cause: error },
  );
}

export function wasmDisabled() {
  return new LoadError(
    "wasm-disabled",
    "WebAssembly is switched off here, and the checker needs it. Allow it (often it is a strict security mode) or use another " +
      "browser.",
  );
}

export function missing(url, status) {
  return new LoadError(
    "not-found",
    "A part of the checker is missing on the server (status " + status + "). It has to stand beside the module: " + url,
  );
}

export function wrongContent() {
  return new LoadError(
    "wasm-mime",
    "The server sent something else in place of the checker. It has to serve its .wasm files as they are, as application/wasm.",
  );
}

/** Explains why `url` could not be fetched, by requesting it again in other ways. */
export async function unfetched(url) {
  if (globalThis.navigator?.onLine === false) {
    return new LoadError("offline", "This device is offline. Connect it to the internet and try again.");
  }
  const { origin } = new URL(url);
  const plain = await fetch(url).catch(() => null);
  if (plain?.ok) {
    return isWasm(await plain.arrayBuffer())
      ? new LoadError(
          "integrity",
          "The parts of the checker on the server are of different versions. Whoever runs it has to publish the folder as a whole.",
        )
      : wrongContent();
  }
  if (plain) return missing(url, plain.status);
  const opaque = await fetch(url, { mode: "no-cors" }).catch(() => null);
  if (opaque) {
    return new LoadError(
      "cors",
      "The server of the checker does not let this page use it. It has to send Access-Control-Allow-Origin: * with the files of " +
        origin + ".",
    );
  }
  return new LoadError(
    "offline",
    "The checker could not be downloaded from " + origin +
      ". Check the connection, and whether an extension or a company filter blocks it.",
  );
}

/** Whether the bytes begin with the WebAssembly magic number. */
export function isWasm(bytes) {
  return String(new Uint8Array(bytes, 0, Math.min(4, bytes.byteLength))) === "0,97,115,109";
}
