// The checker, loaded once for all elements on the page.
//
// Packing replaces FIRST, LATER and DEMAND with the names and hashes of the Wasm files. A debug build has only the first.

import start, { Mount } from "widget.wasm";
import { download } from "../download.js";
import { explained, wasmDisabled } from "../failure.js";

let running = null; // The running checker.
const starting = new Map(); // Promises of checkers that are starting, by folder.
const parts = new Map(); // Promises of the later parts, by file.
let failure = null; // The most recent reason a part failed to load.

/**
 * Returns the running checker, loading it from `source` or from this module's folder. Rejects with an explained error; the
 * next call tries again. A wrong source on one element does not affect other elements.
 */
export async function instance(source) {
  if (running) return running;
  const from = folder(source);
  if (!starting.has(from)) {
    const attempt = run(from).finally(() => starting.delete(from));
    starting.set(from, attempt);
  }
  running = await starting.get(from);
  return running;
}

async function run(folder) {
  if (typeof WebAssembly !== "object") throw wasmDisabled();
  const bytes = await download(new URL(FIRST.name, folder).href, FIRST.integrity);
  let exports;
  try {
    exports = await start({ module_or_path: bytes });
  } catch (error) {
    throw explained(error);
  }
  return { Mount, folder, exports };
}

/** Loads the second part; the Wasm calls it by this name. Rejects with a message, and the next call tries again. */
export function loadLater() {
  return load(LATER);
}

/** Loads the third part, which requires the second. */
export function loadOnDemand() {
  return load(DEMAND, loadLater());
}

/** Returns the error of the most recent part that failed to load. */
export function lastFailure() {
  return failure ?? explained(new Error("a part of it did not come"));
}

function load(file, before) {
  if (!parts.has(file)) {
    const attempt = complete(file, before).catch((error) => {
      parts.delete(file);
      // A string means that the part this one requires has already recorded its failure.
      if (typeof error !== "string") failure = explained(error);
      throw failure.message;
    });
    parts.set(file, attempt);
  }
  return parts.get(file);
}

async function complete(file, before) {
  if (!file) return;
  const { folder, exports } = running;
  const [bytes] = await Promise.all([download(new URL(file.name, folder).href, file.integrity), before]);
  await WebAssembly.instantiate(bytes, { first: exports });
}

// Returns the folder of the Wasm files, with a trailing slash.
function folder(source) {
  const base = source ? new URL(source, document.baseURI) : new URL(".", import.meta.url);
  return base.href.endsWith("/") ? base.href : base.href + "/";
}
