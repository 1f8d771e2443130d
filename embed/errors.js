// The errors of the module and of the element. The `code` of each is stable; its message, meant for people, may change.

/** The base class of every rejection of the module and of the element. */
export class DmarcError extends Error {
  constructor(code, message, options) {
    super(message, options);
    this.code = code;
  }
}

/** An argument is invalid; `argument` names it. */
export class InputError extends DmarcError {
  constructor(argument, message) {
    super("input", message);
    this.argument = argument;
  }
}

/** The Wasm could not be loaded; the next call tries again. */
export class LoadError extends DmarcError {}

// Sets the names explicitly, because a minifier renames classes.
for (const [name, { prototype }] of Object.entries({ DmarcError, InputError, LoadError })) {
  Object.defineProperty(prototype, "name", { value: name, configurable: true, writable: true });
}
