// What can go wrong before the checker runs, in words that name the cause and the remedy.

/** Something went wrong; `code` says what, for programs. */
export class DmarcError extends Error {
  name = "DmarcError";

  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/** The checker could not be loaded. */
export class LoadError extends DmarcError {
  name = "LoadError";
}

/** An error as one that says what to do about it. */
export function explained(error) {
  if (error instanceof DmarcError) return error;
  const detail = String(error);
  if (/content.security.policy|\bCSP\b|unsafe-eval/i.test(detail)) {
    return new LoadError(
      "csp-wasm",
      "The security policy of this page forbids WebAssembly. Add 'wasm-unsafe-eval' to script-src in its " +
        "Content-Security-Policy, or embed the checker as an iframe.",
    );
  }
  if (/magic (number|word|header)|asm'|section|MIME/i.test(detail)) return wrongContent();
  if (isWasmError(error)) {
    return new LoadError("unsupported", "This browser is too old for the checker. Update it or use another one.");
  }
  return new LoadError("internal", "The checker stopped by a mistake of its own. Reload the page, and please report: " + detail);
}

export function wrongContent() {
  return new LoadError(
    "wasm-mime",
    "The server sent something else in place of the checker. It has to serve its .wasm files as they are, as application/wasm.",
  );
}

export function wasmDisabled() {
  return new LoadError(
    "wasm-disabled",
    "WebAssembly is switched off in this browser, and the checker needs it. Allow it for this page (often it is a strict " +
      "security mode) or use another browser.",
  );
}

/** What it means that `url` could not be fetched: found out by asking again in other ways. */
export async function unfetched(url) {
  if (navigator.onLine === false) {
    return new LoadError("offline", "This device is offline. Connect it to the internet and try again.");
  }
  const plain = await fetch(url).catch(() => null);
  if (plain?.ok) {
    return (await isWasm(plain))
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
        new URL(url).origin + ".",
    );
  }
  return new LoadError(
    "offline",
    "The checker could not be downloaded from " + new URL(url).origin +
      ". Check the connection, and whether an extension or a company filter blocks it.",
  );
}

export function missing(url, status) {
  return new LoadError(
    "not-found",
    "A part of the checker is missing on the server (status " + status + "): " + url,
  );
}

async function isWasm(response) {
  const start = new Uint8Array(await response.arrayBuffer()).subarray(0, 4);
  return String.fromCharCode(...start) === "\0asm";
}

function isWasmError(error) {
  return error instanceof WebAssembly.CompileError || error instanceof WebAssembly.LinkError;
}
