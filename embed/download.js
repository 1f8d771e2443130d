// Fetches a Wasm file of the checker.

import { isWasm, missing, unfetched, wrongContent } from "./failure.js";
import { refusedFile, watchPolicy } from "./policy.js";

/**
 * The bytes of the file, held against its hash if one is given. Bytes are compiled whatever media type the server names.
 * Whatever goes wrong is a LoadError.
 */
export async function download(url, integrity = "") {
  watchPolicy();
  let response;
  try {
    response = await fetch(url, { integrity, credentials: "omit", referrerPolicy: "no-referrer" });
  } catch {
    // The browser tells of a policy in an event, which comes a moment later.
    await new Promise((resolve) => setTimeout(resolve));
    throw refusedFile(url) ?? (await unfetched(url));
  }
  if (!response.ok) throw missing(url, response.status);
  const bytes = await response.arrayBuffer();
  if (!isWasm(bytes)) throw wrongContent();
  return bytes;
}
