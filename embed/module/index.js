// The JS module: what a program imports. Its types, with what everything means, are in index.d.ts.

import { DmarcError, InputError, LoadError } from "../errors.js";
import { load } from "./load.js";
import { settings } from "./settings.js";

export { DmarcError, InputError, LoadError };

/** The version of the shapes of all objects. */
export const SCHEMA = 2;

/** The version of this module. */
export const version = VERSION;

export async function check(domain, options) {
  const { signal, onProgress, ...rest } = settings(domain, options);
  signal?.throwIfAborted();
  let stop;
  const stopped = new Promise((_, reject) => (stop = reject));
  // Whoever waits hears of it; that nobody does any more is no error.
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
    // It may have been stopped while the last answer was on its way.
    return await Promise.race([stopped, report]);
  } finally {
    signal?.removeEventListener("abort", onAbort);
    // The Wasm keeps what waits for this promise until it settles.
    stop();
  }
}

export const parseDmarc = (text) => read("parseDmarc", text);

export const parseSpf = (text) => read("parseSpf", text);

export const explain = (text) => read("explain", text);

export async function rules() {
  return called((await load()).rules);
}

/** What the function of this name makes of the text of a record. */
async function read(name, text) {
  if (typeof text !== "string") throw new InputError("text", "The text of a record is a string.");
  return called((await load())[name], text);
}

/** What a function in the Wasm gives, with its errors in their classes. */
function called(exported, argument) {
  try {
    return exported(argument);
  } catch (error) {
    if (typeof error?.argument === "string") throw new InputError(error.argument, error.message);
    throw new DmarcError("internal", "The checker failed. Please report it, with what it was given.", { cause: error });
  }
}
