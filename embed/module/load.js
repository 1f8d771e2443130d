// Loads the Wasm of the module, once, when it is needed.

import init, * as wasm from "module.wasm";
import { LoadError } from "./errors.js";

let loading;

/** The functions in the Wasm. A load that failed is tried again by the next call. */
export function load() {
  loading ??= start().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function start() {
  if (typeof WebAssembly !== "object") {
    throw new LoadError("wasm-disabled", "WebAssembly is switched off here. Switch it on for this site or program.");
  }
  const url = new URL(WASM_FILE, import.meta.url);
  const bytes = await (url.protocol === "file:" ? fromDisk(url) : fromHost(url));
  if (String(new Uint8Array(bytes, 0, Math.min(4, bytes.byteLength))) !== "0,97,115,109") {
    throw new LoadError("wasm-mime", `${url} is something else than WebAssembly. Serve the file as it is.`);
  }
  try {
    // From bytes, so that the media type that a host names does not matter.
    await init({ module_or_path: bytes });
  } catch (cause) {
    throw refused(cause);
  }
  return wasm;
}

async function fromDisk(url) {
  try {
    const { readFile } = await import(/* webpackIgnore: true */ /* @vite-ignore */ "node:fs/promises");
    const { buffer, byteOffset, byteLength } = await readFile(url);
    return buffer.slice(byteOffset, byteOffset + byteLength);
  } catch (cause) {
    throw new LoadError("not-found", `${url} cannot be read. It has to stand beside the module.`, { cause });
  }
}

async function fromHost(url) {
  let response;
  try {
    response = await fetch(url, { credentials: "same-origin" });
    if (response.ok) return await response.arrayBuffer();
  } catch (cause) {
    if (globalThis.navigator?.onLine === false) {
      throw new LoadError("offline", `${url} cannot be loaded: this device is offline.`, { cause });
    }
    const remedy = "Check the connection, Access-Control-Allow-Origin of its host, and connect-src of this page.";
    throw new LoadError("cors", `${url} cannot be loaded. ${remedy}`, { cause });
  }
  throw new LoadError("not-found", `${url} answers with status ${response.status}. It has to stand beside the module.`);
}

function refused(cause) {
  if (/content security policy|blocked by csp|unsafe-eval/i.test(String(cause))) {
    const remedy = "Add 'wasm-unsafe-eval' to its script-src.";
    return new LoadError("csp-wasm", `The Content Security Policy of this page forbids WebAssembly. ${remedy}`, { cause });
  }
  return new LoadError("unsupported", `This WebAssembly cannot be used here: ${cause.message}`, { cause });
}
