// Fetches a Wasm file of the checker.

import { isWasm, missing, unfetched, wrongContent } from "./failure.js";
import { refusedFile, watchPolicy } from "./policy.js";

/**
 * Returns the bytes of the file, checked against its hash if one is given. The media type that the server names does not
 * matter. Every failure is a LoadError.
 */
export async function download(url, integrity = "") {
  watchPolicy();
  let response;
  try {
    response = await fetch(url, { integrity, credentials: "omit", referrerPolicy: "no-referrer" });
  } catch {
    // The browser reports a policy violation in an event that arrives slightly later.
    await new Promise((resolve) => setTimeout(resolve));
    throw refusedFile(url) ?? (await unfetched(url));
  }
  if (!response.ok) throw missing(url, response.status);
  const bytes = await response.arrayBuffer();
  if (!isWasm(bytes)) throw wrongContent();
  return bytes;
}
