// The checker itself: loaded once, whatever the number of elements.
//
// The names and hashes of its files are put in when the module is packed; FIRST, LATER and DEMAND stand for them. A debug
// build has only the first.

import start, { Mount } from "widget.wasm";
import { download } from "../download.js";
import { explained, wasmDisabled } from "../failure.js";

let running = null; // The checker, once it runs.
const starting = new Map(); // The promises of one that is to run, by folder.
const parts = new Map(); // The promises of its later parts, by file.
let failure = null; // Why the last of them that failed did not come.

/**
 * The running checker, from `source` or from where this module is. A failure is told, and the next call tries again. One
 * element with a wrong source is no matter of the others'.
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

/** The second part of the checker, which asks for it by this name. A failure is told, and the next call tries again. */
export function loadLater() {
  return load(LATER);
}

/** The third part, which needs the second. */
export function loadOnDemand() {
  return load(DEMAND, loadLater());
}

/** Why a part could not be loaded. */
export function lastFailure() {
  return failure ?? explained(new Error("a part of it did not come"));
}

function load(file, before) {
  if (!parts.has(file)) {
    const attempt = complete(file, before).catch((error) => {
      parts.delete(file);
      // The part before has told already.
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

// The folder of the files, with a slash at its end.
function folder(source) {
  const base = source ? new URL(source, document.baseURI) : new URL(".", import.meta.url);
  return base.href.endsWith("/") ? base.href : base.href + "/";
}
