// The JS module that programs import. Its types and their documentation are in index.d.ts.

import { DmarcError, InputError, LoadError } from "../errors.js";
import { load } from "./load.js";
import { settings } from "./settings.js";

export { DmarcError, InputError, LoadError };

/** The schema version of all objects. */
export const SCHEMA = 2;

/** The version of this module. */
export const version = VERSION;

export async function check(domain, options) {
  const { signal, onProgress, ...rest } = settings(domain, options);
  signal?.throwIfAborted();
  let stop;
  const stopped = new Promise((_, reject) => (stop = reject));
  // A rejection with no one waiting for it is not an unhandled error.
  stopped.catch(() => {});
  const onAbort = () => stop(signal.reason);
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    const wasm = await Promise.race([load(), stopped]);
    const report = await called(wasm.check, {
      ...rest,
      stopped,
      onProgress(answered, asked) {
        try {
          onProgress?.({ answered, asked });
        } catch (error) {
          stop(error);
        }
      },
    });
    // The check may have been stopped while the last response was in flight.
    return await Promise.race([stopped, report]);
  } finally {
    signal?.removeEventListener("abort", onAbort);
    // Settling the promise releases the listeners that the Wasm attached to it.
    stop();
  }
}

export const parseDmarc = (text) => read("parseDmarc", text);

export const parseSpf = (text) => read("parseSpf", text);

export const explain = (text) => read("explain", text);

export async function rules() {
  return called((await load()).rules);
}

/** Parses the text of a record with the named function. */
async function read(name, text) {
  if (typeof text !== "string") throw new InputError("text", "The text of a record is a string.");
  return called((await load())[name], text);
}

/** Calls a function of the Wasm and converts its errors into the public classes. */
function called(exported, argument) {
  try {
    return exported(argument);
  } catch (error) {
    if (typeof error?.argument === "string") throw new InputError(error.argument, error.message);
    throw new DmarcError("internal", "The checker failed. Please report it, with what it was given.", { cause: error });
  }
}
