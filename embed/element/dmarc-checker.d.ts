/**
 * The element `<dmarc-checker>`. Importing this module defines it; the checker itself is loaded when the first element is
 * seen.
 *
 * @packageDocumentation
 */

import type { LoadErrorCode, Report } from "./index.js";

/** What every error of the element is. It is another class than that of the JS module. */
export class DmarcError extends Error {
  /** What is wrong; messages are for people. */
  readonly code: ElementErrorCode;
  /** What could be asked, where that is the error of a check. */
  readonly report?: Report | null;
}

/** What can go wrong with an element. */
export type ElementErrorCode =
  | LoadErrorCode
  /** The parts of the checker on its server are of different versions. */
  | "integrity"
  /** `domain` is none. */
  | "input"
  /** `resolver` is none: neither known by name, nor a URL that may be asked. */
  | "unknown-resolver"
  /** The resolver could not be reached. */
  | "resolver-blocked"
  /** The Content Security Policy of the page forbids asking it. */
  | "csp-resolver"
  /** The visitor stopped it. A promise rejects with this as well where another check, `reset()` or removal ended the check. */
  | "aborted"
  /** A mistake in the checker. */
  | "internal";

/** How much of a check an element shows. */
export type View = "full" | "compact" | "badge";

/** Whether an element is light or dark; `auto` is as the page around it. */
export type Theme = "auto" | "light" | "dark";

/** The element. Each property but `result` mirrors the attribute of the same name in kebab-case. */
export class DmarcCheckerElement extends HTMLElement {
  /** What to check, as a person might type it. */
  domain: string;
  /** Whether that is checked as soon as the element is seen; a badge needs none of it. */
  auto: boolean;
  /** How much is shown: a {@link View}; empty or anything else means `full`. */
  view: View | (string & {});
  /** A {@link Theme}; empty means `auto`. */
  theme: Theme | (string & {});
  /** `cloudflare`, `google`, `dns-sb`, or the `https:` URL of another resolver. */
  resolver: string;
  /** DKIM selectors to try as well, separated by commas or spaces. */
  selectors: string;
  /** What is left out: words such as `form`, `resolver`, `policy` and `plan`, separated by commas or spaces. */
  hide: string;
  /** The address of a whole report; `{domain}` is replaced by the domain. */
  reportHref: string;
  /** The folder of the Wasm files, if it is not that of the module. */
  wasmSrc: string;
  /** The report of the last check, or `null`. */
  readonly result: Report | null;
  /**
   * Checks a domain, or that of the attribute.
   *
   * @throws {@link DmarcError} when it came to nothing; `report` is then what could be asked, if anything could.
   */
  check(domain?: string): Promise<Report>;
  /** Ends the check, and forgets its result. */
  reset(): void;
}

/** What the `detail` of each event is. All of them bubble, and leave shadow roots. */
export interface DmarcEvents {
  /** The checker is there. */
  "dmarc-ready": CustomEvent<Record<string, never>>;
  /** A check of this domain began. */
  "dmarc-start": CustomEvent<{ domain: string }>;
  /** So many questions are answered, out of so many that are asked so far. */
  "dmarc-progress": CustomEvent<{ answered: number; asked: number }>;
  /** A check came to this report; that of a badge is not `complete`. */
  "dmarc-result": CustomEvent<Report>;
  /** A check came to nothing, or the checker could not be loaded. */
  "dmarc-error": CustomEvent<{ code: ElementErrorCode; message: string; report: Report | null }>;
}

declare global {
  interface HTMLElementTagNameMap {
    "dmarc-checker": DmarcCheckerElement;
  }
  interface HTMLElementEventMap extends DmarcEvents {}
}
