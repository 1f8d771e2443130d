// The errors of the module and of the element. Each has a `code` that stays the same, and a message for people that may not.

/** Whatever they themselves reject with. */
export class DmarcError extends Error {
  constructor(code, message, options) {
    super(message, options);
    this.code = code;
  }
}

/** Something was given that cannot be used; `argument` says what. */
export class InputError extends DmarcError {
  constructor(argument, message) {
    super("input", message);
    this.argument = argument;
  }
}

/** The Wasm could not be loaded; the next call tries again. */
export class LoadError extends DmarcError {}

// Names that outlive a minifier.
for (const [name, { prototype }] of Object.entries({ DmarcError, InputError, LoadError })) {
  Object.defineProperty(prototype, "name", { value: name, configurable: true, writable: true });
}
