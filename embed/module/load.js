// Loads the Wasm of the module once, on first use.

import init, * as wasm from "module.wasm";
import { download } from "../download.js";
import { LoadError } from "../errors.js";
import { explained, isWasm, wasmDisabled, wrongContent } from "../failure.js";

let loading;

/** Resolves with the functions of the Wasm. After a failed load, the next call tries again. */
export function load() {
  loading ??= start().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function start() {
  if (typeof WebAssembly !== "object") throw wasmDisabled();
  const url = new URL(WASM_FILE, import.meta.url);
  const bytes = await (url.protocol === "file:" ? fromDisk(url) : download(url.href));
  try {
    await init({ module_or_path: bytes });
  } catch (error) {
    throw explained(error);
  }
  return wasm;
}

async function fromDisk(url) {
  let file;
  try {
    const { readFile } = await import(/* webpackIgnore: true */ /* @vite-ignore */ "node:fs/promises");
    file = await readFile(url);
  } catch (cause) {
    throw new LoadError("not-found", `${url} cannot be read. It has to stand beside the module.`, { cause });
  }
  const bytes = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength);
  if (!isWasm(bytes)) throw wrongContent();
  return bytes;
}
